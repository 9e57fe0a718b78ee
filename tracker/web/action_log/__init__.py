"""Pages for logging actions."""
