"""Events in words: a headline for lists, and a sentence that stands alone.

Pages, feeds and letters say the same. Nobody is named but states and organisations that are named
in public anyway.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import select

from tracker.core import clock, formats
from tracker.core.db import db
from tracker.core.record_texts import record_text
from tracker.labels import charts
from tracker.registry.models import State
from tracker.timeline import registry_headlines
from tracker.timeline.event import Event, EventKind, RecordKind

SORTS = {
    RecordKind.REPORT: _l("Report"),
    RecordKind.ACTION: _l("Action"),
    RecordKind.ASSESSMENT: _l("Assessment"),
    RecordKind.REPLY: _l("Reply"),
    RecordKind.TREATY: _l("Treaty action"),
    RecordKind.REGISTRY: _l("Registry"),
    RecordKind.DECISION: _l("Decision"),
}
HEADLINES = {
    (RecordKind.REPORT, EventKind.SENT): _l("progress report submitted"),
    (RecordKind.REPORT, EventKind.PUBLISHED): _l("progress report published"),
    (RecordKind.REPORT, EventKind.WITHDRAWN): _l("progress report withdrawn"),
    (RecordKind.ACTION, EventKind.PUBLISHED): _l("action published"),
    (RecordKind.ACTION, EventKind.CORRECTED): _l("action corrected"),
    (RecordKind.ACTION, EventKind.WITHDRAWN): _l("action withdrawn"),
    (RecordKind.ASSESSMENT, EventKind.PUBLISHED): _l("assessment published"),
    (RecordKind.ASSESSMENT, EventKind.WITHDRAWN): _l("assessment withdrawn"),
    (RecordKind.REPLY, EventKind.PUBLISHED): _l("reply published"),
    (RecordKind.REPLY, EventKind.CORRECTED): _l("reply corrected"),
    (RecordKind.REPLY, EventKind.WITHDRAWN): _l("reply withdrawn"),
    (RecordKind.TREATY, EventKind.PUBLISHED): _l("treaty action added"),
    (RecordKind.REGISTRY, EventKind.PUBLISHED): _l("commitments added"),
    (RecordKind.REGISTRY, EventKind.WITHDRAWN): _l("commitments removed"),
    (RecordKind.REGISTRY, EventKind.CHANGED): _l("text changed"),
    (RecordKind.DECISION, EventKind.RETURNED): _l("returned by reviewers"),
    (RecordKind.DECISION, EventKind.DECLINED): _l("declined by reviewers"),
}
STANCES = {
    "confirm": _l("It confirms the record."),
    "correct": _l("It corrects the record."),
    "contest": _l("It contests the record."),
    "take_note": _l("It takes note."),
}
ANSWERED = {
    "action": _l("a logged action"),
    "report": _l("a progress report"),
    "assessment": _l("an assessment"),
}
GONE = _l("It was withdrawn later.")
REPLACED = _l("A newer version replaced it later.")


@dataclass(frozen=True, slots=True)
class Headline:
    """One event in words. ``state`` is None if it concerns none."""

    occurrence: Event
    headline: str
    sentence: str
    state: str | None


def headline_of(occurrences: tuple[Event, ...]) -> tuple[Headline, ...]:
    """All events in the reader's language. Names of States are read once."""
    names = state_names() if occurrences else {}
    return tuple(_headline(one, names) for one in occurrences)


def state_names() -> Mapping[str, str]:
    """Short names in the reader's language, by ISO3 code."""
    column = getattr(State, f"name_{charts.language()}", State.name_en)
    return {
        row.iso3: row.name for row in db.session.execute(select(State.iso3, column.label("name")))
    }


def _headline(one: Event, names: Mapping[str, str]) -> Headline:
    state = names.get(one.iso3 or "")
    word = str(registry_headlines.headline(one) or HEADLINES[one.kind, one.what])
    of_registry = one.kind is RecordKind.REGISTRY and record_text(one.about_title)
    subject = state or of_registry or _("Commitments Tracker")
    headline = _("%(subject)s: %(what)s", subject=subject, what=word)
    return Headline(one, headline, _SENTENCES[one.kind](one, state or ""), state)


def _and(*sentences: object) -> str:
    return formats.sentences(*sentences)


def _title(one: Event) -> str:
    return charts.isolated(one.title or "")


def _organisation(one: Event) -> str:
    return charts.isolated(one.organisation or "")


def _after(one: Event) -> object:
    """What happened to a record later, if its text is no longer shown."""
    if one.gone:
        return GONE
    return REPLACED if one.title is None else None


def counts_from(one: Event) -> str | None:
    """The day from which a record of this month or year counts. None once it does."""
    if one.effective is None or one.effective <= clock.today():
        return None
    return _("It counts from %(day)s.", day=charts.day(one.effective))


# By sort -----------------------------------------------------------------------------------------


