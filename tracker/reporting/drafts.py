"""Drafts of reports and their entries, with errors by field.

A draft is what may be saved while typing. ``unfinished`` and ``unfinished_frame`` list what is
missing before the report can be approved.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core import clock
from tracker.core.clock import PartialDate
from tracker.core.errors import Invalid
from tracker.registry.membership import is_before
from tracker.reporting.vocabulary import Answer, Consultation
from tracker.schema.drafts import Draft, Key, ParsedTexts, column
from tracker.schema.fields import (
    SEPARATOR,
    InvalidValue,
    Reader,
    code,
    day,
    one_of,
    past_date,
    text,
    whole_number,
)

LONG = 10_000  # characters; longer accounts belong into an attached source
SHORT = 2_000
MOST_VALUES = 20

# No choice means "not stated". Two spellings of it would make a draft differ from itself.
CONSULTATION = replace(one_of(Consultation), blank=Consultation.NOT_STATED)
_TELLING = frozenset({Consultation.LED, Consultation.CONSULTED, Consultation.NOT_CONSULTED})


@dataclass(frozen=True, slots=True, order=True)
class StatedValue:
    """The State's own value of an indicator, written ``CODE=value@2020-05``."""

    indicator: str
    value: str
    effective: PartialDate

    def __str__(self) -> str:
        return f"{self.indicator}={self.value}@{self.effective}"


def _stated_value(raw: str) -> StatedValue:
    indicator, _equals, rest = raw.partition("=")
    value, _at, day_text = rest.rpartition("@")
    if not (indicator.strip() and value.strip() and day_text.strip()):
        raise InvalidValue(
            _("an indicator, its value and a date, such as PACT-PARTY=party@2005-06")
        )
    return StatedValue(
        code()(indicator.strip()),
        text(limit=40)(value.strip()),
        past_date()(day_text.strip()),
    )


def stated_values() -> Reader:
    """A parser for values separated by ``;`` or line ends, one for each indicator and date."""

    def read(raw: str) -> tuple[StatedValue, ...]:
        parts = [part.strip() for part in raw.replace("\n", SEPARATOR).split(SEPARATOR)]
        values = [_stated_value(part) for part in parts if part]
        if len(values) > MOST_VALUES:
            raise InvalidValue(_("enter at most %(most)s values", most=MOST_VALUES))
        if len({(each.indicator, each.effective) for each in values}) < len(values):
            raise InvalidValue(_("enter one value for each indicator and date; one appears twice"))
        return tuple(sorted(values))

    return Reader(read, blank=())


