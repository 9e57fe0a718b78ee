"""Recognises the published workbook of Walk Free's Global Slavery Index 2023.

Its sheet of indicators has a column for each indicator (M1111) and a row for each country. Each
cell becomes a row of values here, so that a site imports its own copy in one step. The project
ships definitions, scales and measures, and no value: all rights are reserved.

A met indicator is 1, one that is not met 0. Of an indicator that looks for a failing, -1 says that
the failing was seen and 0 that it was not. The second shows no level and never counts as zero. It
is stored where the scale of the site has a value for it, so that no older finding counts any more,
and left out elsewhere. An empty cell is a state that was not rated.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.exchange.parsing import LayoutChoice, Table, TableRow, read_table
from tracker.exchange.parsing.wide_tables import PLACES
from tracker.exchange.parsing.workbook_grids import is_workbook
from tracker.exchange.sheets import UnreadableFile

KIND = "indicator_values"
SHEET = "Govt response - Indicators"
COUNTRY = "Country"
PREFIX = "GSI23-"  # an indicator here is called after its column there
NEGATIVE = "NEG"  # with which columns end that look for a failing: M1151NEG
EDITION, SOURCE = "2023", "walkfree-gsi-2023"
COLUMNS = ("state", "indicator", "value", "effective_on", "source")
FAILING, NO_FAILING = "failing_seen", "failing_not_seen"
Scales = Mapping[str, Mapping[str, str]]
_VALUES = {"1": "1", "1.0": "1", "0": "0", "0.0": "0"}
_FAILINGS = {
    **dict.fromkeys(("-1", "-1.0", "−1"), FAILING),
    **dict.fromkeys(("0", "0.0"), NO_FAILING),
}


def read(
    name: str, content: bytes, choice: LayoutChoice, load_scales: Callable[[], Scales]
) -> Table | None:
    """The values of this workbook as rows. None for any other file or sheet.

    ``load_scales`` gives by indicator of this site its values; it is asked of such files alone.
    """
    if not is_workbook(content) or choice.sheet not in (None, SHEET):
        return None
    try:
        table = read_table(name, content, replace(choice, sheet=SHEET))
    except UnreadableFile:
        return None
    if table.sheet != SHEET or COUNTRY not in table.columns:
        return None
    scales = load_scales()
    known = _known(table, scales)
    return _as_rows(table, known, scales) if known else None


def _known(table: Table, scales: Scales) -> dict[int, str]:
    """The indicator of each recognised column, by position."""
    named = (
        (place, f"{PREFIX}{column.strip().removesuffix(NEGATIVE)}")
        for place, column in enumerate(table.columns)
    )
    return {place: code for place, code in named if code in scales}


def _as_rows(table: Table, known: Mapping[int, str], scales: Scales) -> Table:
    failings = frozenset(code for code in known.values() if FAILING in scales[code])
    country = table.columns.index(COUNTRY)
    rows, unseen = [], 0
    for row in table.rows:
        if not row.cells[country].strip():
            continue  # totals of regions stand below the countries
        for place, indicator in known.items():
            value = _value(row.cells[place].strip(), is_failing=indicator in failings)
            if value == NO_FAILING and NO_FAILING not in scales[indicator]:
                unseen += 1
                continue
            if value is None:
                continue
            cells = (row.cells[country], indicator, value, EDITION, SOURCE)
            rows.append(TableRow(row.number * PLACES + place + 1, cells))
    return replace(
        table,
        columns=COLUMNS,
        rows=tuple(rows),
        notes=(*table.notes, *_notes(len(known), unseen)),
        hint=(),
        hidden_rows=(),
        across={},
    )


def _value(text: str, *, is_failing: bool) -> str | None:
    """The value in our form. None for an empty cell. Other texts stay, to be asked about."""
    if not text:
        return None
    return (_FAILINGS if is_failing else _VALUES).get(text, text)


def _notes(indicators: int, unseen: int) -> Iterator[str]:
    yield ngettext(
        "This is the workbook of Walk Free 2023. We read %(num)s indicator from “%(sheet)s”.",
        "This is the workbook of Walk Free 2023. We read %(num)s indicators from “%(sheet)s”.",
        indicators,
        sheet=SHEET,
    )
    if unseen:
        yield ngettext(
            "%(num)s cell says that a failing was not seen. It shows no level and is left out.",
            "%(num)s cells say that a failing was not seen. They show no level and are left out.",
            unseen,
        )
    yield _("Walk Free reserves all rights. Do not offer these values under another licence.")
