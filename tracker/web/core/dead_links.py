"""Marks sources whose addresses no longer work."""

from datetime import datetime

from flask import Flask, g

from tracker.evidence.link_schedule import dead


def init_app(app: Flask) -> None:
    """Give templates the check. The database is asked once a page, if sources are shown."""
    app.jinja_env.globals["dead_since"] = dead_since


def dead_since(url: str | None) -> datetime | None:
    """Since when an address has not worked. None if it works or was not checked."""
    if url is None:
        return None
    if "dead_links" not in g:
        g.dead_links = dead()
    found: dict[str, datetime] = g.dead_links
    return found.get(url)
