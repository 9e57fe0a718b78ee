"""Pages for reviewers: the queue, one report with known records, and its decision.

Actions and replies have a page of their own in ``submission_review``.

Nothing of a reviewer's own state is here: such a report is as if it were not there.
"""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField

from tracker.accounts import queries
from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.errors import BadParameter, Conflict, Invalid
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.values import values
from tracker.evidence.review_queue import ItemKind, QueueFilter, queue
from tracker.gap.standing import default_params
from tracker.reporting import review_decisions, transitions
from tracker.reporting.review_decisions import Check
from tracker.review.assignment import Assignee
from tracker.review.lifecycle import Status
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import reviewer
from tracker.web.core.forms import UNPROCESSABLE, Form, attempt, version_of
from tracker.web.core.language import selected
from tracker.web.core.query_params import PageParams
from tracker.web.review import words
from tracker.web.workspace import reporting_words
from tracker.workspace.report_review import FAR_FROM_EVIDENCE, MOVED, NO_SOURCE, report_review

blueprint = Blueprint("review", __name__, url_prefix="/review")

ON_A_PAGE = 50
FLAGS = ("withheld", "second")
FILTERS = {
    "sort": query_params.one_of(ItemKind),
    "state": query_params.free_text,
    "days": query_params.one_of(("1", "7", "30")),
    "hands": query_params.one_of(Assignee),
    **{name: query_params.one_of(("0", "1")) for name in FLAGS},
    "page": query_params.positive_number,
}
DONE = ("published", "returned", "claimed", "released")
ODD = {
    NO_SOURCE: _l("names no source"),
    FAR_FROM_EVIDENCE: _l("two or more levels different from other evidence"),
    MOVED: _l("two or more levels different from the previous report"),
}
STANDS = {
    Status.SUBMITTED: _l("It is waiting for a decision."),
    Status.PUBLISHED: _l("It is public."),
    Status.RETURNED: _l("It was returned to the State and is in its workspace."),
    Status.SUPERSEDED: _l("It was public. A newer report replaced it."),
    Status.WITHDRAWN: _l("It was public. The State withdrew it."),
}


class PublishForm(Form):
    """The checks of the reviewer, one field for each Check."""

    version = HiddenField()
    people = BooleanField(
        _l("Nothing in the report could identify a victim of trafficking or a witness"),
    )
    sources = BooleanField(_l("Sources are named so that readers can find them"))
    levels = BooleanField(_l("Each level matches its definition and the measures described"))

    def checked(self) -> frozenset[str]:
        """The confirmed checks."""
        return frozenset(check for check in Check if self[check].data)


class ReturnForm(Form):
    """The reason for the return."""

    version = HiddenField()
    reason = TextAreaField(
        _l("What needs to be changed, and why"),
        render_kw={"rows": 6, "maxlength": transitions.REASON_LIMIT},
    )


@blueprint.get("")
@reviewer
def index() -> ResponseReturnValue:
    """The filtered queue, longest waiting first."""
    asked, done = _filters()
    actor, language = visitor.actor_of_request(), selected()
    names = dict(queries.state_names(language))
    _check_state(asked.more.get("state"), names)
    found = queue(actor, _wanted(asked.more))
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = int(asked.more.get("page", "1"))
    if not 1 <= page <= pages:
        raise BadParameter("page", str(page), f"1–{pages}")
    return render_template(
        "review/index.html",
        chosen=asked,  # not ``asked``: that shows the bar of the reading, and this page has none
        waiting=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        total=len(found),
        page=page,
        pages=pages,
        names=names,
        states=[(iso3, name) for iso3, name in names.items() if iso3 not in actor.states],
        now=clock.now(),
        own=[*(names.get(iso3, iso3) for iso3 in sorted(actor.states)), *_own_organisations(actor)],
        words=words,
        done=done,
    )


def _filters() -> tuple[PageParams, str | None]:
    """The filters of the address, and the notice, which links do not repeat."""
    known = {**FILTERS, "done": query_params.one_of(("recused",))}
    asked = query_params.parse_page_params(more=known, reading=False)
    more, given = dict(asked.more), dict(asked.given)
    given.pop("done", None)
    return replace(asked, more=more, given=given), more.pop("done", None)


