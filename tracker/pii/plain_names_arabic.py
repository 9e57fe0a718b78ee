"""Finds names in plain Arabic sentences: a known given name with what follows. Pure.

Arabic has no capitals. A name is a listed given name followed by another name, or by a word with
the article and an ending of origin; or a given name after words that announce a person ("with",
"the statement of").
"""

from collections.abc import Iterator, Sequence
from functools import cache

from tracker.pii.findings import FindingKind, Level
from tracker.pii.names_arabic import end_of_name, is_plain_word, is_titled
from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, Token, vocabulary_fields
from tracker.pii.word_lists import entries

_ARTICLE = "ال"
_AND = "و"
# How far before a name an office excuses it.
_OPEN = frozenset(",(:\"'-")


def names(reading: ParsedParagraph, _found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names that only their sentence reveals."""
    if not reading.has_arabic:
        return
    tokens = reading.tokens
    number = 0
    while number < len(tokens):
        last = _name_from(tokens, number)
        if last is None:
            number += 1
            continue
        place = _judged(reading, number, last)
        if place is not None:
            yield place
        number = last


def _name_from(tokens: Sequence[Token], first: int) -> int | None:
    """The index after a name that begins with a known given name. None if none begins."""
    if not _given(tokens[first].text):
        return None
    last = end_of_name(tokens, first)
    if last - first == 1 and last < len(tokens) and _may_be_family(tokens[last]):
        return last + 1
    return last


def _given(word: str) -> bool:
    return word in _given_names() or (word[0] == _AND and word[1:] in _given_names())


@cache
def _given_names() -> frozenset[str]:
    return frozenset(map(plain, entries("names_arabic", "given")))


@cache
def _family_names() -> frozenset[str]:
    return frozenset(map(plain, entries("names_arabic", "family")))


@cache
def _ordinary() -> frozenset[str]:
    """Given names that are also common words."""
    return frozenset(map(plain, entries("names_arabic", "ambiguous_given")))


def _may_be_family(token: Token) -> bool:
    word = token.text
    if not ("\u0600" <= word[0] <= "\u06ff") or len(word) < 4 or is_plain_word(token):
        return word in _family_names()
    if (
        token.has_word("person_verbs")
        or token.has_word("stay_nouns")
        or token.has_word("place_words")
    ):
        return False
    return word in _family_names() or not word.startswith(_ARTICLE)


def _judged(reading: ParsedParagraph, first: int, last: int) -> TextSpan | None:
    tokens = reading.tokens
    joined = tokens[first].text not in _given_names()
    start, end = tokens[first].start + joined, tokens[last - 1].end
    if reading.after("pseudonyms", end, within=24) or is_titled(tokens, first, last):
        return None
    if _of_a_thing(tokens, first):
        return None
    level = _level(tokens, first, last)
    return None if level is None else TextSpan(FindingKind.NAME, start, end, level)


def _of_a_thing(tokens: Sequence[Token], first: int) -> bool:
    """Whether a street, school or similar is named so."""
    before = tokens[first - 1] if first else None
    fields = ("place_words", "stay_nouns", "institutions", "titles")
    return (
        before is not None
        and any(map(before.has_word, fields))
        and not before.has_word("belongings")
    )


def _level(tokens: Sequence[Token], first: int, last: int) -> Level | None:
    given = tokens[first].text if tokens[first].text in _given_names() else tokens[first].text[1:]
    ordinary = given in _ordinary()
    second = tokens[last - 1].text if last - first > 1 else ""
    known = second in _family_names() or second in _given_names() or _of_origin(second)
    framed = _framed(tokens, first, last)
    if second and known and (framed or not ordinary):
        return Level.CERTAIN
    if second and framed and not ordinary:
        return Level.LOOK
    if second and _of_origin(second) and second.endswith("ي"):
        return Level.LOOK
    return Level.LOOK if framed and not ordinary and _acts(tokens, first, last) else None


def _of_origin(word: str) -> bool:
    """Whether it has the article, as family names of origin or trade have."""
    return (
        word.startswith(_ARTICLE)
        and len(word) > 4
        and not vocabulary_fields(word).intersection(
            ("institutions", "not_names", "place_words", "stay_nouns")
        )
    )


def _framed(tokens: Sequence[Token], first: int, last: int) -> bool:
    before = tokens[first - 1] if first else None
    asked = before is not None and any(
        before.has_word(field) for field in ("frames", "belongings", "person_verbs")
    )
    return asked or _acts(tokens, first, last)


def _acts(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a verb of human actions precedes or follows."""
    beside = [*tokens[max(first - 1, 0) : first], *tokens[last : last + 1]]
    return any(token.has_word("person_verbs") for token in beside)
