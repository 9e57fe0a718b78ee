"""Builds Atom feeds (RFC 4287) with pages (RFC 5005).

Only days are shown, for withheld records the first of the month. Ids consist of permanent parts:
the site's address, the language and the key of the entry in its list.
"""

import re
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from flask import Response, current_app
from flask_babel import gettext as _

from tracker.charts.captions import rules
from tracker.core import formats
from tracker.core.languages import path_prefix
from tracker.gap.facts import ScoringParams
from tracker.review.revisions import is_demonstration
from tracker.timeline import query
from tracker.timeline.headlines import Headline
from tracker.web.core.language import selected

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
# What XML 1.0 cannot hold, however it is written.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``key`` identifies it permanently; ``url`` is the full address."""

    key: str
    title: str
    day: date
    url: str
    summary: str
    categories: tuple[str, ...] = ()


def entry_of(headline: Headline, url: str) -> Entry:
    """An event in words, with the full address of its record."""
    occurrence = headline.occurrence
    state = (occurrence.iso3,) if occurrence.iso3 else ()
    return Entry(
        key=f"activity/{query.spelled(occurrence.place)}",
        title=headline.headline,
        day=occurrence.day,
        url=url,
        summary=headline.sentence,
        categories=(occurrence.kind.value, *state),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A page of a feed, with the full addresses of page, first and next page."""

    title: str
    subtitle: str
    entries: tuple[Entry, ...]
    page: str
    first: str
    own: str
    older: str | None
    day: date
    name: str = "activity"  # of the list, within the site


def title(parts: list[str], what: str | None = None) -> str:
    """The title of a feed: site, list and filters."""
    mark = [_("Demonstration: invented States and records")] if is_demonstration() else []
    return " · ".join([_("Commitments Tracker"), what or _("Latest updates"), *parts, *mark])


def subtitle(reading: ScoringParams) -> str:
    """The reader's own settings in words."""
    about = _("Days of publication, or only the month if a name is withheld.")
    return formats.sentences(about, *(f"{rule}{formats.full_stop()}" for rule in rules(reading)))


def response(feed: Feed) -> Response:
    """The feed as a response with the ETag of a public page."""
    return Response(written(feed), content_type=f"{MEDIA_TYPE}; charset=utf-8")


def written(feed: Feed) -> bytes:
    """The feed as XML."""
    ET.register_namespace("", ATOM)
    root = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": selected()})
    _text(root, "id", _id(f"{feed.name}/{feed.first.partition('?')[2]}"))
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.subtitle)
    _text(root, "updated", _moment(max((one.day for one in feed.entries), default=feed.day)))
    ET.SubElement(root, _name("generator")).text = "Commitments Tracker"
    _text(ET.SubElement(root, _name("author")), "name", _("Commitments Tracker"))
    _text(root, "rights", "CC BY 4.0")
    for relation, kind, url in (
        ("self", MEDIA_TYPE, feed.own),
        ("alternate", "text/html", feed.page),
        ("first", MEDIA_TYPE, feed.first),
        ("next", MEDIA_TYPE, feed.older),
    ):
        if url:
            ET.SubElement(root, _name("link"), rel=relation, type=kind, href=url)
    for entry in feed.entries:
        _entry(root, entry)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8")


def _entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, _name("entry"))
    _text(element, "id", _id(entry.key))
    _text(element, "title", entry.title)
    _text(element, "updated", _moment(entry.day))
    _text(element, "published", _moment(entry.day))
    ET.SubElement(element, _name("link"), rel="alternate", type="text/html", href=entry.url)
    for term in entry.categories:
        ET.SubElement(element, _name("category"), term=term)
    _text(element, "summary", entry.summary)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _id(what: str) -> str:
    site = str(current_app.config.get("SITE_URL") or "http://127.0.0.1:5000").rstrip("/")
    return uuid5(NAMESPACE_URL, f"{site}{path_prefix(selected())}/{what}").urn


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, _name(name)).text = _IMPOSSIBLE.sub("", text)


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
