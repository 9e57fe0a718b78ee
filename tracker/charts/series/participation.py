"""The part of survivors: what States say about consulting them, and what they log.

Only what was public at the reading. An organisation with a withheld name may disclose whether
survivors lead it; otherwise it counts as not stated.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, case, false, or_, select

from tracker.accounts.models import Organisation
from tracker.charts.scope import Scope
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment
from tracker.evidence.vocabulary import Polarity
from tracker.registry.models import Commitment, State
from tracker.reporting.models import Report, ReportEntry
from tracker.reporting.vocabulary import Consultation
from tracker.review.visibility import begun_at, public_at


@dataclass(frozen=True, slots=True)
class Consulted:
    """What reports say about consultation.

    ``states``: by state, its latest report as a whole; a state left out has none. ``answers``: in
    those reports, the single answers on commitments in scope.
    """

    states: Mapping[str, Consultation]
    answers: Counter[Consultation]


def consulted(scope: Scope) -> Consulted:
    """Consultation in the latest report of each State in scope."""
    reading = scope.picture.reading
    query = (
        select(Report.id, State.iso3, Report.survivors)
        .join(Report.state)
        .where(
            State.iso3.in_(scope.states),
            Report.period_end <= clock.latest_begun(reading.as_of),
            public_at(Report, reading.known_by),
        )
        .order_by(Report.period_end, Report.published_at, Report.reference)
    )
    latest = {row.iso3: row for row in db.session.execute(query)}
    return Consulted(
        {iso3: Consultation(row.survivors) for iso3, row in latest.items()},
        _answers([row.id for row in latest.values()], scope),
    )


def _answers(reports: list[int], scope: Scope) -> Counter[Consultation]:
    query = (
        select(ReportEntry.survivors, Commitment.reference)
        .join(ReportEntry.commitment)
        .where(ReportEntry.report_id.in_(reports), ReportEntry.answer.is_not(None))
    )
    return Counter(
        Consultation(row.survivors)
        for row in db.session.execute(query)
        if scope.chosen is None or row.reference in scope.chosen
    )


@dataclass(frozen=True, slots=True)
class Logged:
    """Actions on one commitment logged by one side. ``states``: the States concerned."""

    reference: str
    by_survivors: bool
    polarities: Counter[Polarity]
    states: frozenset[str]


def logged(scope: Scope) -> list[Logged]:
    """Logged actions by commitment, of survivor-led and of other organisations."""
    reading = scope.picture.reading
    shown = or_(Action.name_withheld.is_(False), Action.survivor_led_shown)
    led = case((and_(shown, Organisation.survivor_led), True), else_=false())
    query = (
        select(Commitment.reference, led.label("led"), ActionCommitment.polarity, State.iso3)
        .join(ActionCommitment, ActionCommitment.commitment_id == Commitment.id)
        .join(Action, Action.id == ActionCommitment.action_id)
        .join(Action.state)
        .join(Action.organisation)
        .where(
            State.iso3.in_(scope.states),
            begun_at(Action.effective_on, Action.effective_precision, reading.as_of),
            public_at(Action, reading.known_by),
        )
    )
    polarities: dict[tuple[str, bool], Counter[Polarity]] = {}
    states: dict[tuple[str, bool], set[str]] = {}
    for reference, by_survivors, polarity, iso3 in db.session.execute(query):
        if scope.chosen is None or reference in scope.chosen:
            key = reference, bool(by_survivors)
            polarities.setdefault(key, Counter())[Polarity(polarity)] += 1
            states.setdefault(key, set()).add(iso3)
    return [
        Logged(reference, by_survivors, counts, frozenset(states[reference, by_survivors]))
        for (reference, by_survivors), counts in sorted(polarities.items())
    ]
