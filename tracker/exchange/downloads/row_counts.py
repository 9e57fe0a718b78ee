"""Caches the row count of each file until something public changes."""

from tracker.core.cache import Cache
from tracker.exchange.downloads.catalogue import Download
from tracker.exchange.downloads.selection import Selection
from tracker.review.revisions import cached, dated_revision

COUNTS: Cache[int] = Cache(1_000)  # a page of all files needs some thirty


def counted(file: Download, selection: Selection) -> int:
    """The number of rows of a file for a selection."""
    key = (file.name, selection.reading, *sorted(selection.filters.items()))
    return cached(COUNTS, key, dated_revision(), lambda: file.count(selection))
