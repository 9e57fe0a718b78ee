"""Suggests commitments for an action by State, words and type of action.

A suggestion decides nothing. Only commitments that apply to the state today are suggested; any
commitment asked of states may be chosen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.core.cache import Cache
from tracker.evidence.vocabulary import ActionKind
from tracker.gap.facts import Applicability
from tracker.gap.snapshot import load_snapshot
from tracker.gap.standing import default_params
from tracker.registry.queries.commitments import Register, register
from tracker.registry.summaries import Card
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.text.english_forms import form
from tracker.text.similarity import Nearness, telling_forms
from tracker.text.word_lists import read_rows

MOST_SUGGESTED = 8
TITLE, THEMES, STATEMENT = 2.0, 1.5, 1.0  # weights of a commitment's fields
SAID_IN_TITLE, SAID_IN_ACCOUNT, SAID_OTHERWISE, SAID_BY_KIND = 2.0, 1.0, 1.5, 0.6

# Words of the registry that acts of a kind usually have to do with; in the registry's language.
_FILE = Path(__file__).with_name("lists") / "suggestion_words.csv"

KIND_WORDS: Mapping[str, str] = {
    row["for"]: row["words"] for row in read_rows(_FILE) if row["list"] == "kind"
}


# What those who log often call by another word than the registry does.
OTHER_WORDS: Mapping[str, str] = {
    row["for"]: row["words"] for row in read_rows(_FILE) if row["list"] == "other"
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A commitment with its similarity: above 0, larger is closer."""

    card: Card
    nearness: float


def suggested(
    *,
    iso3: str | None,
    kind: ActionKind | None,
    title: str,
    account: str,
    most: int = MOST_SUGGESTED,
) -> tuple[Suggestion, ...]:
    """The most similar commitments, best first. Empty for an empty text."""
    asked = [(title, SAID_IN_TITLE), (account, SAID_IN_ACCOUNT)]
    said = telling_forms(f"{title} {account}")
    asked += [(words, SAID_OTHERWISE) for word, words in OTHER_WORDS.items() if form(word) in said]
    if kind is not None:
        asked.append((KIND_WORDS.get(kind, ""), SAID_BY_KIND))
    known = register()
    near = _nearness(known).near(asked)
    bound = applying_to(iso3)
    found = [
        Suggestion(card, near[reference])
        for reference, card in known.cards.items()
        if reference in near and reference in bound
    ]
    return tuple(sorted(found, key=lambda each: -each.nearness)[:most])


def applying_to(iso3: str | None) -> frozenset[str]:
    """References of the commitments that apply to the State today, or all."""
    seen = load_snapshot(default_params())
    if iso3 is None or iso3 not in seen.standings:
        return frozenset(
            reference for reference, card in register().cards.items() if card.asks_of_states
        ) & frozenset(seen.commitments)
    return frozenset(
        reference
        for reference, standing in seen.standings[iso3].items()
        if standing.applicability is Applicability.APPLIES
    )


NEARNESS: Cache[Nearness] = Cache(2)


def _nearness(known: Register) -> Nearness:
    """The similarity index of the current registry revision."""
    return cached(
        NEARNESS,
        ("nearness",),
        revised_parts(REGISTRY),
        lambda: Nearness({name: _fields(card) for name, card in known.cards.items()}),
    )


def _fields(card: Card) -> tuple[tuple[str, float], ...]:
    themes = " ".join(theme.name for theme in card.themes)
    return ((card.title, TITLE), (themes, THEMES), (card.statement, STATEMENT))
