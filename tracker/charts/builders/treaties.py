"""Charts the parties of each treaty over time, and the latest treaty acts."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import OF_STATES, Question, states_known
from tracker.charts.chart import Chart, Column, Kind, Named, Row, SourceTitle, Table
from tracker.charts.figures import lines
from tracker.charts.figures.lines import Line, LinePanel, Point
from tracker.charts.series.actions import Act, recent_acts
from tracker.charts.series.membership import Treaty, treaties
from tracker.core import formats
from tracker.core.record_texts import record_text
from tracker.labels import charts

RECENT = 12
PANEL = 380


def ratifications(question: Question) -> Chart:
    """States known to be a party to each treaty, by the first day on which that is known."""
    scope = question.scope
    rows = treaties(scope)
    last = scope.picture.reading.as_of
    panels = [LinePanel(_("States known to be a party"), tuple(_lines(rows, last)))]
    return Chart(
        name="ratifications",
        title=question.titled(_("How many States have joined each treaty?"), by=OF_STATES),
        sentence=_sentence(rows),
        table=Table(_columns(), tuple(row for treaty in rows for row in _rows(treaty, last))),
        figure=lines.lines(
            panels,
            y_axis={"rangemode": "tozero"},
            x_axis={"type": "date", **_years(rows)},
            steps=True,
            panel=PANEL,
        )
        if rows
        else None,
        height=lines.height(panels, PANEL) if rows else 0,
        empty=None if rows else _("We know of no ratification by this date."),
        note=_(
            "A solid line uses an official list and ends on its last complete day. A "
            "dotted line uses other sources, in which most ratifications are missing. "
            "A State then counts from the day on which a source first names it as a "
            "party. Points mark ends of years in which the number rose, and the end of "
            "the list. Ratifications before a State was a member of the United Nations "
            "count from the day on which it became one."
        ),
        coverage=states_known(rows[0].parties_on(last), len(scope.states)) if rows else None,
        parameters=question.parameters,
    )


def _years(rows: Sequence[Treaty]) -> dict[str, list[str]]:
    """Years on the axis, from the year before the first listed act. Older acts are in the table."""
    listed = [treaty.firsts[0] for treaty in rows if treaty.complete_to]
    if not listed:
        return {}
    last = max(max(treaty.firsts[-1], treaty.complete_to or date.min) for treaty in rows)
    return {"range": [f"{min(listed).year}-01-01", f"{last.year + 1}-02-28"]}


def _sentence(rows: Sequence[Treaty]) -> str:
    if not rows:
        return _("There is no information about who joined which treaty.")
    first = rows[0]
    sentence = ngettext(
        "We know of %(number)s State: “%(title)s”.",
        "We know of %(number)s States: “%(title)s”.",
        len(first.firsts),
        title=record_text(first.title),
        number=charts.count(len(first.firsts)),
    )
    if first.complete_to is None:
        return formats.sentences(sentence, _("There is no official list for it."))
    listed = _(
        "The official list ends on %(day)s with %(number)s. Most later ones are "
        "missing here, so others may have joined.",
        day=charts.day(first.complete_to),
        number=charts.count(first.parties_on(first.complete_to)),
    )
    return formats.sentences(sentence, listed)


def _lines(rows: Sequence[Treaty], last: date) -> list[Line]:
    return [_line(treaty, place, last) for place, treaty in enumerate(rows)]


def _line(treaty: Treaty, place: int, last: date) -> Line:
    points = [(day, _point(treaty, day)) for day in _days(treaty, last)]
    end = treaty.complete_to or date.min
    return Line(
        record_text(treaty.title),
        place,
        tuple(point for day, point in points if day <= end),
        tuple(point for day, point in points if day > end),
    )


def _point(treaty: Treaty, day: date) -> Point:
    number = treaty.parties_on(day)
    return Point(
        day.isoformat(),
        number,
        formats.labelled(
            record_text(treaty.title), formats.listed((charts.day(day), charts.count(number)))
        ),
    )


def _days(treaty: Treaty, last: date) -> list[date]:
    """The ends of the years in which the number rose, and the last day of the list."""
    days = {min(date(day.year, 12, 31), last) for day in treaty.firsts}
    if treaty.complete_to:
        days.add(treaty.complete_to)
    return sorted(days)


def _columns() -> tuple[Column, ...]:
    return (
        Column("treaty", _("Treaty"), Kind.INDICATOR),
        Column("on", _("Party by this date"), Kind.DATE),
        Column("parties", _("States known to be a party"), Kind.NUMBER),
        Column("complete", _("Based on")),
    )


def _rows(treaty: Treaty, last: date) -> list[Row]:
    """The points of the lines as rows."""
    return [
        {
            "treaty": Named(treaty.indicator, record_text(treaty.title)),
            "on": day,
            "parties": treaty.parties_on(day),
            "complete": _rests_on(treaty, day),
        }
        for day in _days(treaty, last)
    ]


def _rests_on(treaty: Treaty, day: date) -> str:
    if treaty.complete_to is None or day > treaty.complete_to:
        return _("other sources: incomplete")
    return _("an official list")


# What states did last -----------------------------------------------------------------------


def recent(question: Question) -> Chart:
    """The latest dated acts, as a table."""
    scope = question.scope
    acts = recent_acts(scope.picture.reading, scope.states, limit=RECENT)
    names = {line.iso3: charts.state_name(line) for line in scope.lines}
    return Chart(
        name="recent-acts",
        title=question.titled(_("What did States do most recently?"), by=OF_STATES),
        sentence=_recent_sentence(acts),
        table=Table(_act_columns(), tuple(_act_row(act, names) for act in acts)),
        empty=None if acts else _("We know of no dated action by this date."),
        note=_("Dated actions only, as far as our sources reach. Later actions may be missing."),
        parameters=question.parameters,
    )


def _recent_sentence(acts: Sequence[Act]) -> str:
    if not acts:
        return _("There is no information about actions of States.")
    return ngettext(
        "The latest action that we know is from %(day)s.",
        "These are the latest %(number)s actions that we know. The newest is from %(day)s.",
        len(acts),
        number=charts.count(len(acts)),
        day=charts.day(acts[0].on.last_day),
    )


def act_word(act: str | None) -> str:
    """The name of a treaty act. The code if it has no name yet."""
    return str(charts.ACTS.get(act or "", act or ""))


def _act_columns() -> tuple[Column, ...]:
    return (
        Column("date", _("Date"), Kind.DATE),
        Column("state", _("State"), Kind.STATE),
        Column("act", _("Act")),
        Column("indicator", _("Treaty"), Kind.INDICATOR),
        Column("source", _("Source"), Kind.SOURCE),
        Column("tier", _("Strength")),
    )


def _act_row(act: Act, names: dict[str, str]) -> Row:
    return {
        "date": act.on,
        "state": Named(act.iso3, names[act.iso3]),
        "act": act.title or act_word(act.act),
        "indicator": Named(act.indicator, record_text(act.indicator_title) or act.indicator)
        if act.indicator
        else None,
        "source": SourceTitle(act.source.url or "", act.source.title, act.source.language),
        "tier": act.source.tier,
    }
