"""Charts for sites that embed pasted addresses (oEmbed 1.0, type *rich*)."""

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qsl, urlsplit

import orjson
from flask import Blueprint, Response, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug import exceptions

from tracker.charts.catalogue import BUILDERS
from tracker.core.errors import BadParameter, NotFound
from tracker.core.languages import forced_locale
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.language import in_language
from tracker.web.core.language_prefix import split_language
from tracker.web.core.urls import url_with

blueprint = Blueprint("oembed", __name__)

WIDTH, HEIGHT = 720, 640  # pixels, where the site sets no limit
LEAST = 200
CHARTS = ("charts.page", "embed.page")


@blueprint.get("/oembed")
@everyone
def describe() -> ResponseReturnValue:
    """The embed code of the chart at an address of this site, as JSON."""
    size = query_params.positive_number
    asked = query_params.parse_page_params(
        reading=False,
        more={"url": _address, "format": _format, "maxwidth": size, "maxheight": size},
    )
    if "url" not in asked.more:
        raise BadParameter("url", "", _("the address of a chart of this site"))
    language, frame = _frame(asked.more["url"])
    width, height = _size(asked.more, "maxwidth", WIDTH), _size(asked.more, "maxheight", HEIGHT)
    with forced_locale(language):
        name, title = _("Commitments Tracker"), _("A chart of the Commitments Tracker")
    html = (
        f'<iframe src="{escape(frame)}" width="{width}" height="{height}" style="border:0" '
        f'loading="lazy" title="{escape(title)}"></iframe>'
    )
    body = {
        "version": "1.0",
        "type": "rich",
        "provider_name": name,
        "provider_url": url_for("dashboard.home", _external=True),
        "html": html,
        "width": width,
        "height": height,
    }
    return Response(orjson.dumps(body), mimetype="application/json")


def _address(name: str, text: str) -> str:
    parts, here = urlsplit(text), urlsplit(request.host_url)
    if (parts.scheme, parts.netloc) not in (
        ("", ""),
        ("http", here.netloc),
        ("https", here.netloc),
    ):
        raise BadParameter(name, text[:80], _("the address of a chart of this site"))
    return text


def _format(_name: str, text: str) -> str:
    if text != "json":
        raise exceptions.NotImplemented(_("Only the format “json” is offered."))
    return text


def _size(given: Mapping[str, str], name: str, usual: int) -> int:
    return max(LEAST, min(usual, int(given.get(name, usual))))


def _frame(url: str) -> tuple[str, str]:
    """Language and frame of a chart by its address. Raises NotFound for other pages."""
    parts = urlsplit(url)
    language, path = split_language(parts.path)
    try:
        endpoint, values = request_ctx.url_adapter.match(path, method="GET")  # type: ignore[union-attr]
    except exceptions.HTTPException:
        endpoint, values = "", {}
    if endpoint not in CHARTS or values["name"] not in BUILDERS:
        raise NotFound("chart", parts.path[:80])
    query = dict(parse_qsl(parts.query, max_num_fields=50))
    address = url_with("embed.page", query, name=values["name"])
    rest = split_language(address)[1]
    return language, request.host_url.rstrip("/") + in_language(rest, language)
