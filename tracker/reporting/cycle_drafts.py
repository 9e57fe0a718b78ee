"""What an administrator may define: a reporting cycle as a draft, with errors by field."""

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
    """What a reporting cycle asks, of whom and when."""

    KEY: ClassVar[Key] = ("code",)

    code: str = column(_l("Public code"), code(), "GPA-APPRAISAL")
    title: str = column(_l("Title"), text(limit=300), "Appraisal of the Global Plan of Action")
    statement: str = column(_l("What it asks for"), text(limit=2_000), "Progress since 2021.")
    instruments: tuple[str, ...] = column(
        _l("Codes of the instruments it asks about"),
        CODES,
        "GPA-2010; PD-2021",
        refers="instruments",
    )
    scope: Scope = column(_l("Which states it asks"), one_of(Scope), "all_members")
    regional_group: RegionalGroup | None = column(
        _l("The regional group, with that scope"), one_of(RegionalGroup), "AG", optional=True
    )
    states: tuple[str, ...] = column(
        _l("ISO3 codes of the states, with the scope “listed”"),
        STATES,
        "XAA; XBB",
        optional=True,
        refers="states",
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
        if (self.scope is Scope.REGIONAL_GROUP) != (self.regional_group is not None):
            yield "regional_group", _("name it with the scope “regional_group”, and only then")
        if (self.scope is Scope.LISTED) != bool(self.states):
            yield "states", _("list states with the scope “listed”, and only then")
        yield from self._repetition_faults()

    def _repetition_faults(self) -> Iterator[tuple[str, str]]:
        last = self.last_due_on
        if self.every_months is not None and last is None:
            yield "last_due_on", _("say when a repeated cycle ends")
        elif last is not None and self.every_months is None:
            yield "last_due_on", _("leave it empty for a single round")
        elif last is not None and last < self.first_due_on:
            yield "last_due_on", _("not before the first due date")
        elif last is not None and last.year - self.first_due_on.year > LONGEST_YEARS:
            yield (
                "last_due_on",
                _("at most %(most)s years after the first due date", most=LONGEST_YEARS),
            )
