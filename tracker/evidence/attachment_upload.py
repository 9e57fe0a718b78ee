"""Receives uploaded files from any interface within the limit, without holding the write lock."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.attachments.sanitise.intake import MEGABYTE, MOST_MEGABYTES, CleanFile, clean
from tracker.attachments.sanitise.messages import FIELD
from tracker.attachments.storage import Store
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.evidence import attachments
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review.submissions import Kind

# Around the file travel the token and the other fields.
MOST_AROUND = 64 * 1024
View = TypeVar("View", bound=Callable[..., Any])


def takes_files(view: View) -> View:
    """Declare that requests to this view may have a file."""
    view.__dict__["takes_files"] = True
    return view


def init_app(app: Flask) -> None:
    """Set the size limit of each request before anything reads it."""
    app.before_request(_limit)


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = most_megabytes() * MEGABYTE + MOST_AROUND


def most_megabytes() -> int:
    """The maximum size of a file in megabytes: the setting MAX_ATTACHMENT_MB."""
    most: int = current_app.config.get("MAX_ATTACHMENT_MB", MOST_MEGABYTES)
    return most


def store() -> Store:
    """The files of this site."""
    return Store(Path(current_app.config["DATA_DIR"]))


def receive_upload(actor: Actor, kind: Kind, reference: str) -> CleanFile:
    """The uploaded file for one's own draft, cleaned.

    Raises Refused or Invalid at the field, NotFound, IllegalMove.
    """
    require(actor, Permission.SUBMISSIONS_KEEP)
    attachments.expect(actor, kind, reference)
    sent = request.files.get(FIELD)
    if sent is None or not sent.filename:
        raise Invalid({FIELD: [_("choose a file")]})
    # Looking through it takes seconds: the lock on writing is given back meanwhile.
    db.session.rollback()
    return clean(sent.stream, sent.filename, most_megabytes=most_megabytes())
