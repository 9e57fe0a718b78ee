"""Whether the cells of a column fit a field, by type and not by meaning.

Words that a closed list does not know are no conflict: a person can say what they mean. A date, a
number, an address or the name of a State where words belong is one, and so is the reverse.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Any

from tracker.exchange.matching.header_words import folded
from tracker.exchange.normalising import dates, lists, numbers
from tracker.exchange.normalising.columns import Sort, sorts_of
from tracker.exchange.normalising.normalised_value import (
    NormalisedValue,
    Normaliser,
    is_silent,
    tidy,
)
from tracker.exchange.normalising.settled_values import split_map_name
from tracker.exchange.normalising.state_names import StateNames
from tracker.exchange.specification import Specification
from tracker.schema.drafts import Column
from tracker.schema.fields import InvalidValue, clean

CONTENT = 30.0  # the most that content weighs for a pair
_MUCH, _LITTLE = 0.6, 0.4  # of the cells
_MOST_SAMPLES = 60
_LONGEST_NAME = 120  # letters of the name of a State, or of a date
_LONGEST_WORD = 60  # letters of a word of a list; what is longer is a sentence
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_THEME = re.compile(r"[a-z0-9-]+")  # our codes of themes; words of others are issues
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVXLCDM]+[.)]?")
_LONGEST_CODE = 3  # letters of what is no word of a title
_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]", re.DOTALL)
PROSE = frozenset(
    (
        *("title", "wording", "statement", "account", "rationale", "reason", "answer", "meaning"),
        *("measures_taken", "challenges", "assistance", "citation", "publisher", "issuing_body"),
        *("made_by", "name"),
    )
)
"""Columns of words: digits alone, a date or an address are none."""
SENTENCES = frozenset(("wording", "statement", "account"))
"""Columns of sentences: a list of nothing but names of States is none."""
IDENTITY = frozenset(("reference", "own_key", "code", "number"))
"""Columns by which a record is known again, or found in its document."""


class Content(StrEnum):
    """What the cells say about the column."""

    NONE = "none"  # there is nothing to look at
    FITS = "fits"
    OPEN = "open"  # neither fits nor conflicts
    CONFLICTS = "conflicts"


def sample_texts(samples: Sequence[Sequence[str]], place: int) -> list[str]:
    """A few distinct non-empty texts of a column."""
    texts = dict.fromkeys(row[place].strip() for row in samples if place < len(row))
    return [text for text in texts if not is_silent(text) or text.upper() == "NA"][:_MOST_SAMPLES]


class Fitness:
    """Checks cells against the fields of one kind.

    ``maps``: what a person said that texts of a column mean; such texts fit.
    """

    def __init__(
        self,
        specification: Specification[Any],
        names: StateNames,
        maps: Mapping[str, Mapping[str, str]],
    ) -> None:
        self._names = names
        self._sorts: Mapping[str, Sort] = sorts_of(specification.draft)
        self._closed = {
            each.name: lists.ClosedList(each, most_suggested=0) for each in specification.columns
        }
        self._known_states: dict[str, bool] = {}
        self._settled: dict[str, set[str]] = {}
        for name, each in maps.items():
            column, _within = split_map_name(name)
            self._settled.setdefault(column, set()).update(map(folded, each))

    def weight(self, column: Column, cells: Sequence[str]) -> float:
        """From -60 (no cell fits) to CONTENT (all cells fit)."""
        if not cells:
            return 0.0
        sort = self._sorts[column.name]
        if sort in (Sort.STATE, Sort.STATES):
            return _weight(self._states(cells), CONTENT) if self._names.iso3 else 0.0
        understanding = self._understanding(column, sort)
        if understanding is None:
            return _of_pattern(column, cells)
        share = _share(
            cells,
            lambda cell: len(cell) <= _LONGEST_NAME and understanding(cell).text is not None,
        )
        if sort in (Sort.WHOLE, Sort.NUMBER, Sort.FLAG, Sort.DATE):
            # Numbers, years and yes are found in many columns: they speak against, hardly for.
            return min(_weight(share, CONTENT), 5.0)
        return _weight(share, CONTENT)

    def content(self, column: Column, cells: Sequence[str]) -> Content:
        """Whether the cells have the field's type."""
        if not cells:
            return Content.NONE
        settled = self._settled.get(column.name, set())
        open_cells = [cell for cell in cells if folded(cell) not in settled]
        share = self._fitting(column, open_cells) * len(open_cells) + len(cells) - len(open_cells)
        return _content(share / len(cells))

    def _fitting(self, column: Column, cells: Sequence[str]) -> float:
        """The share of cells that may be such values."""
        if not cells:
            return 1.0
        if column.name in PROSE:
            return _share(cells, lambda cell: self._is_prose(cell, column.name))
        match self._sorts[column.name]:
            case Sort.STATE | Sort.STATES:
                return self._states(cells) if self._names.iso3 else 1.0
            case Sort.DATE:
                return _share(cells, _may_be_date)
            case Sort.WHOLE | Sort.NUMBER:
                return _share(cells, lambda cell: any(letter.isdigit() for letter in tidy(cell)))
            case Sort.CLOSED | Sort.SEVERAL | Sort.FLAG:
                return _share(cells, lambda cell: self._may_be_word(column, cell))
        return self._text(column, cells)

    def _states(self, cells: Sequence[str]) -> float:
        return _share(cells, self._is_state)

    def _is_state(self, cell: str) -> bool:
        if len(cell) > _LONGEST_NAME:
            return False
        if cell not in self._known_states:
            found = self._names.find(tidy(cell))
            self._known_states[cell] = found is not None and bool(found.iso3)
        return self._known_states[cell]

    def _is_prose(self, cell: str, name: str) -> bool:
        plain = tidy(cell)
        if not _TWO_LETTERS.search(plain) or _ADDRESS.fullmatch(plain) or _is_date(plain):
            return False
        if name == "title" and is_code(plain):
            return False
        return name not in SENTENCES or not self._is_state(plain)

    def _may_be_word(self, column: Column, cell: str) -> bool:
        """Whether a cell may be a word of a list, known or unknown."""
        if column.refers != "themes" and self._is_known(column, cell):
            return True
        plain = tidy(cell)
        if column.refers == "themes":
            return all(_THEME.fullmatch(part) for part in lists.parts(plain))
        if self._sorts[column.name] is Sort.SEVERAL:
            return _is_word(plain) and not _ADDRESS.match(plain)
        return len(plain) <= _LONGEST_WORD and _is_word(plain) and not self._is_state(plain)

    def _is_known(self, column: Column, cell: str) -> bool:
        is_flag = self._sorts[column.name] is Sort.FLAG
        understood = lists.flag if is_flag else self._closed[column.name]
        return understood(cell).text is not None

    def _text(self, column: Column, cells: Sequence[str]) -> float:
        """Texts that the field accepts. A reference is neither a State nor a sentence."""
        if column.name == "value":
            return _share(cells, _may_be_value)
        taken = [cell for cell in cells if _takes(column, cell)]
        if column.name in IDENTITY:
            taken = [cell for cell in taken if not self._is_something_else(cell)]
        return len(taken) / len(cells)

    def _is_something_else(self, cell: str) -> bool:
        plain = tidy(cell)
        return self._is_state(plain) or bool(_ADDRESS.match(plain)) or _is_date(plain)

    def _understanding(self, column: Column, sort: Sort) -> Normaliser | None:
        match sort:
            case Sort.DATE:
                return _dated
            case Sort.WHOLE | Sort.NUMBER:
                return numbers.Numbers(whole=False, comma=True)
            case Sort.CLOSED:
                return self._closed[column.name]
            case Sort.FLAG:
                return lists.flag
        return None


