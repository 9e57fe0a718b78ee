"""The page that *Report a mistake* fills in: the current one with its settings.

Addresses of pages that are not public may hold a secret, such as the link for a new password, so
they are never filled in.
"""

from flask import Flask, current_app, request

from tracker.gap.query_params import LONGEST_SEARCH
from tracker.web.core.audience import Audience, audience_of
from tracker.web.core.language import own_path
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with

LONGEST = LONGEST_SEARCH  # characters that the address of the form takes


def init_app(app: Flask) -> None:
    """Give every page its own address."""
    app.context_processor(lambda: {"reported_page": reported_page})


def reported_page(asked: PageParams | None) -> str | None:
    """Path and query of the current page. None if it is private."""
    if request.endpoint is None or request.routing_exception is not None:
        return None
    if audience_of(current_app, request.endpoint) is not Audience.EVERYONE:
        return None
    given = dict(asked.given) if asked else {}
    address = url_with(request.endpoint, given, **(request.view_args or {}))
    return address if len(address) <= LONGEST else own_path()[:LONGEST]
