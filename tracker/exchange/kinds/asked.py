"""Files of what single states are asked by other mechanisms, and of positions of states."""

from functools import partial

from flask_babel import lazy_gettext as _l

from tracker.exchange.specification import Kind, Specification
from tracker.registry import asked_service as service
from tracker.registry.asked_drafts import PositionDraft, RecommendationDraft
from tracker.registry.asked_identity import identify
from tracker.registry.asked_stored import POSITIONS, RECOMMENDATIONS
from tracker.registry.keeping import drafts_on_record

KINDS = (
    Kind(
        Specification(
            "recommendations",
            _l("A recommendation to one state, with the state’s position on it"),
            RecommendationDraft,
        ),
        partial(drafts_on_record, RECOMMENDATIONS),
        service.put_recommendations,
        identify=identify,
    ),
    Kind(
        Specification(
            "positions", _l("Where a state says that it stands on a commitment"), PositionDraft
        ),
        partial(drafts_on_record, POSITIONS),
        service.put_positions,
    ),
)
