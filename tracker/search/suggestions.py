"""Suggestions while typing: States, their commitments on a theme, and other records.

Every word typed so far begins a word of a name, or of one of its other spellings. The names of the
registry are a few thousand and stay in memory; organisations are asked of the index.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core import formats
from tracker.core.cache import Cache
from tracker.registry.queries.commitments import is_public, register
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.search.lexicon import Lexicon, current_lexicon
from tracker.search.matching import Dates, Matcher
from tracker.search.naming import all_tokens, tokens
from tracker.text.word_forms import is_unspaced

MOST = 8
MOST_ORGANISATIONS = 200  # that are put in order
MOST_WORDS = 12  # of what is typed; the others are not read


class SuggestionKind(StrEnum):
    """The kind of a suggestion, in the order for equally good ones."""

    STATE = "state"
    TOPIC = "topic"  # commitments of a state on a theme
    THEME = "theme"
    INSTRUMENT = "instrument"
    COMMITMENT = "commitment"
    ORGANISATION = "organisation"


# Of one kind among others, so that each kind has a place.
_AMONG_OTHERS = {
    SuggestionKind.STATE: 4,
    SuggestionKind.TOPIC: 4,
    SuggestionKind.THEME: 2,
    SuggestionKind.INSTRUMENT: 2,
    SuggestionKind.COMMITMENT: 3,
    SuggestionKind.ORGANISATION: 2,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One suggestion. ``theme`` is a theme code, ``key`` identifies the record."""

    kind: SuggestionKind
    key: str
    text: str
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A folded spelling with a space before each word, and what it names."""

    spelling: str
    kind: SuggestionKind
    key: str


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """The typed text at two dates in the page's language. ``kind`` None: any."""

    text: str
    as_of: date
    known_by: date
    kind: SuggestionKind | None = None
    language: str = "en"


ENTRIES: Cache[tuple[Entry, ...]] = Cache(2)  # of two databases


def suggestions(wanted: SuggestionFilter) -> tuple[Suggestion, ...]:
    """Up to ``MOST`` suggestions, most likely first."""
    telling = [token.plain for token in tokens(wanted.text)[:MOST_WORDS]]
    last = [token.plain for token in all_tokens(wanted.text)[-1:]]
    # "un" may be an article, or the beginning of a name.
    if last != telling[-1:] and len(telling) < MOST_WORDS:
        found = _suggested([*telling, *last], wanted)
        if found:
            return found
    return _suggested(telling, wanted) if telling else ()


def _suggested(typed: Sequence[str], wanted: SuggestionFilter) -> tuple[Suggestion, ...]:
    lexicon = current_lexicon()
    entries = cached(
        ENTRIES, ("suggest",), revised_parts(REGISTRY), lambda: tuple(_entries(lexicon))
    )
    found: dict[tuple[SuggestionKind, str, str | None], Suggestion] = {}
    if wanted.kind in (None, SuggestionKind.TOPIC):
        for one in _topics(typed, lexicon, entries, wanted.language):
            found.setdefault((one.kind, one.key, one.theme), one)
    organisations = (
        _organisations(typed, lexicon, wanted)
        if wanted.kind in (None, SuggestionKind.ORGANISATION)
        else {}
    )
    named = (
        Entry(_folded(name), SuggestionKind.ORGANISATION, key)
        for key, name in organisations.items()
    )
    for entry in _nearest(typed, (*entries, *named)):
        if wanted.kind in (None, entry.kind) and _is_seen(entry, wanted):
            text = organisations.get(entry.key) or _text(entry, lexicon, wanted.language)
            one = Suggestion(entry.kind, entry.key, text)
            found.setdefault((one.kind, one.key, None), one)
    return _some(found.values(), most_of_all=wanted.kind is not None)


