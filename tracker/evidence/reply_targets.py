"""Records that can be answered, and by whom: States answer actions, organisations answer entries.

Named as submissions name it: ``action:REF``, ``entry:REPORT:COMMITMENT``. Assessments are on a
higher floor: ``assessment.waiting`` supplies the function that finds one.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.core import clock
from tracker.core.db import db
from tracker.core.supplied import Supplied
from tracker.evidence.models import Action
from tracker.registry.models import Commitment, State
from tracker.reporting.models import Report, ReportEntry
from tracker.review.visibility import public_at


class ReplyTarget(StrEnum):
    """The kind of record that is answered, which is the first word of its name."""

    ACTION = "action"
    ENTRY = "entry"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """A record that can be answered now.

    ``by_state`` tells which side answers. ``key`` is its row. ``own_words`` is its text;
    ``level`` None where it states none, ``commitment`` None where it bears on several.
    """

    about: str
    kind: ReplyTarget
    key: int
    iso3: str
    reference: str
    commitment: str | None
    title: str
    own_words: str | None
    level: int | None
    effective_on: date
    until: date | None = None  # the last day on which an answer comes before it counts

    @property
    def by_state(self) -> bool:
        """Whether the State answers; otherwise organisations do."""
        return self.kind is not ReplyTarget.ENTRY


# Called with the reference of an assessment.
assessment_to_answer: Supplied[[str], Answerable | None] = Supplied("assessment_to_answer")


def about_action(reference: str) -> str:
    """The name of an action in ``about``."""
    return f"{ReplyTarget.ACTION}:{reference}"


def about_entry(report: str, commitment: str) -> str:
    """The name of an entry of a report in ``about``."""
    return f"{ReplyTarget.ENTRY}:{report}:{commitment}"


def about_assessment(reference: str) -> str:
    """The name of an assessment in ``about``."""
    return f"{ReplyTarget.ASSESSMENT}:{reference}"


def answerable(about: str | None) -> Answerable | None:
    """The record with that name, if it can be answered now, else None."""
    kind, _colon, rest = (about or "").partition(":")
    if kind == ReplyTarget.ACTION:
        return _action(rest)
    if kind == ReplyTarget.ENTRY:
        return _entry(*rest.partition(":")[::2])
    if kind == ReplyTarget.ASSESSMENT:
        return assessment_to_answer(rest)
    return None


def _action(reference: str) -> Answerable | None:
    query = (
        select(Action)
        .where(Action.reference == reference, public_at(Action, clock.today()))
        .options(selectinload(Action.state), selectinload(Action.bearings))
    )
    row = db.session.scalar(query)
    if row is None:
        return None
    return Answerable(
        about=about_action(reference),
        kind=ReplyTarget.ACTION,
        key=row.id,
        iso3=row.state.iso3,
        reference=reference,
        commitment=None,
        title=row.title,
        own_words=row.account,
        level=None,
        effective_on=row.effective_on,
    )


def _entry(report: str, commitment: str) -> Answerable | None:
    query = (
        select(ReportEntry, Report, State.iso3)
        .join(ReportEntry.report)
        .join(Report.state)
        .join(ReportEntry.commitment)
        .where(
            Report.reference == report,
            Commitment.reference == commitment,
            ReportEntry.answer.is_not(None),
            public_at(Report, clock.today()),
        )
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    entry = row.ReportEntry
    return Answerable(
        about=about_entry(report, commitment),
        kind=ReplyTarget.ENTRY,
        key=entry.id,
        iso3=row.iso3,
        reference=report,
        commitment=commitment,
        title=row.Report.title,
        own_words=entry.measures_taken or entry.reason,
        level=entry.level,
        effective_on=row.Report.period_end,
    )
