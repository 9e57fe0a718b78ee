"""Lists of a card on paper: cells with lanes and levels, changes and sources, all with links."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.card.change_narrative import change_words, standing_words
from tracker.card.changes import Change
from tracker.card.highlights import CardCell
from tracker.card.pdf import marks
from tracker.card.pdf.page import ACCENT, INK, QUIET, RULE, SIDE, WIDTH, Piece, Sheet
from tracker.card.records import CardRecord, SourceUse
from tracker.core import formats
from tracker.core.clock import PartialDate
from tracker.core.record_texts import record_text
from tracker.gap.facts import Standing
from tracker.labels import charts

SIZE = 8.5
TITLE_AT, LANES_AT, LEVEL_AT, NUMBER_AT = SIDE + 31, SIDE + 104, SIDE + 129, SIDE + 158
TITLE, LANES, LEVEL = 69.0, 20.0, 30.0
MOVED, BEHIND = 80.0, WIDTH + SIDE - TITLE_AT


@dataclass(frozen=True, slots=True)
class Ways:
    """Full addresses for links. ``cell`` takes a reference."""

    card: str
    methodology: str
    cell: Callable[[str], str]


def progress(standing: Standing) -> str:
    """The progress of a cell as a text."""
    return "–" if standing.gap is None else charts.per_cent(1 - standing.gap)


def divergence(standing: Standing) -> str:
    """The divergence of a cell with its sign."""
    found = standing.divergence
    if found is None:
        return "–"
    sign = "+" if found > 0 else "−" if found < 0 else ""
    return sign + charts.two_digits(abs(found))


def cells(
    sheet: Sheet,
    found: Sequence[CardCell],
    ways: Ways,
    *,
    number: tuple[str, Callable[[Standing], str]],
) -> None:
    """A table of cells. Its header repeats on every page."""
    _head(sheet, number[0])
    for cell in found:
        title = record_text(cell.line.title)
        if cell.also:
            title += " " + ngettext(
                "(%(num)s passage asks the same)",
                "(%(num)s passages ask the same)",
                len(cell.also),
            )
        least = 8.6 if _flags(cell.standing) else 6.4
        height = max(least, sheet.height_of(title, TITLE, size=SIZE) + 2)
        if sheet.get_y() + height > sheet.page_break_trigger:
            sheet.add_page()
            _head(sheet, number[0])
        _cell(sheet, cell, title, (sheet.get_y(), height), (ways, number[1](cell.standing)))
    sheet.set_y(sheet.get_y() + 2)


def _head(sheet: Sheet, number: str) -> None:
    y = sheet.get_y()
    with sheet.type(SIZE - 1, "B", QUIET):
        sheet.text_at(SIDE, y, TITLE, _("Commitment"))
        sheet.text_at(LANES_AT, y, LANES, _("Who says so"))
        sheet.text_at(LEVEL_AT, y, LEVEL, _("Status"))
        sheet.text_at(NUMBER_AT, y, WIDTH + SIDE - NUMBER_AT, number, align="R")
    sheet.set_y(y + 4.6)
    sheet.rule(colour=INK)


def _cell(
    sheet: Sheet,
    cell: CardCell,
    title: str,
    place: tuple[float, float],
    more: tuple[Ways, str],
) -> None:
    (y, height), (ways, number) = place, more
    standing, middle = cell.standing, y + 3.2
    sheet.set_y(y + 1)
    _reference(sheet, y + 1, cell.line.reference, ways)
    sheet.block(title, TITLE_AT, TITLE, size=SIZE)
    marks.lanes(sheet, LANES_AT + 1, middle, LANES - 2, standing)
    marks.swatch(sheet, LEVEL_AT, middle - 1.7, standing.settled)
    with sheet.type(SIZE):
        sheet.text_at(LEVEL_AT + 6.5, middle - 2, LEVEL - 6.5, standing_words(standing))
        sheet.text_at(NUMBER_AT, middle - 2, WIDTH + SIDE - NUMBER_AT, number, align="R")
    flags = _flags(standing)
    if flags:
        with sheet.type(SIZE - 2, colour=QUIET):
            sheet.text_at(LEVEL_AT + 6.5, middle + 1.6, 40, flags, height=3)
    sheet.set_y(y + height)
    sheet.rule(colour=RULE)


def _reference(sheet: Sheet, y: float, reference: str, ways: Ways) -> None:
    """The reference of a commitment as a link to the cell."""
    with sheet.type(SIZE, colour=ACCENT):
        sheet.text_at(SIDE, y, TITLE_AT - SIDE, reference, link=ways.cell(reference))
    sheet.set_y(y)


def _flags(standing: Standing) -> str:
    flags = (
        (standing.contested, _("sources disagree")),
        (standing.disputed, _("challenged in a reply")),
        (standing.regressed, _("lower than two years earlier")),
    )
    return formats.listed(text for holds, text in flags if holds)


def changes(sheet: Sheet, found: Sequence[Change], ways: Ways) -> None:
    """Changed cells: the old and new level, and the records behind the change."""
    for change in found:
        line = change.cell.line
        title = record_text(line.title)
        moved = change_words(change)
        behind = _behind(change)
        height = sheet.height_of(title, MOVED, size=SIZE) + 2.5
        height += sheet.height_of(_plain(behind), BEHIND, size=SIZE - 1) if behind else 0
        sheet.room(height)
        y = sheet.get_y()
        with sheet.type(SIZE, "B"):
            sheet.text_at(SIDE + 112, y + 1, WIDTH - 112, moved, align="R")
        _reference(sheet, y + 1, line.reference, ways)
        sheet.block(title, TITLE_AT, MOVED, size=SIZE)
        if behind:
            sheet.run(behind, TITLE_AT, BEHIND, size=SIZE - 1)
        sheet.set_y(y + height)
        sheet.rule()
    sheet.set_y(sheet.get_y() + 2)


def _behind(change: Change) -> list[Piece]:
    """The records behind a change, with each title in its own piece."""
    runs = [_record(record) for record in change.came[:3]]
    if len(change.came) > 3:
        more = len(change.came) - 3
        text = ngettext("and %(num)s record more", "and %(num)s records more", more)
        runs.append([(text, None)])
    if change.went:
        gone = [_record(record) for record in change.went[:3]]
        before, _mark, after = _("no longer counts: %(record)s", record="\n").partition("\n")
        runs.append([(before, None), *_listed(gone), (after, None)])
    return _listed(runs)


def _listed(runs: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Join runs with a separator and leave out empty pieces."""
    pieces: list[Piece] = []
    for place, run in enumerate(runs):
        pieces += [(formats.semicolon(), None)] if place else []
        pieces += [piece for piece in run if piece[0]]
    return pieces


