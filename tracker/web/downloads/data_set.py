"""The whole data set for download, and its description for catalogues and search engines."""

import base64
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import ServiceUnavailable

from tracker.core.errors import NotFound
from tracker.core.languages import forced_locale
from tracker.exchange.downloads import sdmx_structure
from tracker.exchange.downloads.catalogue import OURS
from tracker.exchange.downloads.selection import Selection
from tracker.exchange.package import build_cache, builder, catalogue, statements
from tracker.exchange.package.build_cache import Archives, CachedFile
from tracker.gap.standing import default_params
from tracker.registry.queries import commitments as registry
from tracker.registry.queries.publication import first_published
from tracker.web.core import caching, query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("data_set", __name__, url_prefix="/data")

SOON = 20  # seconds after which it is worth asking again for what is being made
_OF: dict[str, tuple[str, Callable[[Archives], CachedFile]]] = {
    "zip": ("application/zip", lambda kept: kept.package),
    "sqlite": ("application/vnd.sqlite3", lambda kept: kept.database),
}
_SPELLINGS = {
    "jsonld": ("application/ld+json", statements.as_jsonld),
    "ttl": ("text/turtle; charset=utf-8", statements.as_turtle),
}


@blueprint.get("/commitments-tracker.<ending>")
@everyone
def archive(ending: str) -> ResponseReturnValue:
    """Today's data set as one file. The first request after a public change builds it."""
    if ending not in _OF:
        raise NotFound("download", ending[:20])
    query_params.parse_page_params(reading=False)
    media_type, of = _OF[ending]
    try:
        archives = build_cache.archives()
    except build_cache.BuildInProgress:
        raise ServiceUnavailable(retry_after=SOON) from None
    return _sent(of(archives), archives.version, media_type)


@blueprint.get("/dcat.<ending>", endpoint="catalogue")
@everyone
def send_catalogue(ending: str) -> ResponseReturnValue:
    """The data set for catalogues (DCAT)."""
    if ending not in _SPELLINGS:
        raise NotFound("format", ending[:20])
    query_params.parse_page_params(reading=False)
    content_type, spell = _SPELLINGS[ending]
    return Response(spell(catalogue.dcat(described())), content_type=content_type)


@blueprint.get("/sdmx-structure.xml")
@everyone
def sdmx() -> ResponseReturnValue:
    """The structure message for the SDMX-CSV of indicator values."""
    asked = query_params.parse_page_params()
    # In the language of the data set, not in that of the request.
    with forced_locale(builder.LANGUAGE):
        message = sdmx_structure.structure(Selection(asked.reading))
    return Response(message, content_type=sdmx_structure.MEDIA_TYPE)


def described() -> catalogue.DataSetDescription:
    """The description of today's data set, whether or not it is built."""
    archives = build_cache.found()
    instruments = registry.register().instruments.values()
    return catalogue.DataSetDescription(
        edition=builder.edition(default_params()),
        page=url_for("data.index", _external=True),
        catalogue=url_for("data_set.catalogue", ending="jsonld", _external=True),
        api=url_for("api.description.root", _external=True),
        api_description=url_for("api.description.openapi", _external=True),
        title=_("Commitments Tracker: public data set"),
        about=_(
            "Commitments of States against trafficking in persons, with State reports, "
            "other evidence and reviewers’ assessments of each. Missing information is "
            "marked as missing and is never zero."
        ),
        begins=min((each.adopted_on for each in instruments), default=None),
        issued=first_published(),
        whole=tuple(_whole(ending, archives) for ending in _OF),
        pieces=tuple(_piece(name, file) for name, file in builder.packed().items()),
    )


def _whole(ending: str, archives: Archives | None) -> catalogue.Distribution:
    titles = {
        "zip": _("Data package: CSV files in a ZIP"),
        "sqlite": _("Database file: SQLite"),
    }
    file = None if archives is None else _OF[ending][1](archives)
    return catalogue.Distribution(
        title=titles[ending],
        url=url_for("data_set.archive", ending=ending, _external=True),
        media_type=_OF[ending][0],
        bytes=file.bytes if file else None,
        sha256=file.sha256 if file else None,
    )


def _piece(name: str, file: Any) -> catalogue.FileDescription:
    return catalogue.FileDescription(
        title=str(file.title),
        about=str(file.about),
        page=url_for("data.index", _external=True, _anchor=name),
        distribution=catalogue.Distribution(
            title=f"{name}.csv",
            url=url_for("data.download", name=f"{name}.csv", _external=True),
            media_type="text/csv",
        ),
        ours=file.licence is OURS,
    )


def _sent(file: CachedFile, version: str, media_type: str) -> Response:
    answer = send_file(
        file.path,
        mimetype=media_type,
        as_attachment=True,
        download_name=f"{file.path.stem}-{version}{file.path.suffix}",
        etag=file.sha256,
    )
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    answer.headers["Repr-Digest"] = f"sha-256=:{digest}:"
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def _made() -> str:
    """The built data set. Pages with size and checksum change once it is built."""
    archives = build_cache.found()
    return archives.package.sha256 if archives else ""


caching.depends("data.index", _made)
caching.depends("data_set.catalogue", _made)
