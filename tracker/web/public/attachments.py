"""Serves attached files to those who may see them, under a neutral name.

A browser saves them; it runs nothing of theirs and shows them only where a page of ours says so.
"""

from pathlib import Path

from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue

from tracker.attachments.storage import Store
from tracker.evidence.queries.attached_files import AttachedFile, shown_file
from tracker.web.core import query_params, visitor
from tracker.web.core.audience import everyone

blueprint = Blueprint("attachments", __name__)

INERT = "sandbox; default-src 'none'"


@blueprint.get("/attachments/<public_id>")
@everyone
def file(public_id: str) -> ResponseReturnValue:
    """The file. Foreign, withdrawn and missing ones give the same answer."""
    query_params.parse_page_params(reading=False)
    found = shown_file(visitor.actor_of_request(), public_id)
    return _sent(found, Store(Path(current_app.config["DATA_DIR"])).read(found.sha256))


def _sent(found: AttachedFile, content: bytes) -> Response:
    is_text = found.media_type.startswith("text/")
    kind = f"{found.media_type}; charset=utf-8" if is_text else found.media_type
    answer = Response(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    answer.headers["Content-Security-Policy"] = INERT
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if not found.is_public:
        answer.headers["Cache-Control"] = "no-store"
    return answer
