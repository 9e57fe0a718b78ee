"""What sources say of a state is grouped by source, current before past, general as one line."""

from dataclasses import replace
from datetime import date

from tests.unit.charts.sketch import UNKNOWN, commitment, seen
from tracker.card.findings import GENERAL, findings, named_findings, sources_of
from tracker.card.highlights import CardCell
from tracker.card.records import CardRecord
from tracker.evidence.queries.actions import CitationView
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import LaneName, Standing, Vote


def record(reference: str, source: str, year: int) -> CardRecord:
    cited = CitationView(
        title=source,
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
        title=f"Title of {reference}",
        effective_on=date(year, 12, 31),
        precision="year",
        sources=(cited,),
    )


RECORDS = {
    "OLD": record("OLD", "An index", 2013),
    "OLDER": record("OLDER", "An index", 2012),
    "NEW": record("NEW", "A survey", 2023),
    "LAW": record("LAW", "A law review", 2024),
}


def by(level: int, *references: str, contested: bool = False) -> Standing:
    votes = tuple(Vote(each, each, level, Tier.B, 3, date(2023, 1, 1)) for each in references)
    return replace(seen(level), votes=votes, contested=contested)


def past(level: int) -> Standing:
    return replace(UNKNOWN, last_known=level, last_known_on=date(2013, 12, 31))


def cells(**standings: Standing) -> tuple[CardCell, ...]:
    return tuple(CardCell(commitment(name), one) for name, one in standings.items())


def test_commitments_settled_alike_by_one_source_are_one_finding() -> None:
    (found,) = findings(cells(A=by(1, "NEW"), B=by(1, "NEW")), {}, RECORDS)

    assert (found.cells, found.year, found.dated) == (2, 2023, False)
    assert [(item.level, len(item.cells)) for item in found.items] == [(1, 2)]


def test_indicators_of_one_index_are_items_of_one_line() -> None:
    found = findings(cells(A=past(1), B=past(2)), {"A": by(1, "OLD"), "B": by(2, "OLDER")}, RECORDS)

    assert len(found) == 1
    assert found[0].dated
    assert {item.level for item in found[0].items} == {1, 2}


def test_status_of_a_dated_commitment_is_what_was_last_known() -> None:
    (found,) = findings(cells(A=past(1)), {"A": by(3, "OLD")}, RECORDS)

    assert found.items[0].level == 1, "and not what records of any age would give today"


def test_nothing_known_makes_no_finding() -> None:
    assert findings(cells(A=UNKNOWN), {}, RECORDS) == ()


def test_disagreement_comes_before_agreement_and_current_before_past() -> None:
    found = findings(
        cells(
            A=past(1),
            B=by(2, "NEW"),
            C=by(2, "NEW"),
            D=by(3, "LAW", "NEW", contested=True),
        ),
        {"A": by(1, "OLD")},
        RECORDS,
    )

    assert [(one.contested, one.dated) for one in found] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_general_index_is_always_among_the_three() -> None:
    standings: dict[str, Standing] = {f"G-{n}": past(1) for n in range(GENERAL)}
    standings |= {"A": by(1, "NEW"), "B": by(2, "LAW"), "C": by(3, "LAW", "NEW")}
    ever = {name: by(1, "OLD") for name in standings}

    found = findings(
        tuple(CardCell(commitment(name), one) for name, one in standings.items()), ever, RECORDS
    )
    named = named_findings(found)

    assert len(found) == 4
    assert len(named) == 3
    assert named[-1].is_general
    assert named[-1].cells == GENERAL


def test_report_and_assessment_are_sources_of_their_own() -> None:
    shown = {
        "R-1": replace(record("R-1", "unused", 2022), kind="report", sources=()),
        "S-1": replace(record("S-1", "unused", 2023), kind="assessment", sources=()),
    }
    reported = replace(seen(2), basis=LaneName.REPORTED, report="R-1")
    assessed = replace(seen(3), basis=LaneName.ASSESSED, assessment="S-1")

    found = findings(cells(A=reported, B=assessed), {}, shown)

    assert {one.lane for one in found} == {LaneName.REPORTED, LaneName.ASSESSED}
    assert sources_of(found) == 2
