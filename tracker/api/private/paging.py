"""Pages of private lists, for the token's owner only."""

from collections.abc import Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import gettext as _

from tracker.api.core import cursors
from tracker.api.core.cursors import Key
from tracker.api.core.endpoint import answered
from tracker.api.core.fields import Field, values_of
from tracker.api.core.parameters import AFTER, LIMIT, USUAL
from tracker.api.core.query_params import UnknownReference, parse_query

PAGES = (LIMIT, AFTER)


def step_of_page() -> int:
    """The requested number of rows."""
    return int(parse_query(PAGES).given.get(LIMIT.name, USUAL))


def place_of_page(*kinds: type) -> Key | None:
    """The key after which the page begins, or None for the first page."""
    given = parse_query(PAGES).given
    if AFTER.name not in given:
        return None
    try:
        return cursors.decode(given[AFTER.name], kinds)
    except cursors.InvalidCursor:
        raise UnknownReference({AFTER.name: [_("not the end of a page of this list")]}) from None


def sort_before(rows: Sequence[tuple[Key, Any]], place: Key | None) -> list[tuple[Key, Any]]:
    """Sort rows in memory with the greatest key first, and start at the position."""
    ordered = sorted(rows, key=lambda pair: pair[0], reverse=True)
    return [pair for pair in ordered if place is None or pair[0] < place]


def answered_page(fields: Sequence[Field], rows: Sequence[tuple[Key, Any]], step: int) -> Response:
    """The first rows, and the position of the next page if there is one."""
    following = cursors.encode(rows[step - 1][0]) if len(rows) > step else None
    data = [values_of(fields, row) for _key, row in islice(rows, step)]
    answer = answered(data, page={"next": following, "limit": step})
    if following:
        query = urlencode({LIMIT.name: step, AFTER.name: following})
        answer.headers.add("Link", f'<{request.path}?{query}>; rel="next"')
    return answer
