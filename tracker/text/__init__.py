"""Words and similarity of texts in six languages. Pure."""
