"""Writing a report: begun, filled entry by entry, its frame changed. Only while it is a draft.

Two people may write in one report. Every entry has a version; whoever saves over a version that
has moved on is told, with both texts, and nothing of either is lost.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from tracker import clock
from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.db import db
from tracker.errors import Conflict, NotFound
from tracker.policy.grants import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.registry.models import Commitment, State
from tracker.reporting.drafts import EntryDraft, ReportDraft
from tracker.reporting.models import DueDate, EntryFact, Report, ReportEntry
from tracker.reporting.vocabulary import Consultation, FactResponse
from tracker.review.lifecycle import OPEN, Status

TEXTS = (
    "answer",
    "level",
    "reason",
    "measures_taken",
    "challenges",
    "assistance",
    "survivors_how",
    "sources",
)


class EntryConflict(Conflict):
    """Somebody else saved the entry first; ``stored`` is theirs, ``offered`` the one refused."""

    def __init__(self, stored: ReportEntry, offered: EntryDraft) -> None:
        super().__init__("the entry was changed by somebody else")
        self.stored = stored
        self.offered = offered


class ReportClosed(Conflict):
    """The report is no longer a draft, so nothing in it may change."""

    def __init__(self, status: str) -> None:
        super().__init__(f"the report is {status}")
        self.status = status


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """What a state says of a published record about it."""

    record: str
    response: FactResponse
    note: str | None = None


def start_report(
    actor: Actor, iso3: str, draft: ReportDraft, *, due_id: int | None = None
) -> Report:
    """Begin a report of a state, for a due date or as an extra one."""
    require(actor, Permission.REPORT_DRAFT, Subject(state=iso3))
    state = db.session.scalar(select(State).where(State.iso3 == iso3))
    if state is None:
        raise NotFound("state", iso3)
    report = Report(
        reference=f"R-{iso3}-{secrets.token_hex(4).upper()}",
        state_id=state.id,
        due_id=_due_id(state, due_id),
        title=draft.title,
        period_start=draft.period_start,
        period_end=draft.period_end,
        status=Status.DRAFT,
        version=1,
    )
    db.session.add(report)
    db.session.flush()
    trail.record(actor, "reporting:report:started", f"report:{report.reference}", {})
    return report


def _due_id(state: State, due_id: int | None) -> int | None:
    """The due date, if it is this state's and nobody has begun to answer it."""
    if due_id is None:
        return None
    due = db.session.get(DueDate, due_id)
    if due is None or due.state_id != state.id:
        raise NotFound("due date", str(due_id))
    taken = select(Report.id).where(
        Report.due_id == due_id, Report.status.in_([Status.DRAFT, Status.CLEARED, Status.SUBMITTED])
    )
    if db.session.scalar(taken) is not None:
        raise Conflict("a report for this due date has been begun")
    return due_id


def own_report(actor: Actor, reference: str) -> Report:
    """A report of a state that the actor speaks for; foreign and missing are the same answer."""
    require(actor, Permission.WORKSPACE_SEE)
    query = select(Report).join(Report.state)
    report = db.session.scalar(
        query.where(Report.reference == reference, State.iso3.in_(actor.states))
    )
    if report is None:
        raise NotFound("report", reference)
    return report


def save_frame(actor: Actor, reference: str, draft: ReportDraft, *, version: int) -> Report:
    """Change a draft's title and period; raises Conflict if somebody else did first."""
    require(actor, Permission.REPORT_DRAFT, Subject(state=own_report(actor, reference).state.iso3))
    report = _open(own_report(actor, reference))
    changed = db.session.execute(
        update(Report)
        .where(Report.id == report.id, Report.version == version, Report.status == Status.DRAFT)
        .values(
            title=draft.title,
            period_start=draft.period_start,
            period_end=draft.period_end,
            version=version + 1,
        )
    )
    if changed.rowcount == 0:
        raise Conflict("the report was changed by somebody else")
    db.session.refresh(report)
    trail.record(actor, "reporting:report:framed", f"report:{reference}", {"version": version + 1})
    return report


def save_entry(
    actor: Actor,
    reference: str,
    draft: EntryDraft,
    *,
    version: int,
    facts: Sequence[FactAnswer] | None = None,
) -> ReportEntry:
    """Save one entry over the version that the writer saw; 0 is an entry not yet there.

    ``facts`` None leaves what was said of known records as it is. Followers repeat the answer.
    Raises EntryConflict where somebody saved first, and ReportClosed after clearance.
    """
    require(actor, Permission.REPORT_DRAFT, Subject(state=own_report(actor, reference).state.iso3))
    report = _open(own_report(actor, reference))
    commitment = _commitment(draft.commitment)
    entry = _entry(report, commitment)
    if entry is None:
        entry = _new_entry(report, commitment, draft, version)
    elif _says(entry, draft) and facts is None:
        return entry
    elif not _take_version(entry, version):
        raise EntryConflict(entry, draft)
    _write(actor, entry, draft)
    entry.lead_id = None
    if facts is not None:
        _write_facts(entry, facts)
    for follower in _followers(entry):
        _write(actor, follower, draft)
        follower.version += 1
    db.session.flush()
    _tell(actor, report, entry)
    return entry


