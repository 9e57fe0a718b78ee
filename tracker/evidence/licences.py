"""Which values may be offered for download: not those whose source reserves all rights.

A site may hold values of such a source and show them, each with its licence. No file, data set or
API answer offers them, since those go out for further use. A chart of such values says so.
"""

from sqlalchemy import ColumnElement, func, select

from tracker.core.db import db
from tracker.evidence.models import IndicatorValue, Source
from tracker.registry.models import Indicator

RESERVED = "all rights reserved"
"""How the licence of such a source begins, whatever its case."""


def is_offered() -> ColumnElement[bool]:
    """An SQL condition for values whose source does not reserve all rights."""
    begin = func.lower(func.trim(Source.licence))
    reserved = select(Source.id).where(begin.startswith(RESERVED))
    return IndicatorValue.source_id.not_in(reserved)


def has_reserved_values(indicator: str) -> bool:
    """Whether an indicator has published values whose source reserves all rights."""
    query = (
        select(IndicatorValue.id)
        .join(IndicatorValue.indicator)
        .where(Indicator.code == indicator, IndicatorValue.published_at.is_not(None), ~is_offered())
        .limit(1)
    )
    return db.session.scalar(query) is not None
