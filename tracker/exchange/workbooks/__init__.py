"""Workbooks that people fill offline and upload again."""
