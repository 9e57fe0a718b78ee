"""Drafts and fields: the one description of what a record holds and how text becomes values."""
