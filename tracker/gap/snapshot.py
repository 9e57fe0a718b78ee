"""A snapshot at a reading: every State, commitment, standing and score.

Cached by reading: what a page costs does not grow with the number of records. After a public change
only the States whose records changed are read again. Today's own reading comes from the standing
table, any other from the records.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import select

from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.errors import NotReady, Part
from tracker.gap import commitment_facts, repository
from tracker.gap.aggregate import commitment_score, group_score, state_score
from tracker.gap.facts import CommitmentFact, ScoringParams, Standing
from tracker.gap.figures import Score
from tracker.gap.selection import EVERYTHING, Selection
from tracker.gap.standings_at import standings_at
from tracker.gap.uncertainty import Sensitivity, group_sensitivity
from tracker.registry.membership import is_before, is_member
from tracker.registry.models import Commitment, Instrument, State, Theme, commitment_theme
from tracker.registry.queries.states import state_ids
from tracker.review.publication import MANY_STATES
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import (
    Revision,
    cached,
    dated_revision,
    revised_parts,
    revision,
    revisions_of_parts,
)

SNAPSHOTS: Cache["Snapshot"] = Cache(4)  # of some ten to thirty megabytes each
OF_STATES: Cache["Snapshot"] = Cache(50)  # of one State each
LINES: Cache["Lines"] = Cache(6)
KEPT_SCORES = 5_000  # a page with filters needs some two hundred
V = TypeVar("V")
CellsOfState: TypeAlias = Sequence[tuple[CommitmentFact, Standing]]


@dataclass(frozen=True, slots=True)
class StateLine:
    """What lists and filters need to know about a State. ``names`` by language code."""

    iso3: str
    iso2: str
    names: Mapping[str, str]
    status: str
    region: str
    subregion: str
    group: str | None
    joined: date | None = None  # the first day of UN membership; None for an observer

    def is_early(self, day: date) -> bool:
        """Whether the day is before the State became a member. Never true for an observer."""
        return is_before(day, self.joined)


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """What lists and filters need to know about a commitment, with its fact."""

    reference: str
    title: str
    instrument: str
    position: int
    locator: str
    certainty: str
    themes: frozenset[str]
    fact: CommitmentFact


@dataclass(frozen=True)
class Snapshot:
    """Everything at one reading. ``standings[iso3][reference]`` has every cell."""

    reading: ScoringParams
    revision: int
    states: Mapping[str, StateLine]
    commitments: Mapping[str, CommitmentLine]
    standings: Mapping[str, Mapping[str, Standing]]
    parts: Mapping[str, Revision] = field(default_factory=dict, repr=False)
    _scores: dict[tuple[object, ...], Score] = field(default_factory=dict, repr=False)
    _firmness: dict[tuple[tuple[str, ...], frozenset[str] | None], Sensitivity | None] = field(
        default_factory=dict, repr=False
    )
    _counts: dict[tuple[str, frozenset[str] | None, object], Any] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def everything(self) -> frozenset[str]:
        """References of all commitments."""
        return frozenset(self.commitments)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """ISO3 codes of the States that were members on ``as_of``, in order.

        Groups and totals count these.
        """
        day = self.reading.as_of
        return tuple(
            iso3 for iso3, line in self.states.items() if is_member(line.status, line.joined, day)
        )

    def state(self, iso3: str, chosen: frozenset[str] | None = None) -> Score:
        """The score of a State over the given commitments, by default all."""
        chosen = self.everything if chosen is None else chosen
        return self._once(("state", iso3, chosen), lambda: self._state(iso3, chosen))

    def commitment(self, reference: str, states: Iterable[str] | None = None) -> Score:
        """The score of a commitment over the given States, by default all members."""
        among = self.members if states is None else tuple(states)
        return self._once(
            ("commitment", reference, among),
            lambda: commitment_score(self.standings[iso3][reference] for iso3 in among),
        )

    def group(self, states: Iterable[str], chosen: frozenset[str] | None = None) -> Score:
        """The score of a group: means over its States' own figures."""
        among = tuple(states)
        return self._once(
            ("group", among, chosen),
            lambda: group_score([self.state(iso3, chosen) for iso3 in among]),
        )

    def sensitivity(
        self, states: Iterable[str], chosen: frozenset[str] | None = None
    ) -> Sensitivity | None:
        """The robustness of a gap. None if there is no gap.

        Worked out when it is first asked for, then stored with the snapshot.
        """
        among = tuple(states)
        key = (among, chosen)
        if key not in self._firmness:
            if len(self._firmness) >= KEPT_SCORES:
                self._firmness.clear()
            everything = self.everything if chosen is None else chosen
            cells = [self._cells(iso3, everything) for iso3 in among]
            self._firmness[key] = group_sensitivity(cells, self.reading)
        return self._firmness[key]

    def count(
        self, iso3: str, chosen: frozenset[str] | None, counted: Callable[[CellsOfState], V]
    ) -> V:
        """What a function counts in the chosen cells of one state, all of them by default.

        Stored until the records of that state change, so that figures of many states are added up
        from their parts. The function must be one of a module and depend on the cells alone.
        """
        key = (iso3, chosen, counted)
        if key not in self._counts:
            if len(self._counts) >= KEPT_SCORES:
                self._counts.clear()
            self._counts[key] = counted(
                self._cells(iso3, self.everything if chosen is None else chosen)
            )
        found: V = self._counts[key]
        return found

    def _state(self, iso3: str, chosen: frozenset[str]) -> Score:
        return state_score(self._cells(iso3, chosen), self.reading)

    def _cells(self, iso3: str, chosen: frozenset[str]) -> list[tuple[CommitmentFact, Standing]]:
        row = self.standings[iso3]
        return [
            (line.fact, row[reference])
            for reference, line in self.commitments.items()
            if reference in chosen
        ]

    def _once(self, key: tuple[object, ...], make: Callable[[], Score]) -> Score:
        score = self._scores.get(key)
        if score is None:
            if len(self._scores) >= KEPT_SCORES:
                self._scores.clear()  # Every combination of filters adds some; none is owed.
            score = self._scores[key] = make()
        return score


