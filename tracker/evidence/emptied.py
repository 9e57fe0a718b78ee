"""Removes the words of a record for good. Dates, tiers and levels stay: figures need them."""

from tracker.evidence.models import Action, Citation, Reply

EMPTIED = "—"  # what stands where the words were; a column of text is never without any


def empty_words(record: Action | Reply) -> None:
    """Empty the texts and sources of a record."""
    if isinstance(record, Action):
        record.title = record.account = EMPTIED
    else:
        record.text = EMPTIED
    for citation in record.citations:
        _empty_citation(citation)


def _empty_citation(citation: Citation) -> None:
    """Empty a source except its tier, because figures of earlier days depend on it."""
    citation.title = citation.publisher = EMPTIED
    citation.url = citation.archived_url = None
