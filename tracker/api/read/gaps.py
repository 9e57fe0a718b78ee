"""Gaps by State, commitment, pillar, instrument, theme, region or regional group."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery
from tracker.api.core.cursors import Key
from tracker.api.core.fields import SHARE, TEXT, WHOLE, Field, code_of
from tracker.api.core.figures import columns_of
from tracker.api.core.parameters import OF_COMMITMENTS, OF_STATES, Parameter
from tracker.api.core.routes import register_collection
from tracker.exchange.downloads.figure_columns import NUMBER_COLUMNS
from tracker.exchange.downloads.figures import number_values
from tracker.exchange.downloads.gap_rows import GapRow, GapStatus, GroupBy, gap_rows
from tracker.gap.methodology import LEVELS
from tracker.gap.outcomes import UNKNOWN, CellOutcome
from tracker.gap.scoring import Band, FigureStanding

BY = Parameter("by", _l("How the gap is grouped."), code_of(GroupBy), "state", required=True)
TOLD = {
    "gap": (SHARE, 0.625, True),
    "coverage": (SHARE, 0.25, True),
    "low": (SHARE, 0.1563, True),
    "high": (SHARE, 0.9063, True),
    "figure": (code_of(FigureStanding), "insufficient", False),
    "band": (code_of(Band), None, True),
    "known": (WHOLE, 2, False),
    "applicable": (WHOLE, 8, False),
    "not_applicable": (WHOLE, 1, False),
    "membership_unknown": (WHOLE, 0, False),
    "not_yet_due": (WHOLE, 0, False),
    "reported_known": (WHOLE, 0, False),
    "evidenced_known": (WHOLE, 2, False),
    "assessed_known": (WHOLE, 0, False),
    "voices": (WHOLE, 2, False),
    "concentration": (SHARE, 0.4, True),
    "once_known": (SHARE, 0.75, True),
    "gap_once": (SHARE, 0.5, True),
    "year": (WHOLE, 2013, True),
    "baseline": (SHARE, 0.25, True),
    "movement": ({"type": "number", "minimum": -1, "maximum": 1}, 0.125, True),
    "movement_cells": (WHOLE, 2, False),
}
UNKNOWN_WORDS = {
    CellOutcome.NOT_ASSESSED: _l(
        "Number that the State reports as not assessed, without another source"
    ),
    CellOutcome.SAID_NOT_APPLICABLE: _l(
        "Number that the State reports as not applicable, which apply"
    ),
    CellOutcome.DATED: _l("Number with a last known level only"),
    CellOutcome.NO_INFORMATION: _l("Number without any information"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A score and the group that it belongs to."""

    by: GroupBy
    gap: GapRow


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, Row]]:
    """Rows in the order of their codes; pillars in their own order."""
    by = GroupBy(ask.filters["by"])
    for place, row in enumerate(gap_rows(ask.selection, by)):
        # Only pillars have an order that their codes do not tell.
        key = (place if by is GroupBy.PILLAR else 0, str(row.key))
        if ask.after is None or key > ask.after:
            yield key, Row(by, row)


def _level(level: int) -> Field:
    return Field(
        f"level_{level}",
        _l("Number of cells at this level"),
        WHOLE,
        lambda row: row.gap.tally.levels[level],
        0,
    )


def _unknown(word: CellOutcome) -> Field:
    return Field(word.value, UNKNOWN_WORDS[word], WHOLE, lambda row: row.gap.tally.others[word], 2)


COLLECTION = Collection(
    name="gaps",
    row="Gap",
    title=_l("Gaps"),
    about=_l(
        "Gap, coverage and range by the chosen grouping. States have their own "
        "figures, observers included. All other rows are over the Member States, or "
        "over one chosen State. A missing gap is null, and status gives the reason."
    ),
    fields=(
        Field("by", _l("The grouping"), code_of(GroupBy), lambda row: row.by, "state"),
        Field("key", _l("Code of the row"), TEXT, lambda row: row.gap.key, "KEN"),
        Field(
            "title",
            _l("Its name. Null if the code is enough"),
            TEXT,
            lambda row: row.gap.title,
            "Kenya",
            nullable=True,
        ),
        Field(
            "status",
            _l("known, or the first reason why there is no gap"),
            code_of(GapStatus),
            lambda row: row.gap.status,
            "known",
        ),
        *columns_of(NUMBER_COLUMNS, TOLD, lambda row: number_values(row.gap.figures)),
        Field(
            "states",
            _l("Number of States to which something applies"),
            WHOLE,
            lambda row: row.gap.figures.states,
            1,
        ),
        Field(
            "states_known",
            _l("Number of them with a gap"),
            WHOLE,
            lambda row: row.gap.figures.states_known,
            1,
        ),
        *map(_level, LEVELS),
        *map(_unknown, UNKNOWN),
    ),
    rows=rows,
    kinds=(int, str),
    filters=(BY, *OF_STATES, *OF_COMMITMENTS),
    figures=True,
)
blueprint = register_collection(COLLECTION)
