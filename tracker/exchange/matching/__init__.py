"""Matches the columns of a file to fields."""
