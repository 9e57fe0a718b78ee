"""Compares States, groups of States, or one State on several days. It ranks nobody."""
