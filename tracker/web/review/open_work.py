"""One page of open work: due, late, disputed, unclassified and unanswered items."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.accounts import queries
from tracker.accounts.invitations import Standing
from tracker.core import clock, formats
from tracker.evidence.review_queue import ItemKind
from tracker.feedback.models import Subject as FeedbackSubject
from tracker.labels.codes import LABELS
from tracker.policy.predicates import Role
from tracker.web.admin.invitations import STANDINGS
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import reviewer_or_administrator
from tracker.web.core.files import sent_rows
from tracker.web.core.language import selected
from tracker.web.feedback.forms import SUBJECTS
from tracker.web.review import words
from tracker.web.review.hidden import KINDS as HIDDEN_KINDS
from tracker.workspace.open_work import OpenWork, WorkItem, WorkKind, open_work

blueprint = Blueprint("open_work", __name__, url_prefix="/review")

ON_A_PAGE = 100
KINDS: Mapping[WorkKind, Any] = {
    WorkKind.LATE: _l("Reports that are late"),
    WorkKind.DUE: _l("Reports due within 90 days"),
    WorkKind.CHALLENGED: _l("Challenged by the State, not assessed"),
    WorkKind.UNCLASSIFIED: _l("Actions to be classified"),
    WorkKind.WAITING: _l("Records waiting for a decision"),
    WorkKind.CONFLICT: _l("Records that reviewers handed on because of a conflict of interest"),
    WorkKind.HIDDEN: _l("Hidden records"),
    WorkKind.CORRECTION: _l("Reports of readers"),
    WorkKind.INVITATION: _l("Invitations not accepted"),
}
HEADER = ("kind", "state", "region", "type", "title", "reference", "day", "days", "address")
FILTERS = {
    "kind": query_params.one_of(WorkKind),
    "region": query_params.one_of(LABELS["region"]),
}


@blueprint.get("/open-work")
@reviewer_or_administrator
def page() -> ResponseReturnValue:
    """All open items that the visitor may see, by kind."""
    asked = query_params.parse_page_params(
        more={**FILTERS, "page": query_params.positive_number}, reading=False
    )
    found = _found(asked.given)
    pages = max(1, -(-len(found.items) // ON_A_PAGE))
    number = min(int(asked.given.get("page", "1")) or 1, pages)
    return render_template(
        "review/open_work.html",
        chosen=asked,
        found=found,
        shown=found.items[(number - 1) * ON_A_PAGE : number * ON_A_PAGE],
        page=number,
        pages=pages,
        kinds=KINDS,
        kind_options=[(kind, KINDS[kind]) for kind in found.kinds],
        regions=LABELS["region"],
        names=dict(queries.state_names(selected())),
        address=_address,
        sort_words=_sort_words,
        age=_age,
    )


@blueprint.get("/open-work.csv")
@reviewer_or_administrator
def file() -> Response:
    """The same list as a file."""
    asked = query_params.parse_page_params(more=FILTERS, reading=False)
    rows = [
        (
            *(each.kind, each.iso3, each.region, each.sort, each.title, each.reference),
            *(each.on, each.days, _address(each)),
        )
        for each in _found(asked.given).items
    ]
    answer = sent_rows("open-work", HEADER, lambda: rows, clock.today())
    answer.make_sequence()  # short: written at once, so that nothing is left to stream
    return answer


def _found(given: Mapping[str, str]) -> OpenWork:
    kind = given.get("kind")
    return open_work(
        visitor.actor_of_request(),
        kind=WorkKind(kind) if kind else None,
        region=given.get("region"),
    )


def _address(item: WorkItem) -> str:
    """The page on which the visitor can act on the item or read it."""
    reviews = Role.REVIEWER in visitor.actor_of_request().roles
    kind, iso3 = item.kind, item.iso3 or ""
    if kind in (WorkKind.LATE, WorkKind.DUE):
        return url_for("state_tabs.reports", iso3=iso3)
    if kind is WorkKind.CHALLENGED and reviews:
        return url_for("assessments.cell", iso3=iso3, commitment=item.reference)
    if kind is WorkKind.CHALLENGED:
        return url_for("states.cell", iso3=iso3, reference=item.reference)
    if kind is WorkKind.HIDDEN:
        return url_for("hidden.record", public_id=item.reference)
    if kind is WorkKind.CORRECTION:
        return url_for("feedback_queue.report", public_id=item.reference)
    if kind is WorkKind.INVITATION:
        return url_for("admin.invitations.index", standing=item.sort)
    if item.sort == "report":
        return url_for("review.report", reference=item.reference)
    return url_for("submission_review.page", submission=item.reference)


def _sort_words(item: WorkItem) -> Any:
    """The type of the item in words. Empty if its kind implies it."""
    if item.kind is WorkKind.HIDDEN:
        return HIDDEN_KINDS[item.sort]
    if item.kind is WorkKind.CORRECTION:
        return SUBJECTS[FeedbackSubject(item.sort)]
    if item.kind is WorkKind.INVITATION:
        return STANDINGS[Standing(item.sort)]
    if item.kind in (WorkKind.LATE, WorkKind.DUE, WorkKind.CHALLENGED):
        return ""
    return words.SORTS[ItemKind(item.sort)]


def _age(item: WorkItem) -> str:
    """How late it is, how much time is left, or how long it waits."""
    days = item.days
    if item.kind is WorkKind.LATE:
        return ngettext("%(num)s day late", "%(num)s days late", formats.Count(days))
    if item.kind is WorkKind.DUE:
        left = ngettext("%(num)s day left", "%(num)s days left", formats.Count(-days))
        return left if days else _("due today")
    if not days:
        return _("less than a day")
    return ngettext("%(num)s day", "%(num)s days", formats.Count(days))
