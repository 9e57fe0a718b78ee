"""Long lists of evidence: values of indicators and logged acts, the newest first.

What is told of each is its public view.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select

from tracker.evidence.licences import is_offered
from tracker.evidence.models import Action, IndicatorValue
from tracker.evidence.queries import action_list, actions, values
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.queries.values import ValueView
from tracker.evidence.vocabulary import Tier
from tracker.registry.filters import Narrow, narrowed, states_in
from tracker.registry.keyset import DatedRecord, Place, newest_first
from tracker.registry.models import Indicator

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
) -> Iterator[tuple[DatedRecord, ValueView]]:
    """Values offered for further use that count at the two dates, from sources of these tiers."""
    for found in newest_first(
        IndicatorValue,
        [*narrowed(_VALUES, filters), is_offered()],
        as_of=as_of,
        known_by=known_by,
        after=after,
        step=step,
    ):
        views = values.values(one.reference for one in found)
        for one in found:
            if views[one.reference].source.tier in tiers:
                yield one, views[one.reference]


def actions_listed(
    filters: Mapping[str, str],
    *,
    as_of: date,
    known_by: date,
    tiers: frozenset[Tier] = frozenset(Tier),
    survivor_led: bool = False,
    after: Place | None = None,
    step: int = 500,
) -> Iterator[tuple[DatedRecord, ActionView]]:
    """Acts that count at the two dates, narrowed as the page of actions is."""
    for found in newest_first(
        Action,
        action_list.narrowing(filters, tiers=tiers, survivor_led=survivor_led),
        as_of=as_of,
        known_by=known_by,
        after=after,
        step=step,
    ):
        views = actions.actions(one.reference for one in found)
        for one in found:
            yield one, views[one.reference]
