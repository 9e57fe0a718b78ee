"""Addresses of a report card that show the same card later: both days are written out."""

from flask import url_for

from tracker.web.parameters import Asked, since


def permanent(asked: Asked, *, iso3: str) -> str:
    """The whole address of the card's page with both of its days, and the day compared with."""
    return url_for("states.state", iso3=iso3, _external=True, **dated(asked))


def dated(asked: Asked) -> dict[str, str]:
    """The reading with both days, and the day of comparison where one was asked for."""
    reading, day = asked.reading, since(asked)
    days = {"as_of": reading.as_of.isoformat(), "known_by": reading.known_by.isoformat()}
    return asked.carried(**days, since=None if day is None else day.isoformat())
