"""Converts wide tables (years, acts, pillars or figures as columns) to rows on request.

The columns are recognised and reported; a person confirms that each makes a row. Row 2003 of the
result is row 2, column 3 of the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.core import formats
from tracker.exchange.matching.header_words import folded
from tracker.exchange.normalising import treaty_dates
from tracker.exchange.parsing.headers import Sort, sort_of
from tracker.exchange.parsing.records import MOST_ROWS
from tracker.exchange.parsing.table import Table, TableRow
from tracker.exchange.sheets import UnreadableFile
from tracker.text.word_lists import read_rows

YEARS, ACTS, PILLARS, FIGURES = "years", "acts", "pillars", "figures"
PLACES = 1_000  # row 2, column 3 is row 2003
_LEAST, _LEAST_FIGURES = 2, 3  # columns
_YEAR = re.compile(r"(?:[a-z]{1,3} ?)?((?:19|20)\d\d)(?:[-/–](?:\d{2}|\d{4}))?", re.IGNORECASE)
_SAMPLE = 200  # rows
_BRACKETS = re.compile(r"\([^)]*\)")
_PILLARS = frozenset(("prevention", "protection", "prosecution", "partnership", "partnerships"))
_FILE = Path(__file__).parents[1] / "lists" / "treaty_acts.csv"
_ACTS = {folded(row["word"]): row["act"] for row in read_rows(_FILE)}
_ENDING = frozenset(("denunciation", "withdrawal"))
_OF_DATES = re.compile(r"^(?:date|fecha|дата)(?: (?:of|de|del|de la|d))?(?: the)? ?|^تاريخ ")
_EITHER = "ratification_or_accession"
_SIGNED, _PARTY = "signed", "party"


@dataclass(frozen=True, slots=True)
class Across:
    """Columns to convert, and the names of the resulting columns."""

    columns: tuple[str, ...]
    named: str
    value: str


def recognised(table: Table) -> dict[str, Across]:
    """Possible conversions of a table, by type."""
    rows = [row.cells for row in table.rows[:_SAMPLE]]
    found = {
        YEARS: Across(tuple(filter(_YEAR.fullmatch, table.columns)), "year", "value"),
        ACTS: Across(tuple(name for name in table.columns if act_of(name)), "act", "date"),
        PILLARS: Across(
            tuple(name for name in table.columns if folded(name) in _PILLARS), "pillar", "value"
        ),
    }
    has_letters = _has_letters(table, found[ACTS].columns, rows)
    found = {
        code: each
        for code, each in found.items()
        if len(each.columns) >= _LEAST or (code == ACTS and has_letters)
    }
    taken = {name for each in found.values() for name in each.columns}
    figures = tuple(
        name
        for place, name in enumerate(table.columns)
        if name not in taken and place and _holds_figures([cells[place] for cells in rows])
    )
    if len(figures) >= _LEAST_FIGURES and not found:
        found[FIGURES] = Across(figures, "indicator", "value")
    return found


def _has_letters(table: Table, names: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether letters behind dates name acts. Then one column is enough: it holds several acts."""
    places = [table.columns.index(name) for name in names]
    found = (
        treaty_dates.parted(" ".join(cells[place].split())) for cells in rows for place in places
    )
    return any(parts is not None and parts[1] for parts in found)


def act_of(name: str) -> str | None:
    """The act in a column name. None for any other name.

    If there are several, it is the first, provided that the name lists the letters of the others as
    the Treaty Collection does.
    """
    parts = re.split(r"[,/;]| and | or | et | y | и ", _BRACKETS.sub("", name))
    words = [_OF_DATES.sub("", folded(part)) for part in parts]
    acts = [_ACTS.get(word) for word in words if word]
    if not acts or not all(acts):
        return None
    has_letters = "(a)" in name.replace(" ", "")
    is_either = "ratification" in acts and "accession" in acts and not has_letters
    return _EITHER if is_either else acts[0]


def _holds_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    numbers = sum(sort_of(cell) is Sort.NUMBER for cell in filled)
    return bool(filled) and numbers >= 0.9 * len(filled)


def turned(table: Table, wanted: str | None) -> Table:
    """The table with a row for each selected cell, or unchanged.

    ``wanted`` is what they are, or their names separated by ;. Raises UnreadableFile for others.
    """
    if not table.rows:
        return table
    found = recognised(table)
    if wanted is None:
        offered = {code: each.columns for code, each in found.items()}
        return replace(table, across=offered, notes=(*table.notes, *_offers(found)))
    across = found.get(wanted) or _named(table, wanted)
    if len(table.rows) * len(across.columns) > MOST_ROWS:
        raise UnreadableFile(_("a file can have at most %(most)s rows; split it", most=MOST_ROWS))
    return _Turning(table, across, is_acts=wanted == ACTS).turned({wanted: across.columns})


def _named(table: Table, wanted: str) -> Across:
    names = tuple(name.strip() for name in wanted.split(";") if name.strip())
    unknown = [name for name in names if name not in table.columns]
    if unknown or not names:
        known = formats.listed((*recognised(table), *table.columns))
        raise UnreadableFile(_("choose only these columns: %(names)s", names=known))
    return Across(names, "indicator", "value")


def _offers(found: Mapping[str, Across]) -> Iterator[str]:
    for code, each in found.items():
        if code == FIGURES:
            continue  # Many tables have columns of figures that are no such thing.
        yield ngettext(
            "%(num)s column may contain data for separate rows (%(names)s). You can turn "
            "each of its cells into a row",
            "%(num)s columns may contain data for separate rows (%(names)s). You can turn "
            "each of their cells into a row",
            len(each.columns),
            names=formats.listed(each.columns, 5),
        )


class _Turning:
    """The conversion of one table."""

    def __init__(self, table: Table, across: Across, *, is_acts: bool) -> None:
        self._table, self._across, self._is_acts = table, across, is_acts
        places = {name: place for place, name in enumerate(table.columns)}
        self._places = [places[name] for name in across.columns]
        self._kept = [p for p in range(len(table.columns)) if p not in set(self._places)]

    def turned(self, chosen: Mapping[str, tuple[str, ...]]) -> Table:
        """The table with a row for each non-empty cell."""
        columns_kept = [self._table.columns[place] for place in self._kept]
        made = [self._across.named, self._across.value, *(["status"] if self._is_acts else [])]
        columns = list(columns_kept)
        for name in made:
            columns.append(name if name not in columns else f"{name} (2)")
        note = _(
            "each cell of these columns becomes a row: %(names)s. Row 2003 is row 2, column 3",
            names=formats.listed(self._across.columns),
        )
        return replace(
            self._table,
            columns=tuple(columns),
            rows=tuple(self._rows()),
            hint=(),
            across=dict(chosen),
            notes=(*self._table.notes, str(note)),
        )

    def _rows(self) -> Iterator[TableRow]:
        for row in self._table.rows:
            first_cells = tuple(row.cells[place] for place in self._kept)
            for name, place in zip(self._across.columns, self._places, strict=True):
                cell = row.cells[place]
                if cell.strip() or row.beyond:
                    number = row.number * PLACES + place + 1
                    yield TableRow(number, (*first_cells, *self._made(name, cell)), row.beyond)

    def _made(self, name: str, cell: str) -> tuple[str, ...]:
        if not self._is_acts:
            return name, cell
        parts = treaty_dates.parted(" ".join(cell.split()))
        act = (parts[1] if parts else "") or act_of(name) or ""
        status = _SIGNED if act == "signature" else "" if act in _ENDING else _PARTY
        return act, cell, status
