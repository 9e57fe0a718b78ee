"""Computes the gap: pure rules over facts. Only repository and standing use the database."""
