"""Endpoints for starting, describing and moving reports. They use the same services as the pages.

What a validating authority does needs a scope of its own, and is done over the whole report as it
was read.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core import request_bodies
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import (
    MATCH,
    VERSION,
    BodySchema,
    Endpoint,
    answered,
    tag_sent,
    version_sent,
)
from tracker.api.core.fields import values_of
from tracker.api.core.operations import ROOT
from tracker.api.core.parameters import Parameter
from tracker.api.private.entries import REPORT
from tracker.api.private.fields import RECEIPT, sent_member, tag
from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.policy.audience import Audience
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting import content_hash, editing, transitions
from tracker.reporting.conflicts import AlreadyBegun
from tracker.reporting.drafts import LONG, ReportDraft
from tracker.reporting.models import Report
from tracker.reporting.queries_private import own_reports
from tracker.review.lifecycle import Status
from tracker.workspace import report_editor

TYPED = {"type": "string", "maxLength": LONG}
# Either number and digits, or the number alone where only the frame counts.
FRAME_TAG = Parameter(
    MATCH,
    VERSION.holds,
    {"type": "string", "pattern": '^"[0-9]{1,9}(-[0-9a-f]{12})?"$'},
    '"3-4f1c9a0b7d2e"',
    _l("the ETag that was answered last for the report"),
    required=True,
    key="if-match-frame",
)
EDITION = Parameter(
    MATCH,
    _l("The ETag of the report as you read it: it stands for the report and all its entries."),
    {"type": "string", "pattern": '^"[0-9]{1,9}-[0-9a-f]{12}"$'},
    '"3-4f1c9a0b7d2e"',
    _l("the ETag that own/reports answered for it"),
    required=True,
    key="if-match-report",
)
FRAME = tuple(
    sent_member(each.name, each.holds, TYPED, each.example, nullable=not each.required)
    for each in ReportDraft.columns()
)
WHERE = (
    sent_member(
        "due",
        _l("The due date that it answers, as own/due has it. Without it: an extra report"),
        {"type": "string", "pattern": "^[0-9]{1,9}$"},
        "12",
        nullable=True,
    ),
    sent_member(
        "state",
        _l("Of which State, for those who report for several"),
        TYPED,
        None,
        nullable=True,
    ),
)
REASON = (sent_member("reason", _l("Why. Readers see it"), TYPED, "It named the wrong year."),)
WHY = (sent_member("reason", _l("Why, if you want to say"), TYPED, "Begun twice.", nullable=True),)
GONE = frozenset({Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED})


def _begin() -> Response:
    actor, text = actor_of_request(), request_bodies.texts(request_bodies.read_body())
    due, state = text.pop("due", None), text.pop("state", None)
    iso3, due_id = _due_key(due) if due is not None else (_state(state), None)
    if state is not None and state != iso3:
        raise Invalid({"state": [_("it is due of %(state)s", state=iso3)]})
    return _receipt(editing.start_report(actor, iso3, _frame(text), due_id=due_id), 201)


def _write_frame(reference: str) -> Response:
    version, text = version_sent(), request_bodies.texts(request_bodies.read_body())
    draft = _frame(text)
    return _receipt(editing.save_frame(actor_of_request(), reference, draft, version=version))


def _moved(move: Callable[..., Report], reference: str) -> Response:
    return _receipt(move(actor_of_request(), reference))


def _moved_as_seen(move: Callable[..., Report], reference: str) -> Response:
    return _receipt(move(actor_of_request(), reference, seen=tag_sent()))


def _moved_saying_why(move: Callable[..., Report], reference: str) -> Response:
    given = request_bodies.only(request_bodies.read_body(), "reason")
    return _receipt(move(actor_of_request(), reference, **given))


def _receipt(report: Report, status: int = 200) -> Response:
    where = f"{ROOT}/own/reports/{report.reference}" if status == 201 else None
    values = values_of(RECEIPT, report)
    return answered(values, status, ETag=tag(content_hash.content_hash(report)), Location=where)


def _frame(text: dict[str, str]) -> ReportDraft:
    return ReportDraft.parse(text)


def _state(given: str | None) -> str:
    """The State that reports: the one named, or the only one."""
    actor = actor_of_request()
    known = [
        iso3
        for iso3 in sorted(actor.reports_for)
        if may(actor, Permission.REPORT_DRAFT, Subject(state=iso3))
    ]
    if given is None and len(known) == 1:
        return known[0]
    if given not in known:
        raise Invalid({"state": [_("one of: %(known)s", known=formats.listed(known))]})
    return given


def _due_key(due: str) -> tuple[str, int]:
    """State and number of an open due date. Raises AlreadyBegun or Invalid."""
    actor = actor_of_request()
    for each in report_editor.workspace(actor).due:
        if str(each.due_id) == due and may(
            actor, Permission.REPORT_DRAFT, Subject(state=each.iso3)
        ):
            return each.iso3, each.due_id
    for report in own_reports(actor):
        if str(report.due_id) == due and report.status not in GONE:
            raise AlreadyBegun(report.reference)
    raise Invalid({"due": [_("not a due date from own/due")]})


def _act(name: str, path: str, summary: Any, about: Any, **more: Any) -> Endpoint:
    """An endpoint for a report of one's own State."""
    usual: dict[str, Any] = {
        "method": "POST",
        "scope": Scope.REPORTS_WRITE,
        "of": Audience.FOCAL_POINT,
        "answers": BodySchema(name="Receipt", fields=RECEIPT, tagged=True),
        "in_path": (REPORT,) if "<reference>" in path else (),
    }
    return Endpoint(name=name, path=path, summary=summary, about=about, **{**usual, **more})


