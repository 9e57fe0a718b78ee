"""Search that forgives: plurals, word forms, accents, spelling, references and symbols. Pure.

A few hundred short texts are searched in memory, so that both databases find the same and a
search costs milliseconds. Everything asked for must be there; nothing is left out silently: a word
that had to be read in another way is told with what it was read as.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[^\W_][\u0300-\u036f]*(?:['’]?[^\W_][\u0300-\u036f]*)*")
_ASKED = re.compile(r'"([^"]*)"|([^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_IZE = re.compile(r"iz(?=(e|ed|es|er|ers|ing|ation|ations)$)")

# Plurals and spellings that the stemmer does not know but our subject is full of.
_SAME_WORD = {
    "children": "child",
    "women": "woman",
    "men": "man",
    "labor": "labour",
    "behavior": "behaviour",
    "center": "centre",
}
# Left out of a search unless nothing else was asked for, or they stand within quotes.
_STOP = """
a an and are as at be by for from in into is it its of on or that the their they this those to was
were which who whose will with
"""
STOP_WORDS = frozenset(_STOP.split())
SHORTEST_BEGINNING = 3  # letters of a word that may stand for its beginning alone
SHORTEST_MISSPELT = 5
LIKENESS = 0.8  # of difflib; one wrong letter in five or six


class ReadAs(StrEnum):
    """How a word of the search was understood."""

    WORD = "word"
    BEGINNING = "beginning"  # no text has the word; some have words that begin with it
    SPELLING = "spelling"  # no text has it; some have a word spelt much like it
    NOTHING = "nothing"  # no text has anything like it


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text with its place, and the form by which it is found."""

    start: int
    end: int
    form: str


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: words that must stand side by side, each in any of its forms.

    ``written`` is what the reader wrote; ``forms`` has one set for each word, an empty one where
    no text has anything like it.
    """

    written: str
    read_as: ReadAs
    forms: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A search as it was understood; all terms must be found. No terms: nothing was asked."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def reread(self) -> tuple[Term, ...]:
        """Terms that were not read as they were written."""
        return tuple(term for term in self.terms if term.read_as is not ReadAs.WORD)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text; ``hit`` where it was searched for."""

    text: str
    hit: bool


