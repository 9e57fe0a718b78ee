"""Turns all kinds of records into rows of one shape, which one query sorts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    String,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    type_coerce,
)

from tracker.core import sql_days  # noqa: F401 - teaches ``func`` the days
from tracker.review.visibility import begun_at
from tracker.timeline.event import EventKind, Place, RecordKind, TimelineQuery

Expression = Any
Query = Any
COLUMNS: dict[str, Any] = {
    "kind": String(),
    "what": String(),
    "key": String(),
    "day": Date(),
    "precision": String(),
    "effective": Date(),
    "effective_precision": String(),
    "iso3": String(),
    "reference": String(),
    "title": String(),
    "language": String(),
    "organisation": String(),
    "organisation_id": String(),
    "survivor_led": Boolean(),
    "detail": String(),
    "about": String(),
    "about_title": String(),
    "due": Date(),
    "number": Integer(),
    "gone": Boolean(),
}


@dataclass(frozen=True)
class Rows:
    """The rows of one event of one kind of record.

    ``moment`` is the time of publication, ``withheld`` whether only its month may be shown.
    ``joins`` adds what ``columns`` and the conditions need; ``columns`` returns the filled columns.
    ``day`` is the shown day if it does not follow directly from the time, ``groups`` what is shown
    together.
    """

    kind: RecordKind
    what: EventKind
    moment: Expression
    key: Expression
    joins: Any
    columns: dict[str, Expression]
    clauses: list[Expression] = field(default_factory=list)
    withheld: Expression = None
    day: Expression = None
    groups: tuple[Expression, ...] = ()

    def query(
        self,
        asked: TimelineQuery,
        *,
        before: Place | None,
        limit: int | None,
        since: Expression = None,
    ) -> Query:
        """The matching rows, newest first, up to the limit.

        ``since`` excludes events shown on its day or earlier. An index on the times finds the
        others.
        """
        withheld = false() if self.withheld is None else self.withheld
        day = self._day() if self.day is None else self.day
        effective = func.coalesce(self.columns.get("effective", null()), day)
        key = literal(f"{self.kind}:{self.what}:").concat(self.key)
        given = {
            "kind": literal(self.kind.value),
            "what": literal(self.what.value),
            "key": key,
            "day": day,
            "precision": case((withheld, "month"), else_="day"),
            "gone": false(),
            **self.columns,
        }
        query = (
            self.joins(select(*_filled(given)))
            .where(self.moment.is_not(None), *self.clauses, *self._when(asked, day, effective))
            .order_by(day.desc(), effective.desc(), key.desc())
        )
        if before is not None:
            query = query.where(_after(before, day, effective, key))
        if since is not None:
            latest = asked.known_by if before is None else min(before.day, asked.known_by)
            query = query.where(day > func.day_of(since), *self._moments(since, latest))
        if self.groups:
            query = query.group_by(*self.groups)
        return query if limit is None else query.limit(limit)

    def _moments(self, since: Expression, latest: date) -> Iterable[Expression]:
        """The times for these days. They are less exact than days.

        A month is shown on its first day, or on the first day after it.
        """
        if self.day is None:
            yield self.moment > since
        else:
            yield self.moment >= func.month_begin(since)
        yield self.moment < _begin(latest + timedelta(days=32))

    def _day(self) -> Expression:
        if self.withheld is None:
            return func.day_of(self.moment)
        return case((self.withheld, func.month_of(self.moment)), else_=func.day_of(self.moment))

    def _precision(self) -> Expression:
        return func.coalesce(self.columns.get("effective_precision", null()), "day")

    def _when(
        self, asked: TimelineQuery, day: Expression, effective: Expression
    ) -> Iterable[Expression]:
        """Conditions on the shown day, so that dates in an address reveal nothing more."""
        yield day <= asked.known_by
        yield begun_at(effective, self._precision(), asked.as_of)
        if asked.window is not None:
            after, until = asked.window.after, asked.window.until
            within = and_(self.moment > after, self.moment <= until)
            if self.withheld is None:
                yield within
                return
            over = and_(self.moment >= _month(after), self.moment < _month(until))
            yield or_(and_(not_(self.withheld), within), and_(self.withheld, over))


def _month(moment: datetime) -> datetime:
    return _begin(moment.date().replace(day=1))


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _filled(given: dict[str, Expression]) -> list[Expression]:
    return [
        type_coerce(given[name], kind).label(name)
        if name in given
        else cast(null(), kind).label(name)
        for name, kind in COLUMNS.items()
    ]


def _after(place: Place, day: Expression, effective: Expression, key: Expression) -> Expression:
    """A condition for rows after a position, newest first."""
    return or_(
        day < place.day,
        and_(
            day == place.day,
            or_(
                effective < place.effective,
                and_(effective == place.effective, key < place.key),
            ),
        ),
    )
