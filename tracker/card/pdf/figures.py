"""The figures of a card: pillars with lanes and bounds, unknown shares, and the timeline."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _

from tracker.card.builder import StateCard
from tracker.card.narrative import Number
from tracker.card.pdf import marks
from tracker.card.pdf.page import EDGE, INK, QUIET, RULE, SIDE, WIDTH, Sheet
from tracker.charts.chart import Row
from tracker.core import formats
from tracker.gap.facts import LaneName
from tracker.gap.figures import Figures
from tracker.gap.methodology import LEVELS
from tracker.gap.scoring import FigureStanding
from tracker.labels import charts

NAME, TRACK_AT, TRACK = 34.0, SIDE + 36, 84.0
TOLD_AT = TRACK_AT + TRACK + 6
TOLD = WIDTH + SIDE - TOLD_AT
YEARS_AT, YEARS = SIDE + 58, WIDTH - 60


def tally(sheet: Sheet, numbers: Sequence[Number]) -> None:
    """The key figures of a card in one line, each above its label."""
    y, width = sheet.get_y(), WIDTH / len(numbers)
    words = max(sheet.height_of(each.name, width - 2, size=7.5) for each in numbers)
    height = max(16.0, 9.4 + words)
    sheet.rule()
    for place, each in enumerate(numbers):
        with sheet.type(15, "B"):
            count = charts.count(each.number)
            sheet.text_at(SIDE + place * width, y + 2, width, count, height=6)
        sheet.set_xy(SIDE + place * width, y + 8.4)
        sheet.block(each.name, SIDE + place * width, width - 2, size=7.5, colour=QUIET)
    sheet.set_y(y + height)
    sheet.rule()
    sheet.set_y(y + height + 2)


def pillars(sheet: Sheet, card: StateCard) -> None:
    """Lanes and bounds of each pillar, then of all together with the interval of the draws."""
    parts: list[tuple[str, Figures]] = [
        (str(charts.PILLARS[part.pillar]), part) for part in card.score.pillars if part.applicable
    ]
    with sheet.tagged("Figure", _in_words([*parts, (_("All pillars"), card.score)])):
        _pillars(sheet, card, parts)


def _in_words(parts: Sequence[tuple[str, Figures]]) -> str:
    """The text alternative of a figure."""
    phrases = (
        formats.labelled(name, formats.listed((_lanes_text(each), _progress_text(each))))
        for name, each in parts
    )
    return formats.sentences(*(f"{each}{formats.full_stop()}" for each in phrases))


def _pillars(sheet: Sheet, card: StateCard, parts: Sequence[tuple[str, Figures]]) -> None:
    marks.axis_words(sheet, TRACK_AT, sheet.get_y(), TRACK, (_("nothing done"), _("complete")))
    sheet.set_y(sheet.get_y() + 3.6)
    for name, figures in parts:
        _pillar(sheet, name, figures)
    sheet.rule(colour=INK)
    _pillar(sheet, _("All pillars"), card.score, card=card)
    _lane_key(sheet)


def _pillar(sheet: Sheet, name: str, figures: Figures, card: StateCard | None = None) -> None:
    y, height = sheet.get_y(), 14.5 if card is None else 16.0
    style = "" if card is None else "B"
    with sheet.type(9, style):
        sheet.text_at(SIDE, y + 4.6, NAME, name)
    means = {mean.lane: mean.mean for mean in figures.lanes if mean.mean is not None}
    marks.lane_means(sheet, TRACK_AT, y + 4.2, TRACK, means)
    spread = card.firmness if card is not None else None
    marks.bounds(sheet, (TRACK_AT, y + 10.4, TRACK), figures, spread)
    with sheet.type(8):
        sheet.text_at(TOLD_AT, y + 2.2, TOLD, _lanes_text(figures))
        sheet.text_at(TOLD_AT, y + 8.4, TOLD, _progress_text(figures))
    sheet.set_y(y + height)
    if card is None:
        sheet.rule()


def _lanes_text(figures: Figures) -> str:
    return _(
        "known: %(known)s of %(all)s",
        known=charts.count(figures.known),
        all=charts.count(figures.applicable),
    )


def _progress_text(figures: Figures) -> str:
    if figures.gap is None or figures.low is None or figures.high is None:
        return _("no information")
    if figures.figure is FigureStanding.INSUFFICIENT:
        return _("insufficient")
    return _(
        "progress %(done)s (%(low)s–%(high)s)",
        done=charts.per_cent(1 - figures.gap),
        low=charts.per_cent(1 - figures.high),
        high=charts.per_cent(1 - figures.low),
    )


def _lane_key(sheet: Sheet) -> None:
    """The legend of the lanes' shapes."""
    y, x = sheet.get_y() + 1.5, TRACK_AT
    for lane in LaneName:
        marks.lane_mark(sheet, lane, x + 1, y + 2)
        x = _named(sheet, x + 3, y, str(charts.LANES[lane]))
    marks.square(sheet, x + 1, y + 2)
    _named(sheet, x + 3, y, _("progress, within its range"))
    sheet.set_y(y + 6)


