"""Files of recommendations to single States, and of positions, in import columns.

Each recommendation has its own position. The file of positions is for commitments to many States
only.
"""

from collections.abc import Iterator, Sequence

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, func, select

from tracker.core.clock import PartialDate
from tracker.exchange.downloads.columns import from_draft
from tracker.exchange.downloads.csv_stream import Cell
from tracker.exchange.downloads.records import RecordFile
from tracker.exchange.downloads.selection import Described, Selection
from tracker.registry.filters import commitments_in, states_in
from tracker.registry.models import Commitment
from tracker.registry.queries.positions import Days
from tracker.registry.queries.recommendations import RecommendationView, after, number_of
from tracker.registry.recommendation_drafts import RecommendationDraft
from tracker.registry.recommendation_models import Position, links_to_many
from tracker.registry.recommendation_storage import POSITIONS
from tracker.registry.vocabulary import Mechanism, Pillar

COLUMNS = (
    Described("reference", _l("Reference of the recommendation here"), required=True),
    *from_draft(RecommendationDraft),
)
FILTERS = frozenset(
    {"region", "group", "state", "pillar", "theme", "instrument", "mechanism", "position"}
)
STEP = 500


def rows(selection: Selection) -> Iterator[Sequence[Cell]]:
    """The recommendations in the order of recording."""
    days = Days(selection.reading.as_of, selection.reading.known_by)
    place: int | None = None
    while found := after(selection.filters, days, place=place, step=STEP):
        for row in found:
            yield (row.reference, *draft_of(row).cells().values())
        place = found[-1].id


def count(selection: Selection) -> int:
    """The number of recommendations."""
    days = Days(selection.reading.as_of, selection.reading.known_by)
    return number_of(selection.filters, days)


def draft_of(row: RecommendationView) -> RecommendationDraft:
    """The import row for this record."""
    stated = row.stated
    return RecommendationDraft(
        mechanism=Mechanism(row.mechanism),
        session=row.session,
        cycle=row.cycle,
        symbol=row.symbol,
        url=row.url,
        date=PartialDate(row.asked_on, row.asked_precision),
        state=row.iso3,
        made_by=row.made_by,
        number=row.number,
        wording=row.wording,
        language=row.language,
        issues=row.issues,
        title=row.title,
        statement=row.statement,
        pillar=Pillar(row.pillar),
        themes=tuple(sorted(code for code, _name in row.themes)),
        position=stated.position if stated else None,
        position_on=stated.stated_when if stated else None,
        position_source=stated.source if stated else None,
        position_url=stated.source_url if stated else None,
    )


def _of_many(selection: Selection) -> list[ColumnElement[bool]]:
    """Positions stated by the day on commitments that address many States."""
    return [
        Position.commitment_id.in_(select(Commitment.id).where(links_to_many())),
        func.coalesce(Position.stated_on, selection.reading.as_of) <= selection.reading.as_of,
    ]


POSITIONS_FILE = RecordFile(
    "positions",
    POSITIONS,
    {**states_in(Position.state_id), **commitments_in(Position.commitment_id)},
    only=_of_many,
)
