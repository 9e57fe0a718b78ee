"""A folded paragraph with its words and phrases, as the searches use it. Pure.

Everything here is made once for a paragraph and only if a search asks for it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from tracker.pii.findings import FindingKind, Level
from tracker.pii.vocabulary import gathered, pattern

VOCABULARY = gathered()

# Elided articles are words of their own: l'enfant, d'Awa.
_TOKEN = re.compile(
    r"(?<![\w'])(?:[LlDdJjMmNnSsCcTt]|[Qq]u)'(?=[^\W\d_])"
    r"|[^\W\d_]+(?:['-][^\W\d_]+)*|\d+|\n|[^\s\w]|_+"
)
_ARABIC = re.compile("[\u0600-\u06ff]")
_HAN = re.compile("[\u4e00-\u9fff]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}")


@dataclass(frozen=True)
class TextSpan:
    """Characters of the folded text from `start` up to `end`, and what they seem to be."""

    kind: FindingKind
    start: int
    end: int
    level: Level = Level.CERTAIN


class Token(NamedTuple):
    """A word, a number, a line end or a punctuation mark.

    `fields` are the lists of the vocabulary that hold it.
    """

    text: str
    start: int
    end: int
    fields: frozenset[str]

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.text[0].isupper()

    def has_word(self, field: str) -> bool:
        """Whether the vocabulary lists the word in this field."""
        return field in self.fields


@dataclass(frozen=True)
class ParsedParagraph:
    """One paragraph, folded."""

    text: str

    @cached_property
    def lower(self) -> str:
        """The lower-case text with unchanged positions."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join(low if len(low := each.lower()) == 1 else each for each in self.text)

    @cached_property
    def has_arabic(self) -> bool:
        """Whether it contains Arabic letters."""
        return _ARABIC.search(self.text) is not None

    @cached_property
    def has_han(self) -> bool:
        """Whether it contains Chinese characters."""
        return _HAN.search(self.text) is not None

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """All words and signs in order."""
        return tuple(
            Token(found[0], *found.span(), vocabulary_fields(found[0].lower()))
            for found in _TOKEN.finditer(self.text)
        )

    @cached_property
    def memo(self) -> dict[str, Any]:
        """Results that searches share."""
        return {}

    @cached_property
    def urls(self) -> tuple[tuple[int, int], ...]:
        """Positions of web addresses, whose content belongs to sources."""
        return tuple(found.span() for found in _URL.finditer(self.text))

    def in_url(self, place: int) -> bool:
        """Whether this character is part of a web address."""
        number = bisect_right(self.urls, (place, len(self.text))) - 1
        return number >= 0 and place < self.urls[number][1]

    def before(self, field: str, place: int, *, within: int) -> int | None:
        """The end of the nearest phrase of the field before `place`.

        None if there is none, or if a sentence ends between.
        """
        ends = self._ends(field)
        number = bisect_right(ends, place) - 1
        if number < 0 or place - ends[number] > within:
            return None
        between = self.text[ends[number] : place]
        return None if _SENTENCE_ENDS.search(between) else ends[number]

    def after(self, field: str, place: int, *, within: int) -> bool:
        """Whether a phrase of the field ends soon after `place`."""
        ends = self._ends(field)
        number = bisect_left(ends, place + 1)
        return number < len(ends) and ends[number] - place <= within

    def sentence(self, place: int) -> tuple[int, int]:
        """Start and end of the sentence around this character, at most 300 letters away."""
        number = bisect_right(self._sentence_ends, place)
        start = self._sentence_ends[number - 1] if number else 0
        last = number < len(self._sentence_ends)
        end = self._sentence_ends[number] if last else len(self.text)
        return max(start, place - _FAR), min(end, place + _FAR)

    def ends_phrase(self, field: str, start: int, end: int) -> bool:
        """Whether a phrase of the field ends between these characters."""
        ends = self._ends(field)
        number = bisect_right(ends, start)
        return number < len(ends) and ends[number] <= end

    def holds(self, field: str) -> bool:
        """Whether the paragraph contains a phrase of the field."""
        return bool(self._ends(field))

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [found.end() for found in _SENTENCE_ENDS.finditer(self.text)]

    @cached_property
    def _phrases(self) -> dict[str, list[int]]:
        return {}

    def _ends(self, field: str) -> list[int]:
        if field not in self._phrases:
            finder = _finder(field)
            self._phrases[field] = [found.end() for found in finder.finditer(self.lower)]
        return self._phrases[field]


_FAR = 300
_SENTENCE_ENDS = re.compile(r"[.!?][\s\"')\]]+(?=[^\W\d_])(?<![^\w.][Nn]o\. )|[。!?;;]")


@cache
def _finder(field: str) -> re.Pattern[str]:
    return pattern(VOCABULARY[field])


@lru_cache(maxsize=50_000)
def vocabulary_fields(word: str) -> frozenset[str]:
    """The fields that list this lower-case word.

    Arabic words are also read without "and", and possessives of English without their ending.
    """
    forms = {word, word.removesuffix("'s"), word.removesuffix("'")}
    if word[0] == "و" and len(word) > 3:
        forms.add(word[1:])
    return frozenset(
        field
        for field, (whole, stems) in _word_lists().items()
        if not whole.isdisjoint(forms) or (stems and word.startswith(stems))
    )


@cache
def _word_lists() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    return {
        field: (
            frozenset(word for word in words if not word.endswith("*")),
            tuple(word[:-1] for word in words if word.endswith("*")),
        )
        for field, words in VOCABULARY.items()
    }


def without_overlaps(places: Iterable[TextSpan], order: tuple[FindingKind, ...]) -> list[TextSpan]:
    """The spans without overlaps, by position.

    If two overlap, the kind that is first in `order` stays; for equal kinds the certain one, then
    the longer one.
    """
    rank = {kind: number for number, kind in enumerate(order)}
    taken: set[int] = set()
    separate = []
    for place in sorted(
        places, key=lambda it: (rank[it.kind], it.level, it.start - it.end, it.start)
    ):
        inside = range(place.start, place.end)
        if taken.isdisjoint(inside):
            taken.update(inside)
            separate.append(place)
    return sorted(separate, key=lambda place: place.start)
