"""Public pages: what everybody reads."""
