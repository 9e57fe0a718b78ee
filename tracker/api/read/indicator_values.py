"""Dated values of indicators with their sources. An absent row means no information."""

from collections.abc import Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import DAY, LEVEL, PARTIAL_DAY, STATE, TEXT, Field
from tracker.api.core.parameters import INDICATOR, OF_STATES, Parameter
from tracker.api.core.routes import register_collection
from tracker.api.read.sources import dated, source_fields
from tracker.core.errors import NotFound
from tracker.evidence.queries.lists import values_offered
from tracker.evidence.queries.values import ValueView
from tracker.exchange.downloads.catalogue import THEIRS
from tracker.gap.facts import ScoringParams

REFERENCE = Parameter(
    "reference",
    _l("Reference of the value."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$"},
    "3P-PREVENTION-KEN-2007",
)


class Row(NamedTuple):
    """A value and its State."""

    iso3: str
    view: ValueView


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, Row]]:
    """The newest first. Values are no acts of survivor-led organisations: none where such alone
    are asked for.
    """
    if ask.reading.survivor_led:
        return
    for place, iso3, view in values_offered(
        ask.filters,
        as_of=ask.reading.as_of,
        known_by=ask.reading.known_by,
        tiers=ask.reading.tiers,
        after=ask.after,
        step=ask.step,
    ):
        yield place, Row(iso3, view)


def one(reading: ScoringParams, reference: str) -> Row:
    """The value with this reference, if it counts at the two dates. Raises NotFound."""
    for _key, row in rows(CollectionQuery(reading, {"reference": reference}, step=1)):
        return row
    raise NotFound("indicator value", reference)


COLLECTION = Collection(
    name="indicator-values",
    row="IndicatorValue",
    title=_l("Indicator values"),
    about=_l(
        "Every dated value with its source, newest first. An absent row means no "
        "information, never zero. Values of sources that reserve all rights are not here."
    ),
    fields=(
        Field(
            "reference",
            _l("Public reference"),
            TEXT,
            attrgetter("view.reference"),
            "TIP-PARTY-KEN-2005",
        ),
        Field(
            "indicator",
            _l("Code of the indicator"),
            TEXT,
            attrgetter("view.indicator"),
            "TIP-PARTY",
        ),
        Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, attrgetter("iso3"), "KEN"),
        Field("value", _l("A value of the scale"), TEXT, attrgetter("view.value"), "party"),
        Field("label", _l("Short word for the value"), TEXT, attrgetter("view.label"), "Party"),
        Field(
            "level",
            _l("The level that it means, 0 to 4. Null: its scale gives it none"),
            LEVEL,
            attrgetter("view.level"),
            4,
            nullable=True,
        ),
        Field(
            "effective_on",
            _l("The date from which it counts. A month or year counts from its last day"),
            PARTIAL_DAY,
            lambda row: dated(row.view.effective_on, row.view.effective_precision),
            "2005-01-05",
        ),
        Field(
            "counts_from",
            _l("The day from which it counts in figures. It may be after today"),
            DAY,
            attrgetter("view.effective_on"),
            "2005-01-05",
        ),
        Field(
            "act",
            _l("The act behind it"),
            TEXT,
            attrgetter("view.act"),
            "accession",
            nullable=True,
        ),
        Field(
            "note",
            _l("Anything that a reader must know about this value"),
            TEXT,
            attrgetter("view.note"),
            None,
            nullable=True,
        ),
        Field(
            "published_on",
            _l("Day on which it became public here"),
            DAY,
            attrgetter("view.published_on"),
            date(2026, 1, 31),
        ),
        *source_fields("view.source"),
    ),
    rows=rows,
    kinds=(date, str),
    filters=(*OF_STATES, INDICATOR),
    identity=(REFERENCE,),
    one=one,
    licence=THEIRS,
)
blueprint = register_collection(COLLECTION)