def _plain(pieces: Sequence[Piece]) -> str:
    return "".join(text for text, _language in pieces)


def _record(record: CardRecord) -> list[Piece]:
    is_assessment = record.kind == "assessment"
    title = _("assessment") if is_assessment else record.title
    day = charts.partial_day(PartialDate(record.effective_on, record.precision))
    more = formats.listed(part for part in (record.said, day) if part)
    return [(title, None if is_assessment else record.language), (f"{formats.comma()}{more}", None)]


def later(sheet: Sheet, found: Sequence[CardRecord]) -> None:
    """Public records that count from a later day, each with that day."""
    for record in found:
        counts = _("counts from %(day)s", day=charts.day(record.effective_on))
        pieces = [*_record(record), (f" · {counts}", None)]
        sheet.room(sheet.height_of(_plain(pieces), WIDTH, size=SIZE - 1) + 2)
        sheet.run(pieces, SIDE, WIDTH, size=SIZE - 1)


def sources(sheet: Sheet, found: Sequence[SourceUse]) -> None:
    """Numbered sources with their tier. Addresses are printed in full."""
    for place, use in enumerate(found, start=1):
        source = use.source
        day, precision = source.current_on, source.current_precision or "day"
        parts = [
            source.publisher,
            _("as of %(day)s", day=charts.partial_day(PartialDate(day, precision))) if day else "",
            _("strength %(tier)s", tier=source.tier) if source.tier else "",
            ngettext("on %(num)s commitment", "on %(num)s commitments", use.cells),
        ]
        more = "".join(f"{formats.comma()}{part}" for part in parts if part)
        pieces = [(f"{place}.  ", None), (source.title, source.language), (more, None)]
        height = sheet.height_of(_plain(pieces), WIDTH, size=SIZE)
        height += sheet.height_of(source.url, WIDTH - 6, size=SIZE - 1) if source.url else 0
        sheet.room(height + 2)
        sheet.run(pieces, SIDE, WIDTH, size=SIZE, colour=INK)
        if source.url:
            sheet.block(
                source.url, SIDE + 6, WIDTH - 6, size=SIZE - 1, colour=ACCENT, link=source.url
            )
        sheet.set_y(sheet.get_y() + 1.4)
