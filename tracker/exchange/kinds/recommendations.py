"""Files of what single states are asked by other mechanisms, and of positions of states."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.exchange.specification import Fault, Kind, Known, Specification, stored_kind
from tracker.registry import recommendation_service as service
from tracker.registry.drafts import StateDraft
from tracker.registry.membership import is_before
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_identity import identify
from tracker.registry.recommendation_storage import (
    POSITIONS,
    RECOMMENDATIONS,
    load_candidates,
)


def _too_early(draft: RecommendationDraft, known: Known) -> Iterator[Fault]:
    """The Universal Periodic Review is of members, so it asks nothing of a state before it is one.

    Other mechanisms are not bound to membership: Switzerland was a party to treaties before 2002.
    """
    state = known["states"].get((draft.state,))
    if not isinstance(state, StateDraft) or state.member_since is None or draft.date is None:
        return
    joined = state.member_since
    if draft.is_of_review and is_before(draft.date.last_day, joined.last_day):
        yield (
            "date",
            _(
                "a date from %(joined)s on, when %(state)s became a member of the United Nations; "
                "or another state under review",
                joined=joined,
                state=draft.state,
            ),
        )


KINDS: tuple[Kind[Any], ...] = (
    stored_kind(
        Specification(
            "recommendations",
            _l("A recommendation to one state, with the state’s position on it"),
            RecommendationDraft,
        ),
        RECOMMENDATIONS,
        service.put_recommendations,
        faults=_too_early,
        identify=identify,
        candidates=load_candidates,
    ),
    stored_kind(
        Specification(
            "positions", _l("The declared position of a state on a commitment"), PositionDraft
        ),
        POSITIONS,
        service.put_positions,
        put_prepared=service.put_positions,
    ),
)
