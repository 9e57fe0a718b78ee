"""Upsert: saves drafts as rows, with audit event and publication."""
