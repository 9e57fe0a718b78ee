"""Assessments: reviewers' conclusions about a cell with reasons. No reviewer is named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import DAY, LEVEL, STATE, TEXT, Field, code_of
from tracker.api.core.parameters import OF_COMMITMENTS, OF_STATES, Parameter
from tracker.api.core.routes import register_collection
from tracker.assessment.list import assessments_listed
from tracker.assessment.queries import AssessmentView
from tracker.assessment.vocabulary import Confidence
from tracker.core.errors import NotFound
from tracker.gap.facts import ScoringParams

REFERENCE = Parameter(
    "reference",
    _l("Reference of the assessment."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"},
    "S-KEN-4T9W",
)


@dataclass(frozen=True, slots=True)
class Row:
    """An assessment and its State."""

    iso3: str
    view: AssessmentView


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, Row]]:
    """Rows, newest first."""
    for found, view in assessments_listed(
        ask.filters,
        as_of=ask.reading.as_of,
        known_by=ask.reading.known_by,
        after=ask.after,
        step=ask.step,
    ):
        yield found.place, Row(found.iso3, view)


def one(reading: ScoringParams, reference: str) -> Row:
    """The assessment with this reference, if it counts at the two dates. Raises NotFound."""
    for _key, row in rows(CollectionQuery(reading, {"reference": reference}, step=1)):
        return row
    raise NotFound("assessment", reference)


COLLECTION = Collection(
    name="assessments",
    row="Assessment",
    title=_l("Assessments"),
    about=_l("Reviewers’ assessments of a State on a commitment, with reasons. Newest first."),
    fields=(
        Field(
            "reference", _l("Public reference"), TEXT, lambda row: row.view.reference, "S-KEN-4T9W"
        ),
        Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, lambda row: row.iso3, "KEN"),
        Field(
            "commitment", _l("The commitment"), TEXT, lambda row: row.view.commitment, "GPA-2010-38"
        ),
        Field("level", _l("0 not started to 4 complete"), LEVEL, lambda row: row.view.level, 2),
        Field(
            "confidence",
            _l("Confidence of the reviewer"),
            code_of(Confidence),
            lambda row: row.view.confidence,
            "medium",
        ),
        Field(
            "rationale",
            _l("Reasons, with the records used"),
            TEXT,
            lambda row: row.view.rationale,
            "Two records agree.",
        ),
        Field(
            "effective_on",
            _l("Date of the newest evidence"),
            DAY,
            lambda row: row.view.effective_on,
            date(2021, 7, 1),
        ),
        Field(
            "published_on",
            _l("Day on which it became public here"),
            DAY,
            lambda row: row.view.published_on,
            date(2026, 1, 31),
        ),
    ),
    rows=rows,
    kinds=(date, str),
    filters=(*OF_STATES, *OF_COMMITMENTS),
    identity=(REFERENCE,),
    one=one,
)
blueprint = register_collection(COLLECTION)
