"""Deletes imported files and their data after a while.

A preview repeats texts of the file, which may tell of people: it goes with the file. That a file
was brought stays in the trail; the list of one's own files is emptied after a while, and at once
where the account is erased.
"""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, null, or_, select, update

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.erasure import account_erased
from tracker.accounts.models import UserAccount
from tracker.core import clock
from tracker.core.db import db
from tracker.exchange.imports.models import ImportRun, SavedMatching, State
from tracker.exchange.imports.runs import FILES, shelf
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

RUNS = timedelta(days=90)
_TEXTS = ("shown", "refusals", "value_map")  # what repeats cells of the file


def forget(actor: Actor, data_dir: Path) -> Mapping[str, int]:
    """Delete rows past their retention time and return how many of each kind."""
    require(actor, Permission.EXPIRED_FORGET)
    now = clock.now()
    shelf(data_dir).sweep()
    return {
        "files brought and not written": _cancel(ImportRun.created_at < now - FILES),
        "previews of files brought": _empty(ImportRun.created_at < now - FILES),
        "files brought, as listed": compare_and_set(
            delete(ImportRun).where(
                ImportRun.created_at < now - RUNS, ImportRun.state != State.RUNNING
            )
        ),
    }


def listen() -> None:
    """Delete a user's imports when the account is erased."""
    account_erased.connect(_on_erased)


def _cancel(old: Any) -> int:
    """Cancel a run whose file was deleted."""
    waits = (ImportRun.state.in_((State.WAITING, State.FAILED)), old)
    return compare_and_set(
        update(ImportRun)
        .where(*waits)
        .values(state=State.CANCELLED.value, task=None, ended_at=clock.now(), plan_digest=None)
    )


def _empty(old: Any) -> int:
    full = or_(*(getattr(ImportRun, name).is_not(None) for name in _TEXTS))
    ids = select(ImportRun.id).where(old, full, ImportRun.state != State.RUNNING)
    return compare_and_set(
        update(ImportRun).where(ImportRun.id.in_(ids)).values(dict.fromkeys(_TEXTS, null()))
    )


def _on_erased(_sender: object, *, user: UserAccount) -> None:
    for model in (ImportRun, SavedMatching):
        db.session.execute(delete(model).where(model.user_id == user.id))
