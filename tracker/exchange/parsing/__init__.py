"""Parses real-world files into tables: columns, rows and notes.

It handles encodings, separators and file shapes, and no kinds of records. ``Table.notes`` reports
everything that was done; nothing is dropped silently.
"""

from tracker.exchange.parsing.reader import read_table
from tracker.exchange.parsing.table import LayoutChoice, Table, TableRow

__all__ = ["LayoutChoice", "Table", "TableRow", "read_table"]
