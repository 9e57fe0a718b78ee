"""Endpoints that create or change records."""
