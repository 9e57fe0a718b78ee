"""Instruments: texts with commitments, and treaties whose parties we follow."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery, recorded
from tracker.api.core.fields import from_draft
from tracker.api.core.parameters import INSTRUMENT
from tracker.api.core.routes import register_collection
from tracker.core.errors import NotFound
from tracker.exchange.downloads import records
from tracker.gap.facts import ScoringParams
from tracker.registry.drafts import InstrumentDraft


def one(reading: ScoringParams, instrument: str) -> Any:
    """The instrument with this code. Raises NotFound."""
    for _key, row in recorded(records.INSTRUMENTS)(
        CollectionQuery(reading, {"instrument": instrument})
    ):
        return row
    raise NotFound("instrument", instrument)


COLLECTION = Collection(
    name="instruments",
    row="Instrument",
    title=_l("Instruments"),
    about=_l("Texts with commitments, and treaties whose parties we follow."),
    fields=from_draft(InstrumentDraft),
    rows=recorded(records.INSTRUMENTS),
    kinds=(int,),
    identity=(INSTRUMENT,),
    one=one,
)
blueprint = register_collection(COLLECTION)
