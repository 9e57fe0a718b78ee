"""What the tracker is, for whom, and what it cannot tell. No figure is shown and no record read."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.web import parameters
from tracker.web.audience import everyone

blueprint = Blueprint("about", __name__)


@blueprint.get("/about")
@everyone
def page() -> ResponseReturnValue:
    """What this is, its three promises, its limits."""
    parameters.asked(reading=False)
    return render_template("about/page.html")