def _organisations(
    typed: Sequence[str], lexicon: Lexicon, wanted: SuggestionFilter
) -> Mapping[str, str]:
    """Public names at the two dates that contain the typed text, by public id."""
    matcher = Matcher(lexicon, Dates(wanted.as_of, wanted.known_by), MOST_ORGANISATIONS)
    return matcher.organisations_begun(typed)


def _some(found: Iterable[Suggestion], *, most_of_all: bool) -> tuple[Suggestion, ...]:
    left = dict(_AMONG_OTHERS)
    chosen: list[Suggestion] = []
    for one in found:
        if most_of_all or left[one.kind]:
            left[one.kind] -= 1
            chosen.append(one)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _nearest(typed: Sequence[str], entries: Iterable[Entry]) -> list[Entry]:
    """Matching names: those that begin so first, then by kind and length."""
    begins = "".join(f" {word}" for word in typed)
    order = list(SuggestionKind)
    return sorted(
        (entry for entry in entries if _answers(typed, entry.spelling)),
        key=lambda one: (
            not one.spelling.startswith(begins),
            order.index(one.kind),
            0 if one.kind is SuggestionKind.COMMITMENT else len(one.spelling),
            one.spelling,
        ),
    )


def _answers(typed: Sequence[str], spelling: str) -> bool:
    return all(
        f" {word}" in spelling or (is_unspaced(word[0]) and word in spelling) for word in typed
    )


def _topics(
    typed: Sequence[str], lexicon: Lexicon, entries: Iterable[Entry], language: str
) -> Iterator[Suggestion]:
    """A complete State name before or after the beginning of a theme."""
    text = " ".join(typed)
    named = [one for one in lexicon.names.find(tokens(text)) if one.codes]
    if not named:
        return
    rest = [word for place, word in enumerate(typed) if not named[0].start <= place < named[0].end]
    if not rest:
        return
    themes = [entry for entry in entries if entry.kind is SuggestionKind.THEME]
    for code in dict.fromkeys(entry.key for entry in _nearest(rest, themes)):
        for iso3 in named[0].codes:
            state = lexicon.states[iso3].names[language]
            title = lexicon.topics.titles[code]
            yield Suggestion(SuggestionKind.TOPIC, iso3, formats.labelled(state, title), code)


def _is_seen(entry: Entry, wanted: SuggestionFilter) -> bool:
    if entry.kind is not SuggestionKind.COMMITMENT:
        return True
    return is_public(register().cards[entry.key], wanted.known_by)


def _text(entry: Entry, lexicon: Lexicon, language: str) -> str:
    if entry.kind is SuggestionKind.STATE:
        return lexicon.states[entry.key].names[language]
    if entry.kind is SuggestionKind.THEME:
        return lexicon.topics.titles[entry.key]
    if entry.kind is SuggestionKind.COMMITMENT:
        return register().cards[entry.key].title
    return register().instruments[entry.key].title


# Every name ---------------------------------------------------------------------------------


def _entries(lexicon: Lexicon) -> Iterator[Entry]:
    for iso3 in lexicon.states:
        yield Entry(f" {iso3.lower()}", SuggestionKind.STATE, iso3)
    for key, codes in lexicon.names.spellings():
        for iso3 in codes:
            yield Entry(_spelt(key), SuggestionKind.STATE, iso3)
    for code, name in lexicon.topics.names.spellings():
        yield Entry(_folded(name), SuggestionKind.THEME, code)
    for card in register().cards.values():
        for name in (card.title, f"{card.reference} {card.title}"):
            yield Entry(_folded(name), SuggestionKind.COMMITMENT, card.reference)
    for text in register().instruments.values():
        called = text.code if text.symbol is None else f"{text.code} · {text.symbol}"
        for name in (text.title, f"{text.code} {text.title}", called):
            yield Entry(_folded(name), SuggestionKind.INSTRUMENT, text.code)


def _folded(name: str) -> str:
    return _spelt(token.plain for token in tokens(name))


def _spelt(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in words)
