"""Template filters that depend on the request, such as its language.

Jinja 3.1 computes a filter of a constant (``none|figure``) when it compiles the template. The
result would stay in the language of the first reader. A filter that takes the context is
computed at each rendering.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask
from jinja2 import pass_context


def add_filters(app: Flask, **filters: Callable[..., Any]) -> None:
    """Register filters that are evaluated at each rendering."""
    app.jinja_env.filters.update({name: _per_rendering(each) for name, each in filters.items()})


def _per_rendering(function: Callable[..., Any]) -> Callable[..., Any]:
    @pass_context
    @wraps(function)
    def computed(_context: object, *given: Any, **named: Any) -> Any:
        return function(*given, **named)

    return computed
