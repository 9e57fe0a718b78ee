"""Addresses of pages whose query comes from a request or from a mapping."""

from collections.abc import Mapping
from typing import Any

from flask import url_for


def url_with(endpoint: str, query: Mapping[str, object], /, **path: object) -> str:
    """The address of a page with this query; names in `path` win over those in the query.

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
