"""Every route says for whom it is; an application with a route that does not will not start."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """For whom a route answers."""

    EVERYONE = "everyone"  # published content, no sign-in
    MACHINES = "machines"  # health checks and assets


class UndeclaredAudience(RuntimeError):
    """A route was registered without an audience."""


def audience(who: Audience) -> Callable[[View], View]:
    """Declare for whom a view is; put it right below the route."""

    def declare(view: View) -> View:
        view.__dict__["audience"] = who
        return view

    return declare


everyone = audience(Audience.EVERYONE)
machines = audience(Audience.MACHINES)


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """The declared audience of an endpoint, None if it has none."""
    found: Audience | None = getattr(app.view_functions[endpoint], "audience", None)
    return found


def refuse_undeclared(app: Flask) -> None:
    """Raise UndeclaredAudience if any route has none; the last step of start-up."""
    missing = sorted(name for name in app.view_functions if audience_of(app, name) is None)
    if missing:
        raise UndeclaredAudience(f"routes without an audience: {', '.join(missing)}")
