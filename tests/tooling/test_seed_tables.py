"""The README of the seed: its tables are those of the files, and its counts of rows are true."""

import re

from tests.seed_rows import seed_rows
from tools import seed_tables

TEXT = seed_tables.README.read_text(encoding="utf-8")


def test_tables_are_those_of_the_files() -> None:
    assert seed_tables.main(["--check"]) == 0, "run python -m tools.seed_tables"


def test_rows_of_each_file_are_those_told() -> None:
    seen = dict(re.findall(r"\| `(\w+)\.csv` \| ([\d,]+) \|", TEXT))

    assert {name: int(number.replace(",", "")) for name, number in seen.items()} == {
        name: len(seed_rows(name)) for name in seen
    }


def test_party_by_a_year_counts_from_its_last_day_and_ends_with_a_later_no() -> None:
    def row(state: str, value: str, on: str) -> dict[str, str]:
        return {"state": state, "value": value, "effective_on": on}

    values = [
        row("XQA", "signed", "2000-01-01"),
        row("XQA", "party", "2001"),
        row("XQB", "party", "2001-05"),
        row("XQB", "not_party", "2003"),
    ]

    days = ("2000-12-31", "2001-12-30", "2001-12-31", "2003-12-31")
    assert [seed_tables.parties(values, day) for day in days] == [0, 1, 2, 1]
