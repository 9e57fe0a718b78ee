"""Structured data of a page for search engines (schema.org, JSON-LD).

Each kind of page has its type. A page of figures is a ``Dataset`` with its file and licence; all
others say what they are about. No person and no organisation is described, so nothing here can tell
a name that the page withholds.
"""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from tracker.web.core.language import selected
from tracker.web.core.urls import url_with

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
_TYPES = {
    "dashboard.home": "WebSite",
    "instruments.instrument": "Legislation",
    "indicators.indicator": "Dataset",
    "charts.page": "Dataset",
    "reports.report": "Report",
    "stories.story": "Article",
    "methodology.page": "TechArticle",
    "about.page": "AboutPage",
    "search.page": "SearchResultsPage",
}
_STATE_PAGES = frozenset({"states", "state_tabs"})


def page_data(title: str, description: str, url: str | None) -> dict[str, Any] | None:
    """The description of the current page. None if it has no address or its own description."""
    if url is None or request.endpoint in (None, "data.index"):
        return None
    given: Mapping[str, Any] = request.view_args or {}
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(request.endpoint, "CollectionPage" if not given else "WebPage"),
        "name": title or _("Commitments Tracker"),
        "description": description,
        "url": url,
        "inLanguage": selected(),
        "isAccessibleForFree": True,
    }
    found.update(_more(found["@type"], request.endpoint, given))
    if (blueprint := request.blueprint) in _STATE_PAGES and "iso3" in given:
        found["about"] = {"@type": "Country", "identifier": given["iso3"].upper()}
    if blueprint != "dashboard":
        site = url_for("dashboard.home", _external=True)
        found["isPartOf"] = {"@type": "WebSite", "name": _("Commitments Tracker"), "url": site}
    return found


def _more(kind: str, endpoint: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "WebSite":
        search = url_for("search.page", _external=True)
        return {
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{search}?q={{words}}",
                "query-input": "required name=words",
            }
        }
    if kind != "Dataset":
        return {}
    if endpoint == "charts.page":
        file = url_with("charts.rows", request.args.to_dict(), name=given["name"], _external=True)
    else:
        code = given["code"]
        file = url_for("charts.rows", name="indicator-latest", indicator=code, _external=True)
    return {
        "license": CC_BY,
        "creator": {"@type": "Organization", "name": _("Commitments Tracker")},
        "distribution": {
            "@type": "DataDownload",
            "encodingFormat": "text/csv",
            "contentUrl": file,
        },
    }
