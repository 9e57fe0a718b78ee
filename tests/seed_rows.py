"""What the files of the seed hold, so that tests count it instead of typing numbers."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

SEED = Path(__file__).resolve().parents[1] / "seed_data"
Row = dict[str, str]


def seed_rows(name: str) -> list[Row]:
    """The rows of a file of the seed."""
    with (SEED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def public_commitments() -> list[Row]:
    """The commitments that readers see: those that are not retired."""
    return [row for row in seed_rows("commitments") if not row["retired_reason"]]


def number(fits: Callable[[Row], bool], rows: Iterable[Row]) -> int:
    """How many rows fit."""
    return sum(fits(row) for row in rows)
