"""Attached files: cleaned, and stored by their hash. Independent of records."""
