"""From a file to rows of its kind: parse it, match its columns, translate its values.

Everything that a person may settle about a file is one ``Way``; nothing here writes.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.imports import walk_free
from tracker.exchange.imports.instructions import (
    Instructions,
    refuse_unknown_fields,
    refuse_unknown_indicators,
)
from tracker.exchange.imports.row_choice import RowChoice, chosen_rows
from tracker.exchange.imports.unused_instructions import notes_of_unused
from tracker.exchange.matching.columns import Matching, fits, guess
from tracker.exchange.normalising.settled_values import Translation, Values
from tracker.exchange.normalising.state_names import StateNames, state_names
from tracker.exchange.normalising.translation import translate
from tracker.exchange.parsing import LayoutChoice, Table, read_table
from tracker.exchange.parsing.workbook_grids import is_workbook
from tracker.exchange.refusals import Refusal
from tracker.exchange.specification import Specification
from tracker.registry import storage
from tracker.registry.vocabulary import NUMBER_KINDS, IndicatorKind
from tracker.storage.records import load_existing_drafts

_LEAST_GROUPED = 2  # rows with the same fault that is in no column of the file


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """Choices for reading a file. ``matching`` None: guess it. The rest as in ``Values``."""

    choice: LayoutChoice = field(default_factory=LayoutChoice)
    matching: Matching | None = None
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    day_first: Mapping[str, bool] = field(default_factory=dict)
    instructions: Instructions = field(default_factory=Instructions)
    rows: RowChoice = field(default_factory=RowChoice)

    def value_map(self) -> dict[str, Any]:
        """The meanings of values, as they are saved."""
        return {"maps": {name: dict(each) for name, each in self.maps.items()}} | {
            "day_first": dict(self.day_first)
        }


def of_all(specification: Specification[Any], day_first: bool) -> dict[str, bool]:
    """The same answer for every column that has an unclear order of days and months."""
    return dict.fromkeys(specification.header, day_first)


def way_from(
    specification: Specification[Any],
    *,
    choice: Mapping[str, Any] | None,
    matching: Mapping[str, Any] | None,
    value_map: Mapping[str, Any] | None,
    rows: Mapping[str, Any] | None = None,
) -> ReadingChoice:
    """Parse saved choices. Raises ValueError for a matching of another kind."""
    settled = value_map or {}
    return ReadingChoice(
        LayoutChoice(**(choice or {})),
        Matching.from_json(matching, specification) if matching else None,
        settled.get("maps") or {},
        settled.get("day_first") or {},
        rows=RowChoice.from_json(rows),
    )


def choice_as_json(choice: LayoutChoice) -> dict[str, Any] | None:
    """Choices as they are saved. None if everything is to be recognised."""
    fields = {name: value for name, value in asdict(choice).items() if value is not None}
    return fields or None


@dataclass(frozen=True, slots=True)
class ParsedImport:
    """A parsed file. ``table`` has the selected rows.

    ``left_out``: how many others there are, by choice.
    """

    table: Table
    matching: Matching
    translation: Translation
    left_out: int = 0


def known_state_names() -> StateNames:
    """Spellings of States from the current registry."""
    return state_names(
        load_existing_drafts(storage.STATES).values(),
        load_existing_drafts(storage.STATE_ALIASES).values(),
    )


def matched(
    table: Table, specification: Specification[Any], way: ReadingChoice, names: StateNames
) -> Matching:
    """The chosen or most likely matching for the table. Raises Invalid for unknown names."""
    refuse_unknown_fields(way.maps, specification)
    matching = way.matching
    if matching is None:
        matching = guess(table.columns, table.samples, specification, names, way.maps)
    elif missing := fits(matching, table.columns).missing:
        message = _(
            "the file has no column %(names)s, which the saved settings use",
            names=formats.listed(missing),
        )
        raise Invalid({"matching": [message]})
    else:
        matching = replace(matching, columns=table.columns)
    return way.instructions.applied(matching, specification) if way.instructions else matching


@dataclass(frozen=True, slots=True)
class KnownValues:
    """Possible values of indicators. ``scales`` and ``counted`` as in ``Values``."""

    scales: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counted: Mapping[str, bool] = field(default_factory=dict)


def known_values() -> KnownValues:
    """The scales of indicators with labels, and which indicators are counts."""
    scales: dict[str, dict[str, str]] = {}
    for level in load_existing_drafts(storage.INDICATOR_LEVELS).values():
        scales.setdefault(level.indicator, {})[level.value] = level.label
    indicators = load_existing_drafts(storage.INDICATORS).values()
    counted = {each.code: each.kind for each in indicators if each.kind in NUMBER_KINDS}
    return KnownValues(
        scales, {code: kind == IndicatorKind.COUNT for code, kind in counted.items()}
    )


def read_import(
    name: str,
    content: bytes,
    specification: Specification[Any],
    choice: LayoutChoice,
    known: KnownValues | None = None,
) -> Table:
    """The table in a file, by its profile if the workbook is known. Raises UnreadableFile."""
    if specification.kind == walk_free.KIND and is_workbook(content):
        table = walk_free.read(name, content, choice, lambda: (known or known_values()).scales)
        if table is not None:
            return table
    return read_table(name, content, choice)


def parse_import(
    name: str,
    content: bytes,
    specification: Specification[Any],
    *,
    way: ReadingChoice,
    names: StateNames,
    scales: KnownValues | None = None,
) -> ParsedImport:
    """Parse a file completely. Raises UnreadableFile or Invalid."""
    known = scales or KnownValues()
    table = read_import(name, content, specification, way.choice, known)
    matching = matched(table, specification, way, names)
    rows = chosen_rows(table, matching, way.rows)
    left_out = len(table.rows) - len(rows)
    unused = notes_of_unused(table, matching, way.instructions.meanings, way.rows)
    table = replace(table, rows=rows, notes=(*table.notes, *map(str, unused)))
    refuse_unknown_indicators(way.maps, {*known.scales, *known.counted})
    values = Values(names, way.maps, way.day_first, scales=known.scales, counted=known.counted)
    translation = translate(table, matching, values, specification=specification)
    return ParsedImport(table, matching, translation, left_out)


def as_in_file(parsed: ParsedImport, refused: Sequence[Refusal]) -> list[Refusal]:
    """Refusals with the column names and cells of the file."""
    sources = {each.column: each.source for each in parsed.matching.matches if each.source}
    places = {name: place for place, name in enumerate(parsed.table.columns)}
    wanted = {each.row for each in refused}
    rows = {row.number: row.cells for row in parsed.table.rows if row.number in wanted}
    located = []
    for each in refused:
        source = sources.get(each.column or "")
        if source is not None and source in places and each.row is not None and each.row in rows:
            each = replace(each, column=source, value=rows[each.row][places[source]])
        located.append(each)
    return located


def grouped(matching: Matching, refused: Sequence[Refusal]) -> list[Refusal]:
    """Refusals with a single one for a fault that every row has.

    What is missing in all rows, or given once for all, is one refusal with the number of rows.
    """
    # Refusals of cells name the column of the file, those of records the field.
    matched = [each for each in matching.matches if each.source is not None]
    given = {name for each in matched for name in (each.column, each.source)}
    constant = {each.column: each.constant for each in matching.matches if each.constant}
    counts = Counter(
        (each.column, each.reason) for each in refused if each.row and each.column not in given
    )
    groups, met = [], set()
    for each in refused:
        key, count = (each.column, each.reason), counts[each.column, each.reason]
        if not each.row or each.column is None or each.column in given or count < _LEAST_GROUPED:
            groups.append(each)
        elif key not in met:
            met.add(key)
            reason = _for_all(each.reason, is_constant=each.column in constant)
            one = replace(each, row=None, value=constant.get(each.column) or "", reason=reason)
            groups.append(replace(one, rows=count))
    return groups


def _for_all(reason: str, *, is_constant: bool) -> str:
    if is_constant:
        return str(_("the value for all rows: %(reason)s", reason=reason))
    return str(
        _(
            "no column is matched with this field (%(reason)s). Match a column, or give "
            "one value for all rows",
            reason=reason,
        )
    )


def columns_hash(columns: Sequence[str]) -> str:
    """SHA-256 of a file's columns, to find its saved matching again."""
    return hashlib.sha256("\x1f".join(columns).encode("utf-8", "surrogatepass")).hexdigest()