def _own_organisations(actor: Actor) -> list[str]:
    found = [queries.get_organisation(number) for number in sorted(actor.organisations)]
    return [each.name for each in found if each is not None]


def _check_state(iso3: str | None, names: Mapping[str, str]) -> None:
    if iso3 is not None and iso3 not in names:
        raise BadParameter("state", iso3[:40], sorted(names))


def _wanted(more: Mapping[str, str]) -> QueueFilter:
    """The queue with the filters of the address."""
    flags = {name: None if name not in more else more[name] == "1" for name in FLAGS}
    return QueueFilter(
        sort=ItemKind(more["sort"]) if "sort" in more else None,
        state=more.get("state"),
        days=int(more["days"]) if "days" in more else None,
        hands=Assignee(more["hands"]) if "hands" in more else None,
        **flags,
    )


@blueprint.get("/reports/<reference>")
@reviewer
def report(reference: str) -> ResponseReturnValue:
    """One report by entry, and the forms for a decision."""
    asked = query_params.parse_page_params(more={"done": query_params.one_of(DONE)}, reading=False)
    return _report(reference, done=asked.given.get("done"))


@blueprint.post("/reports/<reference>/claim")
@reviewer
def claim(reference: str) -> ResponseReturnValue:
    """Claim it for a day."""
    review_decisions.claim(visitor.actor_of_request(), reference)
    return redirect(url_for(".report", reference=reference, done="claimed"), 303)


@blueprint.post("/reports/<reference>/release")
@reviewer
def release(reference: str) -> ResponseReturnValue:
    """Release the claim."""
    review_decisions.release(visitor.actor_of_request(), reference)
    return redirect(url_for(".report", reference=reference, done="released"), 303)


@blueprint.post("/reports/<reference>/recuse")
@reviewer
def recuse(reference: str) -> ResponseReturnValue:
    """Declare a conflict of interest. The report leaves one's list."""
    review_decisions.recuse(visitor.actor_of_request(), reference)
    return redirect(url_for(".index", done="recused"), 303)


@blueprint.post("/reports/<reference>/publish")
@reviewer
def publish(reference: str) -> ResponseReturnValue:
    """Publish it."""
    form = PublishForm()

    def act() -> ResponseReturnValue:
        actor, version = visitor.actor_of_request(), version_of(form.version.data)
        review_decisions.publish_checked(actor, reference, version=version, checked=form.checked())
        return redirect(url_for(".report", reference=reference, done="published"), 303)

    return attempt(form, act, lambda drawn: _report(reference, publishing=drawn))


@blueprint.post("/reports/<reference>/return")
@reviewer
def send_back(reference: str) -> ResponseReturnValue:
    """Return it with reasons. If these are missing, the typed text stays."""
    form = ReturnForm()
    actor, version = visitor.actor_of_request(), version_of(form.version.data)
    try:
        review_decisions.return_unchanged(
            actor, reference, version=version, reason=form.reason.data or ""
        )
    except Invalid as invalid:
        form.take(invalid)
        return make_response(_report(reference, returning=form), UNPROCESSABLE)
    return redirect(url_for(".report", reference=reference, done="returned"), 303)


@blueprint.errorhandler(Conflict)
def overtaken(error: Conflict) -> ResponseReturnValue:
    """Another person was first: show the current status and keep the typed text."""
    reference = (request.view_args or {})["reference"]
    form = ReturnForm()
    typed = form if form.reason.data else None
    late = words.OVERTAKEN.get(type(error), _l("Someone else changed this first."))
    return make_response(_report(reference, returning=typed, late=str(late)), 409)


def _report(
    reference: str,
    *,
    publishing: Form | None = None,
    returning: Form | None = None,
    done: str | None = None,
    late: str | None = None,
) -> str:
    desk = report_review(visitor.actor_of_request(), reference)
    records = desk.report.records
    return render_template(
        "review/report.html",
        report=desk.report,
        lines=desk.lines,
        records={**values(records), **actions(records)},
        publishing=publishing or PublishForm(formdata=None),
        returning=returning or ReturnForm(formdata=None),
        open=desk.report.status is Status.SUBMITTED,
        whose=desk.hands,
        stands=STANDS[desk.report.status],
        done=done,
        late=late,
        odd=ODD,
        words=reporting_words,
        review_words=words,
        plain=query_params.PageParams(reading=default_params(), given={}),
    )
