"""Builds the report card as a PDF, in the order and with the sentences of the page.

The same card gives the same bytes: nothing of the moment of making is in them. Kept by the same key
as the card, because cutting fonts to the letters used takes most of the time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from flask_babel import gettext as _

from tracker.card.builder import DueReport, StateCard
from tracker.card.highlights import WIDEST, CardCell
from tracker.card.narrative import CardNarrative, Number, Part
from tracker.card.pdf import figures, rows
from tracker.card.pdf.page import ACCENT, QUIET, WIDTH, Sheet
from tracker.card.pdf.rows import Ways
from tracker.charts import captions
from tracker.charts.chart import Chart
from tracker.gap.methodology import VERSION
from tracker.labels import charts
from tracker.reporting.queries import ReportView

MOST = 25  # cells or changes of one list; the page has all
MOST_SOURCES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """The content of a document. ``kicker`` says whether it is a member or an observer."""

    card: StateCard
    owed: DueReport
    narrative: CardNarrative
    kicker: str
    pillars: Chart
    timeline: Chart
    reports: Sequence[ReportView]
    numbers: Sequence[Number]
    cited: str
    licence: str
    demonstration: bool
    ways: Ways


def document(contents: Contents) -> bytes:
    """The whole PDF. Raises NotReady if set-up has made no fonts."""
    card, narrative = contents.card, contents.narrative
    name = charts.state_name(card.line)
    sheet = Sheet(
        title=_("%(state)s: report card", state=name),
        language=charts.language(),
        edges=(
            _("Commitments Tracker · Report card"),
            f"{name} · {captions.dated(card.reading)}",
        ),
        made=datetime.combine(card.reading.known_by, time.min, UTC),
    )
    sheet.set_author(_("Commitments Tracker"))
    sheet.set_subject(captions.dated(card.reading))
    sheet.add_page()
    _head(sheet, contents, name)
    _pillars(sheet, contents)
    _widest(sheet, contents)
    _differ(sheet, contents)
    _silence(sheet, contents)
    _changed(sheet, contents)
    _timeline(sheet, contents)
    sheet.part(narrative.sources.title)
    sheet.paragraph(narrative.sources.text, after=3)
    rows.sources(sheet, card.sources[:MOST_SOURCES])
    _rest(sheet, len(card.sources), MOST_SOURCES)
    _end(sheet, contents)
    return bytes(sheet.output())


def _head(sheet: Sheet, contents: Contents, name: str) -> None:
    card = contents.card
    if contents.demonstration:
        warning = _("Demonstration: invented States and records")
        sheet.paragraph(warning, style="B", after=2)
    sheet.paragraph(contents.kicker, size=9, colour=QUIET, after=0.5)
    sheet.start_section(sheet.settable(name))
    sheet.paragraph(name, size=26, style="B", after=2, width=WIDTH, sort="H1")
    sheet.paragraph(contents.narrative.summary.text, size=11.5, after=2.5, width=160)
    progress = f"{contents.narrative.progress.text} {contents.narrative.spread.text}".strip()
    sheet.paragraph(progress, size=10, after=2.5, width=160)
    version = [
        captions.dated(card.reading),
        _("methodology %(version)s", version=VERSION),
        _("public revision %(number)s", number=card.revision),
        *captions.rules(card.reading),
        contents.licence,
    ]
    sheet.paragraph(" · ".join(version), size=8, colour=QUIET, after=3, width=WIDTH)
    figures.tally(sheet, contents.numbers)
    _reports(sheet, contents)


def _reports(sheet: Sheet, contents: Contents) -> None:
    """A line that says when the State last reported."""
    if contents.reports:
        last = contents.reports[0]
        text = _(
            "The latest State report covers the period to %(end)s and was published on %(day)s.",
            end=charts.day(last.period_end),
            day=charts.day(last.published_on),
        )
    else:
        text = _("The government has not reported here yet.")
    sheet.paragraph(text, size=9, after=0, width=WIDTH)


def _pillars(sheet: Sheet, contents: Contents) -> None:
    chart, card = contents.pillars, contents.card
    sheet.part(chart.title, needs=110, level=0)
    sheet.paragraph(chart.sentence, after=2)
    if not card.score.applicable:
        return
    figures.pillars(sheet, card)
    firmness = contents.narrative.firmness
    sheet.part(firmness.title, needs=22, level=1)
    sheet.paragraph(firmness.text, after=1, width=WIDTH)


def _widest(sheet: Sheet, contents: Contents) -> None:
    narrative, card = contents.narrative.widest, contents.card
    sheet.part(narrative.title, needs=60)
    sheet.paragraph(narrative.text, after=2)
    if card.widest:
        figures.scale_key(sheet)
        rows.cells(
            sheet, card.widest[:WIDEST], contents.ways, number=(_("Progress"), rows.progress)
        )


def _differ(sheet: Sheet, contents: Contents) -> None:
    narrative, card = contents.narrative, contents.card
    _opened(sheet, narrative.diverging)
    number = (_("Difference"), rows.divergence)
    for title, found in (
        (_("The State report gives a higher status"), card.claims_more),
        (_("The State report gives a lower status"), card.claims_less),
    ):
        if found:
            sheet.part(title, needs=24, level=1)
            _cut(sheet, found, contents, number=number)
    sheet.part(narrative.disputed.title, needs=24, level=1)
    sheet.paragraph(narrative.disputed.text)
    if card.disputed:
        _cut(sheet, card.disputed, contents, number=(_("Progress"), rows.progress))


def _cut(
    sheet: Sheet, found: Sequence[CardCell], contents: Contents, *, number: tuple[str, object]
) -> None:
    rows.cells(sheet, found[:MOST], contents.ways, number=number)  # type: ignore[arg-type]
    _rest(sheet, len(found))


def _rest(sheet: Sheet, found: int, shown: int = MOST) -> None:
    """A line that says how many more items the list has."""
    if found > shown:
        text = _("%(number)s more are on the page.", number=charts.count(found - shown))
        sheet.paragraph(text, size=8, colour=QUIET)


def _silence(sheet: Sheet, contents: Contents) -> None:
    narrative = contents.narrative
    _opened(sheet, narrative.silence)
    silent = contents.owed.silent
    for each in silent[-MOST:]:
        line = _(
            "%(cycle)s, period to %(end)s, due on %(due)s",
            cycle=each.cycle_title,
            end=charts.day(each.period_end),
            due=charts.day(each.due_on),
        )
        sheet.paragraph(line, size=8.5, after=0.5)
    _rest(sheet, len(silent))
    sheet.part(narrative.unknown.title, needs=40, level=1)
    sheet.paragraph(narrative.unknown.text)
    if contents.card.counts.untold:
        figures.unknown(sheet, contents.card)


def _changed(sheet: Sheet, contents: Contents) -> None:
    _opened(sheet, contents.narrative.changed)
    changed = contents.card.changed
    rows.changes(sheet, changed[:MOST], contents.ways)
    _rest(sheet, len(changed))


def _timeline(sheet: Sheet, contents: Contents) -> None:
    chart = contents.timeline
    sheet.part(chart.title, needs=50)
    sheet.paragraph(chart.empty or chart.sentence)
    if chart.table.rows:
        figures.timeline(sheet, chart.table.rows)
        if chart.note:
            sheet.paragraph(chart.note, size=8, colour=QUIET)
    rows.later(sheet, contents.card.later)


def _opened(sheet: Sheet, part: Part) -> None:
    sheet.part(part.title)
    sheet.paragraph(part.text)


def _end(sheet: Sheet, contents: Contents) -> None:
    sheet.part(_("How to cite this"), needs=45)
    sheet.paragraph(contents.cited, width=WIDTH)
    for words_of, address in (
        (_("This page with every commitment and record"), contents.ways.card),
        (_("How figures are calculated"), contents.ways.methodology),
    ):
        sheet.paragraph(words_of, size=8.5, after=0)
        sheet.paragraph(address, size=8, colour=ACCENT, link=address, after=1.5, width=WIDTH)
    note = _(
        "Missing information never counts as zero. No information, not assessed, not applicable "
        "and not yet due are different answers. Letters: Noto Sans, SIL Open Font License 1.1."
    )
    sheet.paragraph(note, size=8, colour=QUIET, width=WIDTH)
    if sheet.lacks:
        lacking = _(
            "The fonts of this document lack a letter. The mark %(mark)s stands for it. The page "
            "shows the letter.",
            mark="\ufffd",
        )
        sheet.paragraph(lacking, size=8, colour=QUIET, width=WIDTH)
