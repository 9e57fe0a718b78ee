"""The page about the tracker and its limits. Reads no record."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
@everyone
def page() -> ResponseReturnValue:
    """What this is, its three promises, its limits."""
    query_params.parse_page_params(reading=False)
    return render_template("about/page.html")
