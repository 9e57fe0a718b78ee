"""The owner's operations on an import run: begin, choose, confirm, cancel.

What is to be done with the rows is only asked for here; ``work`` does it, now or in the background.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts import identifiers, queries
from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.exchange.imports import saved_matchings
from tracker.exchange.imports.importable_kinds import (
    OFFERS,
    ImportDestination,
    ImportTarget,
    bound,
    is_open_to,
    offer_of,
)
from tracker.exchange.imports.models import ImportRun, State, Task
from tracker.exchange.imports.pipeline import (
    ReadingChoice,
    choice_as_json,
    known_state_names,
    matched,
    read_import,
    way_from,
)
from tracker.exchange.imports.row_choice import RowChoice
from tracker.exchange.matching.columns import Matching
from tracker.exchange.parsing import LayoutChoice, Table
from tracker.exchange.sheets import UnreadableFile
from tracker.exchange.temp_store import TempStore
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

FOLDER = "imports"
# Long enough to mend refused rows in a working week; a file may hold what is said of people.
FILES = timedelta(days=7)
MOST_OPEN = 20  # runs of one person that wait or are at work
LONGEST_NAME = 120
FILE, REFUSED = "file", "refused"
OPEN = (State.WAITING, State.RUNNING)


class RunBusy(Conflict):
    """The operation is impossible because the run is in progress or has ended."""


@dataclass(frozen=True, slots=True)
class RunView:
    """A run's file as it would be read: its table and its matching.

    ``again`` is the name under which a matching was found again; None where it is guessed.
    """

    table: Table
    matching: Matching
    way: ReadingChoice


def shelf(data_dir: Path) -> TempStore:
    """The store for files of runs."""
    return TempStore(data_dir / FOLDER, FILES)


def begin(
    actor: Actor,
    offer: ImportTarget,
    context: str | None,
    *,
    name: str,
    content: bytes,
    data_dir: Path,
    choice: LayoutChoice | None = None,
) -> ImportRun:
    """Save an uploaded file and recognise its content.

    Raises Invalid where nothing can be read in it, Forbidden, NotFound, ReportClosed.
    """
    require(actor, Permission.IMPORTS_KEEP)
    # First, before anything is asked of the database: it may take seconds, and where one writer
    # keeps the others waiting nobody should wait for that.
    table = _table(name, content, offer, choice or LayoutChoice())
    bound(actor, offer, context)
    owner = queries.find_user(actor.key).id
    if len(_open_of(owner)) >= MOST_OPEN:
        most = _("you can have at most %(most)s open imports; cancel one first", most=MOST_OPEN)
        raise Invalid({"file": [most]})
    again = saved_matchings.found_again(actor, offer, table.columns)
    way = again[1] if again else ReadingChoice()
    run = ImportRun(
        public_id=identifiers.public_id(),
        user_id=owner,
        kind=offer.name,
        context=context if offer.into is not ImportDestination.REGISTRY else None,
        file_name=shown_name(name),
        file_hash=hashlib.sha256(content).hexdigest(),
        choice=choice_as_json(choice) if choice else None,
        matching=way.matching.as_json() if way.matching else None,
        value_map=way.value_map(),
        accept_valid=False,
        state=State.WAITING,
        task=None,
        cancel_asked=False,
        progress=0,
        total=len(table.rows),
        created_at=clock.now(),
    )
    db.session.add(run)
    db.session.flush()
    shelf(data_dir).put(run.public_id, FILE, content=content)
    return run


def shown_name(name: str) -> str:
    """A file name for display: without folders, on one line, shortened."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    letters = "".join(letter if letter.isprintable() else " " for letter in plain)
    return letters[-LONGEST_NAME:].strip() or "file"


def own_runs(actor: Actor) -> tuple[ImportRun, ...]:
    """All runs of the user, newest first."""
    require(actor, Permission.IMPORTS_KEEP)
    owner = queries.find_user(actor.key).id
    query = select(ImportRun).where(ImportRun.user_id == owner)
    return tuple(db.session.scalars(query.order_by(ImportRun.id.desc())))


