"""Positions that States take on commitments. They do not affect figures."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import code_of, from_draft
from tracker.api.core.parameters import OF_COMMITMENTS, OF_STATES, Parameter
from tracker.api.core.routes import register_collection
from tracker.exchange.downloads.catalogue import THEIRS
from tracker.registry.queries.positions import Days, StatedPosition, positions_after
from tracker.registry.recommendation_drafts import PositionDraft
from tracker.registry.vocabulary import Stand

POSITION = Parameter("position", _l("Positions of one kind."), code_of(Stand), "supported")


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, StatedPosition]]:
    """The current position of each State on each commitment, in the order of recording."""
    days = Days(ask.reading.as_of, ask.reading.known_by)
    place: int | None = ask.after[0] if ask.after else None
    while found := positions_after(ask.filters, days, place=place, step=ask.step):
        for place, row in found:
            yield (place,), row


FIELDS = from_draft(
    PositionDraft,
    {
        "state": lambda row: row.iso3,
        "commitment": lambda row: row.commitment,
        "position": lambda row: row.position,
        "stated_on": lambda row: row.stated_when,
        "source": lambda row: row.source,
        "locator": lambda row: row.locator,
        "source_url": lambda row: row.source_url,
        "note": lambda row: row.note,
    },
)
COLLECTION = Collection(
    name="positions",
    row="Position",
    title=_l("Positions"),
    about=_l(
        "Positions of States on commitments and on recommendations to them: the latest "
        "of each at the two dates. An absent row means no information."
    ),
    fields=FIELDS,
    rows=rows,
    kinds=(int,),
    filters=(*OF_STATES, *OF_COMMITMENTS, POSITION),
    licence=THEIRS,
)
blueprint = register_collection(COLLECTION)
