"""Caches the latest PDFs in this process."""

from collections.abc import Callable

from tracker.card.builder import DueReport, StateCard
from tracker.card.pdf.document import Contents, document
from tracker.core.cache import Cache
from tracker.labels import charts
from tracker.review.revisions import cached

DOCUMENTS: Cache[bytes] = Cache(8 * 2**20, weigh=len)  # some 80 kB each


def cached_document(
    card: StateCard, due: DueReport, address: str, make: Callable[[], Contents]
) -> bytes:
    """The PDF of a card. It depends on the card and on the ``address`` that it prints."""
    silent = tuple(each.due_id for each in due.silent)
    ahead = due.following.due_id if due.following else None
    key = (
        *(card.reading, card.since, card.line.iso3, charts.language()),
        *(address, silent, due.asked, ahead),
    )
    return cached(DOCUMENTS, key, card.revisions, lambda: document(make()))
