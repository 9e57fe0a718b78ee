"""Recommendations that other mechanisms made to single States, with the State's position."""

from collections.abc import Iterator
from functools import partial

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import TEXT, Field, code_of, from_draft
from tracker.api.core.parameters import INSTRUMENT, OF_STATES, PILLAR, THEME, Parameter
from tracker.api.core.routes import register_collection
from tracker.api.read.positions import POSITION
from tracker.exchange.downloads.catalogue import THEIRS
from tracker.exchange.downloads.recommendations import draft_of
from tracker.gap.facts import ScoringParams
from tracker.registry.queries.positions import Days
from tracker.registry.queries.recommendations import RecommendationView, after, recommendation
from tracker.registry.recommendation_drafts import RecommendationDraft
from tracker.registry.vocabulary import Mechanism

MECHANISM = Parameter(
    "mechanism",
    _l("Recommendations of one mechanism."),
    code_of(Mechanism),
    "universal_periodic_review",
)
REFERENCE = Parameter(
    "reference",
    _l("Reference of the recommendation."),
    {"type": "string", "pattern": "^[A-Z0-9][A-Z0-9-]{0,39}$"},
    "UPR-41-KEN-142-15",
)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, RecommendationView]]:
    """Rows in the order of recording."""
    place: int | None = ask.after[0] if ask.after else None
    while found := after(ask.filters, _days(ask.reading), place=place, step=ask.step):
        for row in found:
            place = row.id
            yield (place,), row


def one(reading: ScoringParams, reference: str) -> RecommendationView:
    """The recommendation with this reference. Raises NotFound."""
    return recommendation(reference, _days(reading))


def _value(column: str, row: RecommendationView) -> object:
    """The value of a record in an import column. None if it is empty."""
    return draft_of(row).get(column)


def _days(reading: ScoringParams) -> Days:
    return Days(reading.as_of, reading.known_by)


COLLECTION = Collection(
    name="recommendations",
    row="Recommendation",
    title=_l("Recommendations to single States"),
    about=_l(
        "Recommendations of the Universal Periodic Review, treaty bodies and special "
        "procedures to single States. Each has the words of the source and the State’s "
        "position. None enters the gap."
    ),
    fields=(
        Field(
            "reference",
            _l("Reference of the recommendation here"),
            TEXT,
            lambda row: row.reference,
            "UPR-41-KEN-142-15",
        ),
        Field(
            "instrument",
            _l("Code of the session or document that holds it"),
            TEXT,
            lambda row: row.instrument,
            "UPR-41",
        ),
        *from_draft(
            RecommendationDraft,
            {column.name: partial(_value, column.name) for column in RecommendationDraft.columns()},
        ),
    ),
    rows=rows,
    kinds=(int,),
    filters=(*OF_STATES, PILLAR, THEME, INSTRUMENT, MECHANISM, POSITION),
    identity=(REFERENCE,),
    one=one,
    licence=THEIRS,
)
blueprint = register_collection(COLLECTION)
