"""Computes the gap: pure rules over facts; repository and standing access the database."""
