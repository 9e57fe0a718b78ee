"""Runs a file through the import, without writing, and compares it with what was expected."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Any

import xlsxwriter

from tracker.accounts.actor import OPERATOR
from tracker.core.errors import Invalid
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.instructions import Instructions
from tracker.exchange.imports.one_shot import OneShotImport, import_at_once
from tracker.exchange.imports.pipeline import ReadingChoice, known_state_names, parse_import
from tracker.exchange.matching.columns import Matching
from tracker.exchange.parsing import LayoutChoice
from tracker.exchange.plan import read_drafts
from tracker.exchange.sheets import UnreadableFile
from tracker.exchange.specification import Kind

Record = Mapping[str, str]


class Outcome(StrEnum):
    """What becomes of a file when nobody answers anything."""

    RIGHT = "right"  # its records would be written
    ASKED = "asked"  # a person must name a column or a meaning first
    REFUSED = "refused"  # each fault is told; nothing of it is written


@dataclass(frozen=True)
class WorstFile:
    """A file, why it is hard, and what may become of it.

    ``records``: cells of the records that it may give, also where other rows are asked or refused.
    ``others``: outcomes that are as honest as the expected one.
    """

    kind: str
    why: str
    content: bytes
    expected: Outcome
    records: Sequence[Record] = ()
    name: str = "f.csv"
    match: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    maps: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    choice: LayoutChoice = field(default_factory=LayoutChoice)
    others: frozenset[Outcome] = frozenset()

    @property
    def id(self) -> str:
        """The name of the case in a report of the tests."""
        return f"{self.kind}: {self.why}"


@dataclass(frozen=True)
class Verdict:
    """What became of a file: the records that could be written, and what was told."""

    outcome: Outcome
    records: Sequence[Mapping[str, str]]
    seen: Sequence[str]
    places: Sequence[tuple[int | None, str | None]] = ()


def text(*lines: str) -> bytes:
    """A file of lines."""
    return "\n".join([*lines, ""]).encode()


def workbook(
    rows: Sequence[Sequence[Any]], more: Callable[[Any, Any], None] | None = None
) -> bytes:
    """A workbook of one sheet; a cell is a value, or a pair of a value and a number format."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            value, form = cell if isinstance(cell, tuple) else (cell, None)
            shown = book.add_format({"num_format": form}) if form else None
            if isinstance(value, date):
                sheet.write_datetime(number, place, value, shown)
            elif value is not None:
                sheet.write(number, place, value, shown)
    if more is not None:
        more(book, sheet)
    book.close()
    return target.getvalue()


def judged(case: WorstFile) -> Verdict:
    """What the import makes of it; whatever it raises beside refusals is a crash."""
    try:
        return _of_registry(case) if case.kind not in _OWN else _of_reader(case)
    except Invalid as fault:
        return Verdict(Outcome.REFUSED, (), [t for each in fault.errors.values() for t in each])
    except UnreadableFile as fault:
        return Verdict(Outcome.REFUSED, (), [fault.reason])


def faults(case: WorstFile, verdict: Verdict) -> list[str]:
    """What is wrong with a verdict, the worst first; a silent error begins with SILENT."""
    found = []
    wanted = list(case.records)
    for record in verdict.records:
        match = next((each for each in wanted if _has(record, each)), None)
        if match is None:
            found.append(f"SILENT a record that the file does not say: {dict(record)}")
        else:
            wanted.remove(match)
    if verdict.outcome not in {case.expected, *case.others}:
        found.append(f"{verdict.outcome} instead of {case.expected}: {verdict.seen[:4]}")
    if wanted and verdict.outcome is Outcome.RIGHT:
        found.append(f"SILENT records left out: {wanted}")
    if verdict.outcome is Outcome.REFUSED and not any(verdict.seen):
        found.append("a refusal without a reason")
    return found


_OWN = ("actions", "report_entries")


def _way(case: WorstFile) -> ReadingChoice:
    return ReadingChoice(
        choice=case.choice,
        maps=case.maps,
        instructions=Instructions(list(case.match.items()), case.constants),
    )


def _of_registry(case: WorstFile) -> Verdict:
    done: OneShotImport = import_at_once(
        OPERATOR,
        OFFERS[case.kind],
        None,
        name=case.name,
        content=case.content,
        way=_way(case),
        write=False,
        accept_valid=False,
    )
    seen = [
        *_open(done.parsed.matching),
        *done.parsed.table.notes,
        *map(str, done.shown),
        *(u.reason for u in done.unknown),
    ]
    open_ = done.is_held or bool(done.unknown)
    records = [] if done.is_held else [each.cells() for each in done.planned.plan.drafts]
    places = [(each.row, each.column) for each in done.shown]
    return Verdict(_outcome(open_, bool(done.refused)), records, seen, places)


def _of_reader(case: WorstFile) -> Verdict:
    """Actions and entries as they are read, without the organisation or report they go into."""
    specification = OFFERS[case.kind].specification
    brought = parse_import(
        case.name, case.content, specification, way=_way(case), names=known_state_names()
    )
    kind = Kind(specification, dict, lambda *_a, **_k: None)  # type: ignore[arg-type]
    read = read_drafts(kind, brought.translation.sheet)
    is_held = bool(brought.matching.open)
    unknown = brought.translation.unknown
    seen = [
        *_open(brought.matching),
        *brought.table.notes,
        *map(str, read.refused),
        *(u.reason for u in unknown),
    ]
    records = [] if is_held else [each.cells() for each in read.drafts.values()]
    places = [(each.row, each.column) for each in read.refused]
    return Verdict(_outcome(is_held or bool(unknown), bool(read.refused)), records, seen, places)


def _open(matching: Matching) -> list[str]:
    """The fields whose column a person has to name."""
    return [f"{each.column} is not sure: {each.source}, {each.why}" for each in matching.open]


def _outcome(asked: bool, refused: bool) -> Outcome:
    if asked:
        return Outcome.ASKED
    return Outcome.REFUSED if refused else Outcome.RIGHT


def _has(record: Mapping[str, str], wanted: Record) -> bool:
    return all(
        (value not in record.get(name[1:], ""))
        if name.startswith("!")
        else record.get(name, "") == value
        for name, value in wanted.items()
    )
