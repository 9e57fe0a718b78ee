"""Loads published indicator values as facts, one for each ceiling."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from tracker.core.db import db
from tracker.evidence.models import IndicatorValue, Source
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.facts import EvidenceFact, Publication
from tracker.gap.pending_values import ValueRow
from tracker.gap.selection import CellKey, Query, Selection
from tracker.registry import validity
from tracker.registry.models import Indicator, IndicatorLevel, Measure
from tracker.registry.vocabulary import IndicatorKind, MembershipStatus
from tracker.storage import past_values

_OWN = 10  # columns of a row that are read for each; what follows is the same for many


def values(selection: Selection, known_by: date) -> dict[CellKey, list[EvidenceFact]]:
    """Indicator values, once for each commitment that the indicator measures."""
    links = measured(selection, known_by)
    if not links:
        return {}
    terms = _Terms(known_by)
    publications: dict[Any, Publication] = {}
    found: dict[CellKey, list[EvidenceFact]] = defaultdict(list)
    for row in value_rows(selection, links):
        (
            state_id,
            indicator_id,
            reference,
            value,
            effective_on,
            precision,
            began,
            ended,
            indicator,
            source,
        ) = row[:_OWN]
        publication = publications.get((began, ended))
        if publication is None:  # Values that came in one file share theirs.
            publication = publications[began, ended] = Publication(began, ended)
        stated = terms.stated.get((indicator, value)) or terms.of_value(row)
        source_terms = terms.source_terms.get(source) or terms.of_source(row)
        for ceiling, commitment_ids in links[indicator_id].items():
            # One fact for many cells: those that rest on the very same facts are settled once.
            shown = EvidenceFact(
                reference=reference,
                stream=stated.stream,
                level=stated.level,
                polarity=Polarity.SUPPORTS,
                tier=source_terms.tier,
                effective_on=effective_on,
                publication=publication,
                membership=stated.membership,
                precision=precision,
                family=source_terms.family,
                speaks=stated.speaks,
                ceiling=ceiling,
            )
            for commitment_id in commitment_ids:
                found[state_id, commitment_id].append(shown)
    return found


class _Stated(NamedTuple):
    """The meaning of an indicator's value, for any State and day."""

    stream: str
    level: int | None
    speaks: int | None
    membership: MembershipStatus | None


class _OfSource(NamedTuple):
    """The relevant properties of a source."""

    tier: Tier
    family: str


def past_terms(known_by: date) -> tuple[Mapping[tuple[str, str], Any], ...]:
    """What has changed since a day in sources, indicators and the levels of their values."""
    return (
        past_values.past_values("evidence:sources", known_by),
        past_values.past_values("registry:indicators", known_by),
        past_values.past_values("registry:indicator-levels", known_by),
    )


class _Terms:
    """The properties of values as known by a day, computed once each."""

    def __init__(self, known_by: date) -> None:
        self._sources, self._indicators, self._scales = past_terms(known_by)
        self.stated: dict[tuple[str, str], _Stated] = {}
        self.source_terms: dict[str, _OfSource] = {}

    def of_value(self, row: Any) -> _Stated:
        """The properties of a row's indicator and value."""
        level = self._scales.get((f"{row.code} {row.value}", "level"), row.level)
        membership = row.kind == IndicatorKind.MEMBERSHIP
        found = self.stated[row.code, row.value] = _Stated(
            f"indicator:{row.code}",
            None if level is None else int(level),
            validity.months(self._indicators.get((row.code, "speaks"), row.speaks)),
            MembershipStatus(row.value) if membership else None,
        )
        return found

    def of_source(self, row: Any) -> _OfSource:
        """The properties of a row's source."""
        found = self.source_terms[row.source] = _OfSource(
            Tier(self._sources.get((row.source, "tier"), row.tier)),
            self._sources.get((row.source, "family"), row.family),
        )
        return found


def value_rows(selection: Selection, indicators: Collection[int]) -> Iterator[Any]:
    """The selected values of these indicators, with those that are about to become public."""
    query: Query = _value_query().where(IndicatorValue.indicator_id.in_(indicators))
    query = selection.public(query, IndicatorValue, IndicatorValue.effective_on)
    query = selection.states_of(query, IndicatorValue.state_id)
    found = db.session.execute(query)
    pending = selection.pending
    if pending is None:
        yield from found
        return
    for row in found:
        if row.id in pending.ended:
            yield ValueRow(*row[:-1])._replace(ended_at=pending.moment)
        else:
            yield row
    for planned in pending.rows(selection.states):
        if planned.indicator_id in indicators:
            yield planned


def _value_query() -> Query:
    """Values, each with its indicator, its level and its source: a ``ValueRow`` and the id."""
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
            Source.code.label("source"),
            Indicator.kind,
            Indicator.speaks,
            IndicatorLevel.level,
            Source.tier,
            Source.family,
            IndicatorValue.id,
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.source)
        .outerjoin(
            IndicatorLevel,
            (IndicatorLevel.indicator_id == IndicatorValue.indicator_id)
            & (IndicatorLevel.value == IndicatorValue.value),
        )
    )


def measured(selection: Selection, known_by: date) -> dict[int, dict[int, list[int]]]:
    """Commitments measured by each indicator, by ceiling, from links public on the day."""
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
