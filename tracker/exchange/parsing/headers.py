"""Finds the header row: as full as the others, textual, and unlike the rows below.

The same scores distinguish titles and remarks above it, and files without a header.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from tracker.exchange.matching.header_words import USUAL, folded
from tracker.exchange.parsing.records import Record

_LOOKED_AT = 40  # rows from the top among which the header is sought
_COMPARED = 25  # rows below a candidate
_AGREED = 0.75  # of the cells below are of one sort: the column is of that sort
_NUMBER = re.compile(
    r"[-+(]?[$€£]?\s?\d[\d\s.,'’\u00a0\u202f]*(?:e[-+]?\d+)?\s?[%)]?", re.IGNORECASE
)
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T][\d:.]+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_CODE = re.compile(r"[A-Z]{2,3}")
_REMARK = re.compile(r"#.*\w")  # "#" alone, or "#1", may head a column of numbers
_BRACKETED = re.compile(r"[(\[<][^)\]>]*[)\]>]", re.DOTALL)
_UNITS = frozenset(("%", "number", "text", "string", "integer", "required", "optional", "yyyy"))
_LONG = 120  # characters: longer texts name no column


class Sort(StrEnum):
    """The type of a cell."""

    BLANK = auto()
    YEAR = auto()
    NUMBER = auto()
    DATE = auto()
    CODE = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """The position of the header among the records. ``place`` None: there is none.

    ``first``: the place of the first record that may be data; ``usual``: how many cells are
    filled in a usual row.
    """

    place: int | None
    first: int
    usual: int


def sort_of(cell: str) -> Sort:
    """The type of a cell."""
    text = cell.strip()
    if not text:
        return Sort.BLANK
    for sort, pattern in (
        (Sort.YEAR, _YEAR),
        (Sort.DATE, _DATE),
        (Sort.NUMBER, _NUMBER),
        (Sort.CODE, _CODE),
    ):
        if pattern.fullmatch(text):
            return sort
    return Sort.WORDS


def filled(cells: Sequence[str]) -> int:
    """The number of non-empty cells."""
    return len([cell for cell in cells if cell and not cell.isspace()])


def has_several(cells: Sequence[str]) -> bool:
    """Whether more than one cell is filled."""
    found = False
    for cell in cells:
        if cell and not cell.isspace():
            if found:
                return True
            found = True
    return False


def is_remark(cells: Sequence[str]) -> bool:
    """Whether a row is a comment: its first filled cell begins with #."""
    first = next((cell.strip() for cell in cells if cell.strip()), "")
    return first.startswith("#") and bool(_REMARK.match(first)) and not first[1:].isdigit()


def is_units(cells: Sequence[str]) -> bool:
    """Whether a row contains only units: (year), [%], text."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    bracketed = sum(bool(_BRACKETED.fullmatch(cell)) for cell in filled)
    return (
        len(filled) > 1
        and all(_BRACKETED.fullmatch(cell) or cell.lower() in _UNITS for cell in filled)
        and (bracketed > 0 or len(filled) > 2)
    )


def heading_of(records: Sequence[Record]) -> Heading:
    """The header row, found by scoring the first rows."""
    usual = _usual(records)
    tried = [
        place
        for place, (_number, cells) in enumerate(records[:_LOOKED_AT])
        if filled(cells) >= max(1, usual // 2) and not is_remark(cells) and not is_units(cells)
    ]
    if len(tried) > 1 and tried[-1] == len(records) - 1:
        tried.pop()  # Nothing stands below the last row: it cannot be told from data.
    if not tried:
        return Heading(None, 0, usual)
    weights = {place: _Weighed.of(records, place, usual) for place in tried}
    best = max(tried, key=lambda place: weights[place].total - 0.03 * place)
    best = next(place for place in tried if records[place][1] == records[best][1])
    first = tried[0]
    if weights[best].is_like_data:
        return Heading(None, first, usual)
    return Heading(best, best + 1, usual)


def _usual(records: Sequence[Record]) -> int:
    """The most frequent number of filled cells; the largest of equal ones."""
    counts = Counter(filled(cells) for _number, cells in records[:300])
    return max(counts, key=lambda size: (counts[size], size), default=0)


@dataclass(frozen=True, slots=True)
class _Weighed:
    full: float
    unlike: float
    like: float
    known: int
    faults: float

    @property
    def total(self) -> float:
        return self.full + self.unlike - self.like + 0.4 * min(self.known, 4) - self.faults

    @property
    def is_like_data(self) -> bool:
        """Whether it resembles the rows below more than column names."""
        return self.like > self.unlike and not self.known

    @classmethod
    def of(cls, records: Sequence[Record], place: int, usual: int) -> "_Weighed":
        cells = records[place][1]
        texts = [cell.strip() for cell in cells if cell.strip()]
        below = [each for _n, each in records[place + 1 :][:_COMPARED] if filled(each) > usual // 2]
        unlike, like = _compared(cells, below)
        columns = max(1, len(texts))
        sorts = [sort_of(cell) for cell in texts]
        measured = sum(sort in (Sort.NUMBER, Sort.DATE) for sort in sorts) / columns
        repeated = 1 - len({folded(cell) for cell in texts}) / columns
        long = sum(len(cell) > _LONG for cell in texts) / columns
        return cls(
            min(1.0, len(texts) / max(1, usual)),
            unlike / columns,
            like / columns,
            sum(folded(cell) in USUAL for cell in texts),
            measured + 0.5 * repeated + long,
        )


def _compared(cells: Sequence[str], below: Sequence[Sequence[str]]) -> tuple[int, int]:
    """In how many columns a row differs from, and resembles, the rows below."""
    unlike = like = 0
    for place, cell in enumerate(cells):
        sort = sort_of(cell)
        under = [row[place] for row in below if place < len(row) and row[place].strip()]
        if sort is Sort.BLANK or not under:
            continue
        most, times = Counter(map(sort_of, under)).most_common(1)[0]
        if times < _AGREED * len(under) or (most is Sort.WORDS and cell not in under):
            continue
        if most is sort:
            like += 1
        elif sort is not Sort.NUMBER:
            unlike += 1
    return unlike, like
