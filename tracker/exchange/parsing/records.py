"""Rows of cells from any format, before the header is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Record = tuple[int, tuple[str, ...]]
"""The number of a row as a person finds it in the file, and its cells."""

# As many rows as a sheet of Excel has: saved as text, a coloured one leaves that many empty ones.
MOST_EMPTY = 1_048_576
MOST_ROWS = 100_000  # 50,000 are promised; twice that still takes seconds and 200 MiB or so
MOST_COLUMNS = 200
MOST_CELLS = 3_000_000  # 100,000 rows of 30 columns
MOST_KEPT = 50_000  # texts that are kept once for all cells that repeat them


@dataclass(frozen=True, slots=True)
class Grid:
    """All non-empty rows of a file or sheet, with notes on reading them.

    ``empty``: how many rows between the first and the last hold nothing. ``wide``: rows whose one
    cell spans the table. ``links``: by row and column counted from 1, the address behind a cell.
    ``hidden_rows`` and ``hidden_columns``: those that a spreadsheet program does not show.
    """

    records: tuple[Record, ...]
    notes: tuple[str, ...] = ()
    empty: int = 0
    wide: frozenset[int] = frozenset()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


class StringInterner:
    """Shares equal short texts, because tables repeat them."""

    def __init__(self) -> None:
        self._met: dict[str, str] = {}

    def cells(self, cells: Iterable[str]) -> tuple[str, ...]:
        """The same cells with shared texts."""
        return tuple([self._one(cell) if len(cell) < 64 else cell for cell in cells])

    def _one(self, text: str) -> str:
        known = self._met.get(text)
        if known is None:
            if len(self._met) < MOST_KEPT:
                self._met[text] = text
            return text
        return known
