"""The audience of every route. The application does not start with an undeclared route.

The declaration is enforced before a view runs: for readers by ``tracker.web.core.access``.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

from tracker.policy.predicates import Role

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who may use a route."""

    EVERYONE = "everyone"  # published content, no sign-in
    MACHINES = "machines"  # health checks and assets
    GUESTS = "guests"  # the ways to an account: forms for those who are not signed in
    SIGNED_IN = "signed_in"  # whoever has an account
    FOCAL_POINT = "focal_point"
    VALIDATING_AUTHORITY = "validating_authority"
    STATE = "state"  # either side of a state's reports
    CONTRIBUTOR = "contributor"
    STATE_OR_CONTRIBUTOR = "state_or_contributor"  # the sides that put something on record
    IMPORTER = "importer"  # whoever may bring files of records
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"
    REVIEWER_OR_ADMINISTRATOR = "reviewer_or_administrator"  # people on duty


# Who has one of the roles is let in; for which state or organisation, the service asks.
ROLES: Mapping[Audience, frozenset[Role]] = {
    Audience.FOCAL_POINT: frozenset({Role.FOCAL_POINT}),
    Audience.VALIDATING_AUTHORITY: frozenset({Role.VALIDATING_AUTHORITY}),
    Audience.STATE: frozenset({Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY}),
    Audience.CONTRIBUTOR: frozenset({Role.CONTRIBUTOR}),
    Audience.STATE_OR_CONTRIBUTOR: frozenset(
        {Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY, Role.CONTRIBUTOR}
    ),
    Audience.IMPORTER: frozenset({Role.FOCAL_POINT, Role.CONTRIBUTOR, Role.ADMINISTRATOR}),
    Audience.REVIEWER: frozenset({Role.REVIEWER}),
    Audience.ADMINISTRATOR: frozenset({Role.ADMINISTRATOR}),
    Audience.REVIEWER_OR_ADMINISTRATOR: frozenset({Role.REVIEWER, Role.ADMINISTRATOR}),
}


class UndeclaredAudience(RuntimeError):
    """A route has no audience."""


def audience(who: Audience) -> Callable[[View], View]:
    """Declare the audience of a view, right below its route."""

    def declare(view: View) -> View:
        view.__dict__["audience"] = who
        return view

    return declare


everyone = audience(Audience.EVERYONE)
machines = audience(Audience.MACHINES)
guests = audience(Audience.GUESTS)
signed_in = audience(Audience.SIGNED_IN)
focal_point = audience(Audience.FOCAL_POINT)
validating_authority = audience(Audience.VALIDATING_AUTHORITY)
state_side = audience(Audience.STATE)
contributor = audience(Audience.CONTRIBUTOR)
state_or_contributor = audience(Audience.STATE_OR_CONTRIBUTOR)
importer = audience(Audience.IMPORTER)
reviewer = audience(Audience.REVIEWER)
administrator = audience(Audience.ADMINISTRATOR)
reviewer_or_administrator = audience(Audience.REVIEWER_OR_ADMINISTRATOR)


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """The declared audience of an endpoint, or None."""
    found: Audience | None = getattr(app.view_functions.get(endpoint), "audience", None)
    return found


def refuse_undeclared(app: Flask) -> None:
    """Raise UndeclaredAudience if any route has none. The last step of start-up."""
    missing = sorted(name for name in app.view_functions if audience_of(app, name) is None)
    if missing:
        raise UndeclaredAudience(f"routes without an audience: {', '.join(missing)}")
