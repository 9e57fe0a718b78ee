"""Lists of issues in a cell: the known ones give themes whatever stands beside them."""

import pytest

from tracker.registry import issue_themes

CASES: list[tuple[str, tuple[str, ...], tuple[str, ...], str]] = [
    (
        "Women, Prison conditions, Children",
        ("Women", "Prison conditions", "Children"),
        ("children", "gender"),
        "an unknown one takes nothing from the known",
    ),
    ("Fish, chips", ("Fish, chips",), (), "nothing is known: a name may hold a comma"),
    (
        "Children, protection against exploitation, Fish",
        ("Children, protection against exploitation", "Fish"),
        ("children",),
        "a known name with a comma",
    ),
    ("Fish / Children", ("Fish", "Children"), ("children",), "a slash"),
    ("Children/Fish", ("Children", "Fish"), ("children",), "a slash without spaces"),
    ("Children + Fish", ("Children", "Fish"), ("children",), "a plus"),
    ("Fish - Children", ("Fish", "Children"), ("children",), "a hyphen between spaces"),
    ("Women – Fish", ("Women", "Fish"), ("gender",), "a dash"),
    ("Fish/chips", ("Fish/chips",), (), "nothing is known: a name may hold a slash"),
    ("Fish - chips", ("Fish - chips",), (), "nor does a hyphen part what nobody knows"),
    ("Non-punishment", ("Non-punishment",), ("non-punishment",), "a hyphen within a word"),
    (
        "Asylum-seekers - refugees, Fish",
        ("Asylum-seekers - refugees", "Fish"),
        ("asylum-refugees",),
        "a known name with its hyphen, beside an unknown one",
    ),
    (
        "1) Women 2) Fish 3) Children",
        ("Women", "Fish", "Children"),
        ("children", "gender"),
        "1) 2)",
    ),
    ("a. Women b. Fish", ("Women", "Fish"), ("gender",), "letters within a line"),
    ("Women (1) and fish", ("Women (1) and fish",), (), "a number that begins no list"),
    ("- Women - Fish", ("Women", "Fish"), ("gender",), "hyphens as bullets within a line"),
    ("Women، Fish", ("Women", "Fish"), ("gender",), "an Arabic comma"),
    ("Women、Fish", ("Women", "Fish"), ("gender",), "a Chinese one"),
    ("• Women\n• Children", ("Women", "Children"), ("children", "gender"), "bullets"),
    ("- Women\n- Fish", ("Women", "Fish"), ("gender",), "hyphens as bullets"),
    ("-Women; –Fish", ("Women", "Fish"), ("gender",), "without a space"),
    ("\uf0b7 Women", ("Women",), ("gender",), "the bullet of Word"),
    ("1. Women\n2) Fish", ("Women", "Fish"), ("gender",), "numbers"),
    ("(a) Women\n(b) Fish", ("Women", "Fish"), ("gender",), "letters"),
    ("Asylum-seekers - refugees", ("Asylum-seekers - refugees",), ("asylum-refugees",), "a hyphen"),
    ("Trafficking & exploitation", ("Trafficking & exploitation",), (), "its name stays"),
    (
        "Human rights education & training",
        ("Human rights education & training",),
        ("training",),
        "it is looked up as the word, and keeps its sign",
    ),
]


@pytest.mark.parametrize(
    ("cell", "found", "themes"), [case[:3] for case in CASES], ids=[case[3] for case in CASES]
)
def test_issues_of_a_cell_are_told_apart(
    cell: str, found: tuple[str, ...], themes: tuple[str, ...]
) -> None:
    seen = issue_themes.parted(cell)

    assert seen == found
    assert issue_themes.themes_of(seen) == themes
