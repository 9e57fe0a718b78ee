"""Charts the records of one State over time: indicator values, treaty acts, logged actions."""

from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from tracker.charts.builders.question import Question
from tracker.charts.builders.treaties import act_word
from tracker.charts.chart import Chart, Column, Kind, Named, Row, SourceTitle, Table
from tracker.charts.figures import timeline
from tracker.charts.figures.timeline import Moment
from tracker.core import formats
from tracker.core.clock import PartialDate
from tracker.core.errors import NotFound
from tracker.core.record_texts import record_text
from tracker.evidence.queries.actions import ActionView, actions_of_state
from tracker.evidence.queries.values import ValueView, values_of_state
from tracker.labels import charts


def state_timeline(question: Question) -> Chart:
    """Every dated record of a State that was public at the reading. Raises NotFound."""
    line = question.scope.picture.states.get(question.state or "")
    if line is None:
        raise NotFound("state", question.state or "")
    reading = question.scope.picture.reading
    values = values_of_state(line.iso3, reading.as_of, reading.known_by)
    actions = actions_of_state(line.iso3, reading.as_of, reading.known_by)
    moments = [*map(_value_moment, values), *map(_action_moment, actions)]
    rows = [*map(_value_row, values), *map(_action_row, actions)]
    rows.sort(key=lambda row: row["date"].last_day, reverse=True)
    name = charts.state_name(line)
    return Chart(
        name="state-timeline",
        title=_("%(state)s: which records do we have, and from when?", state=name),
        sentence=_sentence(name, rows),
        table=Table(_columns(), tuple(rows)),
        figure=timeline.timeline(moments, _kinds()) if moments else None,
        height=timeline.height(moments) if moments else 0,
        empty=None
        if moments
        else _("No record about this State was public by this date: no information."),
        note=_("The colour of a mark shows its level. An open mark has no level."),
        coverage=_coverage(rows),
        parameters=question.parameters,
    )


def _coverage(rows: Sequence[Row]) -> str:
    return ngettext(
        "%(number)s dated record",
        "%(number)s dated records",
        len(rows),
        number=charts.count(len(rows)),
    )


def _sentence(name: str, rows: Sequence[Row]) -> str:
    if not rows:
        return _("There is no information about %(state)s.", state=name)
    sentence = ngettext(
        "We have %(number)s dated record about %(state)s.",
        "We have %(number)s dated records about %(state)s.",
        len(rows),
        number=charts.count(len(rows)),
        state=name,
    )
    newest = _("The newest is from %(day)s.", day=charts.partial_day(rows[0]["date"]))
    return formats.sentences(sentence, newest)


def _kinds() -> dict[str, str]:
    return {
        "value": _("Value of an indicator"),
        "act": _("Treaty action"),
        "logged": _("Logged by civil society"),
    }


def _is_act(value: ValueView) -> bool:
    return value.act is not None and not value.act.startswith("status")


def _value_moment(value: ValueView) -> Moment:
    return Moment(
        row=record_text(value.indicator_title),
        on=_drawn_on(value),
        kind="act" if _is_act(value) else "value",
        level=value.level,
        hover=formats.labelled(charts.partial_day(_when(value)), _what(value)),
    )


def _action_moment(action: ActionView) -> Moment:
    return Moment(
        row=_("Logged by civil society"),
        on=_drawn_on(action),
        kind="logged",
        level=None,
        hover=formats.labelled(charts.partial_day(_when(action)), action.title),
    )


def _what(value: ValueView) -> str:
    label = record_text(value.label)
    return f"{label} ({act_word(value.act)})" if value.act else label


def _when(record: ValueView | ActionView) -> PartialDate:
    return PartialDate(record.effective_on, record.effective_precision)


def _drawn_on(record: ValueView | ActionView) -> date:
    """The position of a mark. A record known to the year is drawn in its middle."""
    if record.effective_precision == "year":
        return date(record.effective_on.year, 7, 1)
    return record.effective_on


def _columns() -> tuple[Column, ...]:
    return (
        Column("date", _("Date"), Kind.DATE),
        Column("indicator", _("Indicator"), Kind.INDICATOR),
        Column("what", _("Record")),
        Column("level", _("Level"), Kind.LEVEL),
        Column("source", _("Source"), Kind.SOURCE),
        Column("tier", _("Strength")),
    )


def _value_row(value: ValueView) -> Row:
    return {
        "date": _when(value),
        "indicator": Named(value.indicator, record_text(value.indicator_title)),
        "what": _what(value),
        "level": value.level,
        "source": SourceTitle(value.source.url or "", value.source.title, value.source.language),
        "tier": value.source.tier,
    }


def _action_row(action: ActionView) -> Row:
    return {
        "date": _when(action),
        "indicator": None,
        "what": action.title,
        "level": None,
        "source": SourceTitle(action.source.url or "", action.source.title, action.source.language),
        "tier": action.source.tier,
    }
