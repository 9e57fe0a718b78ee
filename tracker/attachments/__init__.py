"""Attached files: made safe, stored by their hash. Knows no record."""
