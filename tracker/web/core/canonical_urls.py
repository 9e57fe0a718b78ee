"""Redirects variants of an address to its canonical form before a view runs.

A form sends the weights of the pillars as five fields; an address has them in one, as every other
page carries it. An address with a slash at its end is the one without.
"""

from urllib.parse import quote, urlencode

from flask import Flask, redirect, request
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from tracker.registry.vocabulary import Pillar
from tracker.web.core import language
from tracker.web.core.transactions import SAFE

FIELD = "weight_"


def init_app(app: Flask) -> None:
    """Run the redirect before every view."""
    app.before_request(_without_slash)
    app.before_request(_folded)


def _without_slash() -> ResponseReturnValue | None:
    """A permanent redirect to the address without a slash, if it exists."""
    if request.endpoint is not None or not request.path.endswith("/"):
        return None
    plain = request.path.rstrip("/")
    try:
        request_ctx.url_adapter.match(plain, method=request.method)  # type: ignore[union-attr]
    except HTTPException:
        # A path of two slashes in front would name another host; it matches nothing either.
        return None
    query = request.query_string.decode("ascii", "replace")
    address = quote(request.script_root + plain)
    return redirect(address + (f"?{query}" if query else ""), 308)


def _folded() -> ResponseReturnValue | None:
    """The same address with the weights in one parameter."""
    fields = [name for name in request.args if name.startswith(FIELD)]
    if request.endpoint is None or request.method not in SAFE or not fields:
        return None
    pairs = [
        (name, text)
        for name, text in request.args.items(multi=True)
        if name not in fields and name != "weights"
    ]
    weights = ",".join(
        f"{pillar}:{_short(text)}"
        for pillar in Pillar
        if (text := request.args.get(f"{FIELD}{pillar}", "").strip()) and _short(text) != "1"
    )
    query = urlencode([*pairs, *([("weights", weights)] if weights else [])], safe=":,")
    return redirect(language.own_path() + (f"?{query}" if query else ""), 302)


def _short(text: str) -> str:
    """The short form of a number. Other texts are unchanged."""
    try:
        return f"{float(text):g}"
    except ValueError:
        return text
