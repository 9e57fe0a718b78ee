"""The guided tour of the demonstration. A site with real records has none."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import NotFound
from tracker.review.revisions import is_demonstration
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import everyone
from tracker.web.tour.administrator_steps import ADMINISTRATOR
from tracker.web.tour.public_steps import CIVIL_SOCIETY, READER
from tracker.web.tour.reviewer_steps import REVIEWER
from tracker.web.tour.state_steps import AUTHORITY, FOCAL_POINT
from tracker.web.tour.step import Step, Tour
from tracker.workspace.tour import TourRecords

blueprint = Blueprint("tour", __name__, url_prefix="/tour")

TOURS = {
    each.code: each
    for each in (READER, CIVIL_SOCIETY, FOCAL_POINT, AUTHORITY, REVIEWER, ADMINISTRATOR)
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with the address of its page."""

    step: Step
    url: str


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """The roles to choose from. Raises NotFound on a site with real records."""
    _refuse_real_site()
    query_params.parse_page_params(reading=False)
    return render_template("tour/index.html", tours=TOURS.values())


@blueprint.get("/<role>")
@everyone
def tour(role: str) -> ResponseReturnValue:
    """The steps of one role. Raises NotFound for an unknown role."""
    _refuse_real_site()
    query_params.parse_page_params(reading=False)
    if role not in TOURS:
        raise NotFound("tour", role)
    chosen, actor = TOURS[role], visitor.actor_of_request()
    may_see = chosen.role is None or chosen.role in actor.roles
    records = TourRecords(actor)
    return render_template(
        "tour/tour.html",
        tour=chosen,
        tours=TOURS.values(),
        signed_in=may_see,
        steps=[ShownStep(step, _address(step, chosen, records, may_see)) for step in chosen.steps],
    )


def _refuse_real_site() -> None:
    if not is_demonstration():
        raise NotFound("page", "tour")


def _address(step: Step, tour: Tour, records: TourRecords, may_see: bool) -> str:
    """The page of a step, or its general page if the record does not exist."""
    if step.find is None:
        return url_for(step.endpoint, **step.arguments)
    if step.find[0] != "public" and not may_see:
        return url_for("sign_in.page", next=url_for(".tour", role=tour.code))
    reference = records.reference(*step.find)
    if reference is None:
        return url_for(step.otherwise)
    return url_for(step.endpoint, **{**step.arguments, step.argument: reference})
