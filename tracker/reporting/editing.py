"""Writes a draft report: starts it, saves entries, changes title and period.

Two people may write in one report. Every entry has a version. A writer who saves over an older
version sees both texts, and nothing is lost. Writers lock the report's row, so that nothing changes
during approval.
"""

import secrets
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import contains_eager, selectinload

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.registry.equivalence import equivalent_references
from tracker.registry.models import Commitment, State
from tracker.reporting.conflicts import (
    AlreadyBegun,
    EntryConflict,
    FrameConflict,
    ReportClosed,
    Saved,
)
from tracker.reporting.drafts import EntryDraft, ReportDraft, require_membership
from tracker.reporting.entries import (
    RecordResponse,
    entry_draft,
    frame_draft,
    values_of,
    write_entry,
)
from tracker.reporting.models import DueDate, EntryValue, Report, ReportEntry
from tracker.reporting.record_responses import write_facts
from tracker.review.lifecycle import OPEN, Status

_ENDED = (Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED)
FRAME = ("title", "period_start", "period_end", "survivors", "survivors_how")


def start_report(
    actor: Actor, iso3: str, draft: ReportDraft, *, due_id: int | None = None
) -> Report:
    """Start a State's report, for a due date or as an extra one.

    Raises Invalid where the period ends before membership. Raises AlreadyBegun where one for the
    due date, or an extra one with this title and end of the period, is under way: the same form
    may have been sent twice.
    """
    require(actor, Permission.REPORT_DRAFT, Subject(state=iso3))
    state = db.session.scalar(select(State).where(State.iso3 == iso3))
    if state is None:
        raise NotFound("state", iso3)
    require_membership(draft, iso3, state.member_from)
    report = Report(
        reference=f"R-{iso3}-{secrets.token_hex(4).upper()}",
        state_id=state.id,
        due_id=None if due_id is None else _due_id(state, due_id),
        status=Status.DRAFT,
        version=1,
        **{name: getattr(draft, name) for name in FRAME},
    )
    try:
        with db.session.begin_nested():
            db.session.add(report)
    except IntegrityError:
        # Somebody began the same report between the look and the insert.
        raise AlreadyBegun(_under_way(due_id) if due_id else _extra(state, draft)) from None
    trail.record(
        actor, "reporting:report:started", f"report:{report.reference}", {"frame": draft.cells()}
    )
    return report


def own_report(actor: Actor, reference: str) -> Report:
    """A report of one of the actor's States. Raises NotFound for any other."""
    require(actor, Permission.WORKSPACE_SEE)
    return _own(actor, reference)


def save_frame(actor: Actor, reference: str, draft: ReportDraft, *, version: int) -> Report:
    """Change title, period and consultation of a draft. Raises FrameConflict or ReportClosed."""
    require(actor, Permission.WORKSPACE_SEE)
    report = _writable(actor, reference)
    before = frame_draft(report)
    if before == draft:
        return report
    require_membership(draft, report.state.iso3, report.state.member_from)
    if not _take_version(report, version):
        raise FrameConflict(frame_draft(report), report.version, draft)
    for name in FRAME:
        setattr(report, name, getattr(draft, name))
    db.session.flush()
    content = {"version": report.version, "before": before.cells(), "after": draft.cells()}
    trail.record(actor, "reporting:report:framed", f"report:{reference}", content)
    return report


def save_entry(
    actor: Actor,
    reference: str,
    draft: EntryDraft,
    *,
    version: int,
    facts: Sequence[RecordResponse] | None = None,
) -> Saved:
    """Save one entry over the version that the writer saw. 0 means a new entry.

    ``facts`` None leaves responses to known records unchanged. Entries that repeat this one change
    with it; an entry that repeated another becomes independent. Saving equal content does nothing,
    whatever the version. Raises EntryConflict if another person saved first, ReportClosed after
    approval, and Invalid for an unknown value of an indicator or a record that was not published
    about this State and commitment.
    """
    require(actor, Permission.WORKSPACE_SEE)
    report = _writable(actor, reference)
    commitment = _commitment(draft.commitment)
    values = values_of(draft, report.state.iso3)
    entry = _entry(report, commitment)
    if entry is not None and facts is None and entry_draft(entry) == draft:
        return _saved(entry)
    if entry is None:
        entry = _new_entry(report, commitment, draft, version=version)
    elif not _take_version(entry, version):
        raise EntryConflict(_saved(entry), draft)
    followers = _followers(entry)
    for each in (entry, *followers):
        write_entry(each, draft, values=values, by=actor)
    entry.lead_id = None
    if facts is not None:
        write_facts(entry, facts)
    for follower in followers:
        follower.version += 1
    db.session.flush()
    _audit(actor, report, entry, followers)
    return _saved(entry)


def answer_alike(
    actor: Actor, reference: str, *, lead: str, commitments: Sequence[str]
) -> tuple[Saved, ...]:
    """Copy one entry to the named commitments that ask the same.

    A commitment that is no longer named keeps the text as its own. Nothing is overwritten: raises
    Invalid for a commitment with its own answer, or one that asks something else.
    """
    require(actor, Permission.WORKSPACE_SEE)
    report = _writable(actor, reference)
    leading = _entry(report, _commitment(lead))
    if leading is None:
        raise NotFound("entry", lead)
    others = [_commitment(other) for other in dict.fromkeys(commitments) if other != lead]
    draft = entry_draft(leading)
    _refuse_different(report, leading, others)
    leading.lead_id = None
    for follower in _followers(leading):
        follower.lead_id = None
    made = [_follow(actor, report, leading, other) for other in others]
    db.session.flush()
    _audit(actor, report, leading, made)
    return tuple(Saved(_for(draft, entry), entry.version) for entry in made)


