"""Notes on rows of a table that were skipped or do not fit."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.core import formats
from tracker.exchange.parsing.records import Record

SHOWN = 5  # rows or texts that a note names


def quoted(records: Sequence[Record]) -> str:
    """The first few rows by number with their texts, shortened."""
    return formats.listed(map(short, records), SHOWN)


def short(record: Record) -> str:
    """A row by number with its text, shortened."""
    number, cells = record
    text = " ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return f"{number} “{text[:60]}{'…' if len(text) > 60 else ''}”"


def numbers(rows: Sequence[int]) -> str:
    """The numbers of the first few rows."""
    return formats.listed(rows, SHOWN)


def all_numbers(rows: Sequence[int]) -> str:
    """Row numbers with ranges joined: 3–7, 9."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    spans = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return formats.listed(spans, 20)


def of_misshapen(repeated: list[int], short: list[int], long: list[int]) -> Iterator[str]:
    """Rows that repeat others, or are shorter or longer than the header."""
    if repeated:
        yield ngettext(
            "%(num)s row repeats an earlier one exactly and is skipped: %(rows)s",
            "%(num)s rows repeat an earlier one exactly and are skipped: %(rows)s",
            len(repeated),
            rows=numbers(repeated),
        )
    if short:
        yield ngettext(
            "%(num)s row is shorter than the header, so its last cells are empty: %(rows)s",
            "%(num)s rows are shorter than the header, so their last cells are empty: %(rows)s",
            len(short),
            rows=numbers(short),
        )
    if long:
        yield ngettext(
            "%(num)s row is longer than the header: %(rows)s",
            "%(num)s rows are longer than the header: %(rows)s",
            len(long),
            rows=numbers(long),
        )


def of_hidden(left_out: Sequence[int], hidden: Sequence[int]) -> Iterator[str]:
    """Rows that a spreadsheet program hides: left out or included."""
    if left_out:
        yield ngettext(
            "%(num)s hidden row is left out, as you chose: %(rows)s",
            "%(num)s hidden rows are left out, as you chose: %(rows)s",
            len(left_out),
            rows=all_numbers(left_out),
        )
    if hidden:
        yield ngettext(
            "%(num)s row is hidden in the file (by a filter or by hand) but included: "
            "%(rows)s. You can leave it out",
            "%(num)s rows are hidden in the file (by a filter or by hand) but included: "
            "%(rows)s. You can leave them out",
            len(hidden),
            rows=all_numbers(hidden),
        )


def of_hidden_columns(names: Sequence[str]) -> Iterator[str]:
    """Columns that a spreadsheet program hides."""
    if names:
        yield ngettext(
            "%(num)s column is hidden in the file but included: %(names)s",
            "%(num)s columns are hidden in the file but included: %(names)s",
            len(names),
            names=formats.listed(names),
        )


def of_headers(rows: Sequence[int]) -> Iterator[str]:
    """Rows that repeat the header, as on printed pages."""
    if rows:
        yield ngettext(
            "%(num)s row repeats the header and is skipped: %(rows)s",
            "%(num)s rows repeat the header and are skipped: %(rows)s",
            len(rows),
            rows=numbers(rows),
        )


def of_headings(headings: Sequence[Record], names: Sequence[str]) -> str:
    """Group headings, and the columns in which they now are."""
    return str(
        _(
            "group headings are not rows: %(rows)s. Rows below them have them in column %(names)s",
            rows=quoted(headings),
            names=formats.listed(names),
        )
    )
