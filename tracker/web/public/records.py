"""The records on one state put together for its page: values by indicator, the newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.assessment.queries import AssessmentView
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.values import ValueView


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator: the newest, and those before it."""

    newest: ValueView
    earlier: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """All that others recorded of a state; what the state reports is told elsewhere."""

    series: tuple[Series, ...]
    actions: tuple[ActionView, ...]
    assessments: tuple[AssessmentView, ...]

    @property
    def total(self) -> int:
        """How many records there are."""
        values = sum(1 + len(one.earlier) for one in self.series)
        return values + len(self.actions) + len(self.assessments)


def records(
    values: Sequence[ValueView],
    actions: Sequence[ActionView],
    assessments: Sequence[AssessmentView],
) -> Records:
    """Put records together; values come by indicator, each with its newest first."""
    series = []
    for _code, group in groupby(values, key=lambda value: value.indicator):
        newest, *earlier = group
        series.append(Series(newest, tuple(earlier)))
    return Records(tuple(series), tuple(actions), tuple(assessments))