def _report(one: Event, state: str) -> str:
    if one.what is EventKind.WITHDRAWN:
        return _("%(state)s withdrew a progress report.", state=state)
    if one.what is EventKind.SENT:
        return _sent(one, state)
    period = charts.day(one.effective or one.day)
    if one.title is None:
        plain = _(
            "A progress report of %(state)s for the period until %(period)s was published.",
            state=state,
            period=period,
        )
        return _and(plain, _after(one))
    return _(
        "%(state)s reports for the period until %(period)s: “%(title)s”.",
        state=state,
        period=period,
        title=_title(one),
    )


def _sent(one: Event, state: str) -> str:
    due = one.due or one.day
    named = {"state": state, "cycle": one.about_title, "due": charts.day(due)}
    if one.day > due:
        sent = _(
            "%(state)s submitted its report for “%(cycle)s” late. It was due on %(due)s.", **named
        )
    else:
        sent = _(
            "%(state)s submitted its report for “%(cycle)s” on time. It was due on %(due)s.",
            **named,
        )
    return _and(sent, None if one.reference else _("Its content is not public yet."))


def _action(one: Event, state: str) -> str:
    if one.what is EventKind.WITHDRAWN:
        return _("An organisation withdrew an action by %(state)s.", state=state)
    if one.title is None:
        return _and(_("An action by %(state)s was logged.", state=state), _after(one))
    if one.what is EventKind.CORRECTED:
        act = _(
            "Action by %(state)s corrected: “%(title)s”.",
            state=state,
            title=_title(one),
        )
    else:
        act = _(
            "Action by %(state)s logged: “%(title)s”.",
            state=state,
            title=_title(one),
        )
    return _and(act, _by(one), counts_from(one))


def _by(one: Event) -> str:
    if one.organisation is None:
        who = _("By an organisation whose name is withheld.")
        return _and(who, _("It is survivor-led.") if one.survivor_led else None)
    if one.survivor_led:
        return _(
            "By %(organisation)s, a survivor-led organisation.",
            organisation=_organisation(one),
        )
    return _("By %(organisation)s.", organisation=_organisation(one))


def _assessment(one: Event, state: str) -> str:
    cell = {"state": state, "reference": one.about, "title": record_text(one.about_title)}
    if one.what is EventKind.WITHDRAWN:
        return _("An assessment of %(state)s on %(reference)s was withdrawn.", **cell)
    if one.number is None:
        return _and(
            _("Reviewers assessed %(state)s on %(reference)s.", **cell),
            GONE if one.gone else REPLACED,
        )
    return _(
        "Reviewers assess %(state)s on %(reference)s, “%(title)s”: %(level)s.",
        **cell,
        level=str(charts.LEVELS[one.number]),
    )


def _reply(one: Event, state: str) -> str:
    answered = str(ANSWERED[one.about_title or "action"])
    named = {
        "state": state,
        "answered": answered,
        "organisation": _organisation(one),
    }
    by_state = one.number == 0
    if one.what is EventKind.WITHDRAWN:
        if by_state:
            return _("%(state)s withdrew its reply to %(answered)s.", **named)
        return _("An organisation withdrew its reply to %(answered)s about %(state)s.", **named)
    if by_state:
        said = _("%(state)s replies to %(answered)s.", **named)
    elif one.organisation:
        said = _("%(organisation)s replies to %(answered)s about %(state)s.", **named)
    else:
        said = _("An organisation replies to %(answered)s about %(state)s.", **named)
    if one.detail is None:
        return _and(said, GONE if one.gone else REPLACED)
    return _and(said, STANCES[one.detail])


def _treaty(one: Event, state: str) -> str:
    act = charts.ACTS.get(one.detail or "", one.detail)
    return _and(
        _(
            "%(state)s: %(act)s, %(treaty)s.",
            state=state,
            act=act,
            treaty=record_text(one.about_title),
        ),
        GONE if one.gone else counts_from(one),
    )


def _decision(one: Event, state: str) -> str:
    if one.iso3 is not None:
        before = {
            "report": _("A reviewer returned this report of %(state)s before it was published."),
            "action": _("A reviewer returned this action by %(state)s before it was published."),
            "reply": _("A reviewer returned this reply before it was published."),
        }[one.about or "report"]
        return _and(before % {"state": state}, GONE if one.gone else None)
    return _unpublished(one)


def _unpublished(one: Event) -> str:
    number, month = one.number or 0, _month(one.effective or one.day)
    if one.what is EventKind.DECLINED:
        said = ngettext(
            "In %(month)s reviewers declined %(num)s record that is not public.",
            "In %(month)s reviewers declined %(num)s records that are not public.",
            number,
            month=month,
        )
    else:
        said = ngettext(
            "In %(month)s reviewers returned %(num)s record that is not public.",
            "In %(month)s reviewers returned %(num)s records that are not public.",
            number,
            month=month,
        )
    return said


def _month(day: date) -> str:
    return formats.month(day)


_SENTENCES: dict[RecordKind, Callable[[Event, str], str]] = {
    RecordKind.REPORT: _report,
    RecordKind.ACTION: _action,
    RecordKind.ASSESSMENT: _assessment,
    RecordKind.REPLY: _reply,
    RecordKind.TREATY: _treaty,
    RecordKind.REGISTRY: registry_headlines.sentence,
    RecordKind.DECISION: _decision,
}
