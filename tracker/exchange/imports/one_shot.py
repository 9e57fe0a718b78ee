"""Imports a file in one step, for programs and the command line.

What would be written is found and written in one transaction, so nothing can change in between.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from flask_babel import get_locale

from tracker.accounts.actor import Actor
from tracker.core.collector import collector_paused
from tracker.core.db import db
from tracker.core.db import reading as read_only
from tracker.core.errors import Invalid, NotReady, Part
from tracker.exchange.imports.importable_kinds import ImportTarget, bound
from tracker.exchange.imports.pipeline import (
    ParsedImport,
    ReadingChoice,
    as_in_file,
    grouped,
    known_state_names,
    known_values,
    parse_import,
)
from tracker.exchange.imports.planning import (
    Planned,
    beyond,
    carry_out_rows,
    existing_for,
    plan_file,
    prepare,
)
from tracker.exchange.imports.references import unknown_values
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.normalising.settled_values import UnknownValue
from tracker.exchange.normalising.state_names import StateNames
from tracker.exchange.plan import ParsedFile, Tick, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import UnreadableFile
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review import publication

Bar = Callable[[int], AbstractContextManager[Tick]]
"""Given the number of rows: a context whose value is called with how many rows are done."""


@dataclass(frozen=True, slots=True)
class OneShotImport:
    """The result for a file. ``written`` also if all its records existed already.

    ``shown`` are the refusals with one for each fault of all rows. ``unknown`` are the words that
    need a meaning. ``is_held``: nothing is written before somebody names the uncertain columns.
    """

    parsed: ParsedImport
    planned: Planned
    refused: list[Refusal]  # in the words of the file
    written: bool
    shown: list[Refusal]
    unknown: tuple[UnknownValue, ...]

    @property
    def is_held(self) -> bool:
        """Whether unsure matches of columns block writing."""
        return bool(self.parsed.matching.open)


def _no_bar(_rows: int) -> AbstractContextManager[Tick]:
    return nullcontext(lambda _gone: None)


@collector_paused()
def import_at_once(
    actor: Actor,
    offer: ImportTarget,
    context: str | None,
    *,
    name: str,
    content: bytes,
    way: ReadingChoice,
    write: bool,
    accept_valid: bool,
    bar: Bar = _no_bar,
) -> OneShotImport:
    """Plan a file and, with ``write``, write it. The caller ends the transaction.

    What was pending is rolled back: rows are read before the lock on writing is taken. Raises
    Forbidden, NotFound, ReportClosed, Invalid for a file in which nothing can be read and for
    names that are none, NotReady where no State is on record. Nothing is written while a match is
    not sure.
    """
    require(actor, Permission.IMPORTS_KEEP)
    kind, names = bound(actor, offer, context), known_state_names()
    _refuse_empty(offer, names)
    scales = known_values()
    db.session.rollback()
    try:
        parsed = parse_import(
            name, content, offer.specification, way=way, names=names, scales=scales
        )
    except UnreadableFile as fault:
        raise Invalid({"file": [fault.reason]}) from None
    sheet, rows = parsed.translation.sheet, len(parsed.table.rows)
    if rows > offer.most:
        whole = (beyond(offer.most, name),)
        reading = ParsedFile(kind, sheet.origin, {}, whole, frozenset(), unusable=True)
    else:
        with bar(len(sheet.rows)) as tick:
            reading = read_drafts(kind, sheet, tick=tick)

    def plan() -> Planned:
        kind = bound(actor, offer, context)
        planned = plan_file(
            replace(reading, kind=kind),
            existing_for(kind, ALL_KINDS, reading.drafts.values()),
            total=rows,
            context=context,
            left_out=parsed.left_out,
        )
        return prepare(planned) if write else planned

    with read_only():
        planned = plan()
    if write:
        publication.lock_publication()
        if not planned.is_current:
            planned = plan()
    does = write and not parsed.matching.open and (accept_valid or not planned.refused)
    if does:
        carry_out_rows(actor, planned, accept_valid=accept_valid)
    refused = as_in_file(parsed, planned.refused)
    shown = as_in_file(parsed, grouped(parsed.matching, planned.refused))
    unknown = unknown_values(parsed, planned, str(get_locale() or "en")[:2])
    return OneShotImport(parsed, planned, refused, does, shown, unknown)


def _refuse_empty(offer: ImportTarget, names: StateNames) -> None:
    """Refuse rows that name States while the registry has none."""
    if not names.iso3 and any(each.refers == "states" for each in offer.specification.columns):
        raise NotReady(
            Part.RECORDS,
            "The database holds no States yet, so no file can name them. Load them with: "
            "flask --app wsgi seed load",
        )
