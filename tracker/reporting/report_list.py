"""The public list of reports in pages or batches. Reads only.

Places are found in an index that holds all that is asked for; only what is shown is read whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, func, or_, select

from tracker.core import clock
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.paging import Stretch, stretch
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.reporting.models import Report, ReportEntry
from tracker.reporting.queries import ReportView, report_views
from tracker.review.revisions import cached, dated_revision
from tracker.review.visibility import public_at

ON_A_PAGE = 50
AT_A_TIME = 100
_NUMBERS: Cache[int] = Cache(500)

Place = tuple[date, str]
"""Period end and reference of a report."""


def _with_entry(narrow: Narrow) -> Narrow:
    """Turn a condition on an entry's commitment into one on its report."""
    return lambda code: exists().where(ReportEntry.report_id == Report.id, narrow(code))


_NARROWING: dict[str, Narrow] = {
    **states_in(Report.state_id),
    **{
        name: _with_entry(narrow)
        for name, narrow in commitments_in(ReportEntry.commitment_id).items()
    },
}


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """Which reports to select: two dates, States, and commitments that their entries are on."""

    filters: Mapping[str, str]
    as_of: date
    known_by: date

    def clauses(self) -> list[Any]:
        """The query as SQL conditions."""
        return [Report.period_end <= self.latest, *self.known()]

    @property
    def latest(self) -> date:
        """The last day of the latest period."""
        return clock.latest_begun(self.as_of)

    def known(self) -> list[Any]:
        """The same without the condition on ``as_of``."""
        return [
            public_at(Report, self.known_by),
            *narrowed(_NARROWING, self.filters),
        ]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list, with the total number of reports."""

    reports: tuple[ReportView, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """The number of pages; 1 if there is nothing."""
        return max(1, -(-self.total // ON_A_PAGE))


def listed(asked: ReportQuery, *, page: int) -> Page:
    """A page of the reports that count at the two dates, latest period first."""
    total = number_of(asked)
    found = _placed(asked, stretch(total, page, ON_A_PAGE))
    views = report_views(found)
    return Page(tuple(views[reference] for reference in found), total, page)


def number_of(asked: ReportQuery) -> int:
    """The number of reports. Counted once for each public change."""
    filters = tuple(sorted(asked.filters.items()))
    key = ("number of reports", asked.as_of, asked.known_by, filters)
    return cached(_NUMBERS, key, dated_revision(), lambda: _counted(asked))


def _counted(asked: ReportQuery) -> int:
    query = select(func.count()).select_from(Report).where(*asked.clauses())
    return db.session.scalar(query) or 0


def _placed(asked: ReportQuery, rows: Stretch | None) -> list[str]:
    # A page that there is not, such as page 0, is for the door to refuse.
    if rows is None:
        return []
    order = (Report.period_end, Report.published_at, Report.reference)
    query = (
        select(Report.reference)
        .where(*asked.clauses())
        .order_by(*(order if rows.reverse else (each.desc() for each in order)))
        .limit(rows.size)
        .offset(rows.start)
    )
    found = list(db.session.scalars(query))
    return found[::-1] if rows.reverse else found


def places(asked: ReportQuery, *, first: Place | None = None) -> Iterator[Place]:
    """Every report that counts by period end and reference, latest first.

    ``first``: from this place on, read a step at a time.
    """
    query = (
        select(Report.period_end, Report.reference)
        .order_by(Report.period_end.desc(), Report.reference.desc())
        .limit(AT_A_TIME)
    )
    here = query.where(*_from(asked, first, included=True))
    while found := [(row.period_end, row.reference) for row in db.session.execute(here)]:
        yield from found
        if len(found) < AT_A_TIME:
            return
        here = query.where(*_from(asked, found[-1], included=False))


def _from(asked: ReportQuery, place: Place | None, *, included: bool) -> Iterator[Any]:
    # One bound, by which an index is entered; see ``registry.keyset``.
    yield Report.period_end <= (asked.latest if place is None else min(asked.latest, place[0]))
    yield from asked.known()
    if place is not None:
        day, reference = place
        after = Report.reference <= reference if included else Report.reference < reference
        yield or_(Report.period_end < day, after)
