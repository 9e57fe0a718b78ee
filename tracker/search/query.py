"""Parses a search query. No word is ignored silently."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, product
from typing import Protocol

from tracker.search.synonyms import in_english
from tracker.search.syntax import Asked, Group, Operator, leaves, parse
from tracker.search.tokens import forms_in, sections
from tracker.search.vocabulary import Vocabulary
from tracker.text.word_forms import Word, forms, is_unspaced, plain, words


class ReadAs(StrEnum):
    """How a query word was interpreted, closest to its spelling first."""

    WORD = "word"
    ENGLISH = "english"  # a word of the field, which is looked for in English as well
    PARTS = "parts"  # Chinese: no text has the phrase; some have most of it
    BEGINNING = "beginning"  # no text has the word; some have words that begin with it
    SPELLING = "spelling"  # no text has it; some have a word spelt much like it
    NOTHING = "nothing"  # no text has anything like it


_FARTHEST_FIRST = (ReadAs.NOTHING, ReadAs.SPELLING, ReadAs.BEGINNING)


@dataclass(frozen=True, slots=True)
class Term:
    """One search term: adjacent words, each in any of its forms.

    ``english`` are additional English words, which need not be adjacent.
    """

    written: str
    quoted: bool
    read_as: ReadAs
    run: tuple[frozenset[str], ...]
    english: tuple[str, ...] = ()

    @property
    def as_typed(self) -> str:
        """The term as written in a query."""
        return f'"{self.written}"' if self.quoted else self.written

    @property
    def in_english(self) -> tuple[frozenset[str], ...]:
        """The forms of each of its English words."""
        return tuple(forms(word, "en") for word in self.english)

    @property
    def pairs(self) -> tuple[frozenset[str], ...]:
        """The character pairs of a Chinese phrase, without duplicates."""
        return tuple(dict.fromkeys(self.run)) if self.read_as is ReadAs.PARTS else ()


MOST_PHRASES = 128  # of one language, where words side by side have several forms each


def phrases_of(run: Sequence[frozenset[str]]) -> tuple[tuple[str, ...], ...]:
    """Every form of the phrase: as written, or in the stems of a language.

    A text is stored once in each of these ways, so that one of them is found in it as a whole.
    """
    if len(run) == 1:
        return tuple((form,) for form in sorted(run[0]))
    written = [sorted(form for form in forms if form[2:3] != ":") for forms in run]
    stemmed = [[list(forms_in(forms, one)) for forms in run] for one in sections(run)]
    ways = [written, *stemmed]
    found = (phrase for way in ways for phrase in islice(product(*way), MOST_PHRASES))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Terms and groups joined by an operator."""

    operator: Operator
    parts: tuple["Term | TermGroup", ...]


Node = Term | TermGroup


class Texts(Protocol):
    """The searched texts."""

    vocabulary: Vocabulary

    def have(self, term: Term) -> bool:
        """Whether any text of any date contains a term."""


