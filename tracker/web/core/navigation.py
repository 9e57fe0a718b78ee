"""The navigation in header and footer, and the current position in it.

Places of figures carry the reading along, so that a reader who looks at another day stays on
that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_babel import lazy_gettext as _l

from tracker.registry.vocabulary import Pillar
from tracker.web.core.query_params import READING
from tracker.web.core.urls import url_with


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation. ``carries``: its page uses the reading."""

    endpoint: str
    name: Any  # a lazy translation
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the navigation with its pages. Its name links to the first."""

    name: Any  # a lazy translation
    places: tuple[Place, ...]


GROUPS = (
    Group(
        _l("States"),
        (
            Place("states.index", _l("All States")),
            Place("reports.punctuality", _l("Who has reported"), carries=False),
        ),
    ),
    Group(
        _l("Commitments"),
        (
            Place("commitments.index", _l("All commitments")),
            Place("instruments.index", _l("Texts and treaties")),
            Place("threads.index", _l("How promises changed")),
        ),
    ),
    Group(
        _l("Compare"),
        (
            Place("compare.compare", _l("Compare States")),
            Place("explore.page", _l("Explore")),
        ),
    ),
    Group(
        _l("Evidence"),
        (
            Place("actions.index", _l("Actions")),
            Place("reports.index", _l("Reports")),
            Place("indicators.index", _l("Indicators")),
            Place("recommendations.index", _l("Recommendations"), carries=False),
            Place("activity.index", _l("Latest updates")),
        ),
    ),
    Group(_l("Key questions"), (Place("stories.index", _l("Key questions")),)),
    Group(
        _l("Data"),
        (
            Place("data.index", _l("Download")),
            Place("sources.index", _l("Sources")),
            Place("api.description.docs", _l("API"), carries=False),
        ),
    ),
    Group(
        _l("About"),
        (
            Place("about.page", _l("About this site"), carries=False),
            Place("methodology.page", _l("Methodology"), carries=False),
            Place("decisions.index", _l("Decisions of reviewers"), carries=False),
            Place("guides.index", _l("Guides"), carries=False),
            Place("glossary.page", _l("Glossary"), carries=False),
            Place("about.accessibility", _l("Accessibility"), carries=False),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as drawn. ``current`` is "page" on the page itself, "true" below it."""

    name: str
    url: str
    current: str | None


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """A group as drawn. ``links`` are its pages."""

    name: str
    url: str
    current: str | None
    links: tuple[Link, ...]

    @property
    def further(self) -> tuple[Link, ...]:
        """The pages to list below the group's name. Empty for a single page."""
        return self.links if len(self.links) > 1 else ()


def init_app(app: Flask) -> None:
    """Give templates the navigation, and the parameters of the reading."""
    app.jinja_env.globals.update(
        navigation=navigation,
        address_of=address_of,
        reading_parameters=READING,
        pillars_in_order=tuple(Pillar),
    )


def navigation(carried: Mapping[str, str]) -> list[LinkGroup]:
    """The groups in order, with the reading in links to pages that use it."""
    return [_linked(group, carried) for group in GROUPS]


def _linked(group: Group, carried: Mapping[str, str]) -> LinkGroup:
    links = tuple(
        Link(
            name=str(place.name),
            url=url_with(place.endpoint, carried if place.carries else {}),
            current=_current(place.endpoint),
        )
        for place in group.places
        if place.endpoint in current_app.view_functions
    )
    if links[0].current == "page":
        current: str | None = "page"
    else:
        current = "true" if any(link.current for link in links) else None
    return LinkGroup(str(group.name), links[0].url, current, links)


def address_of(endpoint: str, **values: Any) -> str | None:
    """The address of an endpoint. None if this application does not have it."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


# Blueprints whose pages are below those of another one.
_PART_OF = {"state_tabs": "states"}
# Places that no other page is below: a blueprint's pages belong to one place of the navigation.
_ALONE = {"reports.punctuality", "about.accessibility"}


def _current(endpoint: str) -> str | None:
    if request.endpoint == endpoint:
        return "page"
    blueprint = endpoint.partition(".")[0]
    is_listed = any(place.endpoint == request.endpoint for g in GROUPS for place in g.places)
    here = _PART_OF.get(request.blueprint or "", request.blueprint)
    is_below = here == blueprint and endpoint not in _ALONE
    return "true" if is_below and not is_listed else None