def drop_entry(actor: Actor, reference: str, commitment: str, *, version: int) -> None:
    """Remove an entry from a draft. The audit trail keeps its text."""
    require(actor, Permission.WORKSPACE_SEE)
    report = _writable(actor, reference)
    entry = _entry(report, _commitment(commitment))
    if entry is None:
        return
    draft = entry_draft(entry)
    if not _take_version(entry, version):
        raise EntryConflict(_saved(entry), draft)
    for follower in _followers(entry):
        follower.lead_id = None
    db.session.flush()
    db.session.delete(entry)
    db.session.flush()
    trail.record(actor, "reporting:entry:dropped", f"report:{reference}", {"entry": draft.cells()})


def _due_id(state: State, due_id: int) -> int:
    """The due date, if it is this State's and has no report yet."""
    due = db.session.get(DueDate, due_id)
    if due is None or due.state_id != state.id or due.dropped_at is not None:
        raise NotFound("due date", str(due_id))
    begun = _under_way(due_id)
    if begun is not None:
        raise AlreadyBegun(begun)
    return due_id


def _under_way(due_id: int | None) -> str | None:
    return db.session.scalar(
        select(Report.reference).where(Report.due_id == due_id, Report.status.not_in(_ENDED))
    )


def _extra(state: State, draft: ReportDraft) -> str | None:
    """The open extra report with this title and end of period."""
    return db.session.scalar(
        select(Report.reference).where(
            Report.due_id.is_(None),
            Report.state_id == state.id,
            Report.title == draft.title,
            Report.period_end == draft.period_end,
            Report.status.not_in(_ENDED),
        )
    )


def _own(actor: Actor, reference: str, *, to_write: bool = False) -> Report:
    query = (
        select(Report)
        .join(Report.state)
        .where(Report.reference == reference, State.iso3.in_(actor.reports_for))
        .options(contains_eager(Report.state))
    )
    if to_write:
        query = query.with_for_update(of=Report).execution_options(populate_existing=True)
    report = db.session.scalar(query)
    if report is None:
        raise NotFound("report", reference)
    return report


def _writable(actor: Actor, reference: str) -> Report:
    """The report, locked until the transaction ends, if the actor may edit it now."""
    report = _own(actor, reference, to_write=True)
    require(actor, Permission.REPORT_DRAFT, Subject(state=report.state.iso3))
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
    query = (
        select(ReportEntry)
        .where(ReportEntry.report_id == report.id, ReportEntry.commitment_id == commitment.id)
        .options(selectinload(ReportEntry.values).selectinload(EntryValue.indicator))
        .execution_options(populate_existing=True)
    )
    return db.session.scalar(query)


def _new_entry(
    report: Report, commitment: Commitment, draft: EntryDraft, *, version: int
) -> ReportEntry:
    if version != 0:
        # The writer saw an entry that another person has since removed.
        raise EntryConflict(None, draft)
    entry = ReportEntry(report=report, commitment=commitment, version=1)
    db.session.add(entry)
    return entry


def _take_version(record: Report | ReportEntry, version: int) -> bool:
    """Increment the version, if it is still the one that the writer saw.

    Every writer holds the report, and the record was read after that: nobody changes it meanwhile.
    """
    if record.version != version:
        return False
    record.version += 1
    return True


def _saved(entry: ReportEntry) -> Saved:
    return Saved(entry_draft(entry), entry.version)


def _for(draft: EntryDraft, entry: ReportEntry) -> EntryDraft:
    cells = {**draft.cells(), "commitment": entry.commitment.reference}
    return EntryDraft.parse(cells)


def _refuse_different(report: Report, leading: ReportEntry, others: Sequence[Commitment]) -> None:
    alike = equivalent_references(leading.commitment.reference, clock.today())
    faults = []
    for other in others:
        entry = _entry(report, other)
        if other.reference not in alike:
            faults.append(_("%(other)s does not ask for the same thing", other=other.reference))
        elif entry is not None and entry.lead_id != leading.id and not entry_draft(entry).is_blank:
            faults.append(
                _(
                    "%(other)s already has its own answer; remove that answer first",
                    other=other.reference,
                )
            )
    if faults:
        raise Invalid({"commitments": faults})


def _follow(
    actor: Actor, report: Report, leading: ReportEntry, commitment: Commitment
) -> ReportEntry:
    entry = _entry(report, commitment) or ReportEntry(
        report=report, commitment=commitment, version=0
    )
    db.session.add(entry)
    draft = entry_draft(leading)
    write_entry(entry, draft, values=values_of(draft, report.state.iso3), by=actor)
    entry.lead_id = leading.id
    entry.version += 1
    return entry


def _followers(entry: ReportEntry) -> list[ReportEntry]:
    if entry.id is None:
        return []
    return list(db.session.scalars(select(ReportEntry).where(ReportEntry.lead_id == entry.id)))


def _audit(
    actor: Actor, report: Report, entry: ReportEntry, followers: Sequence[ReportEntry]
) -> None:
    content = {
        "version": entry.version,
        "entry": entry_draft(entry).cells(),
        "facts": {fact.record: [fact.response, fact.note] for fact in entry.facts},
        "alike": [follower.commitment.reference for follower in followers],
    }
    trail.record(actor, "reporting:entry:saved", f"report:{report.reference}", content)
