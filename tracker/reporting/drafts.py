"""What a state may write: entries, reports and cycles as drafts, with errors by field.

Two readings of the same entry: ``EntryDraft`` is what may be kept while somebody types;
``unfinished`` says what is still missing before the report can be cleared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker import clock
from tracker.drafts import Draft, Key, column
from tracker.fields import code, day, one_of, several, text, whole_number
from tracker.registry.vocabulary import RegionalGroup
from tracker.reporting.vocabulary import Answer, Consultation, Scope

LONG = 10_000  # characters; longer accounts belong into an attached source
SHORT = 2_000


@dataclass(frozen=True)
class EntryDraft(Draft):
    """What a report says of one commitment, finished or not."""

    KEY: ClassVar[Key] = ("commitment",)

    commitment: str = column(
        _l("Reference of the commitment"), code(), "GPA-2010-16", refers="commitments"
    )
    answer: Answer | None = column(
        _l("Whether there is a level"), one_of(Answer), "level", optional=True
    )
    level: int | None = column(
        _l("0 not started, 1 limited, 2 partial, 3 substantial, 4 complete"),
        whole_number(least=0, most=4),
        "2",
        optional=True,
    )
    reason: str | None = column(
        _l("Why it is not assessed or not applicable"),
        text(limit=SHORT),
        "The survey is under way.",
        optional=True,
    )
    measures_taken: str | None = column(
        _l("What was done in the period"), text(limit=LONG), "A law was adopted.", optional=True
    )
    challenges: str | None = column(
        _l("What stands in the way"), text(limit=LONG), "Few shelters.", optional=True
    )
    assistance: str | None = column(
        _l("What assistance is needed"), text(limit=LONG), "Training of judges.", optional=True
    )
    survivors: Consultation | None = column(
        _l("How survivors took part"), one_of(Consultation), "consulted", optional=True
    )
    survivors_how: str | None = column(
        _l("How they took part, or why they did not"),
        text(limit=LONG),
        "Two survivor-led organisations read the draft.",
        optional=True,
    )
    sources: str | None = column(
        _l("Where it can be checked, one source a line"),
        text(limit=LONG),
        "Official Gazette 12/2021, https://example.org/law",
        optional=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """A level and an answer that speak against each other are refused even while typing."""
        if self.level is not None and self.answer not in (Answer.LEVEL, None):
            yield "level", _("leave the level empty where the answer is not a level")


def unfinished(entry: EntryDraft) -> dict[str, str]:
    """What is missing before the entry can be cleared, by field; empty when it is finished."""
    missing: dict[str, str] = {}
    if entry.answer is None:
        missing["answer"] = _("choose a level, or say that it is not assessed or not applicable")
    elif entry.answer is Answer.LEVEL:
        missing |= _unfinished_level(entry)
    elif not entry.reason:
        missing["reason"] = _("say why, so that readers can tell this from silence")
    if entry.survivors in (Consultation.LED, Consultation.CONSULTED) and not entry.survivors_how:
        missing["survivors_how"] = _("say how survivors took part")
    return missing


def _unfinished_level(entry: EntryDraft) -> dict[str, str]:
    if entry.level is None:
        return {"level": _("choose a level from 0 to 4")}
    if entry.level > 0 and not entry.measures_taken:
        return {"measures_taken": _("a level above “not started” needs the measures taken")}
    return {}


@dataclass(frozen=True)
class ReportDraft(Draft):
    """The frame of a report: its title and period."""

    title: str = column(_l("Title of the report"), text(limit=300), "Report on 2021 to 2024")
    period_start: date = column(_l("First day reported on"), day(), "2021-01-01")
    period_end: date = column(_l("Last day reported on"), day(), "2024-12-31")

    def faults(self) -> Iterator[tuple[str, str]]:
        """The period runs forwards and has begun."""
        if self.period_end < self.period_start:
            yield "period_end", _("the last day is before the first")
        elif self.period_start > clock.today():
            yield "period_start", _("the period has not begun; a report tells of what was done")


@dataclass(frozen=True)
class CycleDraft(Draft):
    """What a reporting cycle asks, of whom and when."""

    KEY: ClassVar[Key] = ("code",)

    code: str = column(_l("Public code"), code(), "GPA-APPRAISAL")
    title: str = column(_l("Title"), text(limit=300), "Appraisal of the Global Plan of Action")
    statement: str = column(_l("What it asks for"), text(limit=SHORT), "Progress since 2021.")
    instruments: tuple[str, ...] = column(
        _l("Codes of the instruments it asks about"), several(code()), "GPA-2010; PD-2021"
    )
    scope: Scope = column(_l("Which states it asks"), one_of(Scope), "all_members")
    regional_group: RegionalGroup | None = column(
        _l("The regional group, with that scope"), one_of(RegionalGroup), "AG", optional=True
    )
    states: tuple[str, ...] = column(
        _l("ISO3 codes of the states, with the scope “listed”"),
        several(code(limit=3)),
        "XAA; XBB",
        optional=True,
    )
    first_period_start: date = column(_l("First day of the first period"), day(), "2021-01-01")
    first_period_end: date = column(_l("Last day of the first period"), day(), "2024-12-31")
    first_due_on: date = column(_l("When the first report is due"), day(), "2025-03-31")
    every_months: int | None = column(
        _l("Months between rounds; empty for a single round"),
        whole_number(least=1, most=240),
        "48",
        optional=True,
    )
    last_due_on: date | None = column(
        _l("No round is due after this day"), day(), "2040-12-31", optional=True
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Periods run forwards, a report is due after its period, and the scope is told whole."""
        if self.first_period_end < self.first_period_start:
            yield "first_period_end", _("the last day is before the first")
        if self.first_due_on <= self.first_period_end:
            yield "first_due_on", _("a report is due after the period it tells of")
        if not self.instruments:
            yield "instruments", _("name at least one instrument")
        if (self.scope is Scope.REGIONAL_GROUP) != (self.regional_group is not None):
            yield "regional_group", _("name it with the scope “regional_group”, and only then")
        if (self.scope is Scope.LISTED) != bool(self.states):
            yield "states", _("list states with the scope “listed”, and only then")
        if self.every_months is not None and self.last_due_on is None:
            yield "last_due_on", _("say when a repeated cycle ends")
