"""Compares states, groups of states, or one state on several days; without ranking."""