@dataclass(frozen=True, slots=True)
class Query:
    """An interpreted query. ``root`` None: nothing was asked.

    ``terms`` are those to be found, ``excluded`` those to be left out. ``ignored`` names signs
    and words without effect.
    """

    root: Node | None
    terms: tuple[Term, ...]
    excluded: tuple[Term, ...]
    ignored: tuple[str, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """The parts that must occur together."""
        if isinstance(self.root, TermGroup) and self.root.operator is Operator.AND:
            return self.root.parts
        return () if self.root is None else (self.root,)

    @property
    def reread(self) -> tuple[Term, ...]:
        """Terms that were not taken as written."""
        return tuple(term for term in self.terms if term.read_as is not ReadAs.WORD)

    @property
    def has_operators(self) -> bool:
        """Whether an operator or quotes were used, or a sign was ignored."""
        groups = any(isinstance(part, TermGroup) for part in self.parts)
        return groups or bool(self.ignored) or any(term.quoted for term in self.terms)


def read_query(text: str, texts: Texts) -> Query:
    """The query in a text, with each word in the interpretation that the texts have."""
    parsed = parse(text)
    asked_for = [asked for asked, _negated in leaves(parsed.root)]
    texts.vocabulary.known(
        form for asked in asked_for for word in words(asked.written) for form in word.forms
    )
    read = {asked: term_of(asked, texts) for asked in asked_for}
    terms, excluded = (
        tuple(dict.fromkeys(read[asked] for asked, no in leaves(parsed.root) if no is negated))
        for negated in (False, True)
    )
    root = None if parsed.root is None else _read_node(parsed.root, read)
    return Query(root, terms, excluded, parsed.ignored)


def _read_node(node: Asked | Group, read: Mapping[Asked, Term]) -> Node:
    if isinstance(node, Asked):
        return read[node]
    return TermGroup(node.operator, tuple(_read_node(part, read) for part in node.parts))


def term_of(given: Asked, texts: Texts) -> Term:
    """A word or phrase in the interpretation that the texts have."""
    written, quoted = given.written, given.quoted
    asked = words(written)
    english = () if quoted else _english(written, asked, texts.vocabulary)
    if english:
        run = tuple(word.forms for word in _whole(written, asked))
        return Term(written, quoted, ReadAs.ENGLISH, run, english)
    readings = [
        _read(written, word, texts.vocabulary, last=word is asked[-1])
        for word in _whole(written, asked)
    ]
    ways = [way for way, _ in readings]
    run = tuple(forms for _, forms in readings)
    way = next((way for way in _FARTHEST_FIRST if way in ways), ReadAs.WORD)
    term = Term(written, quoted, way, run)
    if quoted or len(run) < 2 or not all(is_unspaced(written[word.start]) for word in asked):
        return term
    if texts.have(term):
        return term
    loose = Term(written, quoted, ReadAs.PARTS, run)
    return loose if texts.have(loose) else Term(written, quoted, ReadAs.NOTHING, run)


def _english(written: str, asked: Sequence[Word], vocabulary: Vocabulary) -> tuple[str, ...]:
    """English words for one of the field. Empty for an English word, or if no text has them."""
    alone = len(asked) == 1 or all(is_unspaced(written[word.start]) for word in asked)
    if not alone or vocabulary.known(form for form in asked[0].forms if form.startswith("en:")):
        return ()
    found = in_english(written[asked[0].start : asked[-1].end], asked[0].forms)
    return found if all(vocabulary.known(forms(word, "en")) for word in found) else ()


def _whole(written: str, asked: list[Word]) -> list[Word]:
    """The query words. A last single Chinese character is part of a pair."""
    whole_words = []
    for number, word in enumerate(asked):
        if is_unspaced(written[word.start]):
            pair = [form for form in word.forms if len(form) == 2]
            before = asked[number - 1] if number else None
            if not pair and before and before.end == word.start and _is_pair(before):
                continue
            word = Word(word.start, word.end, frozenset(pair or word.forms))
        whole_words.append(word)
    return whole_words


def _is_pair(word: Word) -> bool:
    return any(len(form) == 2 and is_unspaced(form) for form in word.forms)


def _read(
    text: str, word: Word, vocabulary: Vocabulary, *, last: bool
) -> tuple[ReadAs, frozenset[str]]:
    if known := vocabulary.known(word.forms):
        return ReadAs.WORD, known
    written = plain(text[word.start : word.end])
    if last and (begun := vocabulary.beginning(written)):
        return ReadAs.BEGINNING, frozenset(begun)
    if near := vocabulary.spelt_like(written):
        return ReadAs.SPELLING, frozenset(near)
    return ReadAs.NOTHING, word.forms


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text. ``hit`` if it matches."""

    text: str
    hit: bool


# Showing what was found ---------------------------------------------------------------------


def spans(text: str, language: str | None, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Start and end of the terms in a text, in order, without overlaps."""
    there = words(text, language or "none")
    hits = sorted(span for term in terms for span in _hits(there, term))
    merged: list[tuple[int, int]] = []
    for start, end in hits:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _hits(there: Sequence[Word], term: Term) -> Iterable[tuple[int, int]]:
    runs = [(one,) for one in term.run] if term.read_as is ReadAs.PARTS else [term.run]
    runs += [(one,) for one in term.in_english]
    for run in runs:
        for start in range(len(there) - len(run) + 1):
            if all(there[start + step].forms & wanted for step, wanted in enumerate(run)):
                last = there[start + len(run) - 1]
                # A pair of characters is found at its first one.
                pair = any(len(form) == 2 and is_unspaced(form) for form in run[-1])
                yield there[start].start, last.end + pair


def pieces(text: str, found: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    """The text from ``start`` to ``end`` in pieces, with matches separated."""
    cut, position = [], start
    for begin, stop in found:
        begin, stop = max(begin, start), min(stop, end)
        if begin < stop:
            cut += [Piece(text[position:begin], hit=False), Piece(text[begin:stop], hit=True)]
            position = stop
    cut.append(Piece(text[position:end], hit=False))
    return tuple(piece for piece in cut if piece.text)
