"""Computes the rows of charts from snapshots or bounded queries. They contain no texts."""
