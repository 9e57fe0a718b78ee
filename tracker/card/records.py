"""The records behind a card in one common form, and their sources.

Of who logged an action only the public name is taken over: a card needs what was seen and where it
is recorded.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.assessment.queries import AssessmentView, assessments, assessments_of_state
from tracker.core.record_texts import record_text
from tracker.evidence.queries.actions import ActionView, CitationView, actions, actions_of_state
from tracker.evidence.queries.values import SourceView, ValueView, values, values_of_state
from tracker.gap.facts import LaneName, ScoringParams, Standing, Vote
from tracker.reporting.queries import ReportView, report_views, reports_of_state

Source = SourceView | CitationView


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRecord:
    """A dated record. ``source`` is None for States' and reviewers' own statements.

    ``kind`` is value, action, report or assessment.
    """

    reference: str
    kind: str
    title: str
    effective_on: date
    precision: str
    said: str | None = None  # the value of an indicator in its own words
    language: str | None = None  # of the title; None: that of the site
    sources: tuple[Source, ...] = ()
    organisation: str | None = None  # that logged an action; None: no action, or withheld


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source with the number of cells that it supports and of records that name it."""

    source: Source
    cells: int
    records: int


def records_behind(standings: Iterable[Standing]) -> frozenset[str]:
    """References of all records behind the lanes of these cells."""
    found: set[str] = set()
    for standing in standings:
        for vote in standing.votes:
            found.add(vote.reference)
            found.update([record.reference for record in vote.records])
        found.update(one for one in (standing.report, standing.assessment) if one)
    return frozenset(found)


def records_of(references: Collection[str]) -> dict[str, CardRecord]:
    """Records by reference, if they were ever published."""
    wanted = sorted(references)
    found = [
        *map(_value, values(wanted).values()),
        *map(_action, actions(wanted).values()),
        *map(_report, report_views(wanted).values()),
        *map(_assessment, assessments(wanted).values()),
    ]
    return {record.reference: record for record in found}


def counting_later(iso3: str, reading: ScoringParams) -> tuple[CardRecord, ...]:
    """Public records that count from a later day, such as the end of this month or year."""
    days = (reading.as_of, reading.known_by)
    later = [
        *map(_value, values_of_state(iso3, *days, after=reading.as_of)),
        *map(_action, actions_of_state(iso3, *days, after=reading.as_of)),
        *map(_report, reports_of_state(iso3, *days, after=reading.as_of)),
        *map(_assessment, assessments_of_state(iso3, *days, after=reading.as_of)),
    ]
    return tuple(sorted(later, key=lambda each: (each.effective_on, each.reference)))


def sources_used(
    by_cell: Iterable[Iterable[str]], records: Mapping[str, CardRecord]
) -> tuple[SourceUse, ...]:
    """The sources of the records that count, by tier, then by number of cells."""
    cells: dict[tuple[object, ...], int] = {}
    named: dict[tuple[object, ...], set[str]] = {}
    sources: dict[tuple[object, ...], Source] = {}
    for references in by_cell:
        here: set[tuple[object, ...]] = set()
        for record in (records[name] for name in references if name in records):
            for source in record.sources:
                key: tuple[object, ...] = (source.tier, source.title, source.publisher, source.url)
                sources.setdefault(key, source)
                named.setdefault(key, set()).add(record.reference)
                here.add(key)
        for used_here in here:
            cells[used_here] = cells.get(used_here, 0) + 1
    used = [SourceUse(sources[key], cells[key], len(named[key])) for key in sources]
    return tuple(sorted(used, key=_order))


def votes_alone(voice: str | None, standings: Iterable[Standing]) -> list[Vote]:
    """The votes of a voice in the cells that it settles alone."""
    return [
        vote
        for standing in standings
        if standing.basis is LaneName.EVIDENCED and standing.voices == (voice,)
        for vote in standing.votes
    ]


def names_of_sources(votes: Iterable[Vote], records: Mapping[str, CardRecord]) -> tuple[str, ...]:
    """The organisation behind these votes, or the sources of the values, the most used first.

    Empty if there are no votes, or if the organisation's name is withheld.
    """
    found = [record for vote in votes if (record := records.get(vote.reference))]
    names = Counter(name for record in found for name in _names(record))
    return tuple(sorted(names, key=lambda name: (-names[name], name)))


def _names(record: CardRecord) -> list[str]:
    if record.kind == "action":
        return [record.organisation] if record.organisation else []
    return [source.title for source in record.sources]


def _order(use: SourceUse) -> tuple[str, int, str]:
    return use.source.tier or "", -use.cells, use.source.title


def _value(view: ValueView) -> CardRecord:
    return CardRecord(
        reference=view.reference,
        kind="value",
        title=record_text(view.indicator_title),
        said=record_text(view.label),
        effective_on=view.effective_on,
        precision=view.effective_precision,
        sources=(view.source,),
    )


def _action(view: ActionView) -> CardRecord:
    return CardRecord(
        reference=view.reference,
        kind="action",
        title=view.title,
        language=view.language,
        effective_on=view.effective_on,
        precision=view.effective_precision,
        sources=view.sources,
        organisation=view.organisation,
    )


def _report(view: ReportView) -> CardRecord:
    return CardRecord(
        reference=view.reference,
        kind="report",
        title=view.title,
        effective_on=view.period_end,
        precision="day",
    )


def _assessment(view: AssessmentView) -> CardRecord:
    return CardRecord(
        reference=view.reference,
        kind="assessment",
        title=view.commitment,
        effective_on=view.effective_on,
        precision="day",
    )
