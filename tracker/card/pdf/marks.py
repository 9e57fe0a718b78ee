"""Draws marks as vectors: levels with their digit, lanes by shape, bounds, hatches.

The same language as on pages (docs/design-language.md): no information is a hatch, never a colour.
"""

from collections.abc import Mapping

from fpdf.enums import RenderStyle

from tracker.card.pdf.page import ACCENT, EDGE, INK, QUIET, RULE, Colour, Sheet
from tracker.charts.figures.style import LEVEL_COLOURS
from tracker.gap.facts import LaneName, Standing
from tracker.gap.figures import Figures
from tracker.gap.methodology import LEVELS
from tracker.gap.scoring import FigureStanding
from tracker.gap.uncertainty import Sensitivity

PAPER: Colour = (255, 255, 255)
ON_LEVEL: tuple[Colour, ...] = (PAPER, INK, INK, INK, PAPER)


def colour_of(level: int) -> Colour:
    """The colour of a level on paper."""
    text = LEVEL_COLOURS[level].removeprefix("#")
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


def hatch(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    """Hatch an area for no information: thin slanted lines within an outline."""
    sheet.set_draw_color(*EDGE)
    sheet.set_line_width(0.12)
    with sheet.rect_clip(x, y, width, height):
        step, at = 1.1, x - height
        while at < x + width:
            sheet.line(at, y + height, at + height, y)
            at += step
    sheet.rect(x, y, width, height)


def swatch(sheet: Sheet, x: float, y: float, level: int | None) -> None:
    """A level with its digit, 5 by 3.4 mm. None is hatched."""
    if level is None:
        hatch(sheet, x, y, 5, 3.4)
        return
    sheet.set_fill_color(*colour_of(level))
    sheet.rect(x, y, 5, 3.4, style=RenderStyle.F)
    with sheet.type(7, "B", ON_LEVEL[level]):
        sheet.text_at(x, y, 5, str(level), align="C", height=3.4)


def lane_mark(sheet: Sheet, lane: LaneName, x: float, y: float, size: float = 2.1) -> None:
    """The shape of a lane around a point: reported open, evidenced filled, assessed a diamond."""
    half = size / 2
    sheet.set_draw_color(*INK)
    sheet.set_line_width(0.3)
    if lane is LaneName.ASSESSED:
        sheet.set_fill_color(*INK)
        points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        sheet.polygon(points, style=RenderStyle.F)
        return
    sheet.set_fill_color(*(INK if lane is LaneName.EVIDENCED else PAPER))
    sheet.circle(x=x, y=y, radius=half, style=RenderStyle.DF)


def moment(sheet: Sheet, x: float, y: float, level: int | None) -> None:
    """A record on the timeline: a disc with the digit of its level, open without a level."""
    sheet.set_draw_color(*EDGE)
    sheet.set_line_width(0.2)
    sheet.set_fill_color(*(PAPER if level is None else colour_of(level)))
    sheet.circle(x=x, y=y, radius=1.0 if level is None else 1.5, style=RenderStyle.DF)
    if level is not None:
        with sheet.type(5.5, "B", ON_LEVEL[level]):
            sheet.text_at(x - 1.5, y - 1.5, 3, str(level), align="C", height=3)


def square(sheet: Sheet, x: float, y: float, size: float = 2.0) -> None:
    """The mark of a gap based on what is known."""
    sheet.set_fill_color(*INK)
    sheet.rect(x - size / 2, y - size / 2, size, size, style=RenderStyle.F)


def track(sheet: Sheet, x: float, y: float, width: float, *, ends: float = 2.4) -> None:
    """A line from nothing done to complete, with its ends."""
    sheet.set_draw_color(*RULE)
    sheet.set_line_width(0.2)
    sheet.line(x, y, x + width, y)
    sheet.set_draw_color(*EDGE)
    for at in (x, x + width):
        sheet.line(at, y - ends / 2, at, y + ends / 2)


def lanes(sheet: Sheet, x: float, y: float, width: float, standing: Standing) -> None:
    """The three lanes of a cell on one track with five places; each lane has its own line."""
    sheet.set_draw_color(*RULE)
    sheet.set_line_width(0.15)
    for place in LEVELS:
        at = x + width * place / 4
        sheet.line(at, y - 2, at, y + 2)
    sheet.line(x, y, x + width, y)
    levels = {
        LaneName.REPORTED: standing.reported,
        LaneName.EVIDENCED: standing.evidenced,
        LaneName.ASSESSED: standing.assessed,
    }
    for row, (lane, level) in enumerate(levels.items()):
        if level is not None:
            lane_mark(sheet, lane, x + width * level / 4, y - 1.6 + 1.6 * row, 1.8)


def lane_means(
    sheet: Sheet, x: float, y: float, width: float, means: Mapping[LaneName, float]
) -> None:
    """The mean of each lane on one track, one below the other."""
    track(sheet, x, y, width, ends=5)
    for place, lane in enumerate(LaneName):
        if lane in means:
            lane_mark(sheet, lane, x + width * means[lane], y + 1.7 * (place - 1))


def bounds(
    sheet: Sheet,
    place: tuple[float, float, float],
    figures: Figures,
    spread: Sensitivity | None = None,
) -> None:
    """A gap on its track at (x, y, width): point, bar of the unknown, and bracket.

    An insufficient figure is the outline of its bar without a point; no information is a hatch.
    Nothing is drawn where nothing applies.
    """
    x, y, width = place
    if figures.low is None or figures.high is None:
        return
    if figures.gap is None:
        hatch(sheet, x, y - 1.3, width, 2.6)
        return
    track(sheet, x, y, width)
    left, right = x + width * (1 - figures.high), x + width * (1 - figures.low)
    insufficient = figures.figure is FigureStanding.INSUFFICIENT
    sheet.set_draw_color(*EDGE)
    sheet.set_fill_color(*(PAPER if insufficient else EDGE))
    thick = 1.5 if insufficient else 1.0
    sheet.rect(left, y - thick / 2, max(right - left, 0.3), thick, style=RenderStyle.DF)
    if insufficient:
        return
    square(sheet, x + width * (1 - figures.gap), y)
    if spread is not None:
        bracket(sheet, x + width * (1 - spread.high), x + width * (1 - spread.low), y + 2.6)


def bracket(sheet: Sheet, left: float, right: float, y: float) -> None:
    """The interval of the draws, open towards the figure above it."""
    sheet.set_draw_color(*ACCENT)
    sheet.set_line_width(0.35)
    sheet.line(left, y, max(right, left + 0.5), y)
    for at in (left, max(right, left + 0.5)):
        sheet.line(at, y - 1.2, at, y)


def share(sheet: Sheet, place: tuple[float, float, float], part: float) -> None:
    """An unknown share at (x, y, width), hatched within an outline."""
    x, y, width = place
    if part:
        hatch(sheet, x, y, max(width * part, 0.4), 2.6)
    sheet.set_draw_color(*EDGE)
    sheet.set_line_width(0.15)
    sheet.rect(x, y, width, 2.6)


def axis_words(sheet: Sheet, x: float, y: float, width: float, ends: tuple[str, str]) -> None:
    """The labels at the two ends of a track."""
    with sheet.type(7, colour=QUIET):
        sheet.text_at(x, y, width / 2, ends[0], height=3)
        sheet.text_at(x + width / 2, y, width / 2, ends[1], height=3, align="R")
