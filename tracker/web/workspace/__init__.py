"""Pages for writing a State's reports."""
