"""The report card as an A4 PDF, made without a browser."""
