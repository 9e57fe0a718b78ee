"""Commitments: every passage in our words, with its place in the source and our certainty.

Narrowed and searched as the page of commitments is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery, sort_after
from tracker.api.core.cursors import Key
from tracker.api.core.fields import DAY, FLAG, TEXT, Field, code_of, from_draft, parts
from tracker.api.core.parameters import (
    ADDRESSEE,
    CERTAINTY,
    COMMITMENT,
    COUNTS,
    KIND,
    OF_COMMITMENTS,
    SEARCH,
)
from tracker.api.core.routes import register_collection
from tracker.core.errors import NotFound
from tracker.gap.commitment_filter import Line, chosen_lines
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.registry.drafts import CommitmentDraft
from tracker.registry.official_wording import OfficialWordingDraft
from tracker.registry.queries import commitments as registry
from tracker.registry.queries import threads
from tracker.registry.queries.commitments import RELATION_ORDER
from tracker.registry.queries.official_wordings import wordings_of
from tracker.registry.queries.threads import Stage
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import Strength
from tracker.search.commitments import search_commitments


@dataclass(frozen=True, slots=True)
class Row:
    """A commitment at a reading."""

    card: Card
    counts: bool
    reading: ScoringParams


FIELDS = (
    *from_draft(
        CommitmentDraft,
        {
            "reference": lambda row: row.card.reference,
            "instrument": lambda row: row.card.instrument.code,
            "position": lambda row: row.card.position,
            "locator": lambda row: row.card.locator,
            "title": lambda row: row.card.title,
            "statement": lambda row: row.card.statement,
            "kind": lambda row: row.card.kind,
            "addressees": lambda row: sorted(row.card.addressees),
            "pillar": lambda row: row.card.pillar,
            "themes": lambda row: sorted(theme.code for theme in row.card.themes),
            "sdg_targets": lambda row: sorted(row.card.sdg_targets),
            "certainty": lambda row: row.card.certainty,
            "certainty_note": lambda row: row.card.certainty_note,
            "retired_reason": lambda row: row.card.retired_reason,
            "replaced_by": lambda row: row.card.replaced_by,
        },
    ),
    Field(
        "official_wording",
        _l(
            "Wording stored with the row. Null: none. official_wordings has the texts "
            "from imported files"
        ),
        TEXT,
        lambda row: row.card.official_wording,
        None,
        nullable=True,
    ),
    Field("counts", _l("Whether it enters the gap"), FLAG, lambda row: row.counts, True),
    Field(
        "published_on",
        _l("Day on which it became public here"),
        DAY,
        lambda row: row.card.published_at.date(),
        date(2026, 1, 31),
    ),
)
RELATED = (
    Field("commitment", _l("The other commitment"), TEXT, lambda one: one.reference, "PD-2021-03"),
    Field(
        "relation",
        _l(
            "Its relation to this one. It asks a part of this (narrower), or this and "
            "more (broader). It is the later form (earlier_form_of), or the earlier "
            "form (later_form_of)"
        ),
        code_of(RELATION_ORDER),
        lambda one: one.kind,
        "same",
    ),
    Field(
        "confidence",
        _l("How certain we are"),
        code_of(Strength),
        lambda one: one.confidence,
        "high",
    ),
    Field(
        "rationale",
        _l("Reason for the relation"),
        TEXT,
        lambda one: one.rationale,
        "Both ask for it.",
    ),
)
FORMS = (
    Field("commitment", _l("A form of it"), TEXT, lambda one: one.card.reference, "GPA-2010-25"),
    Field(
        "since",
        _l("The form with which it is compared. Null: it is the first"),
        TEXT,
        lambda one: one.since.reference if one.since else None,
        "GPA-2010-25",
        nullable=True,
    ),
    Field(
        "change",
        _l("What was added or dropped, in our words"),
        TEXT,
        lambda one: one.change,
        "Adds non-prosecution.",
        nullable=True,
    ),
)
MEASURED_BY = (
    Field("indicator", _l("Code of the indicator"), TEXT, lambda one: one.code, "TIP-PARTY"),
    Field(
        "reason",
        _l("Reason, and what it leaves out"),
        TEXT,
        lambda one: one.reason,
        "It tells this.",
    ),
)
OFFICIAL_WORDINGS = tuple(
    replace(field, get=attrgetter(field.name))
    for field in from_draft(OfficialWordingDraft)
    if field.name != "commitment"
)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, Row]]:
    """Rows in the order of the registry: oldest instrument first, then by position."""
    wanted = ask.filters.get(COMMITMENT.name)
    words = search_commitments(ask.filters.get("q"), ask.reading.known_by)
    lines = chosen_lines(load_snapshot(ask.reading), registry.register(), ask.filters, words)
    found = (line for line in lines if wanted in (None, line.card.reference))
    return sort_after(((_key(line.card), _row(line, ask.reading)) for line in found), ask)


def one(reading: ScoringParams, commitment: str) -> Row:
    """The commitment with this reference, public or retired at the reading. Raises NotFound."""
    for _place, row in rows(CollectionQuery(reading, {COMMITMENT.name: commitment})):
        return row
    card = registry.card(commitment)
    if not registry.has_ended(card, reading.known_by):
        raise NotFound("commitment", commitment)
    return Row(card, counts=False, reading=reading)


def _forms(row: Row) -> Sequence[Stage]:
    """The forms of the thread to which the commitment belongs."""
    thread = threads.thread_of(row.card.reference, row.reading.known_by)
    return thread.stages if thread else ()


def _row(line: Line, reading: ScoringParams) -> Row:
    return Row(line.card, "yes" in line.values["counts"], reading)


def _key(card: Card) -> Key:
    return card.instrument.adopted_on, card.instrument.code, card.position, card.reference


COLLECTION = Collection(
    name="commitments",
    row="Commitment",
    title=_l("Commitments"),
    about=_l("Every passage in our own words, with its place in the source and our certainty."),
    fields=FIELDS,
    rows=rows,
    kinds=(date, str, int, str),
    filters=(*OF_COMMITMENTS, KIND, ADDRESSEE, CERTAINTY, COUNTS, SEARCH),
    identity=(COMMITMENT,),
    one=one,
    more=(
        parts(
            "relations",
            _l("How other commitments stand to this one, the closest first"),
            RELATED,
            lambda row: registry.relations_of(row.card.reference, row.reading.known_by),
        ),
        parts(
            "forms",
            _l("How the promise changed: its forms, the oldest first. Empty: it stands alone"),
            FORMS,
            _forms,
        ),
        parts(
            "measured_by",
            _l("Indicators that bear on it: our judgement"),
            MEASURED_BY,
            lambda row: registry.measures_of(row.card.reference, row.reading.known_by),
        ),
        parts(
            "official_wordings",
            _l(
                "Official wording in each available language. Empty: none was "
                "imported, see the address of the instrument"
            ),
            OFFICIAL_WORDINGS,
            lambda row: wordings_of(row.card.reference, row.reading.known_by),
        ),
    ),
)
blueprint = register_collection(COLLECTION)
