"""Checks whether source addresses still work, never during a reader's request."""
