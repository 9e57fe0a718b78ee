"""Instruments: texts that record commitments, and treaties whose parties are followed."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.collections import Ask, Collection, recorded
from tracker.api.fields import from_draft
from tracker.api.parameters import INSTRUMENT
from tracker.api.serving import served
from tracker.errors import NotFound
from tracker.exchange import record_files
from tracker.gap.facts import Reading
from tracker.registry.drafts import InstrumentDraft


def one(reading: Reading, instrument: str) -> Any:
    """The instrument of a code; raises NotFound."""
    for _key, row in recorded(record_files.INSTRUMENTS)(Ask(reading, {"instrument": instrument})):
        return row
    raise NotFound("instrument", instrument)


COLLECTION = Collection(
    name="instruments",
    row="Instrument",
    title=_l("Instruments"),
    about=_l("Texts that record commitments, and treaties whose parties are followed."),
    fields=from_draft(InstrumentDraft),
    rows=recorded(record_files.INSTRUMENTS),
    kinds=(int,),
    identity=(INSTRUMENT,),
    one=one,
)
blueprint = served(COLLECTION)
