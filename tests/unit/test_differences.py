"""Which commitments of compared States differ, and what cannot be compared."""

from dataclasses import replace

import pytest

from tests.unit.charts.sketch import scope
from tracker.comparison.differences import Differences, differences
from tracker.comparison.state_rows import CellSource, StateRow
from tracker.gap.facts import Applicability, LaneName, Standing

APPLIES = Applicability.APPLIES
NOT_DUE, NOT_PARTY = Applicability.NOT_YET_DUE, Applicability.NOT_APPLICABLE
NONE = Standing(APPLIES)


def known(level: int, voice: str = "family:one") -> Standing:
    return Standing(APPLIES, settled=level, basis=LaneName.EVIDENCED, voices=(voice,))


def source(title: str, record: str = "R-1") -> CellSource:
    return CellSource((title,), frozenset({f"indicator:{title}"}), frozenset({record}))


def compared(
    cells: dict[str, dict[str, Standing]], sources: dict[str, dict[str, CellSource]] | None = None
) -> Differences:
    rows = [StateRow(row, (sources or {}).get(iso3, {})) for iso3, row in cells.items()]
    return differences(scope(cells), rows)


@pytest.mark.parametrize(
    ("one", "other", "width", "reason"),
    [
        (known(4), known(0), 4, "as wide as can be"),
        (known(2), known(3), 1, "a level apart"),
        (known(2), known(2), 0, "alike"),
        (known(2), NONE, None, "no information about one"),
        (NONE, NONE, None, "no information about either"),
        (known(2), Standing(APPLIES, last_known=4), None, "what was last known is not compared"),
        (known(2), replace(known(4), applicability=NOT_DUE), None, "not yet due for one"),
        (known(2), replace(known(4), applicability=NOT_PARTY), None, "one is not a party"),
    ],
)
def test_difference_needs_current_information_about_both(
    one: Standing, other: Standing, width: int | None, reason: str
) -> None:
    found = compared({"XAA": {"P-1": one}, "XBB": {"P-1": other}})

    widths = [each.width for each in (*found.differing, *found.alike)]

    assert widths == ([] if width is None else [width]), reason
    assert len(found.incomparable) == (width is None), reason


def test_widest_difference_comes_first_and_sources_are_counted() -> None:
    rows = {
        "XAA": {"P-1": known(2), "P-2": known(4, "family:two"), "P-3": NONE},
        "XBB": {"P-1": known(3), "P-2": known(0), "P-3": known(1, "family:three")},
    }

    found = compared(rows)

    assert [each.line.reference for each in found.differing] == ["P-2", "P-1"]
    assert (found.compared, len(found.incomparable), found.voices) == (2, 1, 2)


@pytest.mark.parametrize(
    ("one", "other", "alike", "reason"),
    [
        (source("Index"), source("Index"), True, "the same index"),
        (source("Index"), source("Survey"), False, "different ones"),
        (source("Index"), None, False, "the other is settled by its own report"),
        (None, None, False, "each is settled by its own report"),
        (
            CellSource(("Press",), frozenset(), frozenset({"A-1"})),
            CellSource(("Press",), frozenset(), frozenset({"A-2"})),
            False,
            "each by its own action",
        ),
    ],
)
def test_columns_are_judged_alike_by_the_same_indicators(
    one: CellSource | None, other: CellSource | None, alike: bool, reason: str
) -> None:
    cells = {"XAA": {"P-1": known(2)}, "XBB": {"P-1": known(3)}}
    sources = {
        iso3: {"P-1": each} for iso3, each in (("XAA", one), ("XBB", other)) if each is not None
    }

    found = compared(cells, sources)

    assert found.same_source == int(alike), reason
    assert (found.shared is not None) == alike, reason


@pytest.mark.parametrize(("number", "general"), [(9, False), (10, True)])
def test_one_record_for_ten_commitments_is_general(number: int, general: bool) -> None:
    references = [f"P-{place}" for place in range(1, number + 1)]
    cells = {iso3: {one: known(2) for one in references} for iso3 in ("XAA", "XBB")}
    sources = {iso3: {one: source("Index") for one in references} for iso3 in cells}

    shared = compared(cells, sources).shared

    assert shared is not None
    assert (shared.title, shared.commitments, shared.is_general) == ("Index", number, general)
