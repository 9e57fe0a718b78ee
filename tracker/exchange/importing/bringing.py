"""From a file to rows of its kind: how it is read, what its columns are, what its values mean.

Everything that a person may settle about a file is one ``Way``; nothing here writes.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tracker.exchange.matching import Matching, guess
from tracker.exchange.refusals import Refusal
from tracker.exchange.specification import Specification
from tracker.exchange.state_names import StateNames, state_names
from tracker.exchange.translation import translate
from tracker.exchange.untidy import Choice, Table, read_table
from tracker.exchange.values import Translation, Values
from tracker.registry import stored
from tracker.registry.keeping import drafts_on_record


@dataclass(frozen=True, slots=True)
class Way:
    """How a file is to be read. ``matching`` None: as guessed; ``maps`` and ``day_first`` as in
    ``Values``.
    """

    choice: Choice = field(default_factory=Choice)
    matching: Matching | None = None
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)

    def value_map(self) -> dict[str, Any]:
        """What was settled about values, as it is saved."""
        return {"maps": {name: dict(each) for name, each in self.maps.items()}} | {
            "day_first": dict(self.day_first)
        }


def of_all(specification: Specification[Any], day_first: bool) -> dict[str, bool]:
    """The same answer for every column that asks whether days or months come first."""
    return dict.fromkeys(specification.header, day_first)


def way_from(
    specification: Specification[Any],
    *,
    choice: Mapping[str, Any] | None,
    matching: Mapping[str, Any] | None,
    value_map: Mapping[str, Any] | None,
) -> Way:
    """A way as it was saved; raises ValueError for a matching that is none of this kind."""
    settled = value_map or {}
    return Way(
        Choice(**(choice or {})),
        Matching.from_json(matching, specification) if matching else None,
        settled.get("maps") or {},
        settled.get("day_first") or {},
    )


def choice_as_json(choice: Choice) -> dict[str, Any] | None:
    """A choice as it is saved; None where everything is to be recognised."""
    told = {name: value for name, value in asdict(choice).items() if value is not None}
    return told or None


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that was read the whole way."""

    table: Table
    matching: Matching
    translation: Translation


def names_on_record() -> StateNames:
    """How states are spelled, by the registry as it stands."""
    return state_names(
        drafts_on_record(stored.STATES).values(), drafts_on_record(stored.STATE_ALIASES).values()
    )


def matched(
    table: Table, specification: Specification[Any], way: Way, names: StateNames
) -> Matching:
    """The matching settled for the table, or the likeliest."""
    return way.matching or guess(table.columns, table.samples, specification, names)


def bring(
    name: str,
    content: bytes,
    specification: Specification[Any],
    *,
    way: Way,
    names: StateNames,
) -> Brought:
    """Read a file the whole way; raises Unusable where its table cannot be told."""
    table = read_table(name, content, way.choice)
    matching = matched(table, specification, way, names)
    values = Values(names, way.maps, way.day_first)
    return Brought(table, matching, translate(table, matching, values, specification=specification))


def as_in_file(brought: Brought, refused: Sequence[Refusal]) -> list[Refusal]:
    """Refusals in the words of the file: its own column and what its cell holds."""
    sources = {each.column: each.source for each in brought.matching.matches if each.source}
    places = {name: place for place, name in enumerate(brought.table.columns)}
    wanted = {each.row for each in refused}
    rows = {row.number: row.cells for row in brought.table.rows if row.number in wanted}
    told = []
    for each in refused:
        source = sources.get(each.column or "")
        if source is not None and source in places and each.row is not None and each.row in rows:
            each = replace(each, column=source, value=rows[each.row][places[source]])
        told.append(each)
    return told


def columns_hash(columns: Sequence[str]) -> str:
    """SHA-256 of the columns of a file, by which a saved matching is found again."""
    return hashlib.sha256("\x1f".join(columns).encode("utf-8", "surrogatepass")).hexdigest()
