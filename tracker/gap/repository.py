"""Loads the facts of cells from the database. Reads only and contains no rules.

Every query names the cells it wants, so a page about one state costs that state's records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import select

from tracker.assessment.models import Assessment
from tracker.assessment.vocabulary import Confidence
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.gap.commitment_facts import commitments
from tracker.gap.facts import (
    AssessmentFact,
    CellFacts,
    CommitmentFact,
    MembershipFact,
    Publication,
    ReportFact,
)
from tracker.gap.repository_actions import actions
from tracker.gap.repository_answers import answers
from tracker.gap.repository_values import value_rows, values
from tracker.gap.selection import CellKey, Query, Selection, in_groups
from tracker.registry.membership import member_from
from tracker.registry.models import (
    Indicator,
    Instrument,
    State,
)
from tracker.registry.vocabulary import (
    MembershipStatus,
)
from tracker.reporting.models import Report, ReportEntry
from tracker.reporting.vocabulary import Answer
from tracker.storage import past_values

REPORTS_AT_A_TIME = 500  # in one query


def cells(
    selection: Selection, known_by: date, known: Mapping[int, CommitmentFact] | None = None
) -> dict[CellKey, CellFacts]:
    """The facts of each selected cell. A cell without facts is absent.

    ``known_by`` decides which links of indicators to commitments were public; the records
    themselves carry their own publication and are weighed by the rules. ``known`` are the
    commitments of that day where the caller has them at hand.
    """
    reports, assessments = _reports(selection), _assessments(selection)
    evidence = actions(selection)
    for key, facts in values(selection, known_by).items():
        evidence[key].extend(facts)
    bound = _bound(selection, commitments(known_by) if known is None else known)
    memberships = _memberships(selection, bound)
    replies = answers(selection) if reports or assessments or evidence or memberships else {}
    keys = reports.keys() | assessments.keys() | evidence.keys() | memberships.keys()
    return {
        key: CellFacts(
            reports=tuple(reports.get(key, ())),
            evidence=tuple(evidence.get(key, ())),
            assessments=tuple(assessments.get(key, ())),
            memberships=tuple(memberships.get(key, ())),
            answers=tuple(replies.get(key, ())),
        )
        for key in keys
    }


def _reports(selection: Selection) -> dict[CellKey, list[ReportFact]]:
    reports = _published_reports(selection)
    query: Query = (
        select(
            ReportEntry.report_id,
            ReportEntry.commitment_id,
            ReportEntry.answer,
            ReportEntry.level,
            ReportEntry.reason,
        )
        .where(ReportEntry.answer.is_not(None))
        .order_by(ReportEntry.report_id)
    )
    query = selection.commitments_of(query, ReportEntry.commitment_id)
    found: dict[CellKey, list[ReportFact]] = defaultdict(list)
    facts: dict[tuple[int, str, int | None, str | None], ReportFact] = {}
    for some in in_groups(reports, REPORTS_AT_A_TIME):
        rows = db.session.execute(query.where(ReportEntry.report_id.in_(some)))
        for report_id, commitment_id, answer, level, reason in rows:
            state_id, reference, period_end, publication = reports[report_id]
            key = (report_id, answer, level, reason)
            fact = facts.get(key)
            if fact is None:  # One fact for all entries of a report that say the same.
                fact = facts[key] = ReportFact(
                    reference=reference,
                    answer=Answer(answer),
                    level=level,
                    reason=reason,
                    effective_on=period_end,
                    publication=publication,
                )
            found[state_id, commitment_id].append(fact)
    return found


def _published_reports(selection: Selection) -> dict[int, tuple[int, str, date, Publication]]:
    """State, reference, last day and publication of each report, by row id."""
    query: Query = select(
        Report.id,
        Report.state_id,
        Report.reference,
        Report.period_end,
        Report.published_at,
        Report.ended_at,
    )
    query = selection.states_of(query, Report.state_id)
    query = selection.public(query, Report, Report.period_end)
    return {
        report_id: (state_id, reference, period_end, Publication(began, ended))
        for report_id, state_id, reference, period_end, began, ended in db.session.execute(query)
    }


def _assessments(selection: Selection) -> dict[CellKey, list[AssessmentFact]]:
    query: Query = select(
        Assessment.state_id,
        Assessment.commitment_id,
        Assessment.reference,
        Assessment.level,
        Assessment.confidence,
        Assessment.effective_on,
        Assessment.published_at,
        Assessment.ended_at,
    )
    query = selection.public(query, Assessment, Assessment.effective_on)
    query = selection.states_of(query, Assessment.state_id)
    query = selection.commitments_of(query, Assessment.commitment_id)
    found: dict[CellKey, list[AssessmentFact]] = defaultdict(list)
    for row in db.session.execute(query):
        fact = AssessmentFact(
            reference=row.reference,
            level=row.level,
            confidence=Confidence(row.confidence),
            effective_on=row.effective_on,
            publication=Publication(row.published_at, row.ended_at),
        )
        found[row.state_id, row.commitment_id].append(fact)
    return found


def _memberships(
    selection: Selection, bound: Mapping[int, Sequence[int]]
) -> dict[CellKey, list[MembershipFact]]:
    """What is known about treaty membership, by commitment that binds parties."""
    if not bound:
        return {}
    found: dict[CellKey, list[MembershipFact]] = defaultdict(list)
    for row in value_rows(selection, bound):
        fact = MembershipFact(
            reference=row.reference,
            status=MembershipStatus(row.value),
            effective_on=row.effective_on,
            publication=Publication(row.published_at, row.ended_at),
        )
        for commitment_id in bound[row.indicator_id]:
            found[row.state_id, commitment_id].append(fact)
    return found


def _bound(selection: Selection, known: Mapping[int, CommitmentFact]) -> dict[int, list[int]]:
    """Commitments that bind only parties, by the indicator of membership."""
    treaties = {
        commitment_id: fact.treaty
        for commitment_id, fact in known.items()
        if fact.treaty and (selection.commitments is None or commitment_id in selection.commitments)
    }
    if not treaties:
        return {}
    query: Query = select(Instrument.code, Indicator.id).join(
        Indicator, Indicator.code == Instrument.membership_indicator
    )
    indicators: dict[str, int] = {row[0]: row[1] for row in db.session.execute(query)}
    found: dict[int, list[int]] = defaultdict(list)
    for commitment_id, treaty in treaties.items():
        indicator = indicators.get(treaty)
        if indicator:
            found[indicator].append(commitment_id)
    return found


def states(ids: Iterable[int] | None = None) -> dict[int, str]:
    """ISO3 codes by row id, sorted by code."""
    query = select(State.id, State.iso3).order_by(State.iso3)
    if ids is not None:
        query = query.where(State.id.in_(tuple(ids)))
    return {row.id: row.iso3 for row in db.session.execute(query)}


def joined(known_by: date, ids: Iterable[int] | None = None) -> dict[int, date | None]:
    """The day of UN membership by row id, as known by the day. None for an observer."""
    query = select(State.id, State.iso3, State.member_since, State.member_on)
    if ids is not None:
        query = query.where(State.id.in_(tuple(ids)))
    known = past_values.past_values("registry:states", known_by)
    found: dict[int, date | None] = {}
    for row in db.session.execute(query):
        text = known.get((row.iso3, "member_since"))
        if text is None:
            found[row.id] = member_from(row.member_since, row.member_on)
        else:
            found[row.id] = PartialDate.parse(text).last_day if text else None
    return found
