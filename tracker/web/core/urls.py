"""Addresses of pages whose query comes from a request or from a mapping."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import url_for

_PLACE = "~0~"  # no code holds it, and the router writes it as it is
_UNQUOTED = "!$&'()*+,/:;=@"  # what the router leaves as it is in a path


def url_with(endpoint: str, query: Mapping[str, object], /, **path: object) -> str:
    """The address of a page with this query. Names in `path` take precedence.

    A query that a visitor typed may hold the names of arguments of `url_for` (`endpoint`,
    `_scheme`) or of parts of the path. Neither may end in an error, nor change where the address
    leads.
    """
    values: dict[str, Any] = {
        name: value
        for name, value in query.items()
        if name != "endpoint" and not name.startswith("_")
    }
    return url_for(endpoint, **(values | path))


class UrlPattern:
    """Addresses of many items with the same query. The router is asked once.

    ``name`` is the part of the path that differs. The result is what ``url_with`` returns.
    """

    def __init__(self, endpoint: str, name: str, query: Mapping[str, object], **path: object):
        whole = url_with(endpoint, query, **path, **{name: _PLACE})
        self._before, _place, self._after = whole.partition(_PLACE)

    def fill(self, code: str) -> str:
        """The address of the item with this code."""
        return f"{self._before}{quote(code, safe=_UNQUOTED)}{self._after}"
