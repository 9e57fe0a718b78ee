"""What hiding needs to know of actions, replies and reports.

A record goes with all its versions, because each links to the others, and with the replies to it,
because they quote it. Reports are here because replies answer them.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from tracker.accounts.models import UserAccount
from tracker.core.db import db
from tracker.evidence.models import Action, Reply
from tracker.evidence.notices import own_side
from tracker.evidence.withholding import references_of_versions
from tracker.policy.predicates import Subject
from tracker.reporting.entries import TEXTS
from tracker.reporting.models import Report, ReportEntry
from tracker.reporting.reminders import speakers
from tracker.review.hiding import HideableKind, register
from tracker.review.versions import of_family


def supply() -> None:
    """Let actions, replies and reports be hidden."""
    register(_ACTION)
    register(_REPLY)
    register(_REPORT)


def replies_to(*conditions: Any) -> Sequence[Reply]:
    """The replies that meet one of the conditions, with all their versions."""
    named = db.session.scalars(select(Reply).where(or_(*conditions))).all() if conditions else []
    found = {row.id: row for each in named for row in _versions(Reply, each)}
    return list(found.values())


def _versions(model: Any, named: Any) -> list[Any]:
    """All versions of an action or a reply, the named one first."""
    clauses = [of_family(model.reference, each) for each in references_of_versions(named.reference)]
    clauses.append(model.reference == named.reference)
    rows = db.session.scalars(select(model).where(or_(*clauses)).order_by(model.id)).all()
    return sorted(rows, key=lambda row: row.id != named.id)


def _action_family(named: Action) -> Sequence[Any]:
    versions = _versions(Action, named)
    return [*versions, *replies_to(Reply.action_id.in_([row.id for row in versions]))]


def _report_family(named: Report) -> Sequence[Any]:
    """The reports for the same due date or period, and the replies to their entries."""
    same = (
        Report.due_id == named.due_id
        if named.due_id is not None
        else Report.due_id.is_(None) & (Report.period_end == named.period_end)
    )
    rows = db.session.scalars(select(Report).where(Report.state_id == named.state_id, same)).all()
    entries = select(ReportEntry.id).where(ReportEntry.report_id.in_([row.id for row in rows]))
    reports = sorted(rows, key=lambda row: (row.id != named.id, row.id))
    return [*reports, *replies_to(Reply.entry_id.in_(entries))]


def _answered(reply: Reply) -> tuple[str, int] | None:
    if reply.action_id is not None:
        return "action", reply.action_id
    if reply.entry is not None:
        return "report", reply.entry.report_id
    return None if reply.assessment_id is None else ("assessment", reply.assessment_id)


def _part_of(record: Action | Reply) -> Subject:
    """Both sides have a part in it: who wrote it, and the State that it is about."""
    return Subject(state=record.state.iso3, organisation=record.organisation_id)


def _own_side(record: Action | Reply) -> Iterable[UserAccount]:
    return own_side(record.submission) if record.submission is not None else ()


def _speakers(report: Report) -> Iterable[UserAccount]:
    return speakers([report.state.iso3]).get(report.state.iso3, ())


def _words_of_report(report: Report) -> list[str]:
    words = [report.title, report.survivors_how]
    for entry in report.entries:
        words += [getattr(entry, name) for name in TEXTS]
        words += [fact.note for fact in entry.facts]
    return [each for each in words if each]


_ACTION = HideableKind(
    name="action",
    model=Action,
    family=_action_family,
    answered=lambda _action: None,
    part_of=_part_of,
    own_side=_own_side,
    texts=lambda action: (action.title, action.account),
    is_removable=True,
)
_REPLY = HideableKind(
    name="reply",
    model=Reply,
    family=lambda named: _versions(Reply, named),
    answered=_answered,
    part_of=_part_of,
    own_side=_own_side,
    texts=lambda reply: (reply.text,),
    is_removable=True,
)
_REPORT = HideableKind(
    name="report",
    model=Report,
    family=_report_family,
    answered=lambda _report: None,
    part_of=lambda report: Subject(state=report.state.iso3),
    own_side=_speakers,
    texts=_words_of_report,
    is_removable=False,
)