def is_code(plain: str) -> bool:
    """Whether a text looks like a code: yes, IV, KEN, CAT-5, UPR2021.

    Words of scripts without capital letters are none.
    """
    if lists.flag(plain).text is not None or _ROMAN.fullmatch(plain):
        return True
    is_token = plain.isascii() and " " not in plain
    return is_token and (len(plain) <= _LONGEST_CODE or any(letter.isdigit() for letter in plain))


def names_rows(texts: Sequence[str], *, is_number: bool) -> bool:
    """Whether texts can identify records: short and without repetition.

    ``is_number``: the heading says no more than "number", which may as well count something; then
    the texts have letters, or rise from row to row.
    """
    filled = [tidy(text) for text in texts if not is_silent(text)]
    if (
        not filled
        or len(set(filled)) < len(filled)
        or any(len(text) > _LONGEST_WORD for text in filled)
    ):
        return False
    if not is_number or not all(text.isdigit() for text in filled):
        return True
    values = [int(text) for text in filled if text.isascii()]
    return len(filled) > 1 and values == sorted(values) and len(values) == len(filled)


def _of_pattern(column: Column, cells: Sequence[str]) -> float:
    """Fields with a fixed syntax, such as addresses or languages."""
    if _takes(column, "No such text! …"):
        return 0.0
    is_address = any(_ADDRESS.match(cell) for cell in cells)
    share = _share(cells, lambda cell: _takes(column, cell))
    return _weight(share, CONTENT if is_address else 0.0) if share < 0.2 or is_address else 0.0


def _takes(column: Column, cell: str) -> bool:
    try:
        column.reader(clean(cell))
    except InvalidValue:
        return False
    return True


def _may_be_date(cell: str) -> bool:
    plain = tidy(cell)
    if _ADDRESS.match(plain):
        return False
    return bool(_YEAR.search(plain)) or _dated(plain).text is not None


def _is_date(plain: str) -> bool:
    """Whether the whole text is a date or a year."""
    return bool(_YEAR.search(plain)) and _dated(plain).text is not None


@lru_cache(maxsize=5_000)
def _dated(text: str) -> NormalisedValue:
    """The text as a date. A text as long as a sentence is none."""
    if len(text) > _LONGEST_NAME:
        return NormalisedValue(None)
    return dates.Dates(day_first=True)(text)


def _may_be_value(cell: str) -> bool:
    """Whether it may be a value of a scale or a word for one."""
    plain = tidy(cell)
    return len(plain) <= _LONGEST_WORD and not _ADDRESS.match(plain)


def _is_word(plain: str) -> bool:
    return any(letter.isalpha() for letter in plain) and not _is_date(plain)


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(cell) for cell in cells) / len(cells)


def _content(share: float) -> Content:
    if share >= _MUCH:
        return Content.FITS
    return Content.CONFLICTS if share < _LITTLE else Content.OPEN


def _weight(share: float, most: float) -> float:
    if share >= _MUCH:
        return most * share
    return -60.0 * (_LITTLE - share) / _LITTLE if share < _LITTLE else 0.0
