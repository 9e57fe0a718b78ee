"""Dated actions of States: treaty acts among indicator values, and logged actions.

Only what was public at the reading, and nothing about who logged it. A status ("recorded as a
party") is a statement, not an act, and is left out of the recent ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.evidence.models import Action, Citation, IndicatorValue, Source
from tracker.gap.facts import ScoringParams
from tracker.registry.models import Indicator, State
from tracker.registry.queries.states import state_ids
from tracker.review.visibility import begun_at, public_at

FEW_STATES = 10  # of so many, all actions are looked through


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The source of a record."""

    title: str
    url: str | None
    tier: str
    language: str | None = None  # of the title


@dataclass(frozen=True, slots=True)
class Act:
    """One action of a State on a day.

    Either a treaty act (``act`` and ``indicator`` are set) or a logged one (``reference`` and
    ``title``).
    """

    iso3: str
    on: PartialDate
    source: SourceLine
    act: str | None = None
    indicator: str | None = None
    indicator_title: str | None = None
    reference: str | None = None
    title: str | None = None


def recent_acts(reading: ScoringParams, states: Iterable[str], *, limit: int) -> list[Act]:
    """The latest actions of the given States, newest first, at most ``limit``."""
    among = tuple(states)
    acts = [*_treaty_acts(reading, among, limit), *_logged_acts(reading, among, limit)]
    acts.sort(key=lambda act: (act.iso3, act.indicator or "", act.reference or ""))
    acts.sort(key=lambda act: act.on.last_day, reverse=True)
    return acts[:limit]


def _treaty_acts(reading: ScoringParams, states: tuple[str, ...], limit: int) -> Iterable[Act]:
    query = (
        select(
            State.iso3,
            IndicatorValue.effective_on,
            IndicatorValue.effective_precision,
            IndicatorValue.act,
            Indicator.code,
            Indicator.title,
            Source.title.label("source"),
            Source.url,
            Source.tier,
            Source.language,
        )
        .join(IndicatorValue.state)
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.source)
        .where(
            State.iso3.in_(states),
            IndicatorValue.act.is_not(None),
            IndicatorValue.act.not_like("status%"),
            begun_at(
                IndicatorValue.effective_on, IndicatorValue.effective_precision, reading.as_of
            ),
            public_at(IndicatorValue, reading.known_by),
        )
        .order_by(IndicatorValue.effective_on.desc(), IndicatorValue.reference)
        .limit(limit)
    )
    for row in db.session.execute(query):
        yield Act(
            iso3=row.iso3,
            on=_when(row),
            source=SourceLine(row.source, row.url, row.tier, row.language),
            act=row.act,
            indicator=row.code,
            indicator_title=row.title,
        )


def _logged_acts(reading: ScoringParams, states: tuple[str, ...], limit: int) -> Iterable[Act]:
    known = state_ids()
    chosen = {known[iso3]: iso3 for iso3 in states if iso3 in known}
    query = (
        select(
            Action.state_id,
            Action.reference,
            Action.title,
            Action.effective_on,
            Action.effective_precision,
            Citation.title.label("source"),
            Citation.url,
            Citation.tier,
            Citation.language,
        )
        .join(Citation, (Citation.action_id == Action.id) & (Citation.position == 1))
        .where(
            begun_at(Action.effective_on, Action.effective_precision, reading.as_of),
            public_at(Action, reading.known_by),
        )
        .order_by(Action.effective_on.desc(), Action.reference)
        .limit(limit)
    )
    if len(chosen) > FEW_STATES:
        # By those left out: the actions are then read in the order of their day, to the limit.
        query = query.where(Action.state_id.not_in(set(known.values()) - chosen.keys()))
    else:
        query = query.where(Action.state_id.in_(chosen))
    for row in db.session.execute(query):
        yield Act(
            iso3=chosen[row.state_id],
            on=_when(row),
            source=SourceLine(row.source, row.url, row.tier, row.language),
            reference=row.reference,
            title=row.title,
        )


def _when(row: Any) -> PartialDate:
    return PartialDate(row.effective_on, row.effective_precision)
