"""Queries the timeline: small limited selects, sorted by one query. Reads only.

Newest first by the day of becoming public, then by the record's own date. A page is found by the
place where the one before ended, so that the last costs what the first does.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import String, bindparam, func, select, union_all

from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import BadParameter
from tracker.evidence.models import Action
from tracker.reporting.models import Report
from tracker.review.history import end_of
from tracker.timeline import (
    actions,
    assessments,
    decisions,
    registry,
    replies,
    reports,
    treaties,
)
from tracker.timeline.event import Event, EventKind, Place, RecordKind, TimelineQuery
from tracker.timeline.rows import COLUMNS, Rows

ON_A_PAGE = 50
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SOURCES = {
    RecordKind.REPORT: reports.rows,
    RecordKind.ACTION: actions.rows,
    RecordKind.REPLY: replies.rows,
    RecordKind.ASSESSMENT: assessments.rows,
    RecordKind.TREATY: treaties.rows,
    RecordKind.REGISTRY: registry.rows,
    RecordKind.DECISION: decisions.rows,
}
_PLACE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})~([0-9]{4}-[0-9]{2}-[0-9]{2})~([\w:.-]{1,160})")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the timeline. ``older`` is the position of the next, or None."""

    occurrences: tuple[Event, ...]
    older: str | None


def page(asked: TimelineQuery, *, before: Place | None = None, size: int = ON_A_PAGE) -> Page:
    """Events public by the day, after a position of the timeline, newest first."""
    found = _found(asked, before=before, limit=size + 1)
    shown = found[:size]
    older = spelled(shown[-1].place) if len(found) > size else None
    return Page(tuple(shown), older)


def everything(asked: TimelineQuery, *, limit: int) -> tuple[Event, ...]:
    """Events in a window, for e-mails, at most the limit."""
    return tuple(_found(asked, before=None, limit=limit))


def _found(asked: TimelineQuery, *, before: Place | None, limit: int) -> list[Event]:
    changes = registry.changes(asked, before=before)
    found = _recorded(asked, before=before, limit=limit)
    return sorted([*changes, *found], key=lambda one: one.place, reverse=True)[:limit]


def _recorded(asked: TimelineQuery, *, before: Place | None, limit: int) -> list[Event]:
    """Events of records: of the newest days first, then of all if there are too few."""
    named, codes = _without_codes(asked)
    if not _has_rows(named):
        return []
    begun = clock.latest_begun(asked.as_of)
    newest = _of_newest_days(named, before, limit, begun)
    if newest is not None:
        rows = db.session.execute(newest, codes).all()
        # Without a moment nothing was left out.
        if len(rows) == limit or (rows and rows[0].since is None):
            return [_occurrence(row) for row in rows]
    every = _of_all_days(named, before, limit, begun)
    return [_occurrence(row) for row in db.session.execute(every, codes)]


# To write one of these queries down takes longer than to run it: dozens of selects in one. So the
# code of a filter is a parameter, and the pages of all States share one query. The day that has
# begun is an argument, because a query holds it and the clock moves on.


def _without_codes(asked: TimelineQuery) -> tuple[TimelineQuery, dict[str, str]]:
    """The same part of the timeline with names for the codes of its filters, and these codes.

    The kind of record stays as it is: it decides which selects there are.
    """
    codes = {f"chosen_{name}": code for name, code in asked.filters.items() if name != "kind"}
    named = {name: code if name == "kind" else "" for name, code in asked.filters.items()}
    return replace(asked, filters=named), codes


def _with_parameters(asked: TimelineQuery) -> TimelineQuery:
    """The same with parameters of the query in place of the codes."""
    filters: dict[str, Any] = {
        name: code if name == "kind" else bindparam(f"chosen_{name}", type_=String())
        for name, code in asked.filters.items()
    }
    return replace(asked, filters=filters)


@lru_cache(maxsize=40)
def _has_rows(asked: TimelineQuery) -> bool:
    """Whether any kind of record can match the filters."""
    return bool(_rows(asked))


@lru_cache(maxsize=40)
def _of_newest_days(asked: TimelineQuery, before: Place | None, limit: int, _begun: date) -> Any:
    since = _moment_of_enough(asked, before=before, limit=limit)
    if since is None:
        return None
    query = _ordered(_with_parameters(asked), before=before, limit=limit, since=since)
    return query.add_columns(since.label("since"))


@lru_cache(maxsize=40)
def _of_all_days(asked: TimelineQuery, before: Place | None, limit: int, _begun: date) -> Any:
    return _ordered(_with_parameters(asked), before=before, limit=limit)


def _moment_of_enough(asked: TimelineQuery, *, before: Place | None, limit: int) -> Any:
    """A time since which there are probably enough events for a page.

    For the most frequent kind, published records are counted back in an index. None if filters
    would leave too few.
    """
    model: Any = Action if RecordKind.ACTION in asked.sorts else Report
    counted = RecordKind.ACTION in asked.sorts or RecordKind.REPORT in asked.sorts
    of_many = {"region", "group"}
    if (
        asked.filters.keys() - {"kind", *of_many}
        or asked.survivor_led
        or asked.window
        or not counted
    ):
        return None
    # Events of the position's day may be on the previous page.
    end = end_of(asked.known_by) if before is None else end_of(before.day - timedelta(days=1))
    return (
        select(model.published_at)
        .where(model.published_at < end)
        .order_by(model.published_at.desc())
        .limit(1)
        .offset((limit + limit // 2) * (10 if asked.filters.keys() & of_many else 1))
        .scalar_subquery()
    )


def _ordered(asked: TimelineQuery, *, before: Place | None, limit: int, since: Any = None) -> Any:
    beginning = None if since is None else func.coalesce(since, _LONG_AGO)
    parts = [
        rows.query(asked, before=before, limit=limit, since=beginning).subquery().select()
        for rows in _rows(asked)
    ]
    whole = union_all(*parts).subquery()
    order = (whole.c.day.desc(), _own(whole).desc(), whole.c.key.desc())
    return whole.select().order_by(*order).limit(limit)


def _own(whole: Any) -> Any:
    return func.coalesce(whole.c.effective, whole.c.day)


def _rows(asked: TimelineQuery) -> list[Rows]:
    return [rows for sort in SOURCES if sort in asked.sorts for rows in SOURCES[sort](asked)]


def _occurrence(row: Any) -> Event:
    given = {name: getattr(row, name) for name in COLUMNS}
    given |= {
        "kind": RecordKind(given["kind"]),
        "what": EventKind(given["what"]),
        "gone": bool(given["gone"]),
    }
    return Event(**given)


def spelled(place: Place) -> str:
    """A position as text for an address."""
    return f"{place.day.isoformat()}~{place.effective.isoformat()}~{place.key}"


def parse_place(text: str) -> Place:
    """The position in an address. Raises BadParameter."""
    found = _PLACE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        return Place(date.fromisoformat(found[1]), date.fromisoformat(found[2]), found[3])
    except ValueError:
        raise BadParameter("after", text[:40], "a place that a page of the list names") from None
