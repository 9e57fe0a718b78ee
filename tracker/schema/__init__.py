"""Drafts and fields: one description of a record's columns and how texts become values."""
