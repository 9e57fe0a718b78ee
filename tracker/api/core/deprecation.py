"""Declares deprecated parts of the API and adds the headers that announce their removal.

Headers tell programs that nobody maintains: since when to stop using it (``Deprecation``, RFC
9745), when it may disappear (``Sunset``, RFC 8594), and where the replacement is explained.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

from flask import Response, current_app, request
from werkzeug.http import http_date

View = TypeVar("View", bound=Callable[..., Any])
LEAST_DAYS = 365  # between the two days: the promise of docs/api.md


@dataclass(frozen=True, slots=True)
class Deprecation:
    """A deprecated operation or field. ``instead`` is the address that documents its successor.

    Raises ValueError where it would go sooner than was promised.
    """

    since: date
    gone_on: date
    instead: str

    def __post_init__(self) -> None:
        if (self.gone_on - self.since).days < LEAST_DAYS:
            raise ValueError(f"what goes is announced {LEAST_DAYS} days before")


def declare(view: View, what: tuple[Deprecation, ...]) -> View:
    """Mark the deprecated parts of a view. Does nothing if there are none."""
    if what:
        view.__dict__["retiring"] = what
    return view


def add_headers(answer: Response) -> Response:
    """Add the deprecation headers to the response. The soonest date counts."""
    view = current_app.view_functions.get(request.endpoint or "")
    what: tuple[Deprecation, ...] = getattr(view, "retiring", ())
    if what:
        answer.headers["Deprecation"] = f"@{int(_moment(min(one.since for one in what)))}"
        answer.headers["Sunset"] = http_date(_moment(min(one.gone_on for one in what)))
        for each in dict.fromkeys(one.instead for one in what):
            answer.headers.add("Link", f'<{each}>; rel="deprecation"; type="text/html"')
    return answer


def is_deprecated(what: Iterable[Deprecation | None]) -> tuple[Deprecation, ...]:
    """The deprecated ones among them."""
    return tuple(one for one in what if one is not None)


def _moment(day: date) -> float:
    return datetime.combine(day, time.min, tzinfo=UTC).timestamp()
