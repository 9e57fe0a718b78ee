"""Loads the texts of the records on a page of results."""

from collections.abc import Mapping, Sequence

from tracker.core.record_texts import RecordTranslations
from tracker.evidence.search_texts import action_texts, organisation_texts, organisations_called
from tracker.registry.queries.commitments import register
from tracker.registry.search_texts import indicator_texts, wording_texts
from tracker.reporting.search_texts import entry_texts, report_texts
from tracker.search import documents
from tracker.search.document import Document, Kind
from tracker.search.lexicon import current_lexicon

Shown = Mapping[tuple[Kind, str], Document]


def documents_shown(
    keys: Mapping[Kind, Sequence[str]], entries: Mapping[str, Sequence[str]]
) -> Shown:
    """The public documents with these keys by kind, and these entries of reports."""
    found: list[Document] = []
    for kind, load in _LOADERS.items():
        if keys.get(kind):
            found += load(keys[kind])
    if entries:
        wanted = {key.partition("#")[2] for each in entries.values() for key in each}
        texts = entry_texts(references=list(entries), commitments=wanted)
        found += map(documents.entry_document, texts)
    return {(document.kind, document.key): document for document in found}


def _states(keys: Sequence[str]) -> list[Document]:
    states = current_lexicon().states
    return [documents.state_document(states[key]) for key in keys if key in states]


def _commitments(keys: Sequence[str]) -> list[Document]:
    cards, translations = register().cards, RecordTranslations()
    wordings = wording_texts(keys)
    return [
        documents.commitment_document(cards[key], wordings.get(key, ()), translations)
        for key in keys
        if key in cards
    ]


def _instruments(keys: Sequence[str]) -> list[Document]:
    cards = register().instruments
    return [documents.instrument_document(cards[key]) for key in keys if key in cards]


def _indicators(keys: Sequence[str]) -> list[Document]:
    translations = RecordTranslations()
    return [documents.indicator_document(one, translations) for one in indicator_texts(keys)]


def _actions(keys: Sequence[str]) -> list[Document]:
    return [documents.action_document(one) for one in action_texts(references=keys)]


def _reports(keys: Sequence[str]) -> list[Document]:
    return [documents.report_document(one) for one in report_texts(references=keys)]


def _organisations(keys: Sequence[str]) -> list[Document]:
    found = organisation_texts(organisations_called(keys))
    return [documents.organisation_document(one) for one in found]


_LOADERS = {
    Kind.STATE: _states,
    Kind.COMMITMENT: _commitments,
    Kind.INSTRUMENT: _instruments,
    Kind.INDICATOR: _indicators,
    Kind.ACTION: _actions,
    Kind.REPORT: _reports,
    Kind.ORGANISATION: _organisations,
}
