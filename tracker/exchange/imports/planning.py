"""Plans one file: the changes of valid rows, and all refusals.

Pure: stored records are passed in. Rows that name a refused row of the same file are refused too,
so that written rows never depend on refused ones.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core.errors import Conflict
from tracker.evidence.models import IndicatorValue
from tracker.exchange.existing import Existing, load_existing_for
from tracker.exchange.loading import LoadRefused, write_plan
from tracker.exchange.plan import ParsedFile, Plan, plan_all
from tracker.exchange.refusals import Refusal
from tracker.exchange.specification import Kind
from tracker.gap import standing
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review import publication
from tracker.schema.drafts import Changes, Key, differences, spell
from tracker.storage.upsert import Prepared

MOST_SHOWN = 50  # rows of each sort that a preview tells field by field


@dataclass(frozen=True, slots=True)
class Change:
    """One row's change by column, before and after. ``before`` None: a new record."""

    row: int
    key: str
    fields: Mapping[str, tuple[str | None, str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of rows by kind of change, planned or done."""

    rows: int
    created: int
    changed: int
    left: int
    refused: int  # rows, not reasons; a file refused whole counts every row
    left_out: int = 0  # rows that are not wanted, by choice


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of one file. ``plan`` has the valid rows, ``refused`` every reason.

    ``rows`` are the numbers of the planned rows, in the order of its drafts; ``digest`` names
    exactly what carrying it out would write. ``total`` rows were gone through, ``left_out`` not.
    ``existing`` is what it was compared with; ``prepared`` is set by ``prepare``.
    """

    plan: Plan[Any]
    rows: tuple[int, ...]
    refused: tuple[Refusal, ...]
    total: int
    digest: str
    left_out: int = 0
    existing: Existing | None = None
    prepared: Prepared[Any] | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the public revision tells if anything that the plan rests on has changed."""
        return self.existing is not None and self.existing.revision is not None

    @property
    def is_current(self) -> bool:
        """Whether nothing that the plan relies on can have changed since."""
        return self.existing is not None and self.existing.is_current

    @property
    def counts(self) -> Counts:
        """The numbers of the plan."""
        changes = self.plan.changes
        created, changed = len(changes.created), len(changes.changed)
        left = changes.left
        refused = self.total - created - changed - left
        rows = self.total + self.left_out
        return Counts(rows, created, changed, left, refused, self.left_out)

    @property
    def changes(self) -> Changes[Any]:
        """The changes that would be written."""
        return self.plan.changes


class PlanChanged(Conflict):
    """The file would no longer do what was confirmed. ``planned`` is the new plan."""

    def __init__(self, planned: Planned) -> None:
        super().__init__("what is on record has changed since the preview")
        self.planned = planned


def plan_file(
    reading: ParsedFile[Any],
    existing: Existing | Mapping[str, Mapping[Key, Any]],
    *,
    total: int,
    context: str | None = None,
    left_out: int = 0,
) -> Planned:
    """Plan a file. ``existing`` has the stored drafts of its kind and of all that it names."""
    if not isinstance(existing, Existing):
        existing = Existing(existing)
    if reading.unusable or any(each.row is None for each in reading.refused):
        plan, refused = _nothing(reading), list(reading.refused)
    else:
        reading, plan, refused = _without_fault(reading, existing)
    ordered = tuple(sorted(refused, key=lambda each: each.row or 0))
    rows = () if not plan.drafts else tuple(reading.drafts)
    return Planned(plan, rows, ordered, total, _digest(plan, context), left_out, existing)


def prepare(planned: Planned) -> Planned:
    """The plan with everything computed that needs no write lock."""
    plan = planned.plan
    prepared = plan.kind.prepare(plan.changes, plan.origin)
    if prepared is not None and prepared.rows.model is IndicatorValue:
        rows = replace(prepared.rows, cells=standing.plan_cells(prepared.rows))
        prepared = replace(prepared, rows=rows)
    return replace(planned, prepared=prepared)


def _nothing(reading: ParsedFile[Any]) -> Plan[Any]:
    return Plan(reading.kind, reading.origin, (), Changes(), ())


def _without_fault(
    reading: ParsedFile[Any], existing: Existing
) -> tuple[ParsedFile[Any], Plan[Any], list[Refusal]]:
    """Remove refused rows until no remaining row is refused because of a removed one."""
    plan = plan_all([reading], existing.drafts, existing.totals)[0]
    refused = list(plan.refused)
    while plan.refused:
        out = {each.row for each in plan.refused}
        remaining = {row: draft for row, draft in reading.drafts.items() if row not in out}
        reading = replace(reading, drafts=remaining, refused=(), misread=frozenset())
        plan = plan_all([reading], existing.drafts, existing.totals)[0]
        refused.extend(plan.refused)
    return reading, plan, refused


def shown(planned: Planned) -> tuple[list[Change], list[Change]]:
    """The first rows that would be created, and the first that would be changed."""
    rows = dict(zip((draft.key for draft in planned.plan.drafts), planned.rows, strict=True))
    changes = planned.changes
    created = [
        Change(
            rows[draft.key],
            spell(draft.key),
            {name: (None, text) for name, text in draft.cells().items() if text},
        )
        for draft in changes.created[:MOST_SHOWN]
    ]
    changed = [
        Change(
            rows[new.key],
            spell(new.key),
            {name: (was, now) for name, (was, now) in differences(old, new).items()},
        )
        for old, new in changes.changed[:MOST_SHOWN]
    ]
    return created, changed


def _digest(plan: Plan[Any], context: str | None) -> str:
    """SHA-256 of everything that the plan would write and replace."""
    spelled = hashlib.sha256(repr((plan.kind.name, context)).encode())
    for draft in plan.changes.created:
        spelled.update(_spelled(draft))
    for old, new in plan.changes.changed:
        spelled.update(b"over" + _spelled(old) + _spelled(new))
    return spelled.hexdigest()


def _spelled(draft: Any) -> bytes:
    return repr(list(draft.cells().values())).encode("utf-8", "surrogatepass")


def existing_for(kind: Kind[Any], kinds: Sequence[Kind[Any]], drafts: Collection[Any]) -> Existing:
    """The stored records that drafts of the kind match or name."""
    return load_existing_for({kind.name: drafts}, [*kinds, kind])


def carry_out_rows(
    actor: Actor, planned: Planned, *, accept_valid: bool, digest: str | None = None
) -> None:
    """Write the planned rows in the current transaction, as one public change.

    ``digest`` is that of the plan which was confirmed; None: what the file does now is wanted.
    Raises Refused where rows are refused and that was not accepted, PlanChanged.
    """
    require(actor, Permission.IMPORTS_KEEP)
    if planned.refused and not accept_valid:
        raise LoadRefused(planned.refused)
    if digest is not None and digest != planned.digest:
        raise PlanChanged(planned)
    if not planned.changes:
        return
    with publication.one_change():
        write_plan(actor, planned.plan, planned.prepared)


def beyond(most: int, file: str) -> Refusal:
    """A refusal for a file with more rows than allowed."""
    reason = _("a file of this type can have at most %(most)s rows; split it", most=most)
    return Refusal(file, None, None, "", reason)