def own_run(actor: Actor, public_id: str) -> ImportRun:
    """One of them. Raises NotFound, also for another user's run."""
    require(actor, Permission.IMPORTS_KEEP)
    owner = queries.find_user(actor.key).id
    query = select(ImportRun).where(ImportRun.public_id == public_id, ImportRun.user_id == owner)
    query = query.execution_options(populate_existing=True)
    run: ImportRun | None = db.session.scalar(query)
    if run is None or run.kind not in OFFERS:
        raise NotFound("import", public_id)
    return run


def content_of(run: ImportRun, data_dir: Path) -> bytes:
    """The uploaded file. Raises RunBusy if it is no longer stored."""
    content = shelf(data_dir).get(run.public_id, FILE)
    if content is None:
        raise RunBusy("the file is no longer kept")
    return content


def way_of(run: ImportRun) -> ReadingChoice:
    """The choices made so far for reading the run's file."""
    specification = offer_of(run.kind).specification
    return way_from(
        specification,
        choice=run.choice,
        matching=run.matching,
        value_map=run.value_map,
        rows=run.wanted_rows,
    )


def _nothing() -> None:
    """Hold no lock."""


def load_view(
    actor: Actor, run: ImportRun, data_dir: Path, *, let_go: Callable[[], None] = _nothing
) -> RunView:
    """The file as a table. Raises RunBusy, or UnreadableFile with the current choices.

    ``let_go`` is called before the file is read, which may take seconds: callers release the write
    lock there.
    """
    require(actor, Permission.IMPORTS_KEEP)
    way, name, content = way_of(run), run.file_name, content_of(run, data_dir)
    specification = offer_of(run.kind).specification
    let_go()
    table = read_import(name, content, specification, way.choice)
    return RunView(table, matched(table, specification, way, known_state_names()), way)


def choose_reading(
    actor: Actor,
    run: ImportRun,
    choice: LayoutChoice,
    data_dir: Path,
    *,
    let_go: Callable[[], None] = _nothing,
) -> None:
    """Set how the file is read. The matching is guessed again if columns change.

    ``let_go`` as in ``look``. Raises Invalid where nothing can be read in it so, NotNow.
    """
    require(actor, Permission.IMPORTS_KEEP)
    refuse_at_work(run)
    name, content, offer = run.file_name, content_of(run, data_dir), offer_of(run.kind)
    let_go()
    table = _table(name, content, offer, choice)
    _hold(run)
    refuse_at_work(run)
    before = way_of(run)
    run.choice = choice_as_json(choice)
    run.total = len(table.rows)
    if before.matching is not None and tuple(table.columns) != before.matching.columns:
        run.matching = run.wanted_rows = None
    _unplan(run)


def choose_columns(actor: Actor, run: ImportRun, matching: Matching) -> None:
    """Set the matching after a person checked every column. Raises RunBusy."""
    require(actor, Permission.IMPORTS_KEEP)
    refuse_at_work(run)
    run.matching = matching.confirmed().as_json()
    _unplan(run)


def choose_rows(actor: Actor, run: ImportRun, rows: RowChoice) -> None:
    """Set which rows to import. Raises RunBusy."""
    require(actor, Permission.IMPORTS_KEEP)
    refuse_at_work(run)
    run.wanted_rows = rows.as_json()
    _unplan(run)


def choose_values(
    actor: Actor,
    run: ImportRun,
    maps: Mapping[str, Mapping[str, str]],
    day_first: Mapping[str, bool],
) -> None:
    """Add meanings of values. Raises RunBusy.

    It is remembered with the matching that the person saved for these columns.
    """
    require(actor, Permission.IMPORTS_KEEP)
    refuse_at_work(run)
    way = way_of(run)
    chosen = {name: {**way.maps.get(name, {}), **each} for name, each in maps.items()}
    settled = ReadingChoice(maps={**way.maps, **chosen}, day_first={**way.day_first, **day_first})
    run.value_map = {**settled.value_map(), "seen": True}
    saved_matchings.remember_values(actor, offer_of(run.kind), way_of(run))
    _unplan(run)


