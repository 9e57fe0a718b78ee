"""Publishes invented records by review, with audit events and refreshed cells.

Values of indicators go through their service. Reports of earlier years, acts and assessments are
written as rows and handed to publication, which alone makes them public: an entry at a time, some
two thousand would take minutes. Those under way go through their services, in ``filing``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select

from tracker.accounts.actor import OPERATOR
from tracker.accounts.models import Organisation
from tracker.assessment.models import Assessment
from tracker.audit import trail
from tracker.cli.demo import rounds
from tracker.cli.demo.act_texts import describe
from tracker.cli.demo.inventions import GROUPS, Act, Entry, Inventions, Report, Value, Verdict
from tracker.core import clock
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.evidence import service
from tracker.evidence.action_drafts import TITLE_LIMIT
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.models import Action, ActionCommitment, Citation, Source
from tracker.gap import commitment_facts, repository
from tracker.gap.methodology import months_before
from tracker.registry.models import Commitment
from tracker.reporting.models import DueDate, ReportEntry
from tracker.reporting.models import Report as ReportRow
from tracker.reporting.vocabulary import Consultation
from tracker.review import publication
from tracker.review.lifecycle import Status

CHECKED_WITHIN = timedelta(days=25)  # reviewers publish a report so long after it was sent
MEASURES = {
    1: "A working group has begun. A first draft of the plan is expected next year. (Invented)",
    2: "The plan is adopted and pays for two of seven regions. (Invented)",
    3: "The law is in force, the budget is approved and officials are trained. (Invented)",
    4: "The law is applied in every region. Figures are published each year. (Invented)",
}
RATIONALES = (
    "The law is in place. Records from two sources show that it is applied unevenly. (Invented)",
    "The report names measures, and independent sources confirm most of them. (Invented)",
    "No record shows that the budget was spent. The level follows the law alone. (Invented)",
    "Organisations led by survivors describe access as slow outside the capital. (Invented)",
)


@dataclass(frozen=True, slots=True)
class Places:
    """Row ids of referenced records, and the day from which months are counted back."""

    today: date
    states: Mapping[str, int]
    commitments: Mapping[str, int]
    sources: Mapping[str, Source]
    organisations: Mapping[str, int]
    titles: Mapping[str, str]  # of commitments
    due: Mapping[tuple[str, int], DueDate]  # by state and round of the regular cycle

    def moment(self, day: date) -> datetime:
        """Noon of that day, or the current time for a later day."""
        return min(datetime.combine(day, time(12), tzinfo=UTC), clock.now())

    def ago(self, months: int) -> date:
        """The day this many months before the demonstration is made."""
        return months_before(self.today, months)

    def month_end(self, months: int) -> date:
        """The last day of the month before that day, on which periods of reports end."""
        return self.ago(months).replace(day=1) - timedelta(days=1)


def write(inventions: Inventions, today: date) -> None:
    """Write all invented records in the current transaction."""
    for values in (inventions.values, inventions.corrections):
        service.record_indicator_values(OPERATOR, [_draft(each, today) for each in values])
    rounds.define(today)
    places = _places(today)
    _publish("reporting:report", inventions.reports, lambda *given: _report(places, *given))
    _publish("evidence:action", inventions.acts, lambda *given: _action(places, *given))
    _publish("assessment:assessment", inventions.verdicts, lambda *given: _verdict(places, *given))


def _draft(value: Value, today: date) -> IndicatorValueDraft:
    """A draft as the importer parses it. An invented index has the precision of a month."""
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
        titles=dict(db.session.execute(select(Commitment.reference, Commitment.title)).all()),
        due=rounds.due_dates(),
    )


def _publish(
    subject: str,
    inventions: Sequence[Any],
    row_of: Callable[[Any, int], tuple[Any, datetime, str | None]],
) -> None:
    """Rows numbered from 1, each published at its own time. Those with a reason are withdrawn."""
    made = [row_of(each, number) for number, each in enumerate(inventions, 1)]
    for moment, some in groupby(sorted(made, key=_moment_of), key=_moment_of):
        publication.publish([row for row, _moment, _reason in some], at=moment)
    _audit(f"{subject}:published", subject, [row.reference for row, _moment, _reason in made])
    for row, _moment, reason in made:
        if reason is not None:
            publication.withdraw(row, reason=reason)
            _audit(f"{subject}:withdrawn", subject, [row.reference], reason=reason)


def _moment_of(made: tuple[Any, datetime, str | None]) -> datetime:
    return made[1]


def _audit(verb: str, subject: str, references: Iterable[str], **more: str) -> None:
    trail.record(OPERATOR, verb, subject, {"invented": list(references), **more})


def _report(places: Places, report: Report, number: int) -> tuple[ReportRow, datetime, None]:
    due = places.due.get((report.state, report.round)) if report.round is not None else None
    ended = due.period_end if due else places.month_end(report.months)
    sent = due.due_on + timedelta(days=report.days_late) if due else ended + timedelta(days=60)
    row = ReportRow(
        reference=f"R-{report.state}-{number:04}",
        state_id=places.states[report.state],
        due_id=due.id if due else None,
        title=f"Invented progress report, {ended.year}",
        period_start=due.period_start if due else months_before(ended, 12) + timedelta(days=1),
        period_end=ended,
        survivors=Consultation.NOT_CONSULTED,
        survivors_how="Nobody was asked: the report is invented.",
        status=Status.PUBLISHED,
        submitted_at=places.moment(sent),
        entries=[_entry(places, entry) for entry in report.entries],
    )
    return row, places.moment(sent + CHECKED_WITHIN), None


def _entry(places: Places, entry: Entry) -> ReportEntry:
    return ReportEntry(
        commitment_id=places.commitments[entry.commitment],
        answer=entry.answer,
        level=entry.level,
        reason=entry.reason,
        measures_taken=MEASURES[entry.level] if entry.level else None,
        survivors=entry.survivors,
    )


def _action(places: Places, act: Act, number: int) -> tuple[Action, datetime, str | None]:
    title, account = describe(act, places.titles[act.commitment], number)
    happened = places.ago(act.months) + timedelta(days=number % 28)
    happened = min(happened, places.today - timedelta(days=1))
    codes = dict.fromkeys((act.by.source, act.second_source))
    row = Action(
        reference=f"A-{act.state}-{number:04}",
        state_id=places.states[act.state],
        organisation_id=places.organisations[act.by.public_id],
        name_withheld=act.name_withheld,
        kind=act.kind,
        title=title[:TITLE_LIMIT],
        account=account,
        effective_on=happened,
        effective_precision="day",
        citations=[
            _citation(places.sources[code], position, number, happened)
            for position, code in enumerate(filter(None, codes), 1)
        ],
        bearings=[
            ActionCommitment(
                commitment_id=places.commitments[act.commitment],
                polarity=act.polarity,
                level=act.level,
            )
        ],
    )
    logged = happened + timedelta(days=20 + number % 70)
    return row, places.moment(logged), act.withdrawn


def _citation(source: Source, position: int, number: int, happened: date) -> Citation:
    """One document of a source, published a few days after the event."""
    return Citation(
        position=position,
        title=f"{source.title}, number {number}",
        publisher=source.publisher,
        url=f"{source.url}/{number}",
        published_on=happened,
        published_precision="day",
        language=source.language,
        tier=source.tier,
    )


def _verdict(places: Places, verdict: Verdict, number: int) -> tuple[Assessment, datetime, None]:
    decided = places.ago(verdict.months)
    row = Assessment(
        reference=f"ASM-{verdict.state}-{number:04}",
        state_id=places.states[verdict.state],
        commitment_id=places.commitments[verdict.commitment],
        level=verdict.level,
        confidence=verdict.confidence,
        rationale=RATIONALES[number % len(RATIONALES)],
        effective_on=decided,
    )
    return row, places.moment(decided), None
