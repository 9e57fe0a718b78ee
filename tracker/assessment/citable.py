"""The public records of a cell that an assessment may cite."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.queries.actions import ActionView, actions_of_state
from tracker.evidence.queries.values import ValueView, values_of_state
from tracker.registry.measures import commitments_by_indicator
from tracker.registry.models import Commitment, State
from tracker.reporting.models import Report, ReportEntry
from tracker.reporting.queries import EntryView, entries
from tracker.review.visibility import public_at


class RecordKind(StrEnum):
    """The kind of record that an assessment relies on."""

    REPORT = "report"
    VALUE = "value"
    ACTION = "action"


@dataclass(frozen=True, slots=True)
class Citable:
    """A record with its public view. ``level`` is the level that it states, if any."""

    kind: RecordKind
    reference: str
    effective_on: date
    level: int | None
    view: EntryView | ValueView | ActionView


def citable(iso3: str, commitment: str) -> tuple[Citable, ...]:
    """Entries, values and actions about the State and the commitment, each newest first."""
    return (*_entries(iso3, commitment), *_values(iso3, commitment), *_actions(iso3, commitment))


def _entries(iso3: str, commitment: str) -> list[Citable]:
    query = (
        select(Report.reference)
        .join(Report.state)
        .join(Report.entries)
        .join(ReportEntry.commitment)
        .where(
            State.iso3 == iso3,
            Commitment.reference == commitment,
            ReportEntry.answer.is_not(None),
            public_at(Report, clock.today()),
        )
        .order_by(Report.period_end.desc(), Report.reference.desc())
    )
    references = list(db.session.scalars(query))
    views = entries(references, commitment)
    return [
        Citable(RecordKind.REPORT, one, views[one].period_end, views[one].level, views[one])
        for one in references
    ]


def _values(iso3: str, commitment: str) -> list[Citable]:
    today = clock.today()
    bearing = commitments_by_indicator(today)
    found = [
        value
        for value in values_of_state(iso3, today, today)
        if commitment in bearing.get(value.indicator, ())
    ]
    return [
        Citable(RecordKind.VALUE, one.reference, one.effective_on, one.level, one) for one in found
    ]


def _actions(iso3: str, commitment: str) -> list[Citable]:
    today = clock.today()
    found = []
    for one in actions_of_state(iso3, today, today):
        bearing = one.bearing_on(commitment)
        if bearing is not None:
            found.append(
                Citable(RecordKind.ACTION, one.reference, one.effective_on, bearing.level, one)
            )
    return found
