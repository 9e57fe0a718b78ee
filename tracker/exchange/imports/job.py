"""Runs an import: parses its file, plans, and writes after confirmation.

A small file is processed at once, a large one by a thread that reports progress. Writing and its
record are one transaction. A process that lost the run writes nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core import clock, formats
from tracker.core.collector import collector_paused
from tracker.core.db import db
from tracker.core.errors import Forbidden, Invalid, NotFound, TrackerError
from tracker.exchange.imports import refused_rows
from tracker.exchange.imports.importable_kinds import bound, offer_of
from tracker.exchange.imports.models import ImportRun, State, Task
from tracker.exchange.imports.pipeline import (
    ParsedImport,
    as_in_file,
    grouped,
    known_state_names,
    known_values,
    parse_import,
)
from tracker.exchange.imports.planning import (
    PlanChanged,
    Planned,
    beyond,
    carry_out_rows,
    existing_for,
    plan_file,
    prepare,
    shown,
)
from tracker.exchange.imports.references import unknown_values
from tracker.exchange.imports.runs import REFUSED, RunBusy, content_of, end, shelf, way_of
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.loading import LoadRefused
from tracker.exchange.normalising.settled_values import UnknownValue
from tracker.exchange.plan import ParsedFile, read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import UnreadableFile
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.reporting.conflicts import ReportClosed
from tracker.review import publication

MOST_REFUSALS = 500  # that pages list; the file of refused rows has all
MOST_UNKNOWN = 200  # values that one page asks about
MOST_UNDERSTOOD = 200  # values that a page tells, with what they were understood as
# How often a plan is made anew outside the lock because something became public meanwhile; after
# that it is made under the lock.
TRIES_BEFORE_LOCK = 3
IN_BACKGROUND = 2_000  # rows from which the work is not done while somebody waits for the page


class Cancelled(TrackerError):
    """The owner cancelled the run. Nothing was written."""


class LeaseLost(TrackerError):
    """Another process has taken the run. Nothing was written."""


class Lease:
    """A process's hold on a run while working on it. This one is for a single request.

    Nobody is notified, and the request's own transaction is the only one.
    """

    def tick(self, rows: int) -> None:
        """Report that this many rows are done. Raises Cancelled or LeaseLost."""

    def still(self) -> None:
        """Check that the run is still held. Raises Cancelled or LeaseLost."""

    def between(self) -> None:
        """Announce that no stored records are read for a while."""

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction for the work inside. The request ends it."""
        yield

    def held(self, run: ImportRun) -> ImportRun:
        """The run, locked until the transaction ends. Raises Cancelled or LeaseLost."""
        return run


@collector_paused()
def work(actor: Actor, run: ImportRun, data_dir: Path, *, hold: Lease | None = None) -> None:
    """Do the task of a run and store the result for its owner. Raises Cancelled or LeaseLost."""
    require(actor, Permission.IMPORTS_KEEP)
    work_ = _Work(actor, run, data_dir, hold or Lease())
    try:
        work_.write() if run.task == Task.WRITE else work_.plan()
    except PlanChanged as changed:
        db.session.rollback()
        why = _("The data has changed since you opened this page. This is the new preview.")
        work_.store_plan(changed.planned, failure=str(why))
    except (
        UnreadableFile,
        Invalid,
        NotFound,
        Forbidden,
        RunBusy,
        ReportClosed,
        LoadRefused,
    ) as fault:
        db.session.rollback()
        work_.fail(_why(fault))


