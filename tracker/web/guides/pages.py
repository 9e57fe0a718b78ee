"""The guides: one for each role, and the subject in plain words. They read no record."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from tracker.core.errors import NotFound
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import Audience, audience_of, everyone
from tracker.web.core.language import selected
from tracker.web.guides.guide import Guide
from tracker.web.guides.pictures import picture_of
from tracker.web.guides.plain_words import IN_PLAIN_WORDS
from tracker.web.guides.public_roles import CIVIL_SOCIETY, READER
from tracker.web.guides.staff_roles import ADMINISTRATOR, REVIEWER
from tracker.web.guides.state_roles import FOCAL_POINT, VALIDATING_AUTHORITY

blueprint = Blueprint("guides", __name__)

GUIDES = {
    each.code: each
    for each in (
        IN_PLAIN_WORDS,
        READER,
        CIVIL_SOCIETY,
        FOCAL_POINT,
        VALIDATING_AUTHORITY,
        REVIEWER,
        ADMINISTRATOR,
    )
}


@blueprint.get("/guides")
@everyone
def index() -> ResponseReturnValue:
    """The list of guides."""
    query_params.parse_page_params(reading=False)
    return render_template("guides/index.html", guides=GUIDES.values())


@blueprint.get("/guides/<role>")
@everyone
def guide(role: str) -> ResponseReturnValue:
    """One guide. Raises NotFound for an unknown role."""
    query_params.parse_page_params(reading=False)
    if role not in GUIDES:
        raise NotFound("guide", role[:40])
    chosen = GUIDES[role]
    return render_template(
        "guides/guide.html",
        guide=chosen,
        guides=GUIDES.values(),
        reachable=_reachable(chosen),
        picture=picture_of(role, selected()),
    )


def _reachable(guide: Guide) -> set[str]:
    """The pages of a guide that its reader may open."""
    endpoints = {part.endpoint for part in guide.parts if part.endpoint}
    if guide.role in visitor.actor_of_request().roles:
        return endpoints
    open_to_all = (Audience.EVERYONE, Audience.GUESTS)
    return {name for name in endpoints if audience_of(current_app, name) in open_to_all}
