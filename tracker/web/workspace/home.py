"""A State's workspace: due, draft, returned, submitted and published reports.

It shows what ``tracker.workspace.report_editor`` brings together, and starts reports; the pages of
one report are ``tracker.web.workspace.editor``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, SelectField, StringField

from tracker.accounts import queries
from tracker.accounts.actor import Actor
from tracker.core import clock, collation
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import may
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role, Subject
from tracker.reporting import approvals, successor_notes
from tracker.reporting.conflicts import AlreadyBegun
from tracker.reporting.drafts import ReportDraft
from tracker.reporting.editing import start_report
from tracker.reporting.obligations import Obligation
from tracker.reporting.queries_private import PrivateReport
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import focal_point, state_or_contributor
from tracker.web.core.forms import Form, attempt, choices, draw
from tracker.web.core.language import selected
from tracker.web.workspace import reporting_words
from tracker.workspace import report_editor

blueprint = Blueprint("workspace", __name__, url_prefix="/workspace")

DAY = {"type": "date", "autocomplete": "off"}
FRAME = ("title", "period_start", "period_end")
SOON = 30  # days before a due date from which the desk says that it is near


class StartForm(Form):
    """State, title and period of a new report."""

    state = SelectField(_l("State"), validate_choice=False)
    title = StringField(_l("Title of the report"), render_kw={"autocomplete": "off"})
    period_start = StringField(_l("First day of the period"), render_kw=DAY)
    period_end = StringField(_l("Last day of the period"), render_kw=DAY)
    due = HiddenField()

    def frame(self) -> ReportDraft:
        """The draft. Raises Invalid by field."""
        given = self.given()
        return ReportDraft.parse({name: given.get(name) for name in FRAME})


@blueprint.get("")
@state_or_contributor
def index() -> ResponseReturnValue:
    """The State's workspace. Contributors are redirected to theirs."""
    query_params.parse_page_params(reading=False)
    actor = visitor.actor_of_request()
    if not may(actor, Permission.WORKSPACE_SEE):
        return redirect(url_for("logging.workspace"), 303)
    desk = report_editor.workspace(actor)
    asked = approvals.last_of(actor, [each.report.reference for each in desk.drafts])
    return render_template(
        "workspace/index.html",
        desk=desk,
        approvals=asked,
        asked_of_me=[each for each in desk.drafts if _waits_for(actor, each.report, asked)],
        notes=successor_notes.notes(actor),
        states=_names(actor.reports_for),
        drafting=_drafting(),
        logs=Role.CONTRIBUTOR in actor.roles,
        pressure=pressure,
        sentence=sentence,
        words=reporting_words,
    )


def _waits_for(
    actor: Actor, report: PrivateReport, asked: Mapping[str, approvals.Approval]
) -> bool:
    """Whether the visitor is the authority whose approval is requested."""
    approval = asked.get(report.reference)
    may_approve = may(actor, Permission.REPORT_CLEAR, Subject(state=report.iso3))
    return may_approve and approval is not None and approval.is_open


@blueprint.get("/reports/new")
@focal_point
def start() -> ResponseReturnValue:
    """Show the form for a new report, with the due date if given."""
    asked = query_params.parse_page_params(
        more={"due": query_params.positive_number}, reading=False
    )
    owed = _due_report(asked.given.get("due"))
    form = StartForm(formdata=None, data=_suggested(owed))
    return _draw(form, owed)


@blueprint.post("/reports/new")
@focal_point
def begin() -> ResponseReturnValue:
    """Start the report, or continue the open one for the same due date."""
    form, actor = StartForm(), visitor.actor_of_request()
    owed = _due_report(form.due.data or None)

    def act() -> ResponseReturnValue:
        iso3 = owed.iso3 if owed else _state(form.state.data)
        draft = form.frame()
        try:
            report = start_report(actor, iso3, draft, due_id=owed.due_id if owed else None)
        except AlreadyBegun as begun:
            return redirect(url_for("editor.overview", reference=begun.reference), 303)
        return redirect(url_for("editor.overview", reference=report.reference, done="begun"), 303)

    return attempt(form, act, lambda again: _draw(again, owed))


def sentence(found: report_editor.Workspace) -> str:
    """A summary of the lists below, most urgent first, without zeros."""
    today = clock.today()
    late = sum(due_on < today for due_on in found.unsent)
    due = len(found.unsent) - late
    counted: tuple[tuple[int, Callable[[], str]], ...] = (
        (late, lambda: ngettext("%(num)s report is late.", "%(num)s reports are late.", late)),
        (due, lambda: ngettext("%(num)s report is due.", "%(num)s reports are due.", due)),
        *_by_standing(found),
    )
    sentences = [words() for number, words in counted if number]
    if not found.unsent:
        sentences.insert(0, _("No report is due."))
    return " ".join(map(str, sentences))


def _by_standing(found: report_editor.Workspace) -> Iterator[tuple[int, Callable[[], str]]]:
    written, returned = len(found.drafts), len(found.returned)
    cleared, sent = len(found.cleared), len(found.submitted)
    yield (
        returned,
        lambda: ngettext(
            "%(num)s was returned with comments.", "%(num)s were returned with comments.", returned
        ),
    )
    yield (
        written,
        lambda: ngettext("%(num)s is a draft.", "%(num)s are drafts.", written),
    )
    yield (
        cleared,
        lambda: ngettext("%(num)s is ready to send.", "%(num)s are ready to send.", cleared),
    )
    yield (
        sent,
        lambda: ngettext("%(num)s is under review.", "%(num)s are under review.", sent),
    )


def pressure(due_on: date) -> str:
    """How near a due date is, in words."""
    days = (due_on - clock.today()).days
    if days < 0:
        return ngettext("%(num)s day late", "%(num)s days late", -days)
    if days == 0:
        return _("due today")
    left = ngettext("%(num)s day left", "%(num)s days left", days)
    return _("soon: %(left)s", left=left) if days <= SOON else left


def _draw(form: StartForm, owed: Obligation | None) -> str:
    names = _drafting()
    form.state.choices = choices(names.items(), empty=len(names) > 1)
    return draw("workspace/start.html", owed=owed, states=names)(form)


def _drafting() -> dict[str, str]:
    """Names of the States for which the visitor writes, by code."""
    actor = visitor.actor_of_request()
    return _names(
        iso3
        for iso3 in actor.reports_for
        if may(actor, Permission.REPORT_DRAFT, Subject(state=iso3))
    )


def _names(codes: Iterable[str]) -> dict[str, str]:
    """Names of States by code, sorted by name."""
    language = selected()
    named = ((iso3, queries.state_name(iso3, language) or iso3) for iso3 in sorted(codes))
    return dict(collation.choices(named, language))


def _state(iso3: str | None) -> str:
    if iso3 not in _drafting():
        raise Invalid({"state": [_("Choose one from the list.")]})
    return str(iso3)


def _due_report(due: str | None) -> Obligation | None:
    """The requested due date, if it is open. Raises NotFound."""
    if due is None:
        return None
    waiting = report_editor.workspace(visitor.actor_of_request()).due
    found = next((each for each in waiting if str(each.due_id) == due), None)
    if found is None or found.iso3 not in _drafting():
        raise NotFound("due date", due)
    return found


def _suggested(owed: Obligation | None) -> dict[str, object]:
    if owed is None:
        return {}
    return {
        "title": _(
            "Report for %(start)s to %(end)s",
            start=owed.period_start.year,
            end=owed.period_end.year,
        ),
        "period_start": owed.period_start.isoformat(),
        "period_end": owed.period_end.isoformat(),
        "due": str(owed.due_id),
    }
