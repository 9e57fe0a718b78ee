"""Key questions: one page for each, answered with records."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.core.errors import NotFound
from tracker.gap.snapshot import load_snapshot
from tracker.registry.queries import commitments as registry
from tracker.stories import catalogue
from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("stories", __name__)

# Lists of the very records that a story rests on: what they are, their page, how it is narrowed.
RECORDS: Mapping[str, tuple[tuple[Any, str, dict[str, str]], ...]] = {
    "survivors": (
        (_l("State reports"), "reports.index", {}),
        (
            _l("actions logged by survivor-led organisations"),
            "actions.index",
            {"theme": "survivor-participation", "survivor_led": "1"},
        ),
    ),
    "non-punishment": ((_l("actions about it"), "actions.index", {"theme": "non-punishment"}),),
    "ratification": (
        (_l("parties to the Protocol"), "indicators.indicator", {"code": "TIP-PARTY"}),
        (_l("treaty actions"), "activity.index", {"kind": "treaty"}),
        (_l("the index and what it measures"), "indicators.index", {}),
    ),
    "migration": ((_l("actions about it"), "actions.index", {"theme": "migration"}),),
    "silence": (
        (_l("who was asked to report, and when they did"), "reports.punctuality", {}),
        (_l("missing information, State by State"), "explore.page", {}),
    ),
}


@blueprint.get("/stories")
@everyone
def index() -> ResponseReturnValue:
    """The questions, each with one sentence of findings."""
    asked = query_params.parse_page_params()
    found = [
        (
            story,
            catalogue.first(story, asked.reading),
            catalogue.describe_measures(catalogue.measured_by(story, asked.reading)),
        )
        for story in catalogue.STORIES.values()
    ]
    return render_template("stories/index.html", asked=asked, stories=found)


@blueprint.get("/stories/<name>")
@everyone
def story(name: str) -> ResponseReturnValue:
    """One question: its commitments, then charts."""
    if name not in catalogue.STORIES:
        raise NotFound("story", name)
    asked, found = query_params.parse_page_params(), catalogue.STORIES[name]
    measured = catalogue.measured_by(found, asked.reading)
    return render_template(
        "stories/story.html",
        asked=asked,
        story=found,
        charts=catalogue.charts(found, asked.reading),
        texts=catalogue.asked_by(found, asked.reading),
        measured=measured,
        measures_text=catalogue.describe_measures(measured),
        instruments=registry.register().instruments,
        revision=load_snapshot(asked.reading).revision,
        records=RECORDS[name],
        others=[each for each in catalogue.STORIES.values() if each is not found],
    )
