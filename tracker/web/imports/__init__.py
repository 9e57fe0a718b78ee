"""Pages on which files are imported, step by step."""
