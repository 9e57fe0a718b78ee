"""Inventions onto the record: published by review, told to the audit trail, cells refreshed.

Values of indicators go through their service. Reports of earlier years, acts and assessments are
written as rows and handed to publication, which alone makes them public: an entry at a time, some
two thousand would take minutes. Those under way go through their services, in ``filing``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from tracker.accounts.actor import OPERATOR
from tracker.accounts.models import Organisation
from tracker.assessment.models import Assessment
from tracker.audit import trail
from tracker.cli.demo.inventions import GROUPS, Act, Entry, Inventions, Report, Value, Verdict
from tracker.core import clock
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.evidence import service
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.models import Action, ActionCommitment, Citation, Source
from tracker.gap import commitment_facts, repository
from tracker.gap.methodology import months_before
from tracker.reporting.models import Report as ReportRow
from tracker.reporting.models import ReportEntry
from tracker.reporting.vocabulary import Consultation
from tracker.review import publication
from tracker.review.lifecycle import Status


@dataclass(frozen=True, slots=True)
class Places:
    """Row ids of what inventions name, and the day from which their months are counted back."""

    today: date
    states: Mapping[str, int]
    commitments: Mapping[str, int]
    sources: Mapping[str, Source]
    organisations: Mapping[str, int]

    def ago(self, months: int) -> date:
        """The day that many months before the demonstration is made."""
        return months_before(self.today, months)

    def month_end(self, months: int) -> date:
        """The last day of the month before that day; periods of reports end there."""
        return self.ago(months).replace(day=1) - timedelta(days=1)


def write(inventions: Inventions, today: date) -> None:
    """Put everything invented on record, within the present transaction."""
    for values in (inventions.values, inventions.corrections):
        service.record_indicator_values(OPERATOR, [_draft(each, today) for each in values])
    places = _places(today)
    _publish("reporting:report", inventions.reports, lambda *given: _report(places, *given))
    _publish("evidence:action", inventions.acts, lambda *given: _action(places, *given))
    _publish("assessment:assessment", inventions.verdicts, lambda *given: _verdict(places, *given))


def _draft(value: Value, today: date) -> IndicatorValueDraft:
    """As the importer would read it; an invented index is dated to the month."""
    day = months_before(today, value.months)
    month = day.strftime("%Y-%m")
    return IndicatorValueDraft(
        reference=f"{value.indicator}-{value.state}-{month}",
        indicator=value.indicator,
        state=value.state,
        value=value.value,
        effective_on=PartialDate.parse(month if value.source == "demo-index" else str(day)),
        source=value.source,
        act=None,
        note="Invented for demonstration.",
    )


def _places(today: date) -> Places:
    organisations = [
        Organisation(
            public_id=group.public_id,
            name=group.name,
            kind="civil_society",
            survivor_led=group.survivor_led,
        )
        for group in GROUPS
    ]
    db.session.add_all(organisations)
    db.session.flush()
    return Places(
        today=today,
        states={iso3: key for key, iso3 in repository.states().items()},
        commitments={
            fact.reference: key for key, fact in commitment_facts.commitments(today).items()
        },
        sources={row.code: row for row in db.session.scalars(select(Source))},
        organisations={row.public_id: row.id for row in organisations},
    )


def _publish(
    subject: str, inventions: Sequence[Any], row_of: Callable[[Any, int], tuple[Any, str | None]]
) -> None:
    """Rows numbered from 1, made public in one go; those with a reason are withdrawn again."""
    numbers = count(1)
    made = [row_of(each, next(numbers)) for each in inventions]
    publication.publish([row for row, _reason in made])
    _audit(f"{subject}:published", subject, [row.reference for row, _reason in made])
    for row, reason in made:
        if reason is not None:
            publication.withdraw(row, reason=reason)
            _audit(f"{subject}:withdrawn", subject, [row.reference], reason=reason)


def _audit(verb: str, subject: str, references: Iterable[str], **more: str) -> None:
    trail.record(OPERATOR, verb, subject, {"invented": list(references), **more})


def _report(places: Places, report: Report, number: int) -> tuple[ReportRow, None]:
    ended = places.month_end(report.months)
    row = ReportRow(
        reference=f"R-{report.state}-{number:04}",
        state_id=places.states[report.state],
        title=f"Invented progress report, {ended.year}",
        period_start=months_before(ended, 12) + timedelta(days=1),
        period_end=ended,
        survivors=Consultation.NOT_CONSULTED,
        survivors_how="Nobody was asked: the report is invented.",
        status=Status.PUBLISHED,
        submitted_at=clock.now(),
        entries=[_entry(places, entry) for entry in report.entries],
    )
    return row, None


def _entry(places: Places, entry: Entry) -> ReportEntry:
    return ReportEntry(
        commitment_id=places.commitments[entry.commitment],
        answer=entry.answer,
        level=entry.level,
        reason=entry.reason,
        measures_taken="Measures invented for demonstration." if entry.level else None,
        survivors=entry.survivors,
    )


def _action(places: Places, act: Act, number: int) -> tuple[Action, str | None]:
    row = Action(
        reference=f"A-{act.state}-{number:04}",
        state_id=places.states[act.state],
        organisation_id=places.organisations[act.by.public_id],
        name_withheld=act.name_withheld,
        kind=act.kind,
        title=f"Invented act ({act.kind})",
        account="What is told here never happened; it is there to show how such a record looks.",
        effective_on=places.ago(act.months),
        effective_precision="day",
        citations=[_citation(places.sources[act.by.source])],
        bearings=[
            ActionCommitment(
                commitment_id=places.commitments[act.commitment],
                polarity=act.polarity,
                level=act.level,
            )
        ],
    )
    return row, act.withdrawn


def _citation(source: Source) -> Citation:
    return Citation(
        position=1,
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        published_on=source.current_on,
        published_precision=source.current_precision,
        language=source.language,
        tier=source.tier,
    )


def _verdict(places: Places, verdict: Verdict, number: int) -> tuple[Assessment, None]:
    row = Assessment(
        reference=f"ASM-{verdict.state}-{number:04}",
        state_id=places.states[verdict.state],
        commitment_id=places.commitments[verdict.commitment],
        level=verdict.level,
        confidence=verdict.confidence,
        rationale="A reasoning invented for demonstration.",
        effective_on=places.ago(verdict.months),
    )
    return row, None
