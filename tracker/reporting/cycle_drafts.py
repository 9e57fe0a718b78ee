"""A reporting cycle as a draft, with errors by field."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.registry.vocabulary import RegionalGroup
from tracker.reporting.vocabulary import Scope
from tracker.schema.drafts import Draft, Key, column
from tracker.schema.fields import code, day, one_of, several, text, whole_number

LONGEST_YEARS = 50
# Made here, for within the class ``code`` is the column of that name.
CODES = several(code())
STATES = several(code(limit=3))


@dataclass(frozen=True)
class CycleDraft(Draft):
    """The questions, States and dates of a reporting cycle."""

    KEY: ClassVar[Key] = ("code",)

    code: str = column(_l("Public code"), code(), "GPA-APPRAISAL")
    title: str = column(_l("Title"), text(limit=300), "Appraisal of the Global Plan of Action")
    statement: str = column(_l("What it asks for"), text(limit=2_000), "Progress since 2021.")
    instruments: tuple[str, ...] = column(
        _l("Codes of the instruments"),
        CODES,
        "GPA-2010; PD-2021",
        refers="instruments",
    )
    scope: Scope = column(_l("States that report"), one_of(Scope), "all_members")
    regional_group: RegionalGroup | None = column(
        _l("The regional group, if the scope is “regional_group”"),
        one_of(RegionalGroup),
        "AG",
        optional=True,
    )
    states: tuple[str, ...] = column(
        _l("ISO3 codes of the States, if the scope is “listed”"),
        STATES,
        "XAA; XBB",
        optional=True,
        refers="states",
    )
    first_period_start: date = column(_l("First day of the first period"), day(), "2021-01-01")
    first_period_end: date = column(_l("Last day of the first period"), day(), "2024-12-31")
    first_due_on: date = column(_l("Due date of the first report"), day(), "2025-03-31")
    every_months: int | None = column(
        _l("Months between rounds. Empty: a single round"),
        whole_number(least=1, most=240),
        "48",
        optional=True,
    )
    last_due_on: date | None = column(
        _l("Last possible due date"), day(), "2040-12-31", optional=True
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: dates must be in order, and the scope must be complete."""
        if self.first_period_end < self.first_period_start:
            yield "first_period_end", _("the last day must not be before the first day")
        if self.first_due_on <= self.first_period_end:
            yield "first_due_on", _("the due date must be after the end of the period")
        if (self.scope is Scope.REGIONAL_GROUP) != (self.regional_group is not None):
            yield (
                "regional_group",
                _("give a group if the scope is “regional_group”, otherwise leave it empty"),
            )
        if (self.scope is Scope.LISTED) != bool(self.states):
            yield "states", _("list States if the scope is “listed”, otherwise leave it empty")
        yield from self._repetition_faults()

    def _repetition_faults(self) -> Iterator[tuple[str, str]]:
        last = self.last_due_on
        if self.every_months is not None and last is None:
            yield (
                "last_due_on",
                _("give the last possible due date, because the cycle has several rounds"),
            )
        elif last is not None and self.every_months is None:
            yield "last_due_on", _("leave it empty if there is only one round")
        elif last is not None and last < self.first_due_on:
            yield "last_due_on", _("use a date on or after the first due date")
        elif last is not None and last.year - self.first_due_on.year > LONGEST_YEARS:
            yield (
                "last_due_on",
                _("use a date at most %(most)s years after the first due date", most=LONGEST_YEARS),
            )
