"""Loading a folder of files as one: all of it is planned first, then all of it is written.

Files are called after their kinds. A kind without a file is left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core.errors import TrackerError
from tracker.exchange.plan import Plan, plan_all, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import read_sheet
from tracker.exchange.specification import Kind
from tracker.review import publication
from tracker.schema.drafts import Key

SUFFIX = ".csv"


class LoadRefused(TrackerError):
    """A load with refusals was to be written; nothing was."""

    def __init__(self, refused: Sequence[Refusal]) -> None:
        super().__init__(f"{len(refused)} refusals, the first: {refused[0]}")
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Load:
    """What a folder brings: a plan per file in the order of writing, and all that is refused."""

    plans: tuple[Plan[Any], ...]
    refused: tuple[Refusal, ...]


def plan_folder(folder: Path, kinds: Sequence[Kind[Any]]) -> Load:
    """Read every file of the folder and say what loading it would do; writes nothing."""
    return plan_files(
        {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if _is_sheet(path)},
        kinds,
    )


def _is_sheet(path: Path) -> bool:
    # Whatever the case of its letters: a States.CSV passed over in silence would be missed.
    return path.is_file() and path.suffix.lower() == SUFFIX


def plan_files(files: Mapping[str, bytes], kinds: Sequence[Kind[Any]]) -> Load:
    """Say what loading the files, by name, would do; writes nothing."""
    named = {f"{kind.name}{SUFFIX}": kind for kind in kinds}
    strangers = [
        Refusal(name, None, None, "", _("one of these names: %(names)s", names=", ".join(named)))
        for name in files
        if name not in named
    ]
    if not files:
        strangers = [Refusal(f"*{SUFFIX}", None, None, "", _("at least one such file is needed"))]
    readings = [
        read_drafts(kind, read_sheet(name, files[name], kind.specification))
        for name, kind in named.items()
        if name in files
    ]
    plans = plan_all(readings, _existing([reading.kind for reading in readings], kinds))
    return Load(plans, (*strangers, *(refusal for plan in plans for refusal in plan.refused)))


def _existing(
    brought: Sequence[Kind[Any]], kinds: Sequence[Kind[Any]]
) -> dict[str, Mapping[Key, Any]]:
    """What is on record of the kinds brought and of those that they name."""
    wanted = {kind.name for kind in brought}.union(*(kind.refers_to for kind in brought))
    return {kind.name: kind.on_record() for kind in kinds if kind.name in wanted}


def carry_out(actor: Actor, load: Load) -> None:
    """Write a load within the present transaction and announce it as one public change.

    Raises Refused if anything in it is refused.
    """
    if load.refused:
        raise LoadRefused(load.refused)
    with publication.one_change():
        for plan in load.plans:
            if plan.changes:
                plan.kind.put(actor, plan.drafts, origin=plan.origin)
