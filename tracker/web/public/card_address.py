"""Canonical addresses of a State's card."""

import re

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import NotFound
from tracker.web.core.query_params import PageParams, since
from tracker.web.core.urls import url_with

_CODE = re.compile(r"[A-Za-z0-9.-]{1,40}")


def permanent(asked: PageParams, *, iso3: str) -> str:
    """The full address of the card with both days and the comparison day."""
    return url_for("states.state", iso3=iso3, _external=True, **dated(asked))


def dated(asked: PageParams) -> dict[str, str]:
    """The reading with both days, and the comparison day if given."""
    reading, day = asked.reading, since(asked)
    days = {"as_of": reading.as_of.isoformat(), "known_by": reading.known_by.isoformat()}
    return asked.carried(**days, since=None if day is None else day.isoformat())


def in_capitals(**codes: str) -> ResponseReturnValue | None:
    """A redirect to the address in capitals, or None. Raises NotFound."""
    for name, code in codes.items():
        if not _CODE.fullmatch(code):
            raise NotFound(name, code)
    upper = {name: code.upper() for name, code in codes.items()}
    if upper == codes:
        return None
    return redirect(
        url_with(request.endpoint or "", request.args.to_dict(flat=False), **upper), code=301
    )
