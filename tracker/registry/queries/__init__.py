"""Read-only queries of the registry."""
