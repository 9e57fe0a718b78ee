"""Turns document texts into tokens, the same for both databases. Pure.

A text is indexed several times in a row: as written, and in the stems of each possible language, so
that phrases work in each. Other forms follow without order. A gap separates texts, which no phrase
crosses.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tracker.core import clock
from tracker.search.document import Document, Kind
from tracker.text.word_forms import is_unspaced, plain, words

ANALYSER = "1"  # to be raised when the forms of words change: every document is then written anew
GAP = "¦"
WEIGHTS = 4
LATIN = ("en", "fr", "es")
ABOUT = "@"  # before the code of the state that a record is about
LONGEST_TITLE = 200  # characters of a text whose tokens are cached
NAME = "name:"  # before each word of the name of an organisation

# Numbers of documents begin with their kind; equal hits stand in the order of the numbers.
_KIND_BITS, _DAY_BITS, _ROW_BITS = 56, 24, 32
ENTRY = "entry"
REGISTRY_KINDS = (Kind.STATE, Kind.COMMITMENT, Kind.INSTRUMENT, Kind.INDICATOR)
_IN_ORDER = (*REGISTRY_KINDS, Kind.ACTION, Kind.REPORT, ENTRY, Kind.ORGANISATION)
_CODES = {kind: code for code, kind in enumerate(_IN_ORDER, start=1)}
ALL_OF_REGISTRY = (1 << _KIND_BITS, ((len(REGISTRY_KINDS) + 1) << _KIND_BITS) - 1)


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A document for storage: number, facts, and tokens by weight."""

    id: int
    kind: str
    key: str
    place: int
    iso3: str | None
    within: str | None
    begun: date | None
    since: date | None
    until: date | None
    digest: str
    document: Document

    @property
    def tokens(self) -> tuple[tuple[str, ...], ...]:
        """The tokens of each weight in order."""
        return tuple(tuple(_tokens(self.document, weight)) for weight in range(WEIGHTS))


def numbers_of(kind: str) -> tuple[int, int]:
    """The range of document numbers of a kind."""
    code = _CODES[kind]
    return code << _KIND_BITS, ((code + 1) << _KIND_BITS) - 1


def number_of(document: Document) -> int:
    """The number of a document: by kind, newest date and newest record first."""
    first, _last = numbers_of(ENTRY if document.within else document.kind)
    day = (1 << _DAY_BITS) - 1 - (document.on.toordinal() if document.on else 0)
    return first + (day << _ROW_BITS) + (1 << _ROW_BITS) - 1 - document.row


def index_entry(document: Document, *, id_: int | None = None, place: int = 0) -> IndexEntry:
    """A document with its number and a digest for detecting changes."""
    facts = (document.iso3, document.on, document.on_precision, document.since, document.until)
    content = repr((ANALYSER, document.key, document.within, facts, document.parts))
    return IndexEntry(
        id=number_of(document) if id_ is None else id_,
        kind=document.kind,
        key=document.key,
        place=place,
        iso3=document.iso3,
        within=document.within,
        begun=document.on and clock.first_day(document.on, document.on_precision),
        since=document.since,
        until=document.until,
        digest=hashlib.blake2b(content.encode(), digest_size=16).hexdigest(),
        document=document,
    )


def _tokens(document: Document, weight: int) -> Iterator[str]:
    for part in document.parts:
        if part.weight == weight:
            yield from text_tokens(part.text, part.language)
    if weight == WEIGHTS - 1 and document.iso3 and document.kind is not Kind.STATE:
        yield f"{ABOUT}{document.iso3.lower()}"
    if weight == WEIGHTS - 1 and document.kind is Kind.ORGANISATION:
        yield from (f"{NAME}{each}" for each in name_words(document.parts[0].text))


def name_words(text: str) -> list[str]:
    """The words of a name as written. In Chinese each character."""
    return [plain(text[word.start : word.end]) for word in words(text, "none")]


def text_tokens(text: str, language: str | None) -> Iterable[str]:
    """The tokens of a text: stems of each language, then other forms."""
    return _of_title(text, language) if len(text) <= LONGEST_TITLE else _tokenise(text, language)


@lru_cache(maxsize=1_000)
def _of_title(text: str, language: str | None) -> tuple[str, ...]:
    """The tokens of a short text: each answer of a report repeats the title of its commitment."""
    return tuple(_tokenise(text, language))


def _tokenise(text: str, language: str | None) -> Iterator[str]:
    found = words(text, language or "none")
    if not found:
        return
    written = [plain(text[word.start : word.end]) for word in found]
    yield from written
    forms = [word.forms for word in found]
    left = set().union(*forms).difference(written)
    for section in sections(forms):
        stems = [forms_in(each, section)[0] for each in forms]
        if stems != written:
            yield GAP
            yield from stems
            left.difference_update(stems)
    if left:
        yield GAP
        yield from sorted(left)
    yield GAP


def sections(forms: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Possible Latin-script languages of words, or one unnamed section."""
    spoken = set().union(*map(_spoken, forms))
    return tuple(code for code in LATIN if code in spoken) or ("",)


# Words of texts come again and again, and so do the sets of their forms.
@lru_cache(maxsize=50_000)
def _spoken(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(form[:2] for form in forms if form[2:3] == ":")


@lru_cache(maxsize=50_000)
def forms_in(forms: frozenset[str], section: str) -> tuple[str, ...]:
    """The forms of a word in a section, stored one first."""
    stems = [form for form in forms if form[2:3] == ":"]
    own = [form for form in stems if form.startswith(f"{section}:")] if section else []
    other = [form for form in stems if form[:2] not in LATIN]
    chosen = own or other or [form for form in forms if form not in stems]
    pairs = [form for form in chosen if len(form) == 2 and is_unspaced(form)]
    return tuple(sorted(pairs or chosen, key=lambda form: (len(form), form)))
