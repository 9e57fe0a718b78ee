"""Reads word lists from the CSV files in a package's ``lists/`` folder. Pure.

Each file has a header. People who know a language can correct a list without knowing Python.
"""

import csv
from functools import cache
from pathlib import Path


@cache
def read_rows(file: Path) -> tuple[dict[str, str], ...]:
    """The rows of a file by column name."""
    with file.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def read_lists(file: Path, *, group: str, entry: str, **only: str) -> dict[str, tuple[str, ...]]:
    """The entries of a file by its column ``group``, in file order.

    ``only`` names columns and the text that a row must hold there to be taken.
    """
    lists: dict[str, list[str]] = {}
    for row in read_rows(file):
        if all(row[name] == text for name, text in only.items()):
            lists.setdefault(row[group], []).append(row[entry])
    return {name: tuple(entries) for name, entries in lists.items()}