def scale_key(sheet: Sheet) -> None:
    """The legend of levels and of no information."""
    y, x = sheet.get_y(), SIDE
    for level in (*LEVELS, None):
        marks.swatch(sheet, x, y + 0.3, level)
        name = _("No information") if level is None else str(charts.LEVELS[level])
        x = _named(sheet, x + 6, y, name)
    sheet.set_y(y + 6.5)


def _named(sheet: Sheet, x: float, y: float, name: str) -> float:
    """A label of the legend. Returns where the next entry begins."""
    with sheet.type(7.5, colour=QUIET):
        width = sheet.get_string_width(sheet.settable(name)) + 2
        sheet.text_at(x, y, width, name)
    return x + width + 3


def unknown(sheet: Sheet, card: StateCard) -> None:
    """How much of each pillar has no information."""
    for each in card.unknown:
        sheet.room(6)
        y = sheet.get_y()
        with sheet.type(8.5):
            sheet.text_at(SIDE, y, NAME, charts.PILLARS[each.pillar])
            sentence = _(
                "%(cells)s of %(all)s without information",
                cells=charts.count(each.cells),
                all=charts.count(each.applicable),
            )
            sheet.text_at(TOLD_AT, y, TOLD, sentence)
        marks.share(sheet, (TRACK_AT, y + 0.8, TRACK), each.cells / each.applicable)
        sheet.set_y(y + 5.2)


def timeline(sheet: Sheet, rows: Sequence[Row]) -> None:
    """A line for each subject with a mark for each record, in the colour of its level.

    ``rows`` are those of the chart of the same name.
    """
    lines: dict[str, list[Row]] = {}
    for row in rows:
        name = str(row["indicator"]) if row["indicator"] else _("Actions logged by civil society")
        lines.setdefault(name, []).append(row)
    days = [row["date"].last_day for row in rows]
    first, last = min(days).year, max(days).year + 1
    _year_axis(sheet, first, last)
    for name, records in lines.items():
        height = max(5.8, sheet.height_of(name, 54, size=8) + 1.8)
        if sheet.get_y() + height > sheet.page_break_trigger:
            sheet.add_page()
            _year_axis(sheet, first, last)
        y = sheet.get_y()
        sheet.set_y(y + 0.9)
        sheet.block(name, SIDE, 54, size=8)
        sheet.set_draw_color(*RULE)
        sheet.line(YEARS_AT, y + height / 2, YEARS_AT + YEARS, y + height / 2)
        for day, level in distinct_moments(records):
            x = YEARS_AT + YEARS * _passed(day, first, last)
            marks.moment(sheet, x, y + height / 2, level)
        sheet.set_y(y + height)
        sheet.rule()
    sheet.set_y(sheet.get_y() + 2)


def distinct_moments(records: Sequence[Row]) -> list[tuple[date, int | None]]:
    """Day and level of each mark, oldest first. Equal marks are merged."""
    seen: dict[tuple[date, int | None], None] = {}
    for row in reversed(records):
        moment = row["date"].last_day, row["level"]
        seen.pop(moment, None)  # the last of several is on top
        seen[moment] = None
    return list(seen)


def _passed(day: date, first: int, last: int) -> float:
    """The position of a day between the beginnings of two years, from 0 to 1."""
    begin, end = date(first, 1, 1), date(last, 1, 1)
    return (day - begin).days / max(1, (end - begin).days)


def _year_axis(sheet: Sheet, first: int, last: int) -> None:
    step = max(1, -(-(last - first) // 8))
    y = sheet.get_y()
    with sheet.type(7, colour=QUIET):
        for year in range(first, last, step):
            x = YEARS_AT + YEARS * _passed(date(year, 1, 1), first, last)
            sheet.text_at(x - 5, y, 10, str(year), align="C", height=3)
    sheet.set_y(y + 3.6)
    sheet.rule(colour=EDGE)
