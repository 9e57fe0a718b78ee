"""Threads: one promise from text to text, by relations between its forms. Reads only.

Two passages are in one thread where one is the later form of the other, or where both ask the same
in texts that states adopted. A thread is named after its first passage.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.registry.models import Commitment, Relation
from tracker.registry.queries.commitments import is_public, register
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import InstrumentKind, Pillar, RelationKind
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.review.visibility import public_at

# Texts that states themselves adopted; a statement or a hearing makes no stage of a promise.
ADOPTED_BY_STATES = frozenset(
    {InstrumentKind.RESOLUTION, InstrumentKind.POLITICAL_DECLARATION, InstrumentKind.TREATY}
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation of a thread, from the later commitment to the earlier one."""

    later: str
    earlier: str
    kind: str
    rationale: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One form of the promise. ``since`` is the compared form, None for the first."""

    card: Card
    since: Card | None
    kind: str | None  # same or later_form_of
    change: str | None  # what was added or dropped, in our words


@dataclass(frozen=True, slots=True)
class Thread:
    """The forms of one promise, oldest first. There are at least two."""

    stages: tuple[Stage, ...]

    @property
    def first(self) -> Card:
        """The commitment that names the thread."""
        return self.stages[0].card

    @property
    def years(self) -> tuple[int, int]:
        """The years of its first and last text."""
        last = self.stages[-1].card
        return self.first.instrument.adopted_on.year, last.instrument.adopted_on.year

    @property
    def asks(self) -> int:
        """How many of its forms are measurable demands on States."""
        return sum(stage.card.asks_of_states for stage in self.stages)

    @property
    def pillar(self) -> Pillar:
        """The pillar of its first commitment."""
        return Pillar(self.first.pillar)


THREADS: Cache[tuple[Thread, ...]] = Cache(4)  # days


def threads(known_by: date) -> tuple[Thread, ...]:
    """Every thread public on a day, in registry order."""
    return cached(
        THREADS, ("threads", known_by), revised_parts(REGISTRY), lambda: _threads(known_by)
    )


def thread_of(reference: str, known_by: date) -> Thread | None:
    """The thread of a commitment on a day. None if there is none."""
    for thread in threads(known_by):
        if any(stage.card.reference == reference for stage in thread.stages):
            return thread
    return None


def _threads(known_by: date) -> tuple[Thread, ...]:
    cards = [card for card in register().cards.values() if is_public(card, known_by)]
    places = {card.reference: place for place, card in enumerate(sorted(cards, key=_age))}
    by_reference = {card.reference: card for card in cards}
    ties = _ties(by_reference, places, known_by)
    return tuple(
        Thread(tuple(_stage(by_reference, ties, reference, places) for reference in group))
        for group in groups(ties, places)
    )


def _age(card: Card) -> tuple[date, str, int, str]:
    return card.instrument.adopted_on, card.instrument.code, card.position, card.reference


def _ties(
    cards: Mapping[str, Card], places: Mapping[str, int], known_by: date
) -> Mapping[str, Sequence[Tie]]:
    """The relations that form threads, by the reference of the later commitment."""
    one, other = aliased(Commitment), aliased(Commitment)
    query: Any = (
        select(one.reference, other.reference, Relation.kind, Relation.rationale)
        .join(one, one.id == Relation.from_id)
        .join(other, other.id == Relation.to_id)
        .where(
            Relation.kind.in_((RelationKind.SAME, RelationKind.LATER_FORM_OF)),
            public_at(Relation, known_by),
        )
    )
    found: dict[str, list[Tie]] = defaultdict(list)
    for first, second, kind, rationale in db.session.execute(query):
        if not _makes_a_thread(kind, cards, (first, second)):
            continue
        earlier, later = sorted((first, second), key=lambda reference: places[reference])
        found[later].append(Tie(later, earlier, kind, rationale))
    return found


def _makes_a_thread(kind: str, cards: Mapping[str, Card], pair: tuple[str, str]) -> bool:
    """Whether both are public and adopted by States."""
    if not cards.keys() >= set(pair):
        return False
    return kind == RelationKind.LATER_FORM_OF or all(
        cards[reference].instrument.kind in ADOPTED_BY_STATES for reference in pair
    )


def groups(
    ties: Mapping[str, Sequence[Tie]], places: Mapping[str, int]
) -> tuple[tuple[str, ...], ...]:
    """References connected by ties. Groups and members follow the order of ``places``."""
    leader: dict[str, str] = {}

    def find(reference: str) -> str:
        while leader.setdefault(reference, reference) != reference:
            reference = leader[reference]
        return reference

    for each in ties.values():
        for tie in each:
            leader[find(tie.later)] = find(tie.earlier)
    members: dict[str, list[str]] = defaultdict(list)
    for reference in sorted(leader, key=lambda name: places[name]):
        members[find(reference)].append(reference)
    return tuple(tuple(group) for group in members.values())


def _stage(
    cards: Mapping[str, Card],
    ties: Mapping[str, Sequence[Tie]],
    reference: str,
    places: Mapping[str, int],
) -> Stage:
    """A stage with the form before it: the one it renews, else the latest equal one."""
    before = max(
        ties.get(reference, ()),
        key=lambda tie: (tie.kind == RelationKind.LATER_FORM_OF, places[tie.earlier]),
        default=None,
    )
    if before is None:
        return Stage(cards[reference], None, None, None)
    return Stage(cards[reference], cards[before.earlier], before.kind, before.rationale)
