"""Names of states and themes, ready to be found in a search text; cached per registry revision.

A few thousand short names that every search reads. Records are never in it: they are in the index
of the database.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.core.cache import Cache
from tracker.registry.queries.commitments import register
from tracker.registry.search_texts import StateNames, states_by_name
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.search.naming import StateIndex, ThemeIndex


@dataclass(frozen=True, slots=True)
class Topics:
    """Themes by their names, with their commitments; which commitments ask states to act.

    ``order`` is the place of each commitment in the registry.
    """

    names: ThemeIndex
    titles: Mapping[str, str]
    commitments: Mapping[str, tuple[str, ...]]
    asked_of_states: frozenset[str]
    order: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """States and topics by their names."""

    states: Mapping[str, StateNames]
    names: StateIndex
    topics: Topics


LEXICONS: Cache[Lexicon] = Cache(2)  # of two databases


def current_lexicon() -> Lexicon:
    """The names at the registry's present revision, from the cache if they are there."""
    return cached(LEXICONS, ("lexicon",), revised_parts(REGISTRY), _make)


def _make() -> Lexicon:
    states = states_by_name()
    return Lexicon({state.iso3: state for state in states}, StateIndex(states), _topics())


def _topics() -> Topics:
    registry = register()
    titles = {code: theme.name for code, theme in registry.themes.items()}
    by_theme: defaultdict[str, list[str]] = defaultdict(list)
    for card in registry.cards.values():
        for theme in card.themes:
            by_theme[theme.code].append(card.reference)
    return Topics(
        names=ThemeIndex(titles),
        titles=titles,
        commitments={code: tuple(references) for code, references in by_theme.items()},
        asked_of_states=frozenset(
            card.reference for card in registry.cards.values() if card.asks_of_states
        ),
        order={reference: place for place, reference in enumerate(registry.cards)},
    )
