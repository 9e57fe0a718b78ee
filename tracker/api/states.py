"""States: the members of the United Nations and the observers, with codes, names and places."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.collections import Ask, Collection, recorded
from tracker.api.fields import from_draft
from tracker.api.parameters import OF_STATES, STATE
from tracker.api.serving import served
from tracker.errors import NotFound
from tracker.exchange import record_files
from tracker.gap.facts import Reading
from tracker.registry.drafts import StateDraft


def one(reading: Reading, state: str) -> Any:
    """The state of a code; raises NotFound."""
    for _key, row in recorded(record_files.STATES)(Ask(reading, {"state": state})):
        return row
    raise NotFound("state", state)


COLLECTION = Collection(
    name="states",
    row="State",
    title=_l("States"),
    about=_l("Members of the United Nations and observers: codes, names, regions, groups."),
    fields=from_draft(StateDraft),
    rows=recorded(record_files.STATES),
    kinds=(int,),
    filters=OF_STATES,
    identity=(STATE,),
    one=one,
)
blueprint = served(COLLECTION)
