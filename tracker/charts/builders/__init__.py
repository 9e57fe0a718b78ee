"""Builds charts: a question, the sentence that answers it, the table and the figure."""
