"""A refusal is one line that says where, what, and what would be accepted."""

import pytest

from tracker.exchange.refusals import Refusal


@pytest.mark.parametrize(
    ("refusal", "line"),
    [
        (
            Refusal("commitments.csv", 17, "pillar", "foo", "one of prevention"),
            'commitments.csv row 17, column pillar: "foo" — one of prevention',
        ),
        (
            Refusal("commitments.csv", 17, "title", "", "needed"),
            "commitments.csv row 17, column title: needed",
        ),
        (Refusal("themes.csv", 3, None, "", "3 cells"), "themes.csv row 3: 3 cells"),
        (Refusal("themes.csv", None, None, "", "empty"), "themes.csv: empty"),
    ],
    ids=["a bad value", "a blank", "a whole row", "a whole file"],
)
def test_line_names_place_value_and_reason(refusal: Refusal, line: str) -> None:
    assert str(refusal) == line


def test_long_or_hostile_value_is_shown_harmless_and_cut() -> None:
    line = str(Refusal("a.csv", 2, "name", "x\n\x1b[2J" + "y" * 100, "shorter"))

    assert line == f'a.csv row 2, column name: "x��[2J{"y" * 54}…" — shorter'
