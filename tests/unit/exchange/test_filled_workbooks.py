"""Workbooks of ours as people send them back: what spreadsheet programs do to dates on the way."""

import pytest

from tests.exchange.untidy import packages
from tests.exchange.untidy.packages import number, text
from tracker.exchange.parsing.workbooks import read_workbook

MAY_2020 = 43952
CASES = [
    ("yyyy\\-mm\\-dd", MAY_2020, "2020-05-01", "the day is shown"),
    ("mmm\\-yy", MAY_2020, "2020-05", "Excel makes this of May 2020"),
    ("yyyy", MAY_2020, "2020", "only the year is shown"),
    ("d\\-mmm", MAY_2020, "--05-01", "Excel makes this of 1 May: its year is made up"),
    ("yyyy\\-mm\\-dd", 2021, "2021 / 1905-07-13", "a year in a cell for dates is no date"),
]


@pytest.mark.parametrize("strict", [False, True], ids=["usual", "strict"])
@pytest.mark.parametrize(
    ("code", "value", "meant"), [case[:3] for case in CASES], ids=[case[3] for case in CASES]
)
def test_date_that_a_program_made_of_a_text_says_no_more_than_it_shows(
    code: str, value: int, meant: str, strict: bool
) -> None:
    row = f'<row r="1">{text("A1", "x")}{number("B1", value, 1)}</row>'
    content = packages.xlsx(row, formats={1: code}, strict=strict)

    found = read_workbook(content, frozenset({"Data"}))

    assert found["Data"].rows == (("x", meant),)


def test_coloured_empty_cell_far_away_spoils_nothing() -> None:
    row = f'<row r="1">{text("A1", "x")}</row><row r="900000"><c r="XFC900000" s="0"/></row>'

    assert read_workbook(packages.xlsx(row), frozenset({"Data"}))["Data"].rows == (("x",),)
