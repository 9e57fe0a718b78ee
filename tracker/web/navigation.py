"""The one line of navigation of every page, and how a page finds its place in it.

Places of figures carry the reading along, so that a reader who looks at another day stays on
that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _l

from tracker.registry.vocabulary import Pillar
from tracker.web.parameters import READING


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation; ``carries`` tells whether its page knows the reading."""

    endpoint: str
    name: Any  # a lazy translation
    carries: bool = True


PLACES = (
    Place("dashboard.home", _l("Dashboard")),
    Place("commitments.index", _l("Commitments")),
    Place("states.index", _l("States")),
    Place("explore.page", _l("Explore")),
    Place("reports.index", _l("Reports")),
    Place("actions.index", _l("Actions")),
    Place("compare.compare", _l("Compare")),
    Place("activity.index", _l("New")),
    Place("indicators.index", _l("Indicators")),
    Place("methodology.page", _l("Methodology"), carries=False),
    Place("data.index", _l("Data")),
    Place("about.page", _l("About"), carries=False),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A place as drawn: ``current`` is "page" on that very page, "true" below it, else None."""

    name: str
    url: str
    current: str | None


def init_app(app: Flask) -> None:
    """Teach templates the navigation, and which parameters are those of the reading."""
    app.jinja_env.globals.update(
        navigation=navigation,
        address_of=address_of,
        reading_parameters=READING,
        pillars_in_order=tuple(Pillar),
    )


def navigation(carried: Mapping[str, str]) -> list[Link]:
    """The places in their order, with the reading carried to those that know it."""
    return [
        Link(
            name=str(place.name),
            url=url_for(place.endpoint, **(carried if place.carries else {})),
            current=_current(place.endpoint),
        )
        for place in PLACES
    ]


def address_of(endpoint: str, **values: Any) -> str | None:
    """The address of an endpoint, None where this application has no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def _current(endpoint: str) -> str | None:
    if request.endpoint == endpoint:
        return "page"
    return "true" if request.blueprint == endpoint.partition(".")[0] else None
