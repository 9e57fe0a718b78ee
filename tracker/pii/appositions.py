"""Finds names between commas behind a word for a person: "the driver, Zubeta K.,". Pure.

The commas tell that it is a name, so it need not be on a list. A month may be a given name here.
"""

import re
from collections.abc import Iterator

from tracker.pii import name_lists
from tracker.pii.findings import FindingKind, Level
from tracker.pii.geography import is_place
from tracker.pii.normalise import plain
from tracker.pii.paragraphs import ParsedParagraph, TextSpan, vocabulary_fields

_LATIN = r"[A-Z][a-z'-]{1,30}"
_CYRILLIC = r"[А-Я][а-я-]{1,30}"
_BETWEEN_COMMAS = re.compile(
    plain(rf", (?P<it>{_LATIN}(?: {_LATIN}){{1,3}}|{_CYRILLIC}(?: {_CYRILLIC}){{1,2}})(?=,)")
)
_PERSONS = ("one_person", "persons", "victims", "kin")
_THINGS = frozenset({"place_words", "institutions", "stay_nouns", "stay_nouns_capital", "titles"})


def names(reading: ParsedParagraph, _found: tuple[TextSpan, ...]) -> Iterator[TextSpan]:
    """Names that only the commas around them reveal."""
    for match in _BETWEEN_COMMAS.finditer(reading.text):
        words = reading.lower[match.start("it") : match.end("it")].split()
        comma = match.start()
        person = any(reading.ends_phrase(field, comma - 1, comma) for field in _PERSONS)
        if person and not _is_of_a_thing(words):
            yield TextSpan(FindingKind.NAME, *match.span("it"), _level(words))


def _is_of_a_thing(words: list[str]) -> bool:
    return is_place(tuple(words)) or any(
        is_place((word,)) or vocabulary_fields(word) & _THINGS for word in words
    )


def _level(words: list[str]) -> Level:
    known = name_lists.is_given(words[0]) and any(map(name_lists.is_family, words[1:]))
    return Level.CERTAIN if known else Level.LOOK
