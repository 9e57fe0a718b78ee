"""States: members of the United Nations and observers, with codes, names and regions."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery, recorded
from tracker.api.core.fields import from_draft
from tracker.api.core.parameters import OF_STATES, STATE
from tracker.api.core.routes import register_collection
from tracker.core.errors import NotFound
from tracker.exchange.downloads import records
from tracker.gap.facts import ScoringParams
from tracker.registry.drafts import StateDraft


def one(reading: ScoringParams, state: str) -> Any:
    """The State with this code. Raises NotFound."""
    for _key, row in recorded(records.STATES)(CollectionQuery(reading, {"state": state})):
        return row
    raise NotFound("state", state)


COLLECTION = Collection(
    name="states",
    row="State",
    title=_l("States"),
    about=_l("Members of the United Nations and observers: codes, names, regions, groups."),
    fields=from_draft(StateDraft),
    rows=recorded(records.STATES),
    kinds=(int,),
    filters=OF_STATES,
    identity=(STATE,),
    one=one,
)
blueprint = register_collection(COLLECTION)