# Words of a text ----------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def form(word: str) -> str:
    """The form under which a word is found: without accents, case, endings and spellings."""
    bare = plain(word)
    if bare.isdigit():
        return bare.lstrip("0") or "0"
    stem: str = _STEMMER.stemWord(_IZE.sub("is", _SAME_WORD.get(bare, bare)))
    # The stemmer keeps "ratifi" (ratify) and "ratif" (ratification) apart.
    return stem[:-1] if stem.endswith("i") and len(stem) > 4 else stem


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word without accents and case."""
    taken_apart = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


def words(text: str) -> list[Word]:
    """The words of a text in order; references and symbols fall into their parts."""
    return [Word(found.start(), found.end(), form(found[0])) for found in _WORD.finditer(text)]


# The texts ----------------------------------------------------------------------------------


class Index:
    """Texts by key, each of several fields, ready to be searched.

    Fields come in order of weight: a hit in an earlier one ranks a text higher.
    """

    def __init__(self, texts: Mapping[str, Sequence[str]]) -> None:
        self._fields: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._words: dict[str, str] = {}  # the form of each word as it is written, accents aside
        for key, fields in texts.items():
            found = [words(field) for field in fields]
            self._fields[key] = tuple(tuple(word.form for word in field) for field in found)
            for field, text in zip(found, fields, strict=True):
                self._words.update(
                    {plain(text[word.start : word.end]): word.form for word in field}
                )
        self._forms = frozenset(self._words.values())

    def understand(self, text: str) -> Query:
        """What a search text asks of these texts."""
        asked = [part for part in _parts(text) if words(part[0])]
        telling = [written for written, quoted in asked if quoted or not _is_stop_word(written)]
        # A search for "the" alone is answered, not emptied.
        terms = [self._term(written) for written in telling or [written for written, _ in asked]]
        return Query(tuple(dict.fromkeys(terms)))

    def find(self, query: Query) -> dict[str, int]:
        """Keys of the texts that have everything asked for, with a rank: lower is nearer."""
        found = {}
        for key, fields in self._fields.items():
            places = [_first_field(term, fields) for term in query.terms]
            known = [place for place in places if place is not None]
            if len(known) == len(places):
                found[key] = sum(known)
        return found

    def _term(self, written: str) -> Term:
        parts = words(written)
        readings = [
            self._read(written[word.start : word.end], word.form, last=word is parts[-1])
            for word in parts
        ]
        ways = [way for way, _ in readings]
        return Term(
            written,
            next((way for way in _FARTHEST_FIRST if way in ways), ReadAs.WORD),
            tuple(forms for _, forms in readings),
        )

    def _read(self, written: str, form: str, *, last: bool) -> tuple[ReadAs, frozenset[str]]:
        if form in self._forms:
            return ReadAs.WORD, frozenset({form})
        if last and (forms := self._beginning(plain(written))):
            return ReadAs.BEGINNING, forms
        if forms := self._spelt_like(plain(written)):
            return ReadAs.SPELLING, forms
        return ReadAs.NOTHING, frozenset()

    def _beginning(self, start: str) -> frozenset[str]:
        if len(start) < SHORTEST_BEGINNING or start.isdigit():
            return frozenset()
        return frozenset(form for word, form in self._words.items() if word.startswith(start))

    def _spelt_like(self, word: str) -> frozenset[str]:
        if len(word) < SHORTEST_MISSPELT or not word.isalpha():
            return frozenset()
        # The first letter is seldom the wrong one; holding on to it keeps odd guesses out.
        possible = sorted(known for known in self._words if known[0] == word[0])
        near = get_close_matches(word, possible, n=1, cutoff=LIKENESS)
        return frozenset(self._words[found] for found in near)


_FARTHEST_FIRST = (ReadAs.NOTHING, ReadAs.SPELLING, ReadAs.BEGINNING)


def _parts(text: str) -> Iterable[tuple[str, bool]]:
    """What stands between spaces, or within quotes; a quote that is not closed is a space."""
    plain = unicodedata.normalize("NFC", text).translate(_QUOTES)
    for found in _ASKED.finditer(re.sub(r"\bco-op", "coop", plain, flags=re.IGNORECASE)):
        quoted = found[1] is not None
        yield (found[1] if quoted else found[2]), quoted


def _is_stop_word(written: str) -> bool:
    return written.casefold().strip(".,;:!?()") in STOP_WORDS


def _first_field(term: Term, fields: Sequence[Sequence[str]]) -> int | None:
    return next((place for place, field in enumerate(fields) if _runs(term, field)), None)


def _runs(term: Term, forms: Sequence[str]) -> list[int]:
    """Where in the words of a field the term begins."""
    length = len(term.forms)
    return [
        start
        for start in range(len(forms) - length + 1)
        if all(forms[start + step] in term.forms[step] for step in range(length))
    ]


# Showing what was found ---------------------------------------------------------------------


def highlight(text: str, query: Query) -> list[Piece]:
    """The text in pieces, hits apart; joined they are the text again."""
    pieces, position = [], 0
    for start, end in _spans(text, query):
        pieces += [Piece(text[position:start], hit=False), Piece(text[start:end], hit=True)]
        position = end
    pieces.append(Piece(text[position:], hit=False))
    return [piece for piece in pieces if piece.text]


def _spans(text: str, query: Query) -> list[tuple[int, int]]:
    """From where to where the terms stand, in order; overlapping ones are one."""
    found = words(text)
    forms = [word.form for word in found]
    hits = sorted(
        (found[start].start, found[start + len(term.forms) - 1].end)
        for term in query.terms
        for start in _runs(term, forms)
    )
    spans: list[tuple[int, int]] = []
    for start, end in hits:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
