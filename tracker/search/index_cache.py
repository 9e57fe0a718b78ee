"""Caches the search index and updates it after each public change.

What is published is only added to, so a new revision costs reading the texts and indexing the new
ones. Where a text is gone or changed everything is indexed anew: of what was withdrawn no word may
stay, not even as a suggestion.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.registry.queries.commitments import Register, register
from tracker.registry.search_texts import StateNames
from tracker.review.revisions import cached, dated_revision
from tracker.search.documents import documents, named_states
from tracker.search.index import Document, Kind, Segment
from tracker.search.naming import StateIndex, ThemeIndex

MOST_ADDED = 2_000  # documents indexed beside the first ones before all are indexed together

Id = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Topics:
    """Themes by their names, with their commitments; which commitments ask states to act."""

    names: ThemeIndex
    titles: Mapping[str, str]
    commitments: Mapping[str, tuple[str, ...]]
    asked_of_states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Searchable:
    """Everything that may be found at one revision."""

    documents: Mapping[Id, Document]
    order: Mapping[Id, int]
    segments: tuple[Segment, ...]
    first: Mapping[Id, Document]  # those of the first segment, as they were indexed
    states: Mapping[str, StateNames]
    about: Mapping[str, tuple[Id, ...]]  # by ISO3 code, the acts and reports of a state
    acts_of: Mapping[str, tuple[Document, ...]]  # by public id, acts under a name
    names: StateIndex
    topics: Topics

    def counts(self, document: Document, as_of: date, known_by: date) -> bool:
        """Whether readers see it at the two dates; an organisation by one of its named acts."""
        if document.kind is not Kind.ORGANISATION:
            return document.counts(as_of, known_by)
        acts = self.acts_of.get(document.key, ())
        return any(act.counts(as_of, known_by) for act in acts)


INDEXES: Cache[Searchable] = Cache(2)  # of two databases


def current_index() -> Searchable:
    """The index of the present revision, from the cache if it is there."""
    return cached(INDEXES, ("search",), dated_revision(), _make)


def _make() -> Searchable:
    states = named_states()
    before = INDEXES.latest((db.engine, "search"))
    return assembled(documents(states), states, before, register())


def assembled(
    found: Sequence[Document],
    states: Sequence[StateNames],
    before: Searchable | None = None,
    registry: Register | None = None,
) -> Searchable:
    """Documents made searchable; what an earlier one has indexed is not indexed again. Pure."""
    by_id = {document.id: document for document in found}
    first, segments = _segments(found, by_id, before)
    about: defaultdict[str, list[Id]] = defaultdict(list)
    acts: defaultdict[str, list[Document]] = defaultdict(list)
    for document in found:
        if document.iso3 and document.kind is not Kind.STATE:
            about[document.iso3].append(document.id)
        if document.organisation and document.kind is Kind.ACTION:
            acts[document.organisation].append(document)
    named = {state.iso3: state for state in states}
    same = before is not None and before.states == named
    return Searchable(
        documents=by_id,
        order={document.id: place for place, document in enumerate(found)},
        segments=segments,
        first=first,
        states=named,
        about={iso3: tuple(ids) for iso3, ids in about.items()},
        acts_of={public_id: tuple(each) for public_id, each in acts.items()},
        names=before.names if before is not None and same else StateIndex(states),
        topics=_topics(registry),
    )


def _topics(registry: Register | None) -> Topics:
    cards = registry.cards.values() if registry else ()
    titles = {code: theme.name for code, theme in registry.themes.items()} if registry else {}
    by_theme: defaultdict[str, list[str]] = defaultdict(list)
    for card in cards:
        for theme in card.themes:
            by_theme[theme.code].append(card.reference)
    return Topics(
        names=ThemeIndex(titles),
        titles=titles,
        commitments={code: tuple(references) for code, references in by_theme.items()},
        asked_of_states=frozenset(card.reference for card in cards if card.asks_of_states),
    )


def _segments(
    found: Sequence[Document], by_id: Mapping[Id, Document], before: Searchable | None
) -> tuple[Mapping[Id, Document], tuple[Segment, ...]]:
    if before is not None and _only_added(before.first, by_id):
        added = [document for document in found if document.id not in before.first]
        if not added:
            return before.first, before.segments[:1]
        if len(added) <= MOST_ADDED:
            return before.first, (before.segments[0], Segment(added))
    return by_id, (Segment(found),)


def _only_added(first: Mapping[Id, Document], now: Mapping[Id, Document]) -> bool:
    return all(id_ in now and now[id_].parts == old.parts for id_, old in first.items())
