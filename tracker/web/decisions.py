"""The public register of what reviewers decided, with reasons, and how long it takes them."""

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.dashboards import catalogue
from tracker.errors import BadParameter
from tracker.evidence.decisions import Decision, decisions
from tracker.evidence.queue import Sort
from tracker.review.lifecycle import DECISIONS, Move
from tracker.review.submissions import Ground
from tracker.web import parameters
from tracker.web.audience import everyone

blueprint = Blueprint("decisions", __name__)

ON_A_PAGE = 50
SORTS = {Sort.REPORT: _l("Report"), Sort.ACTION: _l("Action"), Sort.REPLY: _l("Reply")}
MOVES = {
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned"),
    Move.DECLINE: _l("Declined"),
}
GROUNDS = {
    Ground.HARMFUL: _l("Somebody could be recognised, and that could not be mended."),
    Ground.NOT_AN_ACT: _l("It was not a dated act of a state, or it answered nothing."),
    Ground.NOT_CHECKABLE: _l("No source let it be checked."),
    Ground.ALREADY_THERE: _l("The same was on record already."),
    Ground.OUT_OF_SCOPE: _l("It bore on no commitment that is followed here."),
}
PAGES = {
    Sort.REPORT: "reports.report",
    Sort.ACTION: "actions.action",
    Sort.REPLY: "history.replies",
}


@blueprint.get("/decisions")
@everyone
def index() -> ResponseReturnValue:
    """Every decision that readers may know of, the newest first, and how long each took."""
    asked = parameters.asked(
        more={
            "sort": parameters.one_of(Sort),
            "decision": parameters.one_of(sorted(DECISIONS)),
            "page": parameters.positive_number,
        }
    )
    found = [one for one in decisions(asked.reading.known_by) if _fits(one, asked.more)]
    pages = max(1, -(-len(found) // ON_A_PAGE))
    page = int(asked.more.get("page", "1"))
    if not 1 <= page <= pages:
        raise BadParameter("page", str(page), f"1–{pages}")
    return render_template(
        "decisions/index.html",
        asked=asked,
        decisions=found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        total=len(found),
        page=page,
        pages=pages,
        chart=catalogue.chart("time-to-decision", asked.reading),
        sorts=SORTS,
        moves=MOVES,
        grounds=GROUNDS,
        endpoints=PAGES,
    )


def _fits(one: Decision, wanted: Mapping[str, str]) -> bool:
    return wanted.get("sort") in (None, one.sort) and wanted.get("decision") in (None, one.move)
