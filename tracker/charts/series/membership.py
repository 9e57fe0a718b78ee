"""How many States are known to be a party to each treaty over time, and how complete that is.

The first day on which a state is known to be a party: of an act, or of a statement that it is
one. A state counts while it is a member of the United Nations (docs/methodology.md, "What counts"),
so an act before that counts from the day of membership. A depositary's list is complete to the day
on which it was current; later acts are mostly missing, which is no information, not a standstill.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tracker.charts.scope import Scope
from tracker.core.db import db
from tracker.evidence.models import IndicatorValue, Source
from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import ScoringParams
from tracker.registry.membership import member_from
from tracker.registry.models import Indicator, Instrument, State
from tracker.registry.vocabulary import IndicatorKind, MembershipStatus
from tracker.review.visibility import public_at


@dataclass(frozen=True, slots=True)
class Treaty:
    """The parties of one treaty over time.

    ``bound`` counts the commitments of the registry that bind its parties. ``complete_to`` is the
    day to which an official list carries at least half of the parties; None where there is no such
    list and the whole line is fragments.
    """

    indicator: str
    title: str
    bound: int
    complete_to: date | None
    firsts: tuple[date, ...]  # in order, one for each state known to be a party

    def parties_on(self, day: date) -> int:
        """How many States are known to be a party by a day."""
        return sum(first <= day for first in self.firsts)


@dataclass(frozen=True, slots=True)
class _First:
    on: date
    tier: str
    current_on: date | None


def treaties(scope: Scope) -> list[Treaty]:
    """Every treaty with an indicator, starting with the one that binds to most commitments."""
    reading = scope.picture.reading
    bound = Counter(line.fact.treaty for line in scope.picture.commitments.values())
    followed, firsts = _firsts(reading, frozenset(scope.states))
    found = [
        Treaty(
            indicator=code,
            title=followed[code][0],
            bound=bound[followed[code][1]],
            complete_to=_complete_to(known),
            firsts=tuple(sorted(one.on for one in known)),
        )
        for code, known in firsts.items()
    ]
    return sorted(found, key=lambda one: (-one.bound, -len(one.firsts), one.indicator))


def _firsts(
    reading: ScoringParams, states: frozenset[str]
) -> tuple[dict[str, tuple[str, str | None]], dict[str, list[_First]]]:
    """Title, treaty and the first record of each party, by indicator."""
    query = (
        select(
            Indicator.code,
            Indicator.title,
            Instrument.code.label("treaty"),
            State.iso3,
            IndicatorValue.effective_on,
            Source.tier,
            Source.current_on,
            State.member_since,
            State.member_on,
        )
        .join(IndicatorValue.indicator)
        .outerjoin(Indicator.treaty)
        .join(IndicatorValue.state)
        .join(IndicatorValue.source)
        .where(
            Indicator.kind == IndicatorKind.MEMBERSHIP,
            IndicatorValue.value == MembershipStatus.PARTY,
            IndicatorValue.effective_on <= reading.as_of,
            public_at(IndicatorValue, reading.known_by),
        )
        .order_by(IndicatorValue.effective_on, IndicatorValue.reference)
    )
    followed: dict[str, tuple[str, str | None]] = {}
    firsts: dict[str, dict[str, _First]] = defaultdict(dict)
    for row in db.session.execute(query):
        if row.iso3 in states:
            followed[row.code] = row.title, row.treaty
            firsts[row.code].setdefault(
                row.iso3, _First(_counted_from(row), row.tier, row.current_on)
            )
    return followed, {code: list(known.values()) for code, known in firsts.items()}


def _counted_from(row: Any) -> date:
    """The day of the act, or of UN membership if that is later."""
    joined = member_from(row.member_since, row.member_on)
    on: date = row.effective_on
    return on if joined is None else max(on, joined)


def _complete_to(firsts: list[_First]) -> date | None:
    official = Counter(one.current_on for one in firsts if one.tier == Tier.A and one.current_on)
    if not official:
        return None
    day, states = official.most_common(1)[0]
    return day if 2 * states >= len(firsts) else None
