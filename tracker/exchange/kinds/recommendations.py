"""Files of what single states are asked by other mechanisms, and of positions of states."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.exchange.specification import Kind, Specification, stored_kind
from tracker.registry import recommendation_service as service
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_identity import identify
from tracker.registry.recommendation_storage import (
    POSITIONS,
    RECOMMENDATIONS,
    load_candidates,
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
        identify=identify,
        candidates=load_candidates,
    ),
    stored_kind(
        Specification(
            "positions", _l("Where a state says that it stands on a commitment"), PositionDraft
        ),
        POSITIONS,
        service.put_positions,
        put_prepared=service.put_positions,
    ),
)