def has_asked_values(run: ImportRun) -> bool:
    """Whether the owner was asked about unknown values."""
    return bool((run.value_map or {}).get("seen"))


def save_way(actor: Actor, run: ImportRun, name: str) -> None:
    """Save the choices under a name for files with the same columns. Raises Invalid or RunBusy."""
    require(actor, Permission.IMPORTS_KEEP)
    way = way_of(run)
    if way.matching is None:
        raise RunBusy("nothing is matched yet")
    saved_matchings.save(actor, offer_of(run.kind), name, way.matching.columns, way)


def ask(actor: Actor, run: ImportRun, task: Task, *, accept_valid: bool = False) -> None:
    """Request planning of the rows or, afterwards, writing them. Raises RunBusy."""
    require(actor, Permission.IMPORTS_KEEP)
    _hold(run)
    refuse_at_work(run)
    # The thread works with full rights, so two-step verification must be complete by now.
    if not is_open_to(actor, offer_of(run.kind)):
        raise NotFound("import", run.public_id)
    if task is Task.WRITE and run.plan_digest is None:
        raise RunBusy("it is not planned")
    run.task, run.accept_valid = task.value, accept_valid
    run.worker, run.failure, run.progress = None, None, 0
    db.session.flush()


def cancel(actor: Actor, run: ImportRun, data_dir: Path) -> None:
    """Cancel a run before it is written. Its work stops and its file is deleted."""
    require(actor, Permission.IMPORTS_KEEP)
    _hold(run)
    if run.state == State.RUNNING:
        run.cancel_asked = True
    elif run.state in (State.WAITING, State.FAILED):
        end(run, State.CANCELLED, data_dir)
    db.session.flush()


def again(actor: Actor, run: ImportRun) -> None:
    """Restart a failed or abandoned run. Raises RunBusy."""
    require(actor, Permission.IMPORTS_KEEP)
    _hold(run)
    if run.state != State.FAILED and not (run.state == State.RUNNING and run.worker is None):
        raise RunBusy("nothing failed")
    run.state, run.task, run.failure = State.WAITING.value, Task.PLAN.value, None
    run.cancel_asked, run.progress, run.ended_at = False, 0, None
    db.session.flush()


def end(run: ImportRun, state: State, data_dir: Path) -> None:
    """End a run and delete its file. The file of rejected rows stays for a while."""
    run.state, run.task, run.worker = state.value, None, None
    run.cancel_asked, run.ended_at = False, clock.now()
    shelf(data_dir).drop(run.public_id, FILE)
    run.shown = None  # It repeats the file; what was written is on record.
    if state is State.CANCELLED:
        shelf(data_dir).drop(run.public_id, REFUSED)
        run.refusals = None


def refuse_at_work(run: ImportRun) -> None:
    """Raise RunBusy unless the run waits for its owner."""
    if run.state != State.WAITING or run.task is not None:
        raise RunBusy("it is at work, or over")


def _hold(run: ImportRun) -> None:
    """Reload and lock the run, so that two clicks become one operation."""
    db.session.refresh(run, with_for_update=True)


def _unplan(run: ImportRun) -> None:
    run.plan_digest = run.counts = run.shown = run.refusals = None
    db.session.flush()


def _table(name: str, content: bytes, offer: ImportTarget, choice: LayoutChoice) -> Table:
    try:
        table = read_import(name, content, offer.specification, choice)
    except UnreadableFile as fault:
        raise Invalid({"file": [fault.reason]}) from None
    if not table.rows:
        raise Invalid({"file": [_("the file must have at least one row below the header")]})
    return table


def _open_of(owner: int) -> list[Any]:
    query = select(ImportRun.id).where(ImportRun.user_id == owner, ImportRun.state.in_(OPEN))
    return list(db.session.scalars(query))
