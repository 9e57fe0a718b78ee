"""Which commitments an indicator concerns: measured ones and those of its treaty."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from tracker.core.db import db
from tracker.registry.models import Commitment, Indicator, Instrument, Measure
from tracker.review.visibility import public_at


def commitments_by_indicator(known_by: date) -> dict[str, tuple[str, ...]]:
    """References of commitments public on the day, by indicator code."""
    found: dict[str, set[str]] = defaultdict(set)
    measured = (
        select(Indicator.code, Commitment.reference)
        .join(Measure, Measure.indicator_id == Indicator.id)
        .join(Commitment, Commitment.id == Measure.commitment_id)
        .where(public_at(Measure, known_by), public_at(Commitment, known_by))
    )
    bound = (
        select(Instrument.membership_indicator, Commitment.reference)
        .join(Commitment, Commitment.instrument_id == Instrument.id)
        .where(Instrument.membership_indicator.is_not(None), public_at(Commitment, known_by))
    )
    for query in (measured, bound):
        for code, reference in db.session.execute(query):
            if code is not None:
                found[code].add(reference)
    return {code: tuple(sorted(references)) for code, references in found.items()}
