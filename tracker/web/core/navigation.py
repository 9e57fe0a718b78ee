"""The navigation at the head and foot of every page, and the current place in it.

Places of figures carry the reading along, so that a reader who looks at another day stays on
that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _l

from tracker.registry.vocabulary import Pillar
from tracker.web.core.query_params import READING
from tracker.web.core.urls import url_with


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation; ``carries`` tells whether its page knows the reading."""

    endpoint: str
    name: Any  # a lazy translation
    carries: bool = True


# In the head of every page, in one line of a desk's window.
PLACES = (
    Place("dashboard.home", _l("Dashboard")),
    Place("states.index", _l("States")),
    Place("commitments.index", _l("Commitments")),
    Place("explore.page", _l("Explore")),
    Place("actions.index", _l("Actions")),
    Place("reports.index", _l("Reports")),
    Place("stories.index", _l("Stories")),
    Place("activity.index", _l("New")),
    Place("data.index", _l("Data")),
    Place("methodology.page", _l("Methodology"), carries=False),
)
# At the foot of every page, after those of the head.
FURTHER = (
    Place("compare.compare", _l("Compare")),
    Place("instruments.index", _l("Instruments")),
    Place("threads.index", _l("How promises changed")),
    Place("indicators.index", _l("Indicators")),
    Place("decisions.index", _l("Decisions of reviewers"), carries=False),
    Place("api.description.docs", _l("Interface for programs"), carries=False),
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
        every_place=every_place,
        address_of=address_of,
        reading_parameters=READING,
        pillars_in_order=tuple(Pillar),
    )


def navigation(carried: Mapping[str, str]) -> list[Link]:
    """The places of the head in their order, with the reading carried to those that know it."""
    return _links(PLACES, carried)


def every_place(carried: Mapping[str, str]) -> list[Link]:
    """The places of the foot: those of the head once more, and the further ones."""
    return _links((*PLACES, *FURTHER), carried)


def _links(places: Sequence[Place], carried: Mapping[str, str]) -> list[Link]:
    return [
        Link(
            name=str(place.name),
            url=url_with(place.endpoint, carried if place.carries else {}),
            current=_current(place.endpoint),
        )
        for place in places
    ]


def address_of(endpoint: str, **values: Any) -> str | None:
    """The address of an endpoint, None where this application has no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def _current(endpoint: str) -> str | None:
    if request.endpoint == endpoint:
        return "page"
    return "true" if request.blueprint == endpoint.partition(".")[0] else None
