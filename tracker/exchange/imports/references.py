"""Words of a file that name no record. Each is asked about once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tracker.exchange.imports.pipeline import ParsedImport
from tracker.exchange.imports.planning import Planned
from tracker.exchange.imports.templates import known_codes
from tracker.exchange.normalising.columns import Sort, sorts_of
from tracker.exchange.normalising.settled_values import UnknownValue
from tracker.exchange.refusals import Refusal
from tracker.exchange.specification import Specification

MOST_CODES = 200  # records from which one is chosen; of more, the code is typed
_SHOWN = 5  # rows that an unknown value names


def unknown_values(
    parsed: ParsedImport, planned: Planned, language: str
) -> tuple[UnknownValue, ...]:
    """Every word that needs a meaning: of scales, lists and references.

    ``language`` is that of the names of records.
    """
    reported = parsed.translation.unknown
    met = {(each.column, each.value) for each in reported}
    found = _references(parsed, planned, language)
    return (*reported, *(each for each in found if (each.column, each.value) not in met))


def _references(parsed: ParsedImport, planned: Planned, language: str) -> Iterator[UnknownValue]:
    specification = planned.plan.kind.specification
    sources = {each.column: each.source for each in parsed.matching.matches if each.source}
    kinds = {name: kind for name, kind in _referring(specification) if name in sources}
    refused: dict[tuple[str, str], list[Refusal]] = defaultdict(list)
    for each in planned.refused:
        if each.column in kinds and each.value and each.row is not None:
            refused[each.column, each.value].append(each)
    codes = known_codes(specification, language) if refused else {}
    for (column, value), rows in sorted(refused.items(), key=lambda one: -len(one[1])):
        known = dict(codes.get(kinds[column], ()))
        if value in known:
            continue  # It is a record; something else is wrong with these rows.
        numbers = _rows_with(parsed, sources[column], value) or [each.row for each in rows]
        accepted = tuple(known)[:MOST_CODES] if len(known) <= MOST_CODES else ()
        yield UnknownValue(
            column,
            sources[column],
            value,
            len(numbers),
            tuple(number for number in numbers[:_SHOWN] if number is not None),
            rows[0].reason,
            accepted,
            labels=tuple(known[code] for code in accepted),
        )


def _rows_with(parsed: ParsedImport, source: str, value: str) -> list[int | None]:
    """Every row with the word, also rows refused for another reason."""
    place = parsed.table.columns.index(source)
    return [row.number for row in parsed.table.rows if row.cells[place].strip() == value]


def _referring(specification: Specification[Any]) -> Iterator[tuple[str, str]]:
    """Columns that name one record, with its kind. States have their own spellings."""
    sorts: Mapping[str, Sort] = sorts_of(specification.draft)
    for each in specification.columns:
        if each.refers and each.refers != "states" and sorts[each.name] is Sort.TEXT:
            yield each.name, each.refers
