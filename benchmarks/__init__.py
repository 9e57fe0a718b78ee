"""Invented records in any number, and what pages take beside them; no part of the application."""
