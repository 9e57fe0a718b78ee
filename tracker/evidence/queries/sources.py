"""Sources of the values of indicators, with how much each one supplies. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import func, select

from tracker.core import collation
from tracker.core.db import db
from tracker.evidence.models import IndicatorValue, Source
from tracker.evidence.queries.values import SourceView, source_view
from tracker.registry.models import Indicator
from tracker.review.visibility import begun_at, public_at


@dataclass(frozen=True, slots=True)
class SourceExtent:
    """A source with its public values: how many, of how many States, of which dates and what.

    ``indicators`` are codes and titles.
    """

    source: SourceView
    values: int
    states: int
    first: date
    last: date
    indicators: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Sources that have one vote together, those with the most values first."""

    sources: tuple[SourceExtent, ...]

    @property
    def values(self) -> int:
        """The number of values of all its sources."""
        return sum(one.values for one in self.sources)

    @property
    def first(self) -> date:
        """The oldest date of a value."""
        return min(one.first for one in self.sources)

    @property
    def last(self) -> date:
        """The newest date of a value."""
        return max(one.last for one in self.sources)

    @property
    def publishers(self) -> tuple[str, ...]:
        """Its publishers, that of the most values first."""
        return tuple(dict.fromkeys(one.source.publisher for one in self.sources))


def families_of_sources(as_of: date, known_by: date) -> tuple[Family, ...]:
    """Every source with public values at the two dates, by family, most values first."""
    counting = (
        begun_at(IndicatorValue.effective_on, IndicatorValue.effective_precision, as_of),
        public_at(IndicatorValue, known_by),
    )
    query = (
        select(
            Source,
            func.count(),
            func.count(IndicatorValue.state_id.distinct()),
            func.min(IndicatorValue.effective_on),
            func.max(IndicatorValue.effective_on),
        )
        .join(IndicatorValue, IndicatorValue.source_id == Source.id)
        .where(*counting)
        .group_by(Source.id)
    )
    measured = _indicators(counting)
    found = [
        SourceExtent(source_view(source), values, states, first, last, measured[source.id])
        for source, values, states, first, last in db.session.execute(query)
    ]
    found.sort(key=lambda one: (one.source.family, -one.values, one.source.title))
    families = [
        Family(tuple(group)) for _, group in groupby(found, key=lambda one: one.source.family)
    ]
    return tuple(sorted(families, key=lambda one: (-one.values, one.sources[0].source.title)))


def _indicators(counting: tuple[object, ...]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """Codes and titles of the indicators of each source, by its row."""
    query = (
        select(IndicatorValue.source_id, Indicator.code, Indicator.title)
        .join(IndicatorValue.indicator)
        .where(*counting)  # type: ignore[arg-type]
        .distinct()
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for source, code, title in db.session.execute(query):
        found.setdefault(source, []).append((code, title))
    return {source: tuple(collation.record_choices(pairs)) for source, pairs in found.items()}