@dataclass(frozen=True)
class EntryDraft(Draft):
    """An entry of a report on one commitment, finished or not."""

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
        _l("Obstacles to progress"), text(limit=LONG), "Few shelters.", optional=True
    )
    assistance: str | None = column(
        _l("Assistance needed"), text(limit=LONG), "Training of judges.", optional=True
    )
    survivors: Consultation = column(
        _l("How survivors took part in this work"), CONSULTATION, "consulted", optional=True
    )
    survivors_how: str | None = column(
        _l("How they took part, or why they did not"),
        text(limit=LONG),
        "Two survivor-led organisations read the draft.",
        optional=True,
    )
    indicator_values: tuple[StatedValue, ...] = column(
        _l("Indicator values reported by the State: code=value@date, one on each line"),
        stated_values(),
        "PACT-PARTY=party@2005-06",
        optional=True,
    )
    sources: str | None = column(
        _l("Sources where this can be checked, one on each line"),
        text(limit=LONG),
        "Official Gazette 12/2021, https://example.org/law",
        optional=True,
    )

    @classmethod
    def parse(cls, given: Mapping[str, str | None], parsed: ParsedTexts | None = None) -> Self:
        """Parse like every draft. A level implies the answer "level"."""
        if (given.get("level") or "").strip() and not (given.get("answer") or "").strip():
            given = {**given, "answer": Answer.LEVEL}
        return super().parse(given, parsed)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: level and answer must not contradict each other."""
        if self.level is not None and self.answer is not Answer.LEVEL:
            yield "level", _("leave the level empty unless the answer is a level")

    @property
    def is_blank(self) -> bool:
        """Whether the entry is empty."""
        return self == replace(EMPTY_ENTRY, commitment=self.commitment)


EMPTY_ENTRY = EntryDraft(
    commitment="",
    answer=None,
    level=None,
    reason=None,
    measures_taken=None,
    challenges=None,
    assistance=None,
    survivors=Consultation.NOT_STATED,
    survivors_how=None,
    indicator_values=(),
    sources=None,
)


def unfinished(entry: EntryDraft) -> dict[str, str]:
    """Missing items by field before approval. Empty if the entry is finished."""
    missing: dict[str, str] = {}
    if entry.answer is None:
        missing["answer"] = _("choose a level, or “not assessed” or “not applicable”")
    elif entry.answer is Answer.LEVEL:
        missing |= _unfinished_level(entry)
    elif not entry.reason:
        missing["reason"] = _("give the reason")
    return missing | _unfinished_consultation(entry.survivors, entry.survivors_how)


def _unfinished_level(entry: EntryDraft) -> dict[str, str]:
    if entry.level is None:
        return {"level": _("choose a level from 0 to 4")}
    if entry.level > 0 and not entry.measures_taken:
        return {"measures_taken": _("describe the measures taken, or choose “not started”")}
    return {}


def _unfinished_consultation(survivors: Consultation, how: str | None) -> dict[str, str]:
    if survivors in _TELLING and not how:
        if survivors is Consultation.NOT_CONSULTED:
            return {"survivors_how": _("say why survivors were not consulted")}
        return {"survivors_how": _("say how survivors took part")}
    return {}


@dataclass(frozen=True)
class ReportDraft(Draft):
    """Title and period of a report."""

    title: str = column(_l("Title of the report"), text(limit=300), "Report on 2021 to 2024")
    period_start: date = column(_l("First day of the period"), day(), "2021-01-01")
    period_end: date = column(_l("Last day of the period"), day(), "2024-12-31")
    survivors: Consultation = column(
        _l("How survivors took part in the report as a whole"),
        CONSULTATION,
        "consulted",
        optional=True,
    )
    survivors_how: str | None = column(
        _l("How they took part, or why they did not"),
        text(limit=LONG),
        "Two survivor-led organisations read the draft.",
        optional=True,
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: the period must run forwards and have begun."""
        if self.period_end < self.period_start:
            yield "period_end", _("the last day must not be before the first day")
        elif self.period_start > clock.latest_day():
            yield "period_start", _("the period must begin in the past")


def require_membership(report: ReportDraft, iso3: str, joined: date | None) -> None:
    """Raises Invalid if the period ends before the State became a member.

    Nothing of such a period counts for the State (registry/membership.py).
    """
    if joined is not None and is_before(report.period_end, joined):
        raise Invalid({"period_end": [before_membership(iso3, joined)]})


def before_membership(iso3: str, joined: date) -> str:
    """The error for a date before the State became a member."""
    return str(
        _(
            "a date from %(joined)s on, when %(state)s joined the United Nations",
            joined=joined,
            state=iso3,
        )
    )


def unfinished_frame(report: ReportDraft) -> dict[str, str]:
    """Missing items of title and period before approval, by field.

    A period may still run while its report is written, not when the report is cleared; and every
    report says whether survivors took part.
    """
    missing: dict[str, str] = {}
    if report.period_end > clock.latest_day():
        missing["period_end"] = _("the period has not ended yet")
    if report.survivors is Consultation.NOT_STATED:
        missing["survivors"] = _("say whether survivors took part in the report")
    return missing | _unfinished_consultation(report.survivors, report.survivors_how)
