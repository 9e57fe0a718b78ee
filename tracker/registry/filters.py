"""Filters lists of records by states or commitments: clauses for any table.

Files, pages and the API filter by the same clauses; codes were checked by the door.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from tracker.registry.models import Commitment, Instrument, State, Theme

Narrow = Callable[[str], ColumnElement[bool]]


def states_in(column: Any) -> dict[str, Narrow]:
    """Filters by state for a table whose column holds the state's row id."""

    def within(clause: ColumnElement[bool]) -> ColumnElement[bool]:
        chosen: ColumnElement[bool] = column.in_(select(State.id).where(clause))
        return chosen

    return {
        "region": lambda code: within(State.region == code),
        "group": lambda code: within(State.regional_group == code),
        "state": lambda code: within(State.iso3 == code),
    }


def commitments_in(*columns: Any) -> dict[str, Narrow]:
    """Filters by commitment for a table whose columns hold commitments' row ids.

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
    """The clauses of the filters that the table knows; others do not narrow it."""
    return [narrow(filters[name]) for name, narrow in narrowing.items() if name in filters]
