"""Readers' reports of mistakes and dangers, and the corrections that followed."""
