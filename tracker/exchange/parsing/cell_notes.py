"""Notes on the cells of a sheet, in words."""

from collections import Counter
from collections.abc import Iterator

from flask_babel import ngettext

from tracker.exchange.parsing.number_formats import Shown
from tracker.exchange.parsing.probe import WorkbookProbe


def notes_of_cells(look: WorkbookProbe, filled: int) -> Iterator[str]:
    """Notes on merged cells, formulas, errors and partly shown dates."""
    if filled:
        yield ngettext(
            "we filled %(num)s cell from its merged cell",
            "we filled %(num)s cells from their merged cells",
            filled,
        )
    if look.formulas:
        yield ngettext(
            "%(num)s cell is a formula: we used its last saved result",
            "%(num)s cells are formulas: we used their last saved results",
            look.formulas,
        )
    if look.errors:
        yield ngettext(
            "%(num)s cell shows an error such as #N/A: it counts as empty",
            "%(num)s cells show errors such as #N/A: they count as empty",
            look.errors,
        )
    yield from _of_dates(Counter(look.shown.values()))


def _of_dates(shown: Counter[Shown]) -> Iterator[str]:
    if months := shown[Shown.MONTH]:
        yield ngettext(
            "%(num)s date is formatted to show only its month: we read it as a month",
            "%(num)s dates are formatted to show only their month: we read them as months",
            months,
        )
    if years := shown[Shown.YEAR]:
        yield ngettext(
            "%(num)s date is formatted to show only its year: we read it as a year",
            "%(num)s dates are formatted to show only their year: we read them as years",
            years,
        )
    if days := shown[Shown.NO_YEAR]:
        yield ngettext(
            "%(num)s date is formatted without its year: we did not read it as a date",
            "%(num)s dates are formatted without their year: we did not read them as dates",
            days,
        )
