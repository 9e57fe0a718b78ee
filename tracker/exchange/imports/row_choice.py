"""Selects the rows of a file to import, by values or words of their cells. Pure.

Conditions on several columns hold together; of the values and words for one column, one is enough.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.matching.header_words import folded
from tracker.exchange.matching.match import Matching
from tracker.exchange.normalising import lists
from tracker.exchange.parsing.table import Table, TableRow

_BEGINNING = "*"  # at the end of a word: what begins so
_WITHOUT_SPACES = ("一", "鿿")  # scripts that do not part words


@dataclass(frozen=True, slots=True)
class RowChoice:
    """Conditions by column: ``values`` of cells, and ``words`` in them.

    A cell with several values, such as themes, has each of them. ``trafficking`` is a whole word,
    ``traffick*`` the beginning of one. Nothing in either: every row.
    """

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.values or self.words)

    def as_json(self) -> dict[str, Any] | None:
        """The saved form. None for every row."""
        if not self:
            return None
        return {
            "values": {name: list(each) for name, each in self.values.items()},
            "words": {name: list(each) for name, each in self.words.items()},
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any] | None) -> "RowChoice":
        """Parse the saved form."""
        return cls((saved or {}).get("values") or {}, (saved or {}).get("words") or {})


EVERY_ROW = RowChoice()


def chosen_rows(table: Table, matching: Matching, choice: RowChoice) -> Sequence[TableRow]:
    """The rows that meet all conditions. Raises Invalid for an unknown column."""
    if not choice:
        return table.rows
    tests = [
        *_tests(table, matching, choice.values, "values", _Values),
        *_tests(table, matching, choice.words, "words", _Words),
    ]
    places = {place for place, _test in tests}
    # Values and words for one column: one of them is enough.
    by_place = {each: [test for place, test in tests if place == each] for each in places}
    return tuple(
        row
        for row in table.rows
        if all(any(test(row.cells[place]) for test in by_place[place]) for place in by_place)
    )


def _tests(
    table: Table,
    matching: Matching,
    wanted: Mapping[str, Sequence[str]],
    name: str,
    make: "type[_Values] | type[_Words]",
) -> list[tuple[int, "_Values | _Words"]]:
    found = []
    for column, texts in wanted.items():
        place = place_of(table, matching, column)
        if place is None:
            named = formats.listed(table.columns)
            reason = _(
                "the file has no column %(column)s; it has %(all)s", column=column, all=named
            )
            raise Invalid({f"rows.{name}": [reason]})
        if not any(folded(text) for text in texts):
            reason = _("%(column)s: give at least one value or word", column=column)
            raise Invalid({f"rows.{name}": [reason]})
        found.append((place, make(texts)))
    return found


def test_of_value(value: str) -> Callable[[str], bool]:
    """Return a test whether a cell is the value or contains it among several."""
    return _Values([value])


def place_of(table: Table, matching: Matching, column: str) -> int | None:
    """The position of a column by its name in the file or its field name."""
    source = matching.of(column).source
    for name in (column, source):
        if name in table.columns:
            return table.columns.index(name)
    return None


class _Values:
    """Whether a cell is one of the values or has it in a list."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._wanted = {key for text in wanted if (key := folded(text))}
        self._known: dict[str, bool] = {}

    def __call__(self, cell: str) -> bool:
        if cell not in self._known:
            parts = (cell, *lists.parts(cell), *lists.parts(cell, lists.COMMAS))
            self._known[cell] = any(folded(part) in self._wanted for part in parts)
        return self._known[cell]


class _Words:
    """Whether a cell contains one of the words or phrases."""

    def __init__(self, wanted: Sequence[str]) -> None:
        self._wanted = [
            (key, text.strip().endswith(_BEGINNING), _is_parted(key))
            for text in wanted
            if (key := folded(text))
        ]

    def __call__(self, cell: str) -> bool:
        # Long texts are folded piece by piece: only the beginning of a text is compared elsewhere.
        plain = f" {' '.join(folded(line) for line in _pieces(cell))} "
        return any(_is_in(plain, *wanted) for wanted in self._wanted)


def _pieces(cell: str) -> list[str]:
    """The text in pieces short enough to fold, split at spaces if possible."""
    pieces, line = [""], 0
    for word in cell.split():
        if line + len(word) >= 150:
            pieces.append("")
            line = 0
        pieces[-1] += f"{word} "
        line += len(word) + 1
    return [piece[at : at + 150] for piece in pieces for at in range(0, len(piece), 150)]


def _is_parted(key: str) -> bool:
    first, last = _WITHOUT_SPACES
    return not any(first <= letter <= last for letter in key)


def _is_in(plain: str, key: str, begins: bool, is_parted: bool) -> bool:
    if not is_parted:
        return key.replace(" ", "") in plain.replace(" ", "")
    return f" {key}" in plain if begins else f" {key} " in plain
