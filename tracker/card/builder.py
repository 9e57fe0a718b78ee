"""Builds a state's report card from a snapshot and the records behind it.

Cached by reading and day of comparison until records of the State change. Due dates are not part of
what is cached: a report that was sent ends a silence without being public yet.
"""

from dataclasses import dataclass, replace
from datetime import date

from tracker.card import highlights
from tracker.card.changes import Change, changes, counting
from tracker.card.findings import Finding, findings
from tracker.card.highlights import CardCell, Counts, Unknown
from tracker.card.records import (
    CardRecord,
    SourceUse,
    counting_later,
    names_of_sources,
    records_behind,
    records_of,
    sources_used,
    votes_alone,
)
from tracker.core.cache import Cache
from tracker.core.errors import NotFound
from tracker.gap.facts import ScoringParams
from tracker.gap.figures import Score
from tracker.gap.methodology import months_before
from tracker.gap.selection import Days
from tracker.gap.snapshot import StateLine, load_state_snapshot
from tracker.gap.state_cells import StateCells
from tracker.gap.uncertainty import Sensitivity
from tracker.labels import charts
from tracker.registry.queries.states import state_ids
from tracker.reporting.obligations import Obligation, obligations
from tracker.reporting.vocabulary import Punctuality
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import Revision, cached, revised_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCard:
    """The content of one State's report card at a reading.

    ``widest`` holds every gap above zero; a card shows the first ``picks.WIDEST``. ``firmness`` is
    None where there is no gap. ``changed`` compares with the day ``since``. ``main_sources`` name
    the one voice on which most of what is known rests, or are empty if there is none or its name is
    withheld.
    """

    line: StateLine
    reading: ScoringParams
    since: date
    revisions: tuple[Revision, ...]  # of the parts that it rests on
    score: Score
    counts: Counts
    firmness: Sensitivity | None
    widest: tuple[CardCell, ...]
    diverging: tuple[CardCell, ...]
    disputed: tuple[CardCell, ...]
    unknown: tuple[Unknown, ...]
    unassessed: int  # the state's report says that it cannot or need not give a level
    changed: tuple[Change, ...]
    sources: tuple[SourceUse, ...]
    later: tuple[CardRecord, ...]  # public already, and counting from a later day
    findings: tuple[Finding, ...]
    main_sources: tuple[str, ...] = ()

    @property
    def revision(self) -> int:
        """The public revision of the last change to what the card shows."""
        return max(each.number for each in self.revisions)

    @property
    def short(self) -> int:
        """How many known commitments are not complete."""
        return sum(1 + len(cell.also) for cell in self.widest)

    @property
    def claims_more(self) -> tuple[CardCell, ...]:
        """Cells where the State reports a higher level than others."""
        return tuple(cell for cell in self.diverging if (cell.standing.divergence or 0) > 0)

    @property
    def claims_less(self) -> tuple[CardCell, ...]:
        """Cells where the State reports a lower level than others."""
        return tuple(cell for cell in self.diverging if (cell.standing.divergence or 0) < 0)


@dataclass(frozen=True, slots=True)
class DueReport:
    """A State's overdue and next due reports. None if there are none."""

    silent: tuple[Obligation, ...]
    asked: int  # all due dates on record by the day
    following: Obligation | None


CARDS: Cache[StateCard] = Cache(200)


def state_card(iso3: str, reading: ScoringParams, since: date | None = None) -> StateCard:
    """The card of a State. ``since`` defaults to one year earlier. Raises NotFound."""
    state_id = state_ids().get(iso3)
    if state_id is None:
        raise NotFound("state", iso3)
    day = since or year_before(reading.as_of)
    revisions = revised_parts(REGISTRY, SHARED, part_of_state(state_id))
    key = (iso3, reading, day, charts.language())
    return cached(CARDS, key, revisions, lambda: _make(iso3, reading, day, revisions))


def year_before(day: date) -> date:
    """The default day for comparison: one year earlier."""
    return months_before(day, 12)


def due_report(iso3: str, reading: ScoringParams) -> DueReport:
    """The State's due reports as of now. Reads the database each time."""
    found = obligations(reading.as_of, reading.known_by, states=[iso3])
    by_day = sorted(found, key=lambda each: each.due_on)
    ahead = [each for each in by_day if each.standing is Punctuality.NOT_YET_DUE]
    return DueReport(
        silent=tuple(each for each in by_day if each.standing is Punctuality.SILENT),
        asked=len(by_day) - len(ahead),
        following=ahead[0] if ahead else None,
    )


def _make(
    iso3: str, reading: ScoringParams, since: date, revisions: tuple[Revision, ...]
) -> StateCard:
    whole = load_state_snapshot(reading, iso3)
    # Taken from the records, not from the table: only these standings know their votes.
    state = StateCells(iso3, Days(max(reading.as_of, since), reading.known_by))
    now, before = state.at(reading), state.at(replace(reading, as_of=since))
    cells = highlights.applying(whole.commitments, now)
    # Standings with records of any age name the sources of what was last known.
    dated = {cell.line.reference for cell in cells if cell.standing.is_dated}
    ever = state.at(replace(reading, any_age=True), dated)
    records = records_of(records_behind((*now.values(), *before.values(), *ever.values())))
    score = whole.state(iso3)
    votes = votes_alone(score.breadth.main, (cell.standing for cell in cells))
    return StateCard(
        line=whole.states[iso3],
        reading=reading,
        since=since,
        revisions=revisions,
        score=score,
        counts=highlights.counted(cells),
        firmness=whole.sensitivity([iso3]),
        widest=highlights.widest(cells),
        diverging=highlights.diverging(cells),
        disputed=highlights.disputed(cells),
        unknown=highlights.unknown(cells),
        unassessed=highlights.answers_without_level(cells),
        changed=changes(cells, before, records),
        sources=sources_used((counting(cell.standing) for cell in cells), records),
        later=counting_later(iso3, reading),
        findings=findings(cells, ever, records),
        main_sources=names_of_sources(votes, records),
    )
