"""What the timeline may show of publishable records, and their three events.

A withheld name does not leave the database, nor does the day of such a record. What is not shown
any more elsewhere has no words here either: a record that was withdrawn, or an earlier version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, false, func, null, or_

from tracker.accounts.models import Organisation
from tracker.review.publication import Ending
from tracker.timeline.event import EventKind, RecordKind, TimelineQuery
from tracker.timeline.rows import Rows

# A version after the first is called X.2, X.3 …
VERSION = ".%"


@dataclass(frozen=True, kw_only=True)
class Record:
    """A kind of record with the columns for its rows.

    ``columns`` is shown while it is public; ``columns_once_gone`` names those that stay when it was
    withdrawn; ``has_versions`` where corrections have references of their own.
    """

    sort: RecordKind
    model: Any
    joins: Any
    columns: dict[str, Any]
    columns_once_gone: Sequence[str]
    has_versions: bool = False
    withheld: Any = None


def life(record: Record, clauses: list[Any]) -> Iterator[Rows]:
    """Published, corrected (if it has its own reference), withdrawn."""
    corrected = record.model.reference.like(f"%{VERSION}")
    model, moment = record.model, record.model.published_at
    if record.has_versions:
        yield _rows(record, EventKind.PUBLISHED, moment, record.columns, [*clauses, ~corrected])
        yield _rows(record, EventKind.CORRECTED, moment, record.columns, [*clauses, corrected])
    else:
        yield _rows(record, EventKind.PUBLISHED, moment, record.columns, clauses)
    yield _rows(
        record,
        EventKind.WITHDRAWN,
        model.ended_at,
        {name: record.columns[name] for name in record.columns_once_gone},
        [*clauses, model.published_at.is_not(None), is_withdrawn(model)],
    )


def _rows(
    record: Record, what: EventKind, moment: Any, columns: dict[str, Any], clauses: list[Any]
) -> Rows:
    return Rows(
        record.sort,
        what,
        moment=moment,
        key=record.model.reference,
        joins=record.joins,
        columns=columns,
        clauses=clauses,
        withheld=record.withheld,
    )


def is_withdrawn(model: Any) -> Any:
    """A condition: the record was withdrawn, so its text is hidden."""
    return func.coalesce(model.ended_as == Ending.WITHDRAWN, false())


def is_current_text(model: Any, column: Any) -> Any:
    """A text column while no later version replaces it."""
    return case((model.ended_at.is_(None), column), else_=null())


def named(model: Any) -> Any:
    """A condition: the organisation may be named."""
    return and_(model.ended_at.is_(None), model.name_withheld.is_(False))


def who(model: Any) -> dict[str, Any]:
    """The organisation, as far as it may be known."""
    return {
        "organisation": case((named(model), Organisation.name)),
        "organisation_id": case((named(model), Organisation.public_id)),
        "survivor_led": case((_led_shown(model), Organisation.survivor_led)),
    }


def of_organisations(model: Any, asked: TimelineQuery) -> list[Any]:
    """A condition for survivor-led organisations, if requested."""
    return [_led_shown(model), Organisation.survivor_led] if asked.survivor_led else []


def _led_shown(model: Any) -> Any:
    return and_(
        model.ended_at.is_(None), or_(model.name_withheld.is_(False), model.survivor_led_shown)
    )
