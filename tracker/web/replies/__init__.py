"""Pages for replying to records of the other side."""
