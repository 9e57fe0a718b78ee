"""The audit trail: append-only, hash-chained events in the same transaction as their change."""
