"""Threads: promises that were made more than once, from text to text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery, sort_after
from tracker.api.core.cursors import Key
from tracker.api.core.fields import DAY, TEXT, WHOLE, Field, code_of, parts
from tracker.api.core.parameters import COMMITMENT, OF_COMMITMENTS, Parameter
from tracker.api.core.routes import register_collection
from tracker.core.errors import NotFound
from tracker.gap.commitment_filter import refuse_unknown
from tracker.gap.facts import ScoringParams
from tracker.registry.queries.commitments import register
from tracker.registry.queries.threads import Stage, Thread, thread_of, threads
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import Pillar, RelationKind

THREAD = Parameter(
    "thread",
    _l("Any commitment of the thread, by its reference. Threads are named after the first."),
    COMMITMENT.schema,
    "GPA-2010-25",
    COMMITMENT.wanted,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A thread as public on a day."""

    thread: Thread

    @property
    def first(self) -> Card:
        """The commitment that names the thread."""
        return self.thread.first


STAGES = (
    Field("commitment", _l("The commitment"), TEXT, lambda one: one.card.reference, "PD-2017-14"),
    Field(
        "instrument",
        _l("Code of its instrument"),
        TEXT,
        lambda one: one.card.instrument.code,
        "PD-2017",
    ),
    Field(
        "adopted_on",
        _l("Day on which the instrument was adopted"),
        DAY,
        lambda one: one.card.instrument.adopted_on,
        date(2017, 9, 27),
    ),
    Field("title", _l("Title, in our words"), TEXT, lambda one: one.card.title, "Train officials"),
    Field(
        "since",
        _l("The earlier commitment with which it is compared. Null: it is the first"),
        TEXT,
        lambda one: one.since.reference if one.since else None,
        "GPA-2010-25",
        nullable=True,
    ),
    Field(
        "relation",
        _l("How it relates to that one. Null: it is the first"),
        code_of((RelationKind.SAME, RelationKind.LATER_FORM_OF)),
        lambda one: one.kind,
        "later_form_of",
        nullable=True,
    ),
    Field(
        "change",
        _l("What was added or dropped, in our words"),
        TEXT,
        lambda one: one.change,
        "Adds border officials.",
        nullable=True,
    ),
)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, Row]]:
    """Rows in the order of the registry. A thread stays if one commitment matches all filters."""
    refuse_unknown(ask.filters, register())
    found = (
        thread
        for thread in threads(ask.reading.known_by)
        if any(_fits(stage, ask.filters) for stage in thread.stages)
    )
    return sort_after(((_key(thread.first), Row(thread)) for thread in found), ask)


def one(reading: ScoringParams, thread: str) -> Row:
    """The thread of a commitment. Raises NotFound if the commitment has no thread."""
    found = thread_of(thread, reading.known_by)
    if found is None:
        raise NotFound("thread", thread)
    return Row(found)


def _fits(stage: Stage, filters: Mapping[str, str]) -> bool:
    card = stage.card
    has: Mapping[str, frozenset[str]] = {
        "pillar": frozenset({card.pillar}),
        "instrument": frozenset({card.instrument.code}),
        "theme": frozenset(theme.code for theme in card.themes),
        "commitment": frozenset({card.reference}),
    }
    return all(filters[name] in codes for name, codes in has.items() if name in filters)


def _key(card: Card) -> Key:
    return card.instrument.adopted_on, card.instrument.code, card.position, card.reference


COLLECTION = Collection(
    name="threads",
    row="Thread",
    title=_l("Threads"),
    about=_l(
        "Promises that States made more than once. A thread lists its commitments from "
        "the oldest to the newest, with what each added or dropped. Which belong "
        "together is our judgement."
    ),
    fields=(
        Field(
            "reference",
            _l("Reference of its first commitment, after which it is named"),
            TEXT,
            lambda row: row.first.reference,
            "GPA-2010-25",
        ),
        Field(
            "title",
            _l("Title of its first commitment, in our words"),
            TEXT,
            lambda row: row.first.title,
            "Train officials",
        ),
        Field(
            "pillar",
            _l("Pillar of its first commitment"),
            code_of(Pillar),
            lambda row: row.first.pillar,
            "prevention",
        ),
        Field(
            "first_year",
            _l("Year of its first text"),
            WHOLE,
            lambda row: row.thread.years[0],
            2010,
        ),
        Field(
            "last_year", _l("Year of its last text"), WHOLE, lambda row: row.thread.years[1], 2021
        ),
        Field(
            "commitments",
            _l("How many commitments it has"),
            WHOLE,
            lambda row: len(row.thread.stages),
            3,
        ),
        Field(
            "addressed_to_states",
            _l("How many of them ask something of States that the gap can measure"),
            WHOLE,
            lambda row: row.thread.asks,
            3,
        ),
        parts(
            "stages",
            _l("Its commitments, the oldest first"),
            STAGES,
            lambda row: row.thread.stages,
        ),
    ),
    rows=rows,
    kinds=(date, str, int, str),
    filters=OF_COMMITMENTS,
    identity=(THREAD,),
    one=one,
)
blueprint = register_collection(COLLECTION)
