"""What a reader may mean while typing: states, their commitments on a theme, and other records.

Every word typed so far begins a word of a name, or of one of its other spellings. Asks no database
once the index is there; one pass over a few thousand short names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core import formats
from tracker.core.cache import Cache
from tracker.review.revisions import cached, dated_revision
from tracker.search.index import Document, Kind
from tracker.search.index_cache import Searchable, current_index
from tracker.search.naming import all_tokens, tokens
from tracker.text.word_forms import is_unspaced

MOST = 8
MOST_WORDS = 12  # of what is typed; the others are not read


class SuggestionKind(StrEnum):
    """What a suggestion leads to, in the order of those that fit alike."""

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
_KINDS = {
    Kind.INSTRUMENT: SuggestionKind.INSTRUMENT,
    Kind.COMMITMENT: SuggestionKind.COMMITMENT,
    Kind.ORGANISATION: SuggestionKind.ORGANISATION,
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be meant; ``theme`` is the code of a theme, ``key`` that of the record."""

    kind: SuggestionKind
    key: str
    text: str
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A spelling, folded, with a space before each word, and what is called so."""

    spelling: str
    kind: SuggestionKind
    key: str


@dataclass(frozen=True, slots=True)
class SuggestionFilter:
    """What is typed, at two dates, in the language of the page; ``kind`` None: of any kind."""

    text: str
    as_of: date
    known_by: date
    kind: SuggestionKind | None = None
    language: str = "en"


ENTRIES: Cache[tuple[Entry, ...]] = Cache(2)  # of two databases


def suggestions(wanted: SuggestionFilter) -> tuple[Suggestion, ...]:
    """Up to ``MOST`` suggestions, the likeliest first."""
    within = current_index()
    entries = cached(ENTRIES, ("suggest",), dated_revision(), lambda: tuple(_entries(within)))
    return suggest_in(within, entries, wanted)


def suggest_in(
    within: Searchable, entries: Iterable[Entry], wanted: SuggestionFilter
) -> tuple[Suggestion, ...]:
    """The same over given names. Pure."""
    telling = [token.plain for token in tokens(wanted.text)[:MOST_WORDS]]
    last = [token.plain for token in all_tokens(wanted.text)[-1:]]
    # "un" may be an article, or the beginning of a name.
    if last != telling[-1:] and len(telling) < MOST_WORDS:
        found = _suggested([*telling, *last], within, entries, wanted)
        if found:
            return found
    return _suggested(telling, within, entries, wanted) if telling else ()


def _suggested(
    typed: Sequence[str], within: Searchable, entries: Iterable[Entry], wanted: SuggestionFilter
) -> tuple[Suggestion, ...]:
    found: dict[tuple[SuggestionKind, str, str | None], Suggestion] = {}
    if wanted.kind in (None, SuggestionKind.TOPIC):
        for one in _topics(typed, within, entries, wanted.language):
            found.setdefault((one.kind, one.key, one.theme), one)
    for entry in _nearest(typed, entries):
        if wanted.kind in (None, entry.kind) and _is_seen(entry, within, wanted):
            text = _text(entry, within, wanted.language)
            one = Suggestion(entry.kind, entry.key, text)
            found.setdefault((one.kind, one.key, None), one)
    return _some(found.values(), most_of_all=wanted.kind is not None)


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
    """Names that answer to what is typed: those that begin so first, then by kind and length."""
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
    typed: Sequence[str], within: Searchable, entries: Iterable[Entry], language: str
) -> Iterator[Suggestion]:
    """A state that is named whole, before or behind the beginning of a theme."""
    text = " ".join(typed)
    named = [one for one in within.names.find(tokens(text)) if one.codes]
    if not named:
        return
    rest = [word for place, word in enumerate(typed) if not named[0].start <= place < named[0].end]
    if not rest:
        return
    themes = [entry for entry in entries if entry.kind is SuggestionKind.THEME]
    for code in dict.fromkeys(entry.key for entry in _nearest(rest, themes)):
        for iso3 in named[0].codes:
            state = within.states[iso3].names[language]
            title = within.topics.titles[code]
            yield Suggestion(SuggestionKind.TOPIC, iso3, formats.labelled(state, title), code)


def _is_seen(entry: Entry, within: Searchable, wanted: SuggestionFilter) -> bool:
    if entry.kind not in (SuggestionKind.COMMITMENT, SuggestionKind.ORGANISATION):
        return True
    document = within.documents[Kind(entry.kind), entry.key]
    return within.counts(document, wanted.as_of, wanted.known_by)


def _text(entry: Entry, within: Searchable, language: str) -> str:
    if entry.kind is SuggestionKind.STATE:
        return within.states[entry.key].names[language]
    if entry.kind is SuggestionKind.THEME:
        return within.topics.titles[entry.key]
    document = within.documents[Kind(entry.kind), entry.key]
    return document.parts[document.title].text


# Every name ---------------------------------------------------------------------------------


def _entries(within: Searchable) -> Iterator[Entry]:
    for iso3 in within.states:
        yield Entry(f" {iso3.lower()}", SuggestionKind.STATE, iso3)
    for key, codes in within.names.spellings():
        for iso3 in codes:
            yield Entry(_spelt(key), SuggestionKind.STATE, iso3)
    for code, name in within.topics.names.spellings():
        yield Entry(_folded(name), SuggestionKind.THEME, code)
    for document in within.documents.values():
        if document.kind in _KINDS:
            yield from _of_document(document)


def _of_document(document: Document) -> Iterator[Entry]:
    kind = _KINDS[document.kind]
    title = document.parts[document.title].text
    yield Entry(_folded(title), kind, document.key)
    if kind is not SuggestionKind.ORGANISATION:
        yield Entry(_folded(f"{document.key} {title}"), kind, document.key)
    if kind is SuggestionKind.INSTRUMENT:
        yield Entry(_folded(document.parts[1].text), kind, document.key)


def _folded(name: str) -> str:
    return _spelt(token.plain for token in tokens(name))


def _spelt(words: Iterable[str]) -> str:
    return "".join(f" {word}" for word in words)
