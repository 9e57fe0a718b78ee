"""Parses real-world files into tables: columns, rows and notes.

Knows encodings, separators and shapes of files, and no kind of record. Everything that was done
to the file is told in ``Table.notes``; nothing is dropped without a word.
"""

from tracker.exchange.parsing.reader import read_table
from tracker.exchange.parsing.table import LayoutChoice, Table, TableRow

__all__ = ["LayoutChoice", "Table", "TableRow", "read_table"]
