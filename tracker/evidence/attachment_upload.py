"""Files on their way in, by whichever door: read within the limit, and looked through while others
may write. Only views that are declared to take files accept requests of that size.
"""

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
    """Declare that a file may come with requests to this view."""
    view.__dict__["takes_files"] = True
    return view


def init_app(app: Flask) -> None:
    """Set the limit of each request; bound before anything reads one."""
    app.before_request(_limit)


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        request.max_content_length = most_megabytes() * MEGABYTE + MOST_AROUND


def most_megabytes() -> int:
    """How large a file may be; the setting MAX_ATTACHMENT_MB."""
    most: int = current_app.config.get("MAX_ATTACHMENT_MB", MOST_MEGABYTES)
    return most


def store() -> Store:
    """The files of this site."""
    return Store(Path(current_app.config["DATA_DIR"]))


def receive_upload(actor: Actor, kind: Kind, reference: str) -> CleanFile:
    """The file that came with this request for one's own draft, made anew.

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
