"""Pages for reporting a mistake or danger, and for answering the reports."""
