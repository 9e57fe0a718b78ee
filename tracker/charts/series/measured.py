"""Which indicators measure some commitments, how many, and when each was last measured."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from tracker.core.db import db
from tracker.evidence.models import IndicatorValue
from tracker.gap.facts import ScoringParams
from tracker.registry.measures import commitments_by_indicator
from tracker.registry.models import Indicator
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    """An indicator, the commitments that it measures, and the day of its last value."""

    code: str
    title: str
    commitments: int
    last: date


def measure_summaries(
    references: Iterable[str], reading: ScoringParams
) -> tuple[MeasureSummary, ...]:
    """Indicators with a value for any of the commitments, broadest first."""
    wanted = set(references)
    by_code = {
        code: len(wanted & set(measured))
        for code, measured in commitments_by_indicator(reading.known_by).items()
        if wanted & set(measured)
    }
    last = (
        select(Indicator.code, Indicator.title, func.max(IndicatorValue.effective_on).label("last"))
        .join(IndicatorValue, IndicatorValue.indicator_id == Indicator.id)
        .where(
            Indicator.code.in_(by_code),
            public_at(IndicatorValue, reading.known_by),
            IndicatorValue.effective_on <= reading.as_of,
        )
        .group_by(Indicator.code, Indicator.title)
    )
    found = (
        MeasureSummary(row.code, row.title, by_code[row.code], row.last)
        for row in db.session.execute(last)
    )
    return tuple(sorted(found, key=lambda one: (-one.commitments, one.code)))