def answer_alike(
    actor: Actor, reference: str, *, lead: str, commitments: Sequence[str]
) -> list[ReportEntry]:
    """Let one entry answer further commitments that ask the same.

    Commitments that were followers and are not named any more keep their text as their own.
    """
    require(actor, Permission.REPORT_DRAFT, Subject(state=own_report(actor, reference).state.iso3))
    report = _open(own_report(actor, reference))
    leading = _entry(report, _commitment(lead))
    if leading is None:
        raise NotFound("entry", lead)
    for follower in _followers(leading):
        follower.lead_id = None
    made = []
    for other in commitments:
        commitment = _commitment(other)
        if commitment.id == leading.commitment_id:
            continue
        entry = _entry(report, commitment) or ReportEntry(
            report_id=report.id, commitment_id=commitment.id, version=0, survivors="not_stated"
        )
        db.session.add(entry)
        _write(actor, entry, draft_of(leading))
        entry.lead_id = leading.id
        entry.version += 1
        made.append(entry)
    db.session.flush()
    _tell(actor, report, leading)
    return made


def drop_entry(actor: Actor, reference: str, commitment: str, *, version: int) -> None:
    """Take an entry out of a draft; its text stays in the audit trail."""
    require(actor, Permission.REPORT_DRAFT, Subject(state=own_report(actor, reference).state.iso3))
    report = _open(own_report(actor, reference))
    entry = _entry(report, _commitment(commitment))
    if entry is None:
        return
    if not _take_version(entry, version):
        raise EntryConflict(entry, draft_of(entry))
    for follower in _followers(entry):
        follower.lead_id = None
    trail.record(
        actor,
        "reporting:entry:dropped",
        f"report:{reference}",
        {"commitment": commitment, "was": draft_of(entry).cells()},
    )
    db.session.delete(entry)
    db.session.flush()


def draft_of(entry: ReportEntry) -> EntryDraft:
    """An entry as the draft that would make it."""
    cells = {name: getattr(entry, name) for name in TEXTS}
    texts = {name: None if cell is None else str(cell) for name, cell in cells.items()}
    stated = None if entry.survivors == Consultation.NOT_STATED else entry.survivors
    return EntryDraft.parse(
        {"commitment": entry.commitment.reference, "survivors": stated, **texts}
    )


def _open(report: Report) -> Report:
    if report.status not in OPEN:
        raise ReportClosed(report.status)
    return report


def _commitment(reference: str) -> Commitment:
    query = select(Commitment).where(
        Commitment.reference == reference,
        Commitment.published_at.is_not(None),
        Commitment.ended_at.is_(None),
    )
    commitment = db.session.scalar(query)
    if commitment is None:
        raise NotFound("commitment", reference)
    return commitment


def _entry(report: Report, commitment: Commitment) -> ReportEntry | None:
    query = select(ReportEntry).where(
        ReportEntry.report_id == report.id, ReportEntry.commitment_id == commitment.id
    )
    return db.session.scalar(query)


def _new_entry(
    report: Report, commitment: Commitment, draft: EntryDraft, version: int
) -> ReportEntry:
    if version != 0:
        # The writer saw an entry that somebody has since taken out: what is typed is kept as new.
        version = 0
    entry = ReportEntry(
        report_id=report.id,
        commitment_id=commitment.id,
        version=1,
        survivors=draft.survivors or Consultation.NOT_STATED,
    )
    db.session.add(entry)
    return entry


def _take_version(entry: ReportEntry, version: int) -> bool:
    """Step the entry's version on, if it is still the one that the writer saw."""
    taken = db.session.execute(
        update(ReportEntry)
        .where(ReportEntry.id == entry.id, ReportEntry.version == version)
        .values(version=version + 1)
        .execution_options(synchronize_session=False)
    )
    db.session.refresh(entry)
    return bool(taken.rowcount)


def _says(entry: ReportEntry, draft: EntryDraft) -> bool:
    return draft_of(entry) == draft


def _write(actor: Actor, entry: ReportEntry, draft: EntryDraft) -> None:
    for name in TEXTS:
        setattr(entry, name, getattr(draft, name))
    entry.survivors = draft.survivors or Consultation.NOT_STATED
    entry.changed_at, entry.changed_by = clock.now(), actor.key


def _write_facts(entry: ReportEntry, facts: Sequence[FactAnswer]) -> None:
    entry.facts = [
        EntryFact(record=fact.record, response=fact.response, note=fact.note) for fact in facts
    ]


def _followers(entry: ReportEntry) -> Sequence[ReportEntry]:
    if entry.id is None:
        return ()
    return db.session.scalars(select(ReportEntry).where(ReportEntry.lead_id == entry.id)).all()


def _tell(actor: Actor, report: Report, entry: ReportEntry) -> None:
    trail.record(
        actor,
        "reporting:entry:saved",
        f"report:{report.reference}",
        {"version": entry.version, **draft_of(entry).cells()},
    )
