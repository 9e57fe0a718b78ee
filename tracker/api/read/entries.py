"""Entries of reports on single commitments: `report-entries`."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from operator import attrgetter

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import (
    DAY,
    LEVEL,
    PARTIAL_DAY,
    STATE,
    TEXT,
    Field,
    code_of,
    parts,
)
from tracker.api.core.parameters import OF_COMMITMENTS, OF_STATES
from tracker.api.core.routes import register_collection
from tracker.exchange.downloads.figures import commitments_chosen
from tracker.gap.snapshot import load_snapshot
from tracker.reporting import entry_rows
from tracker.reporting.entry_rows import EntryRow
from tracker.reporting.report_detail import ReportPage, public_reports
from tracker.reporting.report_list import Place, ReportQuery, places
from tracker.reporting.vocabulary import Answer, Consultation, FactResponse

TOGETHER = 50  # reports that are read at a time
MOST_TOGETHER = 600  # entries that are read at a time
ENTRIES_OF_A_REPORT = 30  # fewer than most have: a page reads few reports more than it shows

VALUES = (
    Field("indicator", _l("Code of the indicator"), TEXT, lambda one: one.indicator, "PACT-PARTY"),
    Field("value", _l("Its value, as the State gives it"), TEXT, lambda one: one.value, "party"),
    Field(
        "effective_on",
        _l("From when, as the State gives it"),
        PARTIAL_DAY,
        lambda one: one.effective,
        "2005-06",
    ),
)
ANSWERS = (
    Field("record", _l("A public record about it"), TEXT, lambda one: one.record, "3P-KEN-2013"),
    Field(
        "response",
        _l("Response of the State to that record"),
        code_of(FactResponse),
        lambda one: one.response,
        "confirm",
    ),
    Field(
        "note",
        _l("What is right instead, or why not"),
        TEXT,
        lambda one: one.note,
        None,
        nullable=True,
    ),
)


def _entry_fields(commitment: str, said: str) -> tuple[Field, ...]:
    """The fields of an entry; the arguments name the attributes to read."""

    def text(name: str, holds: object, example: str | None = None) -> Field:
        return Field(name, holds, TEXT, attrgetter(f"{said}{name}"), example, nullable=True)

    return (
        Field(
            "commitment",
            _l("The commitment"),
            TEXT,
            attrgetter(commitment),
            "GPA-2010-38",
        ),
        Field(
            "answer",
            _l(
                "level; or why there is none: not_assessed or not_applicable, "
                "with the State’s reason"
            ),
            code_of(Answer),
            attrgetter(f"{said}answer"),
            "level",
        ),
        Field(
            "level",
            _l("Level that the State reports, 0 to 4. Null: see answer"),
            LEVEL,
            attrgetter(f"{said}level"),
            2,
            nullable=True,
        ),
        text("reason", _l("Why there is no level, as the State wrote it")),
        text("measures_taken", _l("What the State says it did"), "A law was adopted."),
        text("challenges", _l("Obstacles, according to the State")),
        text("assistance", _l("What help it says is needed")),
        Field(
            "survivors",
            _l("How survivors took part"),
            code_of(Consultation),
            attrgetter(f"{said}survivors"),
            "consulted",
        ),
        text("survivors_how", _l("How they took part, or why they did not"), "Two read the draft."),
        text("sources", _l("Sources named by the State, one a line")),
        parts(
            "indicator_values",
            _l("Indicator values given by the State. Shown only, never counted"),
            VALUES,
            attrgetter(f"{said}indicator_values"),
            in_files=True,
        ),
        parts(
            "answers_to_records",
            _l("What the State says of public records about it"),
            ANSWERS,
            attrgetter("facts"),
            in_files=True,
        ),
        Field(
            "repeats",
            _l("The commitment with which it shares its text. Null: none"),
            TEXT,
            attrgetter("repeats"),
            None,
            nullable=True,
        ),
    )


ENTRY = _entry_fields("passage.reference", "draft.")  # of an entry within its report
_ROW = _entry_fields("commitment", "")


def places_of(ask: CollectionQuery) -> Iterator[Place]:
    """The reports that count, latest period first, starting where the last page ended."""
    wanted = ReportQuery(ask.filters, ask.reading.as_of, ask.reading.known_by)
    return places(wanted, first=None if ask.after is None else (ask.after[0], ask.after[1]))


def load_reports(
    ask: CollectionQuery, places: Iterable[Place], *, together: int = TOGETHER
) -> Iterator[ReportPage]:
    """The whole reports at these positions, read in batches."""
    left = iter(places)
    while some := [reference for _day, reference in islice(left, together)]:
        pages = public_reports(some, ask.reading.known_by)
        yield from (pages[reference] for reference in some)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, EntryRow]]:
    """Rows by report, latest period first, then by commitment."""
    seen = load_snapshot(ask.reading)
    wanted = {line.reference for line in commitments_chosen(seen, ask.selection)}
    # The report in which the page before ended comes first again.
    of_each = max(1, min(ENTRIES_OF_A_REPORT, len(wanted)))
    together = min(MOST_TOGETHER // of_each, 1 + ask.step // of_each)
    references = (reference for _day, reference in places_of(ask))
    for some in entry_rows.entry_rows(
        references, commitments=wanted, together=together, with_facts=True
    ):
        for entry in some:
            key = (entry.period_end, entry.report, entry.commitment)
            is_seen = ask.after is not None and key[:2] == ask.after[:2] and key <= ask.after
            if not is_seen:
                yield key, entry


COLLECTION = Collection(
    name="report-entries",
    row="ReportEntryRow",
    title=_l("Entries of reports"),
    about=_l("Answers of published reports on single commitments, one row each."),
    fields=(
        Field("report", _l("The report"), TEXT, attrgetter("report"), "R-KEN-5H8D"),
        Field("state", _l("ISO 3166-1 alpha-3 code"), STATE, attrgetter("iso3"), "KEN"),
        Field(
            "period_end",
            _l("Last day reported on: from when it counts"),
            DAY,
            attrgetter("period_end"),
            date(2024, 12, 31),
        ),
        *_ROW,
    ),
    rows=rows,
    kinds=(date, str, str),
    filters=(*OF_STATES, *OF_COMMITMENTS),
)
blueprint = register_collection(COLLECTION)
