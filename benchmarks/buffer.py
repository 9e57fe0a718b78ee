"""Collects rows of several tables and writes each table some thousands at a time."""

from typing import Any

from benchmarks.bulk import AT_ONCE, Row, Writer


class Buffer:
    """Rows that wait to be written; ``flush`` at the end writes what is left."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._waiting: dict[tuple[Any, tuple[str, ...]], list[Row]] = {}

    def add(self, model: Any, columns: tuple[str, ...], row: Row) -> None:
        """Add one row of the table of the model."""
        rows = self._waiting.setdefault((model.__table__, columns), [])
        rows.append(row)
        if len(rows) >= AT_ONCE:
            self._writer.insert(model.__table__, columns, rows)
            rows.clear()

    def flush(self) -> None:
        """Write all rows that wait."""
        for (table, columns), rows in self._waiting.items():
            self._writer.insert(table, columns, rows)
        self._waiting.clear()
