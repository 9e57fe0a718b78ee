"""Endpoints that show an owner its own records."""
