"""Charts put together: a question, the sentence that answers it, the table and the figure."""
