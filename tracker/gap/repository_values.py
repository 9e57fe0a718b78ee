"""Loads indicator values as facts, for the rules. Reads only; knows no rule."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from tracker.core.db import db
from tracker.evidence.models import (
    IndicatorValue,
    Source,
)
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.facts import (
    EvidenceFact,
    Publication,
)
from tracker.gap.selection import CellKey, Query, Selection
from tracker.registry import validity
from tracker.registry.models import (
    Indicator,
    IndicatorLevel,
    Measure,
)
from tracker.registry.vocabulary import (
    IndicatorKind,
    MembershipStatus,
)
from tracker.storage import past_values


def values(selection: Selection, known_by: date) -> dict[CellKey, list[EvidenceFact]]:
    """Indicator values, once for each commitment that their indicator measures."""
    measured = _measured(selection, known_by)
    if not measured:
        return {}
    query: Query = value_query().where(IndicatorValue.indicator_id.in_(measured))
    query = selection.states_of(query, IndicatorValue.state_id)
    sources = past_values.past_values("evidence:sources", known_by)
    indicators = past_values.past_values("registry:indicators", known_by)
    scales = past_values.past_values("registry:indicator-levels", known_by)
    found: dict[CellKey, list[EvidenceFact]] = defaultdict(list)
    for row in db.session.execute(query):
        level = scales.get((f"{row.code} {row.value}", "level"), row.level)
        membership = row.kind == IndicatorKind.MEMBERSHIP
        fact = EvidenceFact(
            reference=row.reference,
            stream=f"indicator:{row.code}",
            level=None if level is None else int(level),
            polarity=Polarity.SUPPORTS,
            tier=Tier(sources.get((row.source, "tier"), row.tier)),
            family=sources.get((row.source, "family"), row.family),
            speaks=validity.months(indicators.get((row.code, "speaks"), row.speaks)),
            effective_on=row.effective_on,
            publication=Publication(row.published_at, row.ended_at),
            precision=row.effective_precision,
            membership=MembershipStatus(row.value) if membership else None,
        )
        for ceiling, commitment_ids in measured[row.indicator_id].items():
            # One fact for many cells: those that rest on the very same facts are settled once.
            shown = fact if ceiling == fact.ceiling else replace(fact, ceiling=ceiling)
            for commitment_id in commitment_ids:
                found[row.state_id, commitment_id].append(shown)
    return found


def value_query() -> Query:
    """The published values with their indicator, level and source."""
    return (
        select(
            IndicatorValue.state_id,
            IndicatorValue.indicator_id,
            IndicatorValue.reference,
            IndicatorValue.value,
            IndicatorValue.effective_on,
            IndicatorValue.effective_precision,
            IndicatorValue.published_at,
            IndicatorValue.ended_at,
            Indicator.code,
            Indicator.kind,
            Indicator.speaks,
            IndicatorLevel.level,
            Source.code.label("source"),
            Source.tier,
            Source.family,
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.source)
        .outerjoin(
            IndicatorLevel,
            (IndicatorLevel.indicator_id == IndicatorValue.indicator_id)
            & (IndicatorLevel.value == IndicatorValue.value),
        )
        .where(IndicatorValue.published_at.is_not(None))
    )


def _measured(selection: Selection, known_by: date) -> dict[int, dict[int, list[int]]]:
    """Commitments that each indicator measures, by ceiling, by links public on the day."""
    query: Query = select(
        Measure.indicator_id,
        Measure.commitment_id,
        Measure.ceiling,
        Measure.published_at,
        Measure.ended_at,
    ).where(Measure.published_at.is_not(None))
    chosen = selection.commitments_of(query, Measure.commitment_id)
    found: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for indicator_id, commitment_id, ceiling, began, ended in db.session.execute(chosen):
        if Publication(began, ended).known(known_by):
            found[indicator_id].setdefault(ceiling, []).append(commitment_id)
    return found
