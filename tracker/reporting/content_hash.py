"""Identifies a report's content, so that people approve what they have read."""

import hashlib

from sqlalchemy import select

from tracker.core.db import db
from tracker.registry.models import Commitment
from tracker.reporting.models import Report, ReportEntry
from tracker.review.conflicts import ChangedSinceViewed


def content_hash(report: Report) -> str:
    """The version and twelve hexadecimal digits of the hash of all entries."""
    query = (
        select(Commitment.reference, ReportEntry.version, ReportEntry.changed_at)
        .join(ReportEntry.commitment)
        .where(ReportEntry.report_id == report.id)
        .order_by(Commitment.reference)
    )
    digest = hashlib.sha256()
    for reference, version, changed_at in db.session.execute(query):
        # An entry that was taken out and written anew begins with version 1 again.
        digest.update(f"{reference} {version} {changed_at}\n".encode())
    return f"{report.version}-{digest.hexdigest()[:12]}"


def require_same_content(report: Report, seen: str | None) -> None:
    """Raise an error if the content differs from the seen one. None: no check."""
    if seen is not None and content_hash(report) != seen:
        raise ChangedSinceViewed(report.reference)
