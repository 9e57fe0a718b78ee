"""Shares between 0 and 1 are fractions of one or small percentages: a person says which."""

import pytest

from tests.exchange.seeds import NAMES, SPECIFICATIONS
from tracker.exchange.matching.columns import guess
from tracker.exchange.normalising import fractions
from tracker.exchange.normalising.settled_values import Translation, Values
from tracker.exchange.normalising.translation import translate
from tracker.exchange.parsing import read_table

COUNTED = {"X-SHARE": False, "X-OTHER": False, "X-COUNT": True}


def read(*rows: str, maps: dict[str, dict[str, str]] | None = None) -> Translation:
    specification = SPECIFICATIONS["indicator_values"]
    lines = [f"{row};KEN;20{place:02};x-source" for place, row in enumerate(rows, 10)]
    content = "\n".join(["indicator;value;state;effective_on;source", *lines, ""]).encode()
    table = read_table("f.csv", content)
    matching = guess(table.columns, table.samples, specification, NAMES, {})
    values = Values(NAMES, maps or {}, counted=COUNTED)
    return translate(table, matching, values, specification=specification)


def found(translation: Translation) -> list[str]:
    return [row.cells["value"] for row in translation.sheet.rows]


def is_asked(translation: Translation) -> bool:
    return any(each.value == fractions.KEY for each in translation.unknown)


CASES = [
    (("X-SHARE;0.45", "X-SHARE;0.5"), True, [], "fractions in most files"),
    (("X-SHARE;0.45",), True, [], "one alone"),
    (("X-SHARE;0,45", "X-SHARE;0,5"), True, [], "with decimal commas"),
    (("X-SHARE;1", "X-SHARE;0"), True, ["0"], "all or nothing, or one in a hundred"),
    (("X-SHARE;.45",), False, [], "no digit before the point: refused before"),
    (("X-SHARE;0", "X-SHARE;0"), False, ["0", "0"], "0 is 0 either way"),
    (("X-SHARE;0.45", "X-SHARE;45"), False, ["0.45", "45"], "45 beside: percentages"),
    (("X-SHARE;0.45%", "X-SHARE;0.5 %"), False, ["0.45", "0.5"], "the sign says it"),
    (("X-COUNT;1", "X-COUNT;0"), False, ["1", "0"], "a count is no share"),
    (("X-SHARE;0.45", "X-OTHER;45"), True, ["45"], "each indicator by itself"),
]


@pytest.mark.parametrize(
    ("rows", "asked", "values"), [c[:3] for c in CASES], ids=[c[3] for c in CASES]
)
def test_shares_between_0_and_1_are_asked_about(
    rows: tuple[str, ...], asked: bool, values: list[str]
) -> None:
    translation = read(*rows)

    assert is_asked(translation) == asked
    assert found(translation) == values


ANSWERS = [
    ({"value": fractions.OF_ONE}, ["45", "7", "100"], "fractions of 1"),
    ({"value": fractions.PERCENT}, ["0.45", "0.07", "1"], "small percentages"),
    ({"value[X-SHARE]": fractions.OF_ONE}, ["45", "7", "100"], "for this indicator"),
    (
        {"value": fractions.PERCENT, "value[X-SHARE]": fractions.OF_ONE},
        ["45", "7", "100"],
        "what is said of the indicator comes first",
    ),
    ({"value": "something else"}, [], "no answer"),
]


@pytest.mark.parametrize(
    ("answers", "values"), [c[:2] for c in ANSWERS], ids=[c[2] for c in ANSWERS]
)
def test_person_says_what_such_shares_are(answers: dict[str, str], values: list[str]) -> None:
    maps = {name: {fractions.KEY: answer} for name, answer in answers.items()}
    translation = read("X-SHARE;0.45", "X-SHARE;0.07", "X-SHARE;1.0", maps=maps)

    assert found(translation) == values
    assert is_asked(translation) == (not values)
