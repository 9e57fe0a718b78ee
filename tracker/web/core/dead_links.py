"""Marks sources whose addresses no longer answer."""

from datetime import datetime

from flask import Flask, g

from tracker.evidence.link_schedule import dead


def init_app(app: Flask) -> None:
    """Let templates ask; the database is asked once a page, and only by pages that show sources."""
    app.jinja_env.globals["dead_since"] = dead_since


def dead_since(url: str | None) -> datetime | None:
    """Since when an address has not answered; None where it does, or was not asked."""
    if url is None:
        return None
    if "dead_links" not in g:
        g.dead_links = dead()
    found: dict[str, datetime] = g.dead_links
    return found.get(url)
