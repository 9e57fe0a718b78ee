"""Rows are counted without turning anything missing into a number."""

from datetime import date

import pytest

from tests.unit.charts.sketch import (
    LATER,
    MEMBERSHIP_UNKNOWN,
    NO_MATTER,
    NOT_A_PARTY,
    NOT_ASSESSED,
    UNKNOWN,
    commitment,
    reported,
    scope,
    seen,
    state,
)
from tracker.charts.ordering import is_clearly_narrower
from tracker.charts.series.actions import SourceLine
from tracker.charts.series.compared import sides
from tracker.charts.series.indicators import Scale, Step, Value, by_year, latest
from tracker.charts.series.knowledge import knowledge, reporting_states
from tracker.charts.series.levels import by_commitment, by_pillar, by_region
from tracker.charts.series.membership import Treaty, _complete_to, _First
from tracker.core.clock import PartialDate
from tracker.core.errors import BadParameter
from tracker.gap.facts import Standing
from tracker.gap.outcomes import CellOutcome, Kind, kind_of
from tracker.registry.vocabulary import Pillar


@pytest.mark.parametrize(
    ("cell", "kind", "reason"),
    [
        (seen(0), 0, "not started is a level of its own"),
        (seen(4), 4, "complete"),
        (reported(2), 2, "a report alone settles a level too"),
        (UNKNOWN, CellOutcome.NO_INFORMATION, "nothing said is no information"),
        (NOT_ASSESSED, CellOutcome.NOT_ASSESSED, "the State says so, with a reason"),
        (NOT_A_PARTY, CellOutcome.NOT_APPLICABLE, "known not to be a party"),
        (MEMBERSHIP_UNKNOWN, CellOutcome.MEMBERSHIP_UNKNOWN, "nobody knows whether it is bound"),
        (LATER, CellOutcome.NOT_YET_DUE, "adopted after the date"),
        (NO_MATTER, CellOutcome.OUT_OF_SCOPE, "asks nothing of States"),
    ],
)
def test_each_kind_of_cell_is_counted_apart(cell: Standing, kind: Kind, reason: str) -> None:
    assert kind_of(cell) == kind, reason


def test_known_cells_are_split_by_who_speaks() -> None:
    table = {
        "XAA": {"P-1": seen(4), "P-2": reported(1), "P-3": NOT_A_PARTY},
        "XBB": {"P-1": UNKNOWN, "P-2": UNKNOWN, "P-3": MEMBERSHIP_UNKNOWN},
        "XCC": {"P-1": LATER, "P-2": NO_MATTER, "P-3": NOT_ASSESSED},
    }

    total = knowledge(scope(table))[-1]

    assert (total.seen, total.only_reported, total.unknown) == (1, 1, 3)
    assert total.applicable == 5
    assert (total.not_applicable, total.membership_unknown, total.not_yet_due) == (1, 1, 1)


def test_pillars_without_a_cell_have_no_row() -> None:
    rows = knowledge(scope({"XAA": {"P-1": seen(1), "P-2": NO_MATTER}}))

    assert [row.pillar for row in rows] == [Pillar.PREVENTION, None]


def test_state_that_says_not_assessed_has_reported() -> None:
    table = {"XAA": {"P-1": NOT_ASSESSED}, "XBB": {"P-1": seen(3)}, "XCC": {"P-1": reported(3)}}

    assert reporting_states(scope(table)) == 2


def test_observers_are_in_no_total() -> None:
    table = {"XAA": {"P-1": seen(1)}, "XBB": {"P-1": seen(1)}}

    rows = by_commitment(scope(table, states=(state("XAA"), state("XBB", status="observer"))))

    assert rows[0].total == 1


def test_levels_of_commitments_add_up_to_pillars() -> None:
    table = {
        "XAA": {"P-1": seen(0), "P-2": UNKNOWN, "Q-1": seen(4)},
        "XBB": {"P-1": seen(0), "P-2": LATER, "Q-1": NO_MATTER},
    }
    lines = (commitment("P-1"), commitment("P-2"), commitment("Q-1", Pillar.PROTECTION))

    rows = by_pillar(by_commitment(scope(table, commitments=lines)))

    assert [(row.pillar, row.known, row.total) for row in rows] == [
        (Pillar.PREVENTION, 2, 4),
        (Pillar.PROTECTION, 1, 1),
    ]


