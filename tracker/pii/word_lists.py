"""Reads the word and name lists in `lists/`. `lists/README.md` describes the format. Pure."""

import csv
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("lists")


@cache
def read(file: str) -> dict[str, tuple[str, ...]]:
    """The entries of one file by list name, in file order."""
    lists: dict[str, list[str]] = {}
    with (_FOLDER / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            lists.setdefault(row["list"], []).append(row["entry"])
    return {name: tuple(entries) for name, entries in lists.items()}


@cache
def entries(file: str, name: str) -> tuple[str, ...]:
    """The entries of one list. Empty if the file does not have it."""
    return read(file).get(name, ())
