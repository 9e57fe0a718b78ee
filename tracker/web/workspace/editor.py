"""The report editor: all requested commitments, title and period, transitions.

Entries are written in ``tracker.web.workspace.entries``. A report of another state answers like
one that does not exist.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from tracker.accounts import queries
from tracker.labels.codes import filter_labels
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting import approvals, editing
from tracker.reporting.conflicts import FrameConflict, ReportClosed
from tracker.reporting.drafts import ReportDraft
from tracker.reporting.queries_private import PrivateReport, private_report
from tracker.reporting.report_detail import own_report_page
from tracker.review.hiding_queries import hiding_of
from tracker.review.lifecycle import Move, Status, after
from tracker.web.core import query_params, resubmission, visitor
from tracker.web.core.audience import focal_point, state_side
from tracker.web.core.forms import CONFLICT, Form, attempt, draw, version_of
from tracker.web.core.language import selected
from tracker.web.core.resubmission import restores_typed_text
from tracker.web.workspace import editor_list, reporting_words
from tracker.web.workspace import words as workspace_words
from tracker.workspace import report_editor

blueprint = Blueprint("editor", __name__, url_prefix="/workspace/reports/<reference>")

DAY = {"type": "date", "autocomplete": "off"}
FRAME = ("title", "period_start", "period_end", "survivors", "survivors_how")


class FrameForm(Form):
    """Title, period, and consultation of survivors."""

    title = StringField(_l("Title of the report"), render_kw={"autocomplete": "off"})
    period_start = StringField(_l("First day of the period"), render_kw=DAY)
    period_end = StringField(_l("Last day of the period"), render_kw=DAY)
    survivors = RadioField(
        _l("Did survivors take part in the report as a whole?"),
        choices=[
            SelectChoice(code.value, words) for code, words in workspace_words.CONSULTATION.items()
        ],
        validate_choice=False,
    )
    survivors_how = TextAreaField(_l("How, or why not"), render_kw={"rows": 5, "dir": "auto"})
    version = HiddenField()

    def frame(self) -> ReportDraft:
        """The draft. Raises Invalid by field."""
        given = self.given()
        return ReportDraft.parse({name: given.get(name) for name in FRAME})


@blueprint.get("")
@state_side
def overview(reference: str) -> ResponseReturnValue:
    """The report by commitment, its progress, and possible operations."""
    asked = query_params.parse_page_params(
        filters=("pillar", "theme"),
        more={
            "unanswered": query_params.one_of(("1",)),
            "q": query_params.free_text,
            "done": query_params.one_of(workspace_words.NOTICES),
        },
        reading=False,
    )
    return page(reference, given=asked.given)


@blueprint.get("/frame")
@focal_point
def frame(reference: str) -> ResponseReturnValue:
    """Show the form for title, period and survivors."""
    asked = query_params.parse_page_params(
        more={"saved": query_params.one_of(("1",))}, reading=False
    )
    report = _written(reference)
    data = {**report.frame.cells(), "version": str(report.version)}
    typed = None if "saved" in asked.given else resubmission.take()
    return draw("workspace/frame.html", report=report, theirs=None, unsaved=typed is not None)(
        FrameForm(typed, data=data)
    )


@blueprint.post("/frame")
@focal_point
@restores_typed_text
def save_frame(reference: str) -> ResponseReturnValue:
    """Save them. After a conflict both versions are shown and nothing is saved."""
    form, report = FrameForm(), _written(reference)

    def act() -> ResponseReturnValue:
        version = version_of(form.version.data)
        editing.save_frame(visitor.actor_of_request(), reference, form.frame(), version=version)
        resubmission.forget()
        return redirect(url_for(".overview", reference=reference, done="framed"), 303)

    try:
        return attempt(form, act, draw("workspace/frame.html", report=report, theirs=None))
    except FrameConflict as conflict:
        form.version.data = str(conflict.version)
        both = draw("workspace/frame.html", report=report, theirs=conflict.stored)
        return make_response(both(form), CONFLICT)


def page(reference: str, *, given: dict[str, str] | Any = None, **more: Any) -> str:
    """The overview, optionally with what prevents approval."""
    actor, given = visitor.actor_of_request(), given or {}
    whole = report_editor.report_editor(actor, reference)
    return render_template(
        "workspace/report.html",
        **{"faults": None, "reason_errors": (), "reason": "", **more},
        editor=whole,
        report=whole.report,
        hidden=hiding_of(reference),
        pillars=editor_list.by_pillar(editor_list.matching(whole.lines, given)),
        facets=editor_list.facets(whole.lines),
        given=given,
        kept={name: given[name] for name in editor_list.NAMES if name in given},
        notice=workspace_words.NOTICES.get(given.get("done", "")),
        history=own_report_page(actor, reference).history,
        state=queries.state_name(whole.report.iso3, selected()),
        rights=rights(whole.report),
        approval=approvals.last(actor, reference),
        words=reporting_words,
        desk_words=workspace_words,
        options=filter_labels(),
    )


@blueprint.errorhandler(ReportClosed)
def closed(_error: ReportClosed) -> ResponseReturnValue:
    """The report is no longer a draft: show what can be done instead."""
    visitor.load()
    reference = (request.view_args or {}).get("reference", "")
    return not_open(private_report(visitor.actor_of_request(), reference))


def not_open(report: PrivateReport) -> ResponseReturnValue:
    """The page of a report that cannot be edited or discarded."""
    shown = render_template(
        "workspace/not_open.html",
        report=report,
        rights=rights(report),
        writes=writes(report),
        desk_words=workspace_words,
    )
    return make_response(shown, CONFLICT)


@dataclass(frozen=True, slots=True)
class Rights:
    """What the visitor may do with the report now."""

    write: bool
    clear: bool
    submit: bool
    withdraw: bool
    reopen: bool
    discard: bool


def rights(report: PrivateReport) -> Rights:
    """What the visitor may do with a report of their State."""
    actor, subject = visitor.actor_of_request(), Subject(state=report.iso3)
    drafts, clears = writes(report), may(actor, Permission.REPORT_CLEAR, subject)
    takes_up = may(actor, Permission.REPORT_REOPEN, subject)
    return Rights(
        write=drafts and report.status is Status.DRAFT,
        clear=clears and after(report.status, Move.CLEAR) is not None,
        submit=clears and after(report.status, Move.SUBMIT) is not None,
        withdraw=clears and after(report.status, Move.WITHDRAW) is not None,
        reopen=takes_up and after(report.status, Move.REOPEN) is not None,
        discard=drafts and not report.was_sent and after(report.status, Move.DISCARD) is not None,
    )


def writes(report: PrivateReport) -> bool:
    """Whether the visitor writes reports of its State, whatever its status."""
    subject = Subject(state=report.iso3)
    return may(visitor.actor_of_request(), Permission.REPORT_DRAFT, subject)


def _written(reference: str) -> PrivateReport:
    """A report that the visitor may edit now. Raises NotFound or ReportClosed."""
    report = private_report(visitor.actor_of_request(), reference)
    if not rights(report).write:
        raise ReportClosed(report.status)
    return report
