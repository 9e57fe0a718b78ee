"""Loads a folder of files at once: plans all of it, then writes all of it.

Files are called after their kinds. A kind without a file is left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core import formats
from tracker.core.errors import TrackerError
from tracker.exchange.existing import Existing, load_existing_for
from tracker.exchange.plan import Plan, plan_all, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import read_sheet
from tracker.exchange.specification import Kind
from tracker.review import publication
from tracker.storage.upsert import Prepared

SUFFIX = ".csv"


class LoadRefused(TrackerError):
    """The load has refusals, so nothing was written."""

    def __init__(self, refused: Sequence[Refusal]) -> None:
        super().__init__(f"{len(refused)} refusals, the first: {refused[0]}")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Load:
    """A folder's content: a plan for each file in the order of writing, and all refusals."""

    plans: tuple[Plan[Any], ...]
    refused: tuple[Refusal, ...]
    existing: Existing | None = None

    @property
    def is_current(self) -> bool:
        """Whether nothing that it relies on can have changed since planning."""
        return self.existing is not None and self.existing.is_current


def plan_folder(folder: Path, kinds: Sequence[Kind[Any]]) -> Load:
    """Read every file of the folder and plan the load. Writes nothing."""
    return plan_files(
        {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if _is_sheet(path)},
        kinds,
    )


def _is_sheet(path: Path) -> bool:
    # Whatever the case of its letters: a States.CSV passed over in silence would be missed.
    return path.is_file() and path.suffix.lower() == SUFFIX


def plan_files(files: Mapping[str, bytes], kinds: Sequence[Kind[Any]]) -> Load:
    """Plan the load of these files by name. Writes nothing."""
    named = {f"{kind.name}{SUFFIX}": kind for kind in kinds}
    strangers = [
        Refusal(
            name,
            None,
            None,
            "",
            _("the file must have one of these names: %(names)s", names=formats.listed(named)),
        )
        for name in files
        if name not in named
    ]
    if not files:
        strangers = [
            Refusal(f"*{SUFFIX}", None, None, "", _("at least one of these files is required"))
        ]
    readings = [
        read_drafts(kind, read_sheet(name, files[name], kind.specification))
        for name, kind in named.items()
        if name in files
    ]
    drafts_by_kind = {each.kind.name: list(each.drafts.values()) for each in readings}
    existing = load_existing_for(drafts_by_kind, kinds)
    plans = plan_all(readings, existing.drafts, existing.totals)
    refused = (*strangers, *(refusal for plan in plans for refusal in plan.refused))
    return Load(plans, refused, existing)


def carry_out(actor: Actor, load: Load) -> None:
    """Write a load in the current transaction and announce it as one public change.

    Raises Refused if anything in it is refused.
    """
    if load.refused:
        raise LoadRefused(load.refused)
    with publication.one_change():
        for plan in load.plans:
            if plan.changes:
                write_plan(actor, plan, plan.kind.prepare(plan.changes, plan.origin))


def write_plan(actor: Actor, plan: Plan[Any], prepared: Prepared[Any] | None) -> None:
    """Write a plan through the service of its kind. Prepared rows are not compared again."""
    if prepared is None or plan.kind.put_prepared is None:
        plan.kind.put(actor, plan.drafts, origin=plan.origin)
    else:
        plan.kind.put_prepared(actor, plan.drafts, origin=plan.origin, prepared=prepared)
