"""What a person should know of the cells of a sheet, in words."""

from collections import Counter
from collections.abc import Iterator

from flask_babel import ngettext

from tracker.exchange.parsing.number_formats import Shown
from tracker.exchange.parsing.probe import WorkbookProbe


def notes_of_cells(look: WorkbookProbe, filled: int) -> Iterator[str]:
    """Notes on merged cells that were filled, formulas, errors and dates shown in part."""
    if filled:
        yield ngettext(
            "%(num)s cell filled with what its merged cell says",
            "%(num)s cells filled with what their merged cells say",
            filled,
        )
    if look.formulas:
        yield ngettext(
            "%(num)s cell is a formula: what it showed when the file was saved is read",
            "%(num)s cells are formulas: what they showed when the file was saved is read",
            look.formulas,
        )
    if look.errors:
        yield ngettext(
            "%(num)s cell shows an error such as #N/A: it says nothing",
            "%(num)s cells show errors such as #N/A: they say nothing",
            look.errors,
        )
    yield from _of_dates(Counter(look.shown.values()))


def _of_dates(shown: Counter[Shown]) -> Iterator[str]:
    if months := shown[Shown.MONTH]:
        yield ngettext(
            "%(num)s date is formatted to show only its month: it is read as a month",
            "%(num)s dates are formatted to show only their month: they are read as months",
            months,
        )
    if years := shown[Shown.YEAR]:
        yield ngettext(
            "%(num)s date is formatted to show only its year: it is read as a year",
            "%(num)s dates are formatted to show only their year: they are read as years",
            years,
        )
    if days := shown[Shown.NO_YEAR]:
        yield ngettext(
            "%(num)s date is formatted without its year: it is not read as a date",
            "%(num)s dates are formatted without their year: they are not read as dates",
            days,
        )
