"""A file brought in one go, without steps: by programs and by the command line.

What would be written is found and written in one transaction, so nothing can change in between.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

from tracker.accounts.actor import Actor
from tracker.db import db
from tracker.errors import Invalid
from tracker.exchange.importing.bringing import Brought, Way, as_in_file, bring, names_on_record
from tracker.exchange.importing.offers import Offer, bound
from tracker.exchange.importing.planning import (
    Planned,
    beyond,
    carry_out_rows,
    existing_for,
    plan_file,
)
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.plan import Reading, Tick, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import Unusable
from tracker.policy.grants import require
from tracker.policy.permissions import Permission
from tracker.review import publication

Bar = Callable[[int], AbstractContextManager[Tick]]
"""Given the rows, what is told after each how many were gone through."""


@dataclass(frozen=True, slots=True)
class Direct:
    """What became of a file: ``written`` also where everything in it was on record already."""

    brought: Brought
    planned: Planned
    refused: list[Refusal]  # in the words of the file
    written: bool


def _no_bar(_rows: int) -> AbstractContextManager[Tick]:
    return nullcontext(lambda _gone: None)


def bring_directly(
    actor: Actor,
    offer: Offer,
    context: str | None,
    *,
    name: str,
    content: bytes,
    way: Way,
    write: bool,
    accept_valid: bool,
    bar: Bar = _no_bar,
) -> Direct:
    """Say what a file would do, and where ``write`` do it, in a transaction for the caller to end.

    What was pending is rolled back: rows are read before the lock on writing is taken. Raises
    Forbidden, NotFound, ReportClosed, and Invalid for a file in which nothing can be read.
    """
    require(actor, Permission.IMPORTS_KEEP)
    kind, names = bound(actor, offer, context), names_on_record()
    db.session.rollback()
    try:
        brought = bring(name, content, offer.specification, way=way, names=names)
    except Unusable as fault:
        raise Invalid({"file": [fault.reason]}) from None
    sheet, rows = brought.translation.sheet, len(brought.table.rows)
    if rows > offer.most:
        whole = (beyond(offer.most, name),)
        reading = Reading(kind, sheet.origin, {}, whole, frozenset(), unusable=True)
    else:
        with bar(len(sheet.rows)) as tick:
            reading = read_drafts(kind, sheet, tick=tick)
    if write:
        publication.keep_as_it_is()
    kind = bound(actor, offer, context)
    reading = replace(reading, kind=kind)
    planned = plan_file(reading, existing_for(kind, ALL_KINDS), total=rows, context=context)
    does = write and (accept_valid or not planned.refused)
    if does:
        carry_out_rows(actor, planned, accept_valid=accept_valid)
    return Direct(brought, planned, as_in_file(brought, planned.refused), does)
