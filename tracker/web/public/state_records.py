"""The records about one State, one kind at a time, in pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tracker.assessment.queries import (
    AssessmentView,
    answers_to_assessments,
    assessments_of_state,
)
from tracker.evidence.queries import action_list
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.replies import ReplyView, replies_to
from tracker.evidence.queries.values import ValueView, values_of_state
from tracker.gap.facts import ScoringParams
from tracker.registry.queries import recommendations
from tracker.registry.queries.positions import Days
from tracker.registry.vocabulary import IndicatorKind

RECORD_KINDS = ("actions", "values", "treaties", "recommendations", "assessments")
ON_A_PAGE = 25
EARLIER_SHOWN = 20  # earlier values of one indicator; its page and its file have all


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator: the newest, and earlier ones."""

    newest: ValueView
    earlier: tuple[ValueView, ...]

    @property
    def shown(self) -> tuple[ValueView, ...]:
        """The earlier values on the page."""
        return self.earlier[:EARLIER_SHOWN]


@dataclass(frozen=True, slots=True)
class StateRecords:
    """A page of records of one kind. ``counts``: the number of each kind."""

    kind: str
    counts: Mapping[str, int]
    rows: Sequence[Any]
    replies: Mapping[str, tuple[ReplyView, ...]]
    page: int
    size: int
    total: int  # lines of the list: records, or indicators where these are listed

    @property
    def pages(self) -> int:
        """The number of pages; 1 if there is nothing."""
        return max(1, -(-self.total // self.size))


def state_records(
    iso3: str, reading: ScoringParams, *, kind: str | None, page: int
) -> StateRecords:
    """A page of one kind of record. The default is the first kind with any."""
    days = Days(reading.as_of, reading.known_by)
    values = values_of_state(iso3, days.as_of, days.known_by)
    treaties = [one for one in values if one.indicator_kind == IndicatorKind.MEMBERSHIP]
    others = [one for one in values if one.indicator_kind != IndicatorKind.MEMBERSHIP]
    logged = action_list.ActionQuery({"state": iso3}, days.as_of, days.known_by)
    judged = assessments_of_state(iso3, days.as_of, days.known_by)
    counts = {
        "actions": action_list.number_of(logged),
        "values": len(others),
        "treaties": len(treaties),
        "recommendations": recommendations.number_of({"state": iso3}, days),
        "assessments": len(judged),
    }
    chosen = kind or next((name for name in RECORD_KINDS if counts[name]), RECORD_KINDS[0])
    lists: Mapping[str, Callable[[], _Listed]] = {
        "actions": lambda: _actions(logged, page, reading),
        "values": lambda: _series(others, page, reading),
        "treaties": lambda: _series(treaties, page, reading),
        "recommendations": lambda: _recommendations(iso3, days, page),
        "assessments": lambda: _assessments(judged, page, reading),
    }
    listed = lists[chosen]()
    return StateRecords(
        kind=chosen,
        counts=counts,
        rows=listed.rows,
        replies=listed.replies,
        page=page,
        size=listed.size,
        total=listed.total,
    )


@dataclass(frozen=True, slots=True)
class _Listed:
    rows: Sequence[Any]
    replies: Mapping[str, tuple[ReplyView, ...]]
    size: int
    total: int


def series_of(values: Sequence[ValueView]) -> tuple[Series, ...]:
    """Values by indicator, newest first."""
    found = []
    for _code, group in groupby(values, key=lambda value: value.indicator):
        newest, *earlier = group
        found.append(Series(newest, tuple(earlier)))
    return tuple(found)


def _series(values: Sequence[ValueView], page: int, reading: ScoringParams) -> _Listed:
    every = sorted(series_of(values), key=lambda one: one.newest.effective_on, reverse=True)
    rows = _cut(every, page)
    answers = replies_to([one.newest.reference for one in rows], reading.known_by)
    return _Listed(rows, answers, ON_A_PAGE, len(every))


def _actions(logged: action_list.ActionQuery, page: int, reading: ScoringParams) -> _Listed:
    found = action_list.listed(logged, page=page)
    rows: tuple[ActionView, ...] = found.actions
    answers = replies_to([one.reference for one in rows], reading.known_by)
    return _Listed(rows, answers, action_list.ON_A_PAGE, found.total)


def _recommendations(iso3: str, days: Days, page: int) -> _Listed:
    found = recommendations.listed({"state": iso3}, days, page=max(1, page), size=ON_A_PAGE)
    return _Listed(found.rows, {}, ON_A_PAGE, found.total)


def _assessments(judged: Sequence[AssessmentView], page: int, reading: ScoringParams) -> _Listed:
    rows = _cut(judged, page)
    answers = answers_to_assessments([one.reference for one in rows], reading.known_by)
    return _Listed(rows, answers, ON_A_PAGE, len(judged))


def _cut(rows: Sequence[Any], page: int) -> Sequence[Any]:
    start = (max(1, page) - 1) * ON_A_PAGE
    return rows[start : start + ON_A_PAGE]
