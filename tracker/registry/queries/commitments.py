"""Instruments and commitments for pages. Reads only and knows no progress of States.

What was public on a day is chosen by the day (``known_by``), so that a page of an earlier day
shows the relations and measures of that day. Cards are cached by the revision of
the registry: a list page costs no query for texts that have not changed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.core import collation
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.registry.models import Commitment, Indicator, Instrument, Measure, Relation, Theme
from tracker.registry.queries.cards import cards_by_instrument, holding_instruments
from tracker.registry.summaries import (
    Card,
    InstrumentCard,
    ThemeName,
    instrument_card,
)
from tracker.registry.vocabulary import InstrumentKind, RelationKind
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.review.visibility import public_at

REGISTERS: Cache["Register"] = Cache(2)


@dataclass(frozen=True, slots=True)
class Register:
    """Every commitment ever published, oldest instrument first, and all themes.

    Recommendations to one state, and what holds them, are not among them: there may be tens of
    thousands, and each concerns that state alone (``queries_asked``).
    """

    cards: dict[str, Card]
    instruments: dict[str, InstrumentCard]
    themes: dict[str, ThemeName]
    documents: frozenset[str]  # codes of instruments that hold recommendations to single states


@dataclass(frozen=True, slots=True)
class Related:
    """A related commitment, seen from this one.

    ``kind`` is same, related, narrower (the other asks part of this one), broader (this one
    asks part of the other), later_form_of (this one is the other made again) or earlier_form_of.
    """

    kind: str
    confidence: str
    rationale: str
    reference: str
    title: str
    instrument: str


@dataclass(frozen=True, slots=True)
class MeasuredBy:
    """An indicator of the commitment, with the reason and its limits."""

    code: str
    title: str
    type: str
    unit: str | None
    reason: str


def register() -> Register:
    """The texts of the whole registry at its current revision, cached."""
    return cached(REGISTERS, ("register",), revised_parts(REGISTRY), _register)


def card(reference: str) -> Card:
    """One commitment. Raises NotFound if it was never published."""
    found = register().cards.get(reference)
    if found is None:
        raise NotFound("commitment", reference)
    return found


def instrument(code: str) -> InstrumentCard:
    """One instrument. Raises NotFound for an unknown one."""
    found = register().instruments.get(code)
    if found is not None:
        return found
    # What holds recommendations to single states is not kept: there are thousands of such texts.
    row = db.session.scalar(select(Instrument).where(Instrument.code == code))
    if row is None:
        raise NotFound("instrument", code)
    return instrument_card(row)


def of_instrument(code: str, known_by: date) -> list[Card]:
    """The commitments of an instrument that were public on a day, in order."""
    return [
        item
        for item in register().cards.values()
        if item.instrument.code == code and is_public(item, known_by)
    ]


def membership_indicators(code: str) -> list[tuple[str, str]]:
    """Code and title of the membership indicators of a treaty."""
    rows = db.session.execute(
        select(Indicator.code, Indicator.title)
        .join(Indicator.treaty)
        .where(Instrument.code == code)
        .order_by(Indicator.code)
    )
    return [(row.code, row.title) for row in rows]


def indicator_titles() -> dict[str, str]:
    """Titles of all indicators by code."""
    rows = db.session.execute(select(Indicator.code, Indicator.title).order_by(Indicator.code))
    return {row.code: row.title for row in rows}


def relations_of(reference: str, known_by: date) -> list[Related]:
    """Related commitments by a day, closest relation first."""
    one, other = _aliases()
    rows = db.session.execute(
        select(
            Relation.kind,
            Relation.confidence,
            Relation.rationale,
            one.c.reference,
            other.c.reference,
        )
        .join(one, one.c.id == Relation.from_id)
        .join(other, other.c.id == Relation.to_id)
        .where(
            public_at(Relation, known_by),
            (one.c.reference == reference) | (other.c.reference == reference),
        )
    )
    cards = register().cards
    found = []
    for kind, confidence, rationale, first, second in rows:
        forwards = first == reference
        another = cards.get(second if forwards else first)
        if another and is_public(another, known_by):
            found.append(
                Related(
                    kind=relation_from(kind, forwards=forwards),
                    confidence=confidence,
                    rationale=rationale,
                    reference=another.reference,
                    title=another.title,
                    instrument=another.instrument.title,
                )
            )
    return sorted(found, key=lambda item: (RELATION_ORDER.index(item.kind), item.reference))


RELATION_ORDER = ("same", "earlier_form_of", "later_form_of", "narrower", "broader", "related")


def measures_of(reference: str, known_by: date) -> list[MeasuredBy]:
    """The indicators of a commitment by a day, sorted by code."""
    rows = db.session.execute(
        select(
            Indicator.code,
            Indicator.title,
            Indicator.type,
            Indicator.unit,
            Measure.reason,
        )
        .join(Measure.indicator)
        .join(Measure.commitment)
        .where(Commitment.reference == reference, public_at(Measure, known_by))
        .order_by(Indicator.code)
    )
    return [MeasuredBy(row.code, row.title, row.type, row.unit, row.reason) for row in rows]


def is_public(item: Card, known_by: date) -> bool:
    """Whether a commitment was public at the end of a day."""
    return item.published_at.date() <= known_by and not has_ended(item, known_by)


def has_ended(item: Card, known_by: date) -> bool:
    """Whether a commitment had been retired by the end of a day."""
    return item.ended_at is not None and item.ended_at.date() <= known_by


def _aliases() -> tuple[Any, Any]:
    columns = select(Commitment.id, Commitment.reference)
    return columns.subquery("one"), columns.subquery("other")


def relation_from(kind: str, *, forwards: bool) -> str:
    """The relation from the other side: ``narrower`` becomes ``wider``.

    So is ``later_form_of``, which says that the first is the second made again later.
    """
    if kind == RelationKind.NARROWER:
        return "broader" if forwards else kind
    if kind == RelationKind.LATER_FORM_OF:
        return kind if forwards else "earlier_form_of"
    return kind


def _register() -> Register:
    holding = holding_instruments()
    texts = db.session.scalars(select(Instrument).order_by(Instrument.adopted_on, Instrument.code))
    instruments, documents = {}, set()
    for text in texts:
        # A document of recommendations is listed only where it also speaks to many states.
        if text.kind == InstrumentKind.RECOMMENDATIONS and text.code not in holding:
            documents.add(text.code)
        else:
            instruments[text.code] = instrument_card(text)
    themes = {
        row.code: ThemeName(row.code, row.name, row.explanation)
        # Kept for every reader: the names are English.
        for row in collation.by_name(db.session.scalars(select(Theme)), _theme_name, "en")
    }
    found = cards_by_instrument(instruments, themes)
    cards = {item.reference: item for code in instruments for item in found.get(code, ())}
    return Register(cards, instruments, themes, frozenset(documents))


def _theme_name(theme: Theme) -> str:
    return theme.name
