"""Long lists of indicator values and actions, newest first.

Each record appears as its public view.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select

from tracker.core import clock
from tracker.evidence.licences import is_offered
from tracker.evidence.models import IndicatorValue
from tracker.evidence.queries import actions, values
from tracker.evidence.queries.action_list import ActionQuery
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.values import ValueView
from tracker.evidence.vocabulary import Tier
from tracker.registry.filters import Narrow, narrowed, states_in
from tracker.registry.keyset import Place
from tracker.registry.models import Indicator
from tracker.review.visibility import public_at

_VALUES: dict[str, Narrow] = {
    **states_in(IndicatorValue.state_id),
    "indicator": lambda code: IndicatorValue.indicator_id.in_(
        select(Indicator.id).where(Indicator.code == code)
    ),
    "reference": lambda code: IndicatorValue.reference == code,
}


def values_offered(
    filters: Mapping[str, str],
    *,
    as_of: date,
    known_by: date,
    tiers: frozenset[Tier] = frozenset(Tier),
    after: Place | None = None,
    step: int = 500,
) -> Iterator[tuple[Place, str, ValueView]]:
    """Values that may be reused and count at the two dates, by source tier.

    Each comes with its place in the list and its state.
    """
    clauses = [
        public_at(IndicatorValue, known_by, moment=clock.now()),
        *narrowed(_VALUES, filters),
        is_offered(),
    ]
    for some in values.value_steps(clauses, as_of=as_of, after=after, step=step):
        for iso3, view in some:
            if view.source.tier in tiers:
                yield (view.effective_on, view.reference), iso3, view


def actions_listed(
    filters: Mapping[str, str],
    *,
    as_of: date,
    known_by: date,
    tiers: frozenset[Tier] = frozenset(Tier),
    survivor_led: bool = False,
    after: Place | None = None,
    step: int = 500,
) -> Iterator[tuple[Place, ActionView]]:
    """Actions that count at the two dates, with the same filters as the page."""
    asked = ActionQuery(filters, as_of, known_by, tiers, survivor_led)
    clauses = asked.known(moment=clock.now(), in_order=True)
    for some in actions.action_steps(clauses, as_of=as_of, after=after, step=step):
        for view in some:
            yield (view.effective_on, view.reference), view
