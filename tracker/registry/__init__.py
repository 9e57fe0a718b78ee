"""Instruments, commitments, relations, themes, states and indicators."""
