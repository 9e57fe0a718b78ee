"""Upsert: how drafts become rows, with audit event and publication."""
