"""The public list of reviewers' decisions, with reasons and the time they took."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.charts import catalogue
from tracker.core.errors import BadParameter
from tracker.evidence import decision_register
from tracker.evidence.review_queue import ItemKind
from tracker.review.lifecycle import DECISIONS, Move
from tracker.review.submissions import DeclineReason
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import never_stored

blueprint = Blueprint("decisions", __name__)

SORTS = {ItemKind.REPORT: _l("Report"), ItemKind.ACTION: _l("Action"), ItemKind.REPLY: _l("Reply")}
MOVES = {
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned"),
    Move.DECLINE: _l("Declined"),
}
GROUNDS = {
    DeclineReason.HARMFUL: _l("A person could be recognised, and this could not be corrected."),
    DeclineReason.NOT_AN_ACT: _l("It was no dated action of a State, or no reply to a record."),
    DeclineReason.NOT_CHECKABLE: _l("No source could confirm it."),
    DeclineReason.ALREADY_THERE: _l("It was a duplicate."),
    DeclineReason.OUT_OF_SCOPE: _l("It concerned no commitment on this site."),
}
PAGES = {
    ItemKind.REPORT: "reports.report",
    ItemKind.ACTION: "actions.action",
    ItemKind.REPLY: "history.replies",
}


@blueprint.get("/decisions")
@everyone
@never_stored
def index() -> ResponseReturnValue:
    """Every public decision, newest first, with the time it took."""
    asked = query_params.parse_page_params(
        more={
            "sort": query_params.one_of(ItemKind),
            "decision": query_params.one_of(sorted(DECISIONS)),
            "page": query_params.positive_number,
        }
    )
    sort, move = asked.more.get("sort"), asked.more.get("decision")
    found = decision_register.page(
        asked.reading.known_by,
        sort=ItemKind(sort) if sort else None,
        move=Move(move) if move else None,
        number=int(asked.more.get("page", "1")),
    )
    if not 1 <= found.number <= found.pages:
        raise BadParameter("page", str(found.number), f"1–{found.pages}")
    return render_template(
        "decisions/index.html",
        asked=asked,
        decisions=found.decisions,
        total=found.total,
        page=found.number,
        pages=found.pages,
        chart=catalogue.chart("time-to-decision", asked.reading),
        sorts=SORTS,
        moves=MOVES,
        grounds=GROUNDS,
        endpoints=PAGES,
    )
