"""Names of States and themes for recognition in queries, cached by registry revision.

A few thousand short names that every search reads. Their stems, and the usual names of states in
six languages, take half a second to find out, so the database holds them. Records are never in the
lexicon: they are in the index.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.registry.queries.commitments import register
from tracker.registry.search_texts import StateNames, states_by_name
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.search.models import SearchLexicon
from tracker.search.naming import Content, StateIndex, ThemeIndex


@dataclass(frozen=True, slots=True)
class Topics:
    """Themes by name with their commitments, and which commitments ask States to act.

    ``order`` is the place of each commitment in the registry.
    """

    names: ThemeIndex
    titles: Mapping[str, str]
    commitments: Mapping[str, tuple[str, ...]]
    asked_of_states: frozenset[str]
    order: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """States and topics by name."""

    states: Mapping[str, StateNames]
    names: StateIndex
    topics: Topics


LEXICONS: Cache[Lexicon] = Cache(2)  # of two databases


def current_lexicon() -> Lexicon:
    """The names at the current registry revision, cached."""
    return cached(LEXICONS, ("lexicon",), revised_parts(REGISTRY), _make)


def _make() -> Lexicon:
    stored = db.session.get(SearchLexicon, 1)
    if stored is None:
        return _collected()
    content = json.loads(stored.content)
    states = [
        StateNames(iso3, iso2, names, tuple(aliases))
        for iso3, iso2, names, aliases in content["states"]
    ]
    return Lexicon(
        {state.iso3: state for state in states},
        StateIndex(states, content["names"]),
        _topics(content["themes"]),
    )


def _collected() -> Lexicon:
    states = states_by_name()
    return Lexicon({state.iso3: state for state in states}, StateIndex(states), _topics())


def store_lexicon() -> None:
    """Store the current names if they changed."""
    found = _collected()
    states = [(one.iso3, one.iso2, one.names, one.aliases) for one in found.states.values()]
    content = json.dumps(
        {"states": states, "names": found.names.content, "themes": found.topics.names.content},
        ensure_ascii=False,
    )
    stored = db.session.get(SearchLexicon, 1) or SearchLexicon(id=1)
    if stored.content != content:
        stored.content = content
        db.session.add(stored)
        db.session.flush()


def _topics(content: Content | None = None) -> Topics:
    registry = register()
    titles = {code: theme.name for code, theme in registry.themes.items()}
    by_theme: defaultdict[str, list[str]] = defaultdict(list)
    for card in registry.cards.values():
        for theme in card.themes:
            by_theme[theme.code].append(card.reference)
    return Topics(
        names=ThemeIndex(titles, content),
        titles=titles,
        commitments={code: tuple(references) for code, references in by_theme.items()},
        asked_of_states=frozenset(
            card.reference for card in registry.cards.values() if card.asks_of_states
        ),
        order={reference: place for place, reference in enumerate(registry.cards)},
    )
