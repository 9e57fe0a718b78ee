"""Progress reports that States published, each with its entries."""

from collections.abc import Iterator
from datetime import date

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import DAY, STATE, TEXT, Field, code_of, parts
from tracker.api.core.parameters import OF_STATES, Parameter
from tracker.api.core.routes import register_collection
from tracker.api.read.entries import ENTRY, TOGETHER, load_reports, places_of
from tracker.gap.facts import ScoringParams
from tracker.reporting.report_detail import ReportPage, public_report
from tracker.reporting.vocabulary import Consultation
from tracker.review.lifecycle import Status

REFERENCE = Parameter(
    "reference",
    _l("Reference of the report."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9-]{0,39}$"},
    "R-KEN-5H8D",
)
PUBLIC = (Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, ReportPage]]:
    """Rows, latest period first."""
    places = (each for each in places_of(ask) if each != ask.after)
    for report in load_reports(ask, places, together=min(ask.step, TOGETHER)):
        yield (report.period_end, report.reference), report


def one(reading: ScoringParams, reference: str) -> ReportPage:
    """A report by its reference, also if it has ended. Raises NotFound."""
    return public_report(reference, reading.known_by)


COLLECTION = Collection(
    name="reports",
    row="Report",
    title=_l("Reports"),
    about=_l(
        "Published progress reports of States, latest period first. Files contain the "
        "reports. Their answers on commitments are the list report-entries."
    ),
    fields=(
        Field("reference", _l("Public reference"), TEXT, lambda row: row.reference, "R-KEN-5H8D"),
        Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, lambda row: row.iso3, "KEN"),
        Field("title", _l("Its title"), TEXT, lambda row: row.title, "Report on 2021 to 2024"),
        Field(
            "status",
            _l(
                "published; in an answer about one report also superseded or withdrawn, and "
                "then, if withdrawn, without its entries"
            ),
            code_of(PUBLIC),
            lambda row: row.status,
            "published",
        ),
        Field(
            "period_start",
            _l("First day reported on. Null: not said"),
            DAY,
            lambda row: row.period_start,
            date(2021, 1, 1),
            nullable=True,
        ),
        Field(
            "period_end",
            _l("Last day reported on: from when it counts"),
            DAY,
            lambda row: row.period_end,
            date(2024, 12, 31),
        ),
        Field(
            "round",
            _l("Round of the reporting cycle that it answers. Null: an extra report"),
            TEXT,
            lambda row: row.round,
            "ROUND-2024",
            nullable=True,
        ),
        Field(
            "due_on",
            _l("When it was due. Null: an extra report"),
            DAY,
            lambda row: row.due_on,
            date(2025, 3, 31),
            nullable=True,
        ),
        Field(
            "submitted_on",
            _l("When it was first sent. Null: not on record"),
            DAY,
            lambda row: row.submitted_on,
            date(2025, 3, 30),
            nullable=True,
        ),
        Field(
            "published_on",
            _l("Day on which it became public here"),
            DAY,
            lambda row: row.published_on,
            date(2025, 4, 11),
        ),
        Field(
            "ended_on",
            _l("When that ended. Null: it has not"),
            DAY,
            lambda row: row.ended_on,
            None,
            nullable=True,
        ),
        Field(
            "ended_reason",
            _l("Why it was withdrawn. Null: it was not"),
            TEXT,
            lambda row: row.ended_reason,
            None,
            nullable=True,
        ),
        Field(
            "successor",
            _l("The report in its place. Null: none"),
            TEXT,
            lambda row: row.successor,
            None,
            nullable=True,
        ),
        Field(
            "survivors",
            _l("How survivors took part in the report as a whole"),
            code_of(Consultation),
            lambda row: row.survivors,
            "consulted",
        ),
        Field(
            "survivors_how",
            _l("How they took part, or why they did not"),
            TEXT,
            lambda row: row.survivors_how,
            "Two survivor-led organisations read the draft.",
            nullable=True,
        ),
        parts(
            "entries",
            _l("What it says of each commitment, in the order of their texts"),
            ENTRY,
            lambda row: row.entries,
        ),
    ),
    rows=rows,
    kinds=(date, str),
    filters=OF_STATES,
    identity=(REFERENCE,),
    one=one,
)
blueprint = register_collection(COLLECTION)
