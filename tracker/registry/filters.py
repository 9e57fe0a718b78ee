"""Filters by State and commitment as SQL conditions for any table.

Files, pages and the API filter by the same clauses; codes were checked by the door.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from tracker.registry.models import Commitment, Instrument, State, Theme

Narrow = Callable[[str], ColumnElement[bool]]


def states_in(column: Any) -> dict[str, Narrow]:
    """Filters by State for a column with State ids."""

    one = aliased(State)

    def is_among(clause: ColumnElement[bool]) -> ColumnElement[bool]:
        # Asked of each row, because a region has many States: SQLite would otherwise read all rows
        # of each of them and sort them, instead of going through a list in its order.
        return exists().where(one.id == column, clause)

    return {
        "region": lambda code: is_among(one.region == code),
        "group": lambda code: is_among(one.regional_group == code),
        "state": lambda code: column.in_(select(State.id).where(State.iso3 == code)),
    }


def commitments_in(*columns: Any) -> dict[str, Narrow]:
    """Filters by commitment for columns with commitment ids.

    Where there are several, one that fits is enough.
    """

    def within(clause: ColumnElement[bool]) -> ColumnElement[bool]:
        chosen = select(Commitment.id).join(Commitment.instrument).where(clause)
        first, *others = (column.in_(chosen) for column in columns)
        found: ColumnElement[bool] = first
        for other in others:
            found = found | other
        return found

    return {
        "pillar": lambda code: within(Commitment.pillar == code),
        "instrument": lambda code: within(Instrument.code == code),
        "theme": lambda code: within(Commitment.themes.any(Theme.code == code)),
        "commitment": lambda code: within(Commitment.reference == code),
    }


def narrowed(narrowing: Mapping[str, Narrow], filters: Mapping[str, str]) -> list[Any]:
    """The conditions for the filters that the table has. Others are ignored."""
    return [narrow(filters[name]) for name, narrow in narrowing.items() if name in filters]
