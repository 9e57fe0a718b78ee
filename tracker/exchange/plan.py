"""Plans a load before anything is written: created, changed, unchanged, refused. Pure.

References are looked up in stored records and in the same load, so the order of files does not
matter. A load with any refusal is refused completely.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic

from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import Row, Sheet
from tracker.exchange.specification import Fault, Kind, Known, as_named
from tracker.schema.drafts import Changes, D, Key, Link, Origin, ParsedTexts, compare, spell
from tracker.schema.fields import clean

MOST_NAMED = 12
Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ParsedFile(Generic[D]):
    """The drafts of one file by row number, and refusals so far.

    ``misread`` holds the keys of refused rows, so that what names them is not refused as well.
    """

    kind: Kind[D]
    origin: Origin
    drafts: Mapping[int, D]
    refused: tuple[Refusal, ...]
    misread: frozenset[Key]
    unusable: bool = False


@dataclass(frozen=True, slots=True)
class Plan(Generic[D]):
    """The changes that one file would make. None if ``refused`` is not empty."""

    kind: Kind[D]
    origin: Origin
    drafts: tuple[D, ...]
    changes: Changes[D]
    refused: tuple[Refusal, ...]


def _no_tick(_rows: int) -> None:
    """No progress report."""


def read_drafts(kind: Kind[D], sheet: Sheet, *, tick: Tick = _no_tick) -> ParsedFile[D]:
    """Parse every row and collect all errors. A repeated key is refused.

    If two rows contradict each other about one record, neither is taken. ``tick`` gets the number
    of rows after each row; an error from it ends the reading.
    """
    drafts: dict[int, D] = {}
    first_met: dict[Key, int] = {}
    misread: set[Key] = set()
    parsed = ParsedTexts()
    refused = list(sheet.refused)
    for gone, row in enumerate(sheet.rows, 1):
        tick(gone)
        try:
            draft = kind.specification.draft.parse(row.cells, parsed)
        except Invalid as fault:
            refused.extend(_refusals(sheet.origin.name, row, fault))
            misread.add(_raw_key(kind, row))
            continue
        first = first_met.setdefault(draft.row_key, row.number)
        if first == row.number:
            drafts[row.number] = draft
            continue
        refused.append(_repeated(sheet.origin.name, row.number, draft, first))
        if first in drafts and drafts[first] != draft:
            other = drafts.pop(first)
            refused.append(_repeated(sheet.origin.name, first, other, row.number))
            misread.add(other.key)
    return ParsedFile(
        kind, sheet.origin, drafts, tuple(refused), frozenset(misread), sheet.unusable
    )


def _raw_key(kind: Kind[Any], row: Row) -> Key:
    """The key of an unreadable row, as far as its cells give one."""
    return tuple(clean(row.cells[name]) for name in kind.specification.draft.KEY)


def _refusals(file: str, row: Row, fault: Invalid) -> Iterator[Refusal]:
    for column, reasons in fault.errors.items():
        for reason in reasons:
            yield Refusal(file, row.number, column, row.cells.get(column, ""), reason)


def _repeated(file: str, number: int, draft: Any, first: int) -> Refusal:
    column = draft.key_columns[-1]
    reason = _("each record only once; row %(first)s is the same record", first=first)
    return Refusal(file, number, column, draft.cells().get(column, ""), reason)


def plan_all(
    readings: Sequence[ParsedFile[Any]],
    existing: Mapping[str, Mapping[Key, Any]],
    totals: Mapping[str, int] | None = None,
) -> tuple[Plan[Any], ...]:
    """A plan for each reading. ``existing`` has the stored drafts of these kinds."""
    readings = [_identified(each, existing.get(each.kind.name, {})) for each in readings]
    files = {reading.kind.name: reading for reading in readings}
    known = {
        name: {**existing.get(name, {}), **_by_key(files.get(name))}
        for name in existing.keys() | files.keys()
    }
    checks = _Checks(known, files)
    counted = totals or {}
    return tuple(
        plan(
            reading,
            existing.get(reading.kind.name, {}),
            checks=checks,
            total=counted.get(reading.kind.name),
        )
        for reading in readings
    )


def _identified(reading: ParsedFile[D], existing: Mapping[Key, D]) -> ParsedFile[D]:
    """The reading with each draft under the key of its record. Others are refused."""
    if reading.kind.identify is as_named:
        return reading
    file = reading.origin.name
    found, faults = reading.kind.identify(existing, reading.drafts)
    refused = list(reading.refused)
    for number, (column, reason) in faults.items():
        cell = reading.drafts[number].cells().get(column, "")
        refused.append(Refusal(file, number, column, cell, reason))
    first_met: dict[Key, int] = {}
    drafts: dict[int, D] = {}
    for number, draft in found.items():
        if draft.key in first_met:
            given, first = reading.drafts[number], first_met[draft.key]
            refused.append(_repeated(file, number, given, first))
            if first in drafts and drafts[first] != draft:
                del drafts[first]
                refused.append(_repeated(file, first, reading.drafts[first], number))
        else:
            first_met[draft.key] = number
            drafts[number] = draft
    return replace(reading, drafts=drafts, refused=tuple(refused))


def _by_key(reading: "ParsedFile[Any] | None") -> dict[Key, Any]:
    return {draft.key: draft for draft in reading.drafts.values()} if reading else {}


def plan(
    reading: ParsedFile[D],
    existing: Mapping[Key, D],
    *,
    checks: "_Checks",
    total: int | None = None,
) -> Plan[D]:
    """The changes that a reading would make, with all refusals in row order."""
    drafts = tuple(reading.drafts.values())
    refused = [*reading.refused, *checks.refusals(reading)]
    return Plan(
        reading.kind,
        reading.origin,
        drafts,
        compare(existing, drafts, total=total),
        tuple(sorted(refused, key=lambda refusal: refusal.row or 0)),
    )


class _Checks:
    """Checks drafts against other records: references, uniqueness, rules of the kind."""

    def __init__(self, known: Known, files: Mapping[str, ParsedFile[Any]]) -> None:
        self._known = known
        self._files = files
        self._checked: dict[tuple[Link, tuple[Any, ...]], tuple[Fault, ...]] = {}

    def refusals(self, reading: ParsedFile[Any]) -> Iterator[Refusal]:
        """The refusals that need other records."""
        taken = self._taken_twice(reading.kind)
        for number, draft in reading.drafts.items():
            faults = [
                *self._unknown(draft, reading.kind.links(draft, self._known)),
                *self._shared(draft, taken),
                *reading.kind.faults(draft, self._known),
            ]
            values = draft.cells() if faults else {}
            for column, reason in faults:
                yield Refusal(reading.origin.name, number, column, values[column], reason)

    def _unknown(self, draft: Any, links: Iterable[Link]) -> Iterator[Fault]:
        """Errors in references of a draft. Repeated values are looked up once."""
        for link in links:
            named = (link, draft.values(link.columns))
            if named not in self._checked:
                self._checked[named] = tuple(self._dangling(draft, link))
            yield from self._checked[named]

    def _dangling(self, draft: Any, link: Link) -> Iterator[Fault]:
        reading = self._files.get(link.kind)
        if reading is not None and reading.unusable:
            return  # Its file is refused as a whole; to repeat that at each row helps nobody.
        for key in _named(draft, link):
            if key in self._known[link.kind] or (reading and key in reading.misread):
                continue
            if len(key) == 1:
                yield link.columns[-1], _missing(link.kind, key)
            elif allowed := [each[-1] for each in self._known[link.kind] if each[:-1] == key[:-1]]:
                yield link.columns[-1], _not_allowed(allowed)

    def _taken_twice(self, kind: Kind[Any]) -> dict[tuple[Key, Key], list[Key]]:
        """Keys of records with the same unique values, by columns and values."""
        holders: dict[tuple[Key, Key], list[Key]] = defaultdict(list)
        for names in kind.specification.draft.UNIQUE:
            for key, draft in self._known[kind.name].items():
                holders[names, draft.pick(names)].append(key)
        return {place: keys for place, keys in holders.items() if len(keys) > 1}

    @staticmethod
    def _shared(draft: Any, taken: Mapping[tuple[Key, Key], list[Key]]) -> Iterator[Fault]:
        for names in draft.UNIQUE:
            others = [key for key in taken.get((names, draft.pick(names)), ()) if key != draft.key]
            if others:
                yield names[-1], _("a unique value; %(other)s has the same", other=spell(others[0]))


def _named(draft: Any, link: Link) -> Iterator[Key]:
    """The keys that a link names: none for a blank, several for a list."""
    if len(link.columns) > 1:
        yield draft.pick(link.columns)
        return
    value = draft.get(link.columns[0])
    if value is not None:
        for code in value if isinstance(value, tuple) else (value,):
            yield (str(code),)


def _missing(kind: str, key: Key) -> str:
    wanted = _(
        "a code that exists or is in %(kind)s.csv; %(key)s does not exist",
        kind=kind,
        key=spell(key),
    )
    return str(wanted)


def _not_allowed(allowed: Sequence[str]) -> str:
    return str(_("one of %(allowed)s", allowed=formats.listed(allowed, MOST_NAMED)))
