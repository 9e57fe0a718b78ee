"""Reads the lists of words and names in `lists/`; their format is in `lists/README.md`. Pure."""

import csv
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("lists")


@cache
def read(file: str) -> dict[str, tuple[str, ...]]:
    """The entries of one file by the name of their list, in the order of the file."""
    lists: dict[str, list[str]] = {}
    with (_FOLDER / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            lists.setdefault(row["list"], []).append(row["entry"])
    return {name: tuple(entries) for name, entries in lists.items()}


@cache
def entries(file: str, name: str) -> tuple[str, ...]:
    """The entries of one list; none if the file does not have it."""
    return read(file).get(name, ())
