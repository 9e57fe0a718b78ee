"""What was promised: instruments, commitments, relations, themes, states and indicators."""
