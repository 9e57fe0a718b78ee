"""Due dates of progress reports for calendars (iCalendar, RFC 5545).

A calendar program asks again by itself, so the address keeps no day of its own: past due dates stay
for a year, and one that is cancelled leaves. A whole day is meant, wherever the reader is.
"""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from icalendar import Calendar, Event

from tracker.core import formats
from tracker.core.errors import NotFound
from tracker.registry.queries.states import state_ids
from tracker.reporting.obligations import Obligation, obligations
from tracker.reporting.vocabulary import Punctuality
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.language import selected

blueprint = Blueprint("calendar", __name__)

KEPT = timedelta(days=365)
OPEN = (Punctuality.NOT_YET_DUE, Punctuality.SILENT)


@blueprint.get("/reporting.ics")
@everyone
def due_dates() -> ResponseReturnValue:
    """Due dates of reports, of all States or filtered."""
    asked = query_params.parse_page_params(
        filters=("region", "group"), more={"state": query_params.free_text}
    )
    state = asked.more.get("state", "").upper()
    if state and state not in state_ids():
        raise NotFound("state", state[:40])
    reading = asked.reading
    calendar = Calendar()
    calendar.add("prodid", "-//Commitments Tracker//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Commitments Tracker: reports due"))
    written = datetime.combine(reading.known_by, time(), UTC)
    due_from = reading.as_of - KEPT
    for one in obligations(reading.as_of, reading.known_by, due_from=due_from):
        fits = all(getattr(one, name) == code for name, code in asked.filters.items())
        if fits and state in ("", one.iso3):
            calendar.add_component(_event(one, written))
    return Response(calendar.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(one: Obligation, written: datetime) -> Event:
    event, name = Event(), one.names[selected()]
    host = urlsplit(request.host_url).hostname
    event.add("uid", f"{one.cycle}-{one.iso3}-{one.period_end.isoformat()}@{host}".lower())
    event.add("dtstamp", written)
    event.add("dtstart", one.due_on)
    event.add("dtend", one.due_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    summary = (
        _("%(state)s: progress report due")
        if one.standing in OPEN
        else _("%(state)s: progress report due (reported)")
    )
    event.add("summary", summary % {"state": name})
    event.add(
        "description",
        _(
            "%(cycle)s, period until %(end)s.",
            cycle=one.cycle_title,
            end=formats.long_day(one.period_end),
        ),
    )
    event.add("url", url_for("state_tabs.reports", iso3=one.iso3, _external=True))
    return event
