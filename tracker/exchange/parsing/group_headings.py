"""Removes headings inside a table, such as "Theme: Training" above its rows.

A heading is no record. It becomes a separate column for the rows below it and is reported by row.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tracker.exchange.matching.header_words import folded
from tracker.exchange.parsing.headers import Sort, has_several, sort_of
from tracker.exchange.parsing.records import Record

_MOST_SHARE = 0.5  # of all rows: where more hold one cell, the table is merely ragged
_LEAST_USUAL = 3  # filled cells of a usual row: one of two is often a row with a blank
_LONG, _SHORTER = 40, 0.7  # letters of a usual text; a heading is shorter by as much
_LABEL = re.compile(r"([^:：]{2,40}?)\s*[:：]\s*(\S.*)", re.DOTALL)
_NUMBERING = re.compile(r"(?:[A-Z]|[IVXLC]{1,5}|\d{1,3}(?:\.\d{1,3})*)[.)]\s+")
_BETWEEN_LEVELS = " – "


@dataclass(slots=True)
class Grouped:
    """The rows without their headings.

    ``columns``: the heading of each row, by label of the headings; "" for headings without a label.
    ``headings`` are the removed records.
    """

    rows: list[Record]
    headings: list[Record] = field(default_factory=list)
    columns: dict[str, dict[int, str]] = field(default_factory=dict)


def grouped(body: Sequence[Record], usual: int, wide: Collection[int], above: str = "") -> Grouped:
    """Remove headings from the rows of a table.

    ``usual`` is the number of filled cells of a usual row, ``wide`` the rows whose cell spans the
    table, ``above`` the text above the header, which may be the first heading.
    """
    found = _Finding(body, usual, wide).headings()
    if not found:
        return Grouped(list(body))
    walk = _Walk()
    if above and _labelled(above)[0] in {
        label for text in found.values() if (label := _labelled(text)[0])
    }:
        walk.head(above)
    done = Grouped([])
    for record in body:
        text = found.get(record[0])
        if text is None:
            done.rows.append(record)
            walk.row(record[0])
        else:
            done.headings.append(record)
            walk.head(text)
    done.columns = walk.columns
    return done


class _Finding:
    """Distinguishes headings from rows with only one cell."""

    def __init__(self, body: Sequence[Record], usual: int, wide: Collection[int]) -> None:
        self._body, self._usual, self._wide = body, usual, wide
        self._full = [
            cells
            for _n, cells in body
            if (cells[0] != cells[-1] or not _same(cells)) and has_several(cells)
        ]
        self._first = min((_first(cells) for cells in self._full), default=0)
        self._labels = Counter(
            folded(_labelled(text)[0]) for _n, cells in body if (text := self._text(cells))
        )

    @cached_property
    def _columns(self) -> list["_Column"]:
        """The first two columns of usual rows, read only if needed."""
        return [_Column.of(self._full, self._first + step) for step in (0, 1)]

    def headings(self) -> dict[int, str]:
        """The text of each heading by row."""
        sure, likely, before = dict[int, str](), dict[int, str](), False
        for number, cells in self._body:
            text = self._text(cells)
            if not text:
                before = False
            elif self._spans(number, cells) or self._is_labelled(text, cells):
                sure[number], before = text, True
            elif self._is_likely(text, cells, after_heading=before):
                likely[number], before = text, True
            else:
                before = False
        if len(sure) + len(likely) > _MOST_SHARE * len(self._body):
            likely = {}
        texts = {**sure, **likely}
        last = max((number for number, _cells in self._body if number not in texts), default=0)
        return texts if any(number < last for number in texts) else {}

    def _text(self, cells: Sequence[str]) -> str:
        """The only text of a row. Empty if there are several or it has no letters."""
        if cells[0] != cells[-1] and has_several(cells):
            return ""  # Most rows: nothing else needs to be looked at.
        distinct = list(dict.fromkeys(" ".join(cell.split()) for cell in cells if cell.strip()))
        if len(distinct) != 1 or not self._full:
            return ""
        return distinct[0] if any(letter.isalnum() for letter in distinct[0]) else ""

    def _spans(self, number: int, cells: Sequence[str]) -> bool:
        """Whether its cell spans the table or repeats in every column."""
        return number in self._wide or _same(cells)

    def _is_labelled(self, text: str, cells: Sequence[str]) -> bool:
        """Whether it has a label that another one has: Theme: Training, Theme: Health."""
        label = folded(_labelled(text)[0])
        return bool(label) and self._labels[label] > 1 and _first(cells) <= self._first

    def _is_likely(self, text: str, cells: Sequence[str], *, after_heading: bool) -> bool:
        """Whether it starts like a row but differs in type from the first column."""
        step = _first(cells) - self._first
        # Where rows begin with numbers, headings stand beside these.
        most = 0 if self._columns[0].sort in (Sort.WORDS, Sort.BLANK) else 1
        if self._usual < _LEAST_USUAL or step > most:
            return False
        if text[0].islower() and not after_heading:
            return False  # The rest of a text that was broken into two rows.
        return step < 0 or not self._columns[step].is_like(text)


@dataclass(frozen=True, slots=True)
class _Column:
    """The typical content of a column in rows with several cells."""

    sort: Sort
    known: frozenset[str]
    length: int  # of a usual text

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], place: int) -> "_Column":
        """The column at a position."""
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        sorts = Counter(map(sort_of, cells))
        lengths = sorted(map(len, cells))
        return cls(
            sorts.most_common(1)[0][0] if sorts else Sort.BLANK,
            frozenset(map(folded, cells)),
            lengths[len(lengths) // 2] if lengths else 0,
        )

    def is_like(self, text: str) -> bool:
        """Whether a text has the type of the column, and its length if that is long."""
        if sort_of(text) is not self.sort:
            return False
        if self.sort is not Sort.WORDS or folded(text) in self.known:
            return True
        return self.length >= _LONG and len(text) > _SHORTER * self.length


class _Walk:
    """Goes through the rows with the current headings."""

    def __init__(self) -> None:
        self.columns: dict[str, dict[int, str]] = {}
        self._now: dict[str, str] = {}
        self._was_heading = False

    def head(self, text: str) -> None:
        """Add a heading. It ends those with its own label or a later label."""
        label, value = _labelled(text)
        if not label and self._was_heading and self._now.get(""):
            value = self._now[""] + _BETWEEN_LEVELS + value  # Two in a row: one within the other.
        labels = list(self.columns)
        for later in labels[labels.index(label) + 1 :] if label in labels else ():
            self._now.pop(later, None)
        self.columns.setdefault(label, {})
        self._now[label] = value
        self._was_heading = not label

    def row(self, number: int) -> None:
        """Assign the current headings to a row."""
        self._was_heading = False
        for label, value in self._now.items():
            self.columns[label][number] = value


def _labelled(text: str) -> tuple[str, str]:
    plain = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    found = _LABEL.fullmatch(plain)
    if found and len(found[1].split()) <= 4 and not found[1].lower().startswith("http"):
        return found[1].strip(), found[2].strip().rstrip(":")
    return "", plain.strip().rstrip(":：")


def _same(cells: Sequence[str]) -> bool:
    """Whether a row repeats one text, like a merged cell written to each column."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return (
        len(filled) > 2
        and len(set(filled)) == 1
        and len(filled) == len(cells)
        and len(filled[0]) > 3
    )


def _first(cells: Sequence[str]) -> int:
    if cells and cells[0] and not cells[0].isspace():
        return 0
    return next((place for place, cell in enumerate(cells) if cell.strip()), len(cells))