AUTHORITY: dict[str, Any] = {"scope": Scope.REPORTS_CLEAR, "of": Audience.VALIDATING_AUTHORITY}
ONE = "/reports/<reference>"
ACTS = (
    _act(
        "begin_report",
        "/reports",
        _l("Start a report"),
        _l("For a due date, or an extra report. If one exists already, 409 names it."),
        does=_begin,
        body=(*FRAME, *WHERE),
        needed=("title", "period_start", "period_end"),
        status=201,
    ),
    _act(
        "write_frame",
        f"{ONE}/frame",
        _l("Write title, period and consultation"),
        _l("Sets title, period and how survivors took part."),
        method="PUT",
        does=_write_frame,
        body=FRAME,
        needed=("title", "period_start", "period_end"),
        over=FRAME_TAG,
    ),
    _act(
        "clear_report",
        f"{ONE}/clear",
        _l("Approve it"),
        _l("Approves the version that you read. Errors name the field, and commitment.field."),
        does=partial(_moved_as_seen, transitions.clear),
        over=EDITION,
        **AUTHORITY,
    ),
    _act(
        "submit_report",
        f"{ONE}/submit",
        _l("Send to the reviewers"),
        _l("After approval. The first submission decides whether it was late."),
        does=partial(_moved_as_seen, transitions.submit),
        over=EDITION,
        **AUTHORITY,
    ),
    _act(
        "withdraw_report",
        f"{ONE}/withdraw",
        _l("Withdraw it"),
        _l("It is no longer public at once. That it existed, and the reason, stay."),
        does=partial(_moved_saying_why, transitions.withdraw),
        body=REASON,
        needed=("reason",),
        **AUTHORITY,
    ),
    _act(
        "reopen_report",
        f"{ONE}/reopen",
        _l("Reopen an approved or returned report"),
        _l("It becomes a draft again."),
        does=partial(_moved, transitions.reopen),
        of=Audience.STATE,
    ),
    _act(
        "discard_report",
        f"{ONE}/discard",
        _l("Discard a draft"),
        _l("Only a draft that was never submitted. Its due date is open again."),
        does=partial(_moved_saying_why, transitions.discard),
        body=WHY,
    ),
)
