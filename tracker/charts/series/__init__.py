"""Rows to be drawn: frozen, counted from the picture or from bounded queries, without any word."""
