"""How likely it is that a column of a file means a column of a kind: by its name, by its cells.

Names weigh more than cells; cells speak against a name where they hold something else.
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.drafts import Column
from tracker.exchange.header_words import folded, words_for
from tracker.exchange.specification import Specification
from tracker.exchange.state_names import StateNames
from tracker.exchange.understanding import dates, lists, numbers
from tracker.exchange.understanding.columns import Sort, sorts_of
from tracker.exchange.understanding.meaning import Understanding, is_silent, tidy
from tracker.fields import Unreadable

SAME_NAME, ALIAS, IN_PART, LIKENESS, CONTENT = 100.0, 80.0, 50.0, 45.0, 30.0
LEAST = 25.0  # of weight: below it nothing is guessed
_NEAR = 0.86  # of letters alike: a word misspelt
_MOST_SAMPLES = 60
_LEAST_WORD = 4  # letters: shorter words are within many others
_LONGEST = 60  # letters of a header that may be a word misspelt
_BRACKETS = re.compile(r"[(\[].*?[)\]]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A pair with its weight; ``by_name`` is the part that the name has in it."""

    weight: float
    by_name: float
    column: str
    source: str


def guesses(
    columns: Sequence[str],
    samples: Sequence[Sequence[str]],
    specification: Specification[Any],
    names: StateNames,
) -> list[Guess]:
    """Every pair that weighs enough, the likeliest first."""
    weighing = _Weighing(specification, names)
    cells = [_told(samples, place) for place in range(len(columns))]
    found = [
        guess
        for place, source in enumerate(columns)
        for guess in weighing.of(source, cells[place])
        if guess.weight >= LEAST
    ]
    order = {name: place for place, name in enumerate((*specification.header, *columns))}
    return sorted(found, key=lambda each: (-each.weight, order[each.column], order[each.source]))


def _told(samples: Sequence[Sequence[str]], place: int) -> list[str]:
    """Distinct texts of a column that say something, a few."""
    texts = dict.fromkeys(row[place].strip() for row in samples if place < len(row))
    return [text for text in texts if not is_silent(text) or text.upper() == "NA"][:_MOST_SAMPLES]


class _Weighing:
    """One kind's columns against those of files."""

    def __init__(self, specification: Specification[Any], names: StateNames) -> None:
        self._specification = specification
        self._names = names
        self._closed = {
            each.name: lists.Closed(each, most_suggested=0) for each in specification.columns
        }
        self._sorts: Mapping[str, Sort] = sorts_of(specification.draft)
        self._words = {
            each.name: words_for(specification.kind, each.name, each.refers)
            for each in specification.columns
        }

    def of(self, source: str, cells: Sequence[str]) -> Iterator[Guess]:
        """What a column of a file may be."""
        for column in self._specification.columns:
            by_name = self._by_name(source, column)
            by_content = self._by_content(column, cells) if cells else 0.0
            weight = by_name + by_content
            if by_name >= ALIAS - 2:
                # What is called so is held to be it, if nothing better is: its cells may be words
                # that only a person can tell.
                weight = max(weight, LEAST)
            yield Guess(weight, by_name, column.name, source)

    def _by_name(self, source: str, column: Column) -> float:
        bare = source.removesuffix(")").rpartition(" (")
        plain = folded(bare[0] if bare[2].isdigit() else source)
        if source.strip().lower().replace(" ", "_") == column.name:
            return SAME_NAME
        words = self._words[column.name]
        without = folded(_BRACKETS.sub(" ", source))
        if plain in words or plain == folded(str(column.holds)):
            return ALIAS
        if without in words:
            return ALIAS - 2
        if any(len(word) >= _LEAST_WORD and _within(word, plain) for word in words):
            return IN_PART
        if len(plain) <= _LONGEST and difflib.get_close_matches(
            plain, list(words), n=1, cutoff=_NEAR
        ):
            return LIKENESS
        return 0.0

    def _by_content(self, column: Column, cells: Sequence[str]) -> float:
        """From -60, none of the cells is such a value, to CONTENT: all are."""
        sort = self._sorts[column.name]
        if sort in (Sort.STATE, Sort.STATES):
            if not self._names.iso3:
                return 0.0
            share = self._names.count_known([tidy(cell) for cell in cells]) / len(cells)
            return _weight(share, CONTENT)
        understanding = self._understanding(column, sort)
        if understanding is None:
            return self._of_pattern(column, cells)
        share = sum(understanding(cell).text is not None for cell in cells) / len(cells)
        if sort in (Sort.WHOLE, Sort.NUMBER, Sort.FLAG, Sort.DATE):
            # Numbers, years and yes are found in many columns: they speak against, hardly for.
            return min(_weight(share, CONTENT), 5.0)
        return _weight(share, CONTENT)

    def _understanding(self, column: Column, sort: Sort) -> Understanding | None:
        match sort:
            case Sort.DATE:
                return dates.Dates(day_first=True)
            case Sort.WHOLE | Sort.NUMBER:
                return numbers.Numbers(whole=False, comma=True)
            case Sort.CLOSED:
                return self._closed[column.name]
            case Sort.FLAG:
                return lists.flag
        return None

    @staticmethod
    def _of_pattern(column: Column, cells: Sequence[str]) -> float:
        """Columns of text that take only some texts, such as addresses or languages."""
        taken = 0
        try:
            column.reader("No such text! …")
        except Unreadable:
            pass
        else:
            return 0.0
        for cell in cells:
            try:
                column.reader(cell)
                taken += 1
            except Unreadable:
                continue
        is_address = any(cell.startswith(("http://", "https://")) for cell in cells)
        share = taken / len(cells)
        return _weight(share, CONTENT if is_address else 0.0) if share < 0.2 or is_address else 0.0


def _weight(share: float, most: float) -> float:
    if share >= 0.6:
        return most * share
    return -60.0 * (0.4 - share) / 0.4 if share < 0.4 else 0.0


def _within(word: str, text: str) -> bool:
    return f" {word} " in f" {text} "