def test_last_row_of_regions_holds_all_states() -> None:
    table = {"XAA": {"P-1": seen(2)}, "XBB": {"P-1": UNKNOWN}}
    both = scope(table, states=(state("XAA"), state("XBB", region="asia")))

    rows = by_region(both, "P-1")

    assert [row.region for row in rows] == ["africa", "asia", None]
    assert rows[-1].tally.levels == (0, 0, 1, 0, 0)
    assert rows[-1].tally.number(CellOutcome.NO_INFORMATION) == 1
    assert rows[-1].total == 2


# Treaties -----------------------------------------------------------------------------------

LISTED = date(2014, 1, 27)


@pytest.mark.parametrize(
    ("firsts", "complete_to", "reason"),
    [
        ([("A", LISTED)] * 3 + [("B", None)] * 2, LISTED, "the list carries three of five"),
        ([("A", LISTED)] * 2 + [("B", None)] * 2, LISTED, "half is enough"),
        ([("A", LISTED)] + [("D", None)] * 2, None, "one official act is no list"),
        ([("B", date(2020, 1, 1))] * 4, None, "no official list at all"),
        ([("A", None)] * 3, None, "a list of which nobody knows the day"),
    ],
)
def test_official_list_must_carry_half_the_parties(
    firsts: list[tuple[str, date | None]], complete_to: date | None, reason: str
) -> None:
    known = [_First(date(2010, 1, 1), tier, current) for tier, current in firsts]

    assert _complete_to(known) == complete_to, reason


def test_parties_are_counted_from_their_first_day() -> None:
    treaty = Treaty("T", "Party to T", 0, None, (date(2003, 5, 1), date(2003, 5, 1)))

    assert treaty.parties_on(date(2003, 4, 30)) == 0
    assert treaty.parties_on(date(2003, 5, 1)) == 2


# Indicators ---------------------------------------------------------------------------------

SOURCE = SourceLine("A source", None, "A")
STEPS = (
    Step("not_party", 0, "Not a party", ""),
    Step("signed", 1, "Signed", ""),
    Step("party", 4, "Party", ""),
)


def value(iso3: str, year: int, text: str) -> Value:
    return Value(iso3, text, PartialDate.parse(str(year)), None, SOURCE, None)


def test_not_a_party_does_not_undo_a_signature() -> None:
    rows = [value("XAA", 2001, "signed"), value("XAA", 2016, "not_party")]

    assert latest(rows)["XAA"].value == "signed"


def test_membership_lasts_and_a_yearly_value_does_not() -> None:
    rows = [value("XAA", 2001, "signed"), value("XBB", 2003, "party")]
    lasting = Scale("T-PARTY", "Party to T", "membership", None, STEPS)
    yearly = Scale("I-1", "An index", "ordinal", None, STEPS)

    assert by_year(lasting, rows) == {
        2001: {"signed": 1},
        2002: {"signed": 1},
        2003: {"signed": 1, "party": 1},
    }
    assert by_year(yearly, rows) == {2001: {"signed": 1}, 2002: {}, 2003: {"party": 1}}


# Comparing ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("codes", "reason"),
    [
        ((), "nobody"),
        (("XAA",), "one alone is no comparison"),
        (("XAA", "XAA"), "the same twice"),
        (("XAA", "XZZ"), "unknown"),
        (tuple(f"X{n}" for n in range(9)), "more than eight"),
    ],
)
def test_comparison_wants_two_to_eight_known_sides(codes: tuple[str, ...], reason: str) -> None:
    with pytest.raises(BadParameter):
        sides(scope({"XAA": {"P-1": seen(1)}, "XBB": {"P-1": seen(2)}}), codes)


def test_order_holds_only_where_bounds_are_apart() -> None:
    table = {
        "XAA": {"P-1": seen(4), "P-2": seen(4)},
        "XBB": {"P-1": seen(0), "P-2": seen(0)},
        "XCC": {"P-1": seen(0), "P-2": UNKNOWN},
    }

    done, undone, half_known = sides(scope(table), ("XAA", "XBB", "XCC"))

    assert is_clearly_narrower(done.score, undone.score)
    assert not is_clearly_narrower(undone.score, done.score)
    assert not is_clearly_narrower(half_known.score, undone.score), (
        "its unknown half may be complete or undone"
    )


def test_region_stands_for_its_member_states() -> None:
    table = {"XAA": {"P-1": seen(4)}, "XBB": {"P-1": seen(0)}, "XCC": {"P-1": seen(0)}}
    states = (state("XAA"), state("XBB"), state("XCC", region="asia"))

    africa, asia = sides(scope(table, states=states), ("africa", "asia"))

    assert (africa.score.gap, asia.score.gap) == (0.5, 1.0)
    assert africa.states == ("XAA", "XBB")
