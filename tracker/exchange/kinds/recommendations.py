"""Files of what single states are asked by other mechanisms, and of positions of states."""

from functools import partial

from flask_babel import lazy_gettext as _l

from tracker.exchange.specification import Kind, Specification
from tracker.registry import recommendation_service as service
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_identity import identify
from tracker.registry.recommendation_storage import POSITIONS, RECOMMENDATIONS
from tracker.storage.upsert import load_existing_drafts

KINDS = (
    Kind(
        Specification(
            "recommendations",
            _l("A recommendation to one state, with the state’s position on it"),
            RecommendationDraft,
        ),
        partial(load_existing_drafts, RECOMMENDATIONS),
        service.put_recommendations,
        identify=identify,
    ),
    Kind(
        Specification(
            "positions", _l("Where a state says that it stands on a commitment"), PositionDraft
        ),
        partial(load_existing_drafts, POSITIONS),
        service.put_positions,
    ),
)