def load_snapshot(reading: ScoringParams) -> Snapshot:
    """The snapshot at a reading, cached until something public changes.

    Raises NotReady while the registry is empty: nothing loaded is a fault, not an absence.
    """
    return cached(SNAPSHOTS, ("snapshot", reading), dated_revision(), lambda: _make(reading))


NO_STATES = "The registry holds no state. Load the seed: flask --app wsgi seed load seed_data"


def load_state_snapshot(reading: ScoringParams, iso3: str) -> Snapshot:
    """A snapshot with standings of one State only, or the whole one if cached.

    It costs the records of one State, and a change of another State leaves it as it is.
    """
    whole = SNAPSHOTS.get((db.engine, "snapshot", reading), dated_revision())
    state_id = state_ids().get(iso3)
    if whole is not None or state_id is None:
        return whole or load_snapshot(reading)
    parts = revised_parts(REGISTRY, SHARED, part_of_state(state_id))
    return cached(
        OF_STATES, ("state snapshot", iso3, reading), parts, lambda: _of_state(reading, state_id)
    )


def _of_state(reading: ScoringParams, state_id: int) -> Snapshot:
    lines = load_lines(reading.known_by)
    rows = standings_at(reading, Selection(frozenset({state_id})))
    return Snapshot(reading, revision(), lines.states, lines.commitments, rows)


class Lines(NamedTuple):
    """What is known about States and commitments by a day, without standings."""

    states: Mapping[str, StateLine]
    commitments: Mapping[str, CommitmentLine]


def load_lines(known_by: date) -> Lines:
    """States and commitments by a day. Cached while only States' records change."""
    parts = revised_parts(REGISTRY, SHARED)
    return cached(LINES, ("lines", known_by), parts, lambda: _make_lines(known_by))


def _make_lines(known_by: date) -> Lines:
    states = {line.iso3: line for line in _state_lines(known_by)}
    if not states:
        raise NotReady(Part.RECORDS, NO_STATES)
    return Lines(states, {line.reference: line for line in _commitment_lines(known_by)})


def _make(reading: ScoringParams) -> Snapshot:
    """A new snapshot, updated from the previous one if only some States changed."""
    number, parts = revision(), revisions_of_parts()
    before = SNAPSHOTS.latest((db.engine, "snapshot", reading))
    if before is not None:
        changed = _changed_states(before.parts, parts)
        if changed is not None:
            return _renewed(before, changed, number, parts)
    lines = load_lines(reading.known_by)
    table = standings_at(reading, EVERYTHING)
    return Snapshot(reading, number, lines.states, lines.commitments, table, parts)


def _changed_states(
    before: Mapping[str, Revision], now: Mapping[str, Revision]
) -> frozenset[int] | None:
    """Row ids of States with changed records. None if anything may have changed."""
    names = {name for name in {*before, *now} if before.get(name) != now.get(name)}
    if not before or REGISTRY in names or len(names) > MANY_STATES:
        return None
    return frozenset(key for key in repository.states() if part_of_state(key) in names)


def _renewed(
    before: Snapshot, changed: frozenset[int], number: int, parts: Mapping[str, Revision]
) -> Snapshot:
    """The snapshot with the changed States read again and the others taken over."""
    rows = standings_at(before.reading, Selection(changed)) if changed else {}
    return replace(
        before,
        revision=number,
        parts=parts,
        standings={**before.standings, **rows},
        _scores={
            key: score
            for key, score in before._scores.copy().items()
            if key[0] == "state" and key[1] not in rows
        },
        _firmness={
            (among, chosen): found
            for (among, chosen), found in before._firmness.copy().items()
            if rows.keys().isdisjoint(among)
        },
        _counts={
            key: counted for key, counted in before._counts.copy().items() if key[0] not in rows
        },
    )


def _state_lines(known_by: date) -> list[StateLine]:
    joined = repository.joined(known_by)
    query = select(State).order_by(State.iso3)
    return [
        StateLine(
            iso3=row.iso3,
            iso2=row.iso2,
            names={
                code: getattr(row, f"name_{code}") for code in ("en", "fr", "es", "ar", "ru", "zh")
            },
            status=row.status,
            region=row.region,
            subregion=row.subregion,
            group=row.regional_group,
            joined=joined[row.id],
        )
        for row in db.session.scalars(query)
    ]


def _commitment_lines(known_by: date) -> list[CommitmentLine]:
    facts = commitment_facts.commitments(known_by)
    themes: dict[int, set[str]] = {}
    pairs = select(commitment_theme.c.commitment_id, Theme.code).join(
        Theme, Theme.id == commitment_theme.c.theme_id
    )
    for commitment_id, code in db.session.execute(pairs):
        themes.setdefault(commitment_id, set()).add(code)
    query = (
        select(
            Commitment.id,
            Commitment.title,
            Commitment.position,
            Commitment.locator,
            Commitment.certainty,
            Instrument.code,
        )
        .join(Commitment.instrument)
        .order_by(Instrument.code, Commitment.position)
    )
    return [
        CommitmentLine(
            reference=facts[row.id].reference,
            title=row.title,
            instrument=row.code,
            position=row.position,
            locator=row.locator,
            certainty=row.certainty,
            themes=frozenset(themes.get(row.id, ())),
            fact=facts[row.id],
        )
        for row in db.session.execute(query)
        if row.id in facts
    ]