class _Work:
    """The work on one run."""

    def __init__(self, actor: Actor, run: ImportRun, data_dir: Path, hold: Lease) -> None:
        self.actor, self.run, self.data_dir, self.hold = actor, run, data_dir, hold
        self.offer = offer_of(run.kind)
        self.context, self.name = run.context, run.file_name
        self.parsed: ParsedImport | None = None

    def plan(self) -> None:
        """Determine what the file would change."""
        reading = self._read()
        self.store_plan(self._planned(reading))

    def write(self) -> None:
        """Write the confirmed changes and record that in the same transaction."""
        reading = self._read()
        planned = prepare(self._planned(reading))
        for _try in range(TRIES_BEFORE_LOCK if planned.is_dated else 0):
            with self.hold.writing():
                # Between what is found here and what is written nobody else changes it.
                publication.lock_publication()
                if planned.is_current:
                    self._carry_out(planned)
                    return
            planned = prepare(self._planned(reading))
        with self.hold.writing():
            publication.lock_publication()
            if not planned.is_current:
                planned = prepare(self._planned(reading))
            self._carry_out(planned)

    def _carry_out(self, planned: Planned) -> None:
        """Write a plan that is current, under the lock; only rows that are ready are written."""
        accept, digest = self.run.accept_valid, self.run.plan_digest
        carry_out_rows(self.actor, planned, accept_valid=accept, digest=digest)
        run = self.hold.held(self.run)
        self._notify(run, planned)
        run.counts, run.progress = asdict(planned.counts), run.total
        end(run, State.DONE, self.data_dir)

    def store_plan(self, planned: Planned, *, failure: str | None = None) -> None:
        """Store the plan for the owner."""
        if self.parsed is None:
            raise ValueError("nothing was read")
        refused = as_in_file(self.parsed, planned.refused)
        grouped_refusals = as_in_file(self.parsed, grouped(self.parsed.matching, planned.refused))
        unknown = unknown_values(self.parsed, planned, str(get_locale() or "en")[:2])
        preview = _preview(self.parsed, planned, unknown)
        with self.hold.writing():
            run = self.hold.held(self.run)
            run.counts, run.shown, run.failure = asdict(planned.counts), preview, failure
            run.refusals = [asdict(each) for each in grouped_refusals[:MOST_REFUSALS]]
            run.plan_digest = planned.digest
            run.progress = run.total = planned.total
            run.state, run.task, run.worker = State.WAITING.value, None, None
            _store_refused(run, self.parsed, refused, self.data_dir)
            db.session.flush()

    def fail(self, reason: str) -> None:
        """Store the reason of a failure for the owner."""
        with self.hold.writing():
            run = self.hold.held(self.run)
            run.state, run.task, run.worker = State.FAILED.value, None, None
            run.failure, run.ended_at = reason[:300], clock.now()
            db.session.flush()

    def _read(self) -> ParsedFile[Any]:
        """The rows as drafts. Needs only the kind and the spellings of States."""
        self.hold.still()
        names, scales, way = known_state_names(), known_values(), way_of(self.run)
        kind = bound(self.actor, self.offer, self.context)
        content = content_of(self.run, self.data_dir)
        self.hold.between()
        specification = self.offer.specification
        self.parsed = parse_import(
            self.name, content, specification, way=way, names=names, scales=scales
        )
        self.hold.still()
        sheet, rows = self.parsed.translation.sheet, len(self.parsed.table.rows)
        if rows <= self.offer.most:
            return read_drafts(kind, sheet, tick=self.hold.tick)
        whole = (beyond(self.offer.most, self.name),)
        return ParsedFile(kind, sheet.origin, {}, whole, frozenset(), unusable=True)

    def _planned(self, reading: ParsedFile[Any]) -> Planned:
        """What the rows would change in the current records."""
        kind = bound(self.actor, self.offer, self.context)
        rows = len(self.parsed.table.rows) if self.parsed else 0
        return plan_file(
            replace(reading, kind=kind),
            existing_for(kind, ALL_KINDS, reading.drafts.values()),
            total=rows,
            context=self.context,
            left_out=self.parsed.left_out if self.parsed else 0,
        )

    def _notify(self, run: ImportRun, planned: Planned) -> None:
        content = {
            "kind": run.kind,
            "file": run.file_name,
            "sha256": run.file_hash,
            **asdict(planned.counts),
        }
        trail.record(self.actor, "exchange:import:written", f"import:{run.public_id}", content)


def _preview(
    parsed: ParsedImport, planned: Planned, unknown: Sequence[UnknownValue]
) -> dict[str, Any]:
    """What a page shows before anything is written."""
    created, changed = shown(planned)
    translation = parsed.translation
    return {
        "created": [asdict(each) for each in created],
        "changed": [asdict(each) for each in changed],
        "unknown": [asdict(each) for each in unknown[:MOST_UNKNOWN]],
        "questions": list(translation.questions),
        "understood": [asdict(each) for each in translation.understood[:MOST_UNDERSTOOD]],
        "unused": list(parsed.matching.unused),
        "notes": [str(note) for note in (*parsed.table.notes, *translation.notes)],
    }


def _store_refused(
    run: ImportRun, parsed: ParsedImport, refused: list[Refusal], data_dir: Path
) -> None:
    storage = shelf(data_dir)
    if not refused:
        storage.drop(run.public_id, REFUSED)
        return
    header, rows = refused_rows.refused_rows(parsed.table, refused)
    storage.put(run.public_id, REFUSED, content=refused_rows.packed(header, rows))


def _why(fault: Exception) -> str:
    match fault:
        case UnreadableFile():
            return fault.reason
        case RunBusy():
            return str(_("The file has expired. Please upload it again."))
        case ReportClosed():
            return str(_("The report is no longer a draft."))
        case Invalid():
            return formats.listed_apart(text for texts in fault.errors.values() for text in texts)
        case LoadRefused():
            return str(_("Some rows are rejected, and you chose to save all rows or none."))
        case _:
            return str(_("You do not have permission to import these files there."))
