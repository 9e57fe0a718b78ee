"""The report card of a State: its content, its sentences and its PDF."""
