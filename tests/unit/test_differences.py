"""Which commitments of compared States differ, and what cannot be compared."""

import pytest

from tests.unit.charts.sketch import scope
from tracker.comparison.differences import differences
from tracker.gap.facts import Applicability, LaneName, Standing

APPLIES = Applicability.APPLIES
NONE = Standing(APPLIES)


def known(level: int, voice: str = "family:one") -> Standing:
    return Standing(APPLIES, settled=level, basis=LaneName.EVIDENCED, voices=(voice,))


@pytest.mark.parametrize(
    ("one", "other", "width", "reason"),
    [
        (known(4), known(0), 4, "as wide as can be"),
        (known(2), known(3), 1, "a level apart"),
        (known(2), known(2), 0, "alike"),
        (known(2), NONE, None, "no information about one"),
        (NONE, NONE, None, "no information about either"),
        (known(2), Standing(APPLIES, last_known=4), None, "what was last known is not compared"),
    ],
)
def test_difference_needs_current_information_about_both(
    one: Standing, other: Standing, width: int | None, reason: str
) -> None:
    found = differences(scope({"XAA": {"P-1": one}, "XBB": {"P-1": other}}), ["XAA", "XBB"])

    widths = [each.width for each in (*found.differing, *found.alike)]

    assert widths == ([] if width is None else [width]), reason
    assert found.not_comparable == (width is None), reason


def test_widest_difference_comes_first_and_sources_are_counted() -> None:
    rows = {
        "XAA": {"P-1": known(2), "P-2": known(4, "family:two"), "P-3": NONE},
        "XBB": {"P-1": known(3), "P-2": known(0), "P-3": known(1, "family:three")},
    }

    found = differences(scope(rows), ["XAA", "XBB"])

    assert [each.line.reference for each in found.differing] == ["P-2", "P-1"]
    assert (found.compared, found.not_comparable, found.voices) == (2, 1, 2)
