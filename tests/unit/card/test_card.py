"""What a report card picks out of a state's cells, and what it says of a change."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.charts.sketch import (
    LATER,
    MEMBERSHIP_UNKNOWN,
    NOT_ASSESSED,
    UNKNOWN,
    commitment,
    reported,
    seen,
)
from tests.unit.gap import build
from tracker.card import highlights
from tracker.card.changes import changes, counting
from tracker.card.records import CardRecord, sources_used
from tracker.evidence.queries.actions import CitationView
from tracker.gap.facts import Standing
from tracker.gap.lanes import settle
from tracker.registry.vocabulary import Pillar


def cells(**standings: Standing) -> tuple[highlights.CardCell, ...]:
    lines = {name: commitment(name) for name in standings}
    return highlights.applying(lines, standings)


def names(found: tuple[highlights.CardCell, ...]) -> list[str]:
    return [cell.line.reference for cell in found]


def test_what_does_not_apply_is_in_no_pick() -> None:
    found = cells(A=LATER, B=MEMBERSHIP_UNKNOWN, C=UNKNOWN)

    assert names(found) == ["C"]
    assert highlights.counted(found).applicable == 1


def test_widest_gaps_leave_out_complete_and_unknown() -> None:
    found = highlights.widest(cells(A=seen(4), B=seen(3), C=UNKNOWN, D=seen(0), E=NOT_ASSESSED))

    assert names(found) == ["D", "B"]


def test_what_asks_the_same_and_stands_the_same_is_one_line() -> None:
    lines = {name: commitment(name) for name in ("A", "B", "C")}
    same = build.commitment("B", pillar=Pillar.PREVENTION, same_as="A")
    one = highlights.CardCell(lines["A"], seen(1))
    two = highlights.CardCell(replace(lines["B"], fact=same), seen(1))

    (found, other) = highlights.widest((one, two, highlights.CardCell(lines["C"], seen(1))))

    assert (found.line.reference, found.also) == ("A", ("B",))
    assert (other.line.reference, other.also) == ("C", ())


def test_unknown_is_counted_by_pillar_and_is_not_a_refusal_to_rate() -> None:
    found = cells(A=UNKNOWN, B=NOT_ASSESSED, C=reported(2))

    (share,) = highlights.unknown(found)

    assert (share.pillar, share.cells, share.applicable) == (Pillar.PREVENTION, 1, 3)
    assert highlights.answers_without_level(found) == 1


# What changed -------------------------------------------------------------------------------


def standing(*records: object, as_of: str = build.AS_OF) -> Standing:
    return settle(build.commitment("A"), build.cell(*records), build.reading(as_of))  # type: ignore[arg-type]


def record(reference: str) -> CardRecord:
    source = CitationView(
        title="A study",
        publisher="An institute",
        url=None,
        archived_url=None,
        tier="B",
        language="en",
        current_on=None,
        current_precision=None,
    )
    return CardRecord(
        reference=reference,
        kind="value",
        title="An indicator",
        effective_on=date(2020, 1, 1),
        precision="day",
        sources=(source,),
    )


OLD = build.evidence(3, "2015-01-01", reference="OLD", public="2016-01-01")
NEW = build.evidence(1, "2020-01-01", reference="NEW", public="2021-01-01")


def test_change_names_the_record_that_came_and_the_one_that_went() -> None:
    now, before = standing(OLD, NEW), standing(OLD, as_of="2018-01-01")
    seen = {name: record(name) for name in ("OLD", "NEW")}

    (change,) = changes([highlights.CardCell(commitment("A"), now)], {"A": before}, seen)

    assert change.step == -2
    assert [each.reference for each in change.came] == ["NEW"]
    assert [each.reference for each in change.went] == ["OLD"]


@pytest.mark.parametrize(
    ("before", "now", "changed", "reason"),
    [
        (UNKNOWN, seen(0), True, "something became known: no zero before"),
        (seen(2), UNKNOWN, True, "it is no longer known"),
        (LATER, seen(2), True, "it came to apply"),
        (LATER, UNKNOWN, False, "no level then, none now"),
        (seen(2), reported(2), False, "the same level on another basis"),
        (MEMBERSHIP_UNKNOWN, UNKNOWN, False, "neither has a level"),
    ],
)
def test_only_another_level_is_a_change(
    before: Standing, now: Standing, changed: bool, reason: str
) -> None:
    found = changes([highlights.CardCell(commitment("A"), now)], {"A": before}, {})

    assert bool(found) is changed, reason
    assert not found or found[0].step is None


def test_sources_count_cells_and_records_once_each() -> None:
    seen = {name: record(name) for name in ("OLD", "NEW")}

    (use,) = sources_used([("OLD", "NEW"), ("NEW",), ()], seen)

    assert (use.cells, use.records) == (2, 2)


def test_records_that_speak_are_votes_report_and_assessment() -> None:
    spoken = counting(standing(NEW, build.report(2, reference="R-1"), build.assessment(2)))

    assert spoken == {"NEW", "R-1", "S-2021-06-30"}
