"""How many days reviewers take from submission to decision, for reports, actions and replies."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.charts.builders.question import Question
from tracker.charts.chart import Chart, Column, Kind, Table
from tracker.charts.figures import steps
from tracker.charts.series.decisions import Step, Times, times
from tracker.core import formats
from tracker.evidence.review_queue import ItemKind
from tracker.labels import charts

SORTS = {
    ItemKind.REPORT: _l("Reports"),
    ItemKind.ACTION: _l("Actions"),
    ItemKind.REPLY: _l("Replies"),
}


def time_to_decision(question: Question) -> Chart:
    """Decisions by the number of whole days they took."""
    found = times(question.scope.picture.reading.known_by)
    total = found.numbers[None]
    return Chart(
        name="time-to-decision",
        title=_("How long does a decision take?"),
        sentence=_sentence(found),
        table=_table(found),
        figure=_figure(found) if total else None,
        height=steps.HEIGHT if total else 0,
        empty=None if total else _("There are no decisions of reviewers by this day."),
        note=_(
            "Whole days from the last submission to the decision: published, returned "
            "or declined. For records that are not public, only months that have ended "
            "count."
        ),
        parameters=question.parameters,
    )


def _sentence(found: Times) -> str:
    middle, total = found.medians[None], found.numbers[None]
    if middle is None:
        return _("Reviewers have not decided on anything yet.")
    decisions = ngettext(
        "%(number)s decision was made.",
        "%(number)s decisions were made.",
        total,
        number=charts.count(total),
    )
    half = ngettext(
        "Half of them took %(num)s day or less.",
        "Half of them took %(num)s days or less.",
        middle,
    )
    return formats.sentences(decisions, half if middle else _("Half took less than a day."))


def _table(found: Times) -> Table:
    columns = (
        Column("days", _("Days")),
        *(Column(sort.value, str(name), Kind.NUMBER) for sort, name in SORTS.items()),
        Column("all", _("All"), Kind.NUMBER),
    )
    if not found.numbers[None]:
        return Table(columns)
    rows = [
        {
            "days": _days(step),
            "all": step.total,
            **{sort.value: step.counts[sort] for sort in ItemKind},
        }
        for step in found.steps
    ]
    middle = {sort.value: found.medians[sort] for sort in ItemKind}
    number = {sort.value: found.numbers[sort] for sort in ItemKind}
    return Table(
        columns,
        (
            *rows,
            {"days": _("Decisions"), "all": found.numbers[None], **number},
            {"days": _("Median, in days"), "all": found.medians[None], **middle},
        ),
    )


def _days(step: Step) -> str:
    if step.last is None:
        return _("more than %(days)s", days=step.first - 1)
    if step.last == 0:
        return _("less than 1")
    return _("%(first)s to %(last)s", first=step.first, last=step.last)


def _figure(found: Times) -> dict[str, object]:
    layers = [
        steps.Layer(str(name), tuple(step.counts[sort] for step in found.steps))
        for sort, name in SORTS.items()
        if found.numbers[sort]
    ]
    names = [_days(step) for step in found.steps]
    return steps.steps(names, layers, axis_title=_("Decisions"), below=_("Days"))
