"""Addresses of a state: codes in capitals, and those that show the same card later."""

import re

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core.errors import NotFound
from tracker.web.core.query_params import PageParams, since
from tracker.web.core.urls import url_with

_CODE = re.compile(r"[A-Za-z0-9.-]{1,40}")


def permanent(asked: PageParams, *, iso3: str) -> str:
    """The whole address of the card's page with both of its days, and the day compared with."""
    return url_for("states.state", iso3=iso3, _external=True, **dated(asked))


def dated(asked: PageParams) -> dict[str, str]:
    """The reading with both days, and the day of comparison where one was asked for."""
    reading, day = asked.reading, since(asked)
    days = {"as_of": reading.as_of.isoformat(), "known_by": reading.known_by.isoformat()}
    return asked.carried(**days, since=None if day is None else day.isoformat())


def in_capitals(**codes: str) -> ResponseReturnValue | None:
    """A permanent redirect to the address in capitals, none if it is; NotFound for no code."""
    for name, code in codes.items():
        if not _CODE.fullmatch(code):
            raise NotFound(name, code)
    upper = {name: code.upper() for name, code in codes.items()}
    if upper == codes:
        return None
    return redirect(
        url_with(request.endpoint or "", request.args.to_dict(flat=False), **upper), code=301
    )
