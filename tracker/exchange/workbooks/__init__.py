"""Workbooks that people fill in offline and upload again."""
