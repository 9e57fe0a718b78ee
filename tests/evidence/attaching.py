"""Files attached as the doors do it, for tests: cleaned first, then put on disk and on record."""

import io
from pathlib import Path

from flask import current_app

from tests.attachable import jpeg
from tracker.accounts.actor import Actor
from tracker.attachments.sanitise.intake import CleanFile, clean
from tracker.attachments.storage import Store
from tracker.evidence import attachments
from tracker.evidence.attachments import StoredAttachment
from tracker.review.models import Submission
from tracker.review.submissions import Kind


def store() -> Store:
    return Store(Path(current_app.config["DATA_DIR"]))


def cleaned(content: bytes | None = None, name: str = "photo.jpg") -> CleanFile:
    return clean(io.BytesIO(jpeg() if content is None else content), name)


def attach(
    by: Actor, to: Submission, file: CleanFile | None = None, **more: object
) -> StoredAttachment:
    given = {"caption": "The shelter", "people_confirmed": True, **more}
    return attachments.attach(
        by, Kind(to.kind), to.reference, file or cleaned(), store=store(), **given
    )
