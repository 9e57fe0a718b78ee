"""Words and likeness of texts in six languages. Pure."""
