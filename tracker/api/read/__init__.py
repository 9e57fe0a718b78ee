"""Public, read-only endpoints: lists and single items."""
