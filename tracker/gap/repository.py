"""From the tables to the facts that the rules are told. Reads only; knows no rule.

Every query names the cells it wants, so a page about one state costs that state's records.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, null, select

from tracker.assessment.models import Assessment
from tracker.assessment.vocabulary import Confidence
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.evidence.models import (
    Action,
    ActionCommitment,
    IndicatorValue,
    Reply,
    Source,
)
from tracker.evidence.vocabulary import Polarity, Stance, Tier
from tracker.gap.commitment_facts import commitments
from tracker.gap.facts import (
    STATE_SIDE,
    AnswerFact,
    AssessmentFact,
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    MembershipFact,
    Publication,
    ReportFact,
)
from tracker.gap.repository_actions import actions
from tracker.gap.selection import CellKey, Query, Selection
from tracker.registry import validity
from tracker.registry.membership import member_from
from tracker.registry.models import (
    Indicator,
    IndicatorLevel,
    Instrument,
    Measure,
    State,
)
from tracker.registry.vocabulary import (
    IndicatorKind,
    MembershipStatus,
)
from tracker.reporting.models import EntryFact, Report, ReportEntry
from tracker.reporting.vocabulary import Answer
from tracker.storage import past_values


def cells(
    selection: Selection, known_by: date, known: Mapping[int, CommitmentFact] | None = None
) -> dict[CellKey, CellFacts]:
    """The facts of every selected cell that has any; a cell left out has none at all.

    ``known_by`` decides which links of indicators to commitments were public; the records
    themselves carry their own publication and are weighed by the rules. ``known`` are the
    commitments of that day where the caller has them at hand.
    """
    reports, assessments = _reports(selection), _assessments(selection)
    evidence = actions(selection)
    for key, facts in _values(selection, known_by).items():
        evidence[key].extend(facts)
    bound = _bound(selection, commitments(known_by) if known is None else known)
    memberships = _memberships(selection, bound)
    answers = _answers(selection) if reports or assessments or evidence or memberships else {}
    keys = reports.keys() | assessments.keys() | evidence.keys() | memberships.keys()
    return {
        key: CellFacts(
            reports=tuple(reports.get(key, ())),
            evidence=tuple(evidence.get(key, ())),
            assessments=tuple(assessments.get(key, ())),
            memberships=tuple(memberships.get(key, ())),
            answers=tuple(answers.get(key, ())),
        )
        for key in keys
    }


def _reports(selection: Selection) -> dict[CellKey, list[ReportFact]]:
    query: Query = (
        select(
            Report.state_id,
            Report.reference,
            Report.period_end,
            Report.published_at,
            Report.ended_at,
            ReportEntry.commitment_id,
            ReportEntry.answer,
            ReportEntry.level,
            ReportEntry.reason,
        )
        .join(ReportEntry.report)
        .where(Report.published_at.is_not(None), ReportEntry.answer.is_not(None))
    )
    query = selection.states_of(query, Report.state_id)
    query = selection.commitments_of(query, ReportEntry.commitment_id)
    found: dict[CellKey, list[ReportFact]] = defaultdict(list)
    for row in db.session.execute(query):
        fact = ReportFact(
            reference=row.reference,
            answer=Answer(row.answer),
            level=row.level,
            reason=row.reason,
            effective_on=row.period_end,
            publication=Publication(row.published_at, row.ended_at),
        )
        found[row.state_id, row.commitment_id].append(fact)
    return found


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
    ).where(Assessment.published_at.is_not(None))
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


def _values(selection: Selection, known_by: date) -> dict[CellKey, list[EvidenceFact]]:
    """Indicator values, once for each commitment that their indicator measures."""
    measured = _measured(selection, known_by)
    if not measured:
        return {}
    query: Query = _value_query().where(IndicatorValue.indicator_id.in_(measured))
    query = selection.states_of(query, IndicatorValue.state_id)
    sources = past_values.past_values("evidence:sources", known_by)
    indicators = past_values.past_values("registry:indicators", known_by)
    scales = past_values.past_values("registry:indicator-levels", known_by)
    found: dict[CellKey, list[EvidenceFact]] = defaultdict(list)
    for row in db.session.execute(query):
        level = scales.get((f"{row.code} {row.value}", "level"), row.level)
        membership = row.kind == IndicatorKind.MEMBERSHIP
        fact = EvidenceFact(
            reference=row.reference,
            stream=f"indicator:{row.code}",
            level=None if level is None else int(level),
            polarity=Polarity.SUPPORTS,
            tier=Tier(sources.get((row.source, "tier"), row.tier)),
            family=sources.get((row.source, "family"), row.family),
            speaks=validity.months(indicators.get((row.code, "speaks"), row.speaks)),
            effective_on=row.effective_on,
            publication=Publication(row.published_at, row.ended_at),
            precision=row.effective_precision,
            membership=MembershipStatus(row.value) if membership else None,
        )
        for ceiling, commitment_ids in measured[row.indicator_id].items():
            # One fact for many cells: those that rest on the very same facts are settled once.
            shown = fact if ceiling == fact.ceiling else replace(fact, ceiling=ceiling)
            for commitment_id in commitment_ids:
                found[row.state_id, commitment_id].append(shown)
    return found


def _value_query() -> Query:
    return (
        select(
            IndicatorValue.state_id,
            IndicatorValue.indicator_id,
            IndicatorValue.reference,
            IndicatorValue.value,
            IndicatorValue.effective_on,
            IndicatorValue.effective_precision,
            IndicatorValue.published_at,
            IndicatorValue.ended_at,
            Indicator.code,
            Indicator.kind,
            Indicator.speaks,
            IndicatorLevel.level,
            Source.code.label("source"),
            Source.tier,
            Source.family,
        )
        .join(IndicatorValue.indicator)
        .join(IndicatorValue.source)
        .outerjoin(
            IndicatorLevel,
            (IndicatorLevel.indicator_id == IndicatorValue.indicator_id)
            & (IndicatorLevel.value == IndicatorValue.value),
        )
        .where(IndicatorValue.published_at.is_not(None))
    )


def _measured(selection: Selection, known_by: date) -> dict[int, dict[int, list[int]]]:
    """Commitments that each indicator measures, by ceiling, by links public on the day."""
    query: Query = select(
        Measure.indicator_id,
        Measure.commitment_id,
        Measure.ceiling,
        Measure.published_at,
        Measure.ended_at,
    ).where(Measure.published_at.is_not(None))
    chosen = selection.commitments_of(query, Measure.commitment_id)
    found: dict[int, dict[int, list[int]]] = defaultdict(dict)
    for indicator_id, commitment_id, ceiling, began, ended in db.session.execute(chosen):
        if Publication(began, ended).known(known_by):
            found[indicator_id].setdefault(ceiling, []).append(commitment_id)
    return found


def _memberships(
    selection: Selection, bound: Mapping[str, Sequence[int]]
) -> dict[CellKey, list[MembershipFact]]:
    """What is known of membership in a treaty, for each commitment that binds its parties."""
    if not bound:
        return {}
    query: Query = _value_query().where(Indicator.code.in_(bound))
    query = selection.states_of(query, IndicatorValue.state_id)
    found: dict[CellKey, list[MembershipFact]] = defaultdict(list)
    for row in db.session.execute(query):
        fact = MembershipFact(
            reference=row.reference,
            status=MembershipStatus(row.value),
            effective_on=row.effective_on,
            publication=Publication(row.published_at, row.ended_at),
        )
        for commitment_id in bound[row.code]:
            found[row.state_id, commitment_id].append(fact)
    return found


def _bound(selection: Selection, known: Mapping[int, CommitmentFact]) -> dict[str, list[int]]:
    """Commitments that bind parties only, by the indicator that tells who is one."""
    treaties = {
        commitment_id: fact.treaty
        for commitment_id, fact in known.items()
        if fact.treaty and (selection.commitments is None or commitment_id in selection.commitments)
    }
    if not treaties:
        return {}
    query: Query = select(Instrument.code, Instrument.membership_indicator)
    tells: dict[str, str | None] = {row[0]: row[1] for row in db.session.execute(query)}
    found: dict[str, list[int]] = defaultdict(list)
    for commitment_id, treaty in treaties.items():
        indicator = tells.get(treaty)
        if indicator:
            found[indicator].append(commitment_id)
    return found


def _answers(selection: Selection) -> dict[CellKey, list[AnswerFact]]:
    """What the other side says in public of records of the cells."""
    found: dict[CellKey, list[AnswerFact]] = defaultdict(list)
    for query in (_replies(), _words_in_reports()):
        for row in db.session.execute(_of_cells(query, selection)):
            fact = AnswerFact(
                reference=row.reference,
                record=row.record,
                side=row.reference if row.organisation_id else STATE_SIDE,
                stance=Stance(row.stance),
                publication=Publication(row.published_at, row.ended_at),
            )
            found[row.state_id, row.commitment_id].append(fact)
    return found


def _replies() -> Query:
    record = func.coalesce(Action.reference, Report.reference, Assessment.reference)
    cell = func.coalesce(
        ActionCommitment.commitment_id, ReportEntry.commitment_id, Assessment.commitment_id
    )
    return (
        select(
            Reply.state_id,
            cell.label("commitment_id"),
            record.label("record"),
            Reply.reference,
            Reply.organisation_id,
            Reply.stance,
            Reply.published_at,
            Reply.ended_at,
        )
        .outerjoin(Action, Action.id == Reply.action_id)
        .outerjoin(ActionCommitment, ActionCommitment.action_id == Action.id)
        .outerjoin(ReportEntry, ReportEntry.id == Reply.entry_id)
        .outerjoin(Report, Report.id == ReportEntry.report_id)
        .outerjoin(Assessment, Assessment.id == Reply.assessment_id)
        .where(Reply.published_at.is_not(None))
    )


def _words_in_reports() -> Query:
    """What published reports say of records, each in the cell of its own entry."""
    return (
        select(
            Report.state_id,
            ReportEntry.commitment_id,
            EntryFact.record,
            Report.reference,
            null().label("organisation_id"),
            EntryFact.response.label("stance"),
            Report.published_at,
            Report.ended_at,
        )
        .join(EntryFact.entry)
        .join(ReportEntry.report)
        .where(Report.published_at.is_not(None), ReportEntry.answer.is_not(None))
    )


def _of_cells(query: Query, selection: Selection) -> Query:
    """The query narrowed to the selected cells, by the names of its own columns."""
    told = query.subquery()
    narrowed = selection.states_of(select(told), told.c.state_id)
    return selection.commitments_of(narrowed, told.c.commitment_id)


def states(ids: Iterable[int] | None = None) -> dict[int, str]:
    """ISO3 codes by row id, in the order of the codes."""
    query = select(State.id, State.iso3).order_by(State.iso3)
    if ids is not None:
        query = query.where(State.id.in_(tuple(ids)))
    return {row.id: row.iso3 for row in db.session.execute(query)}


def joined(known_by: date, ids: Iterable[int] | None = None) -> dict[int, date | None]:
    """By row id, since when each state is a UN member, as known by the day; None: an observer."""
    query = select(State.id, State.iso3, State.member_since, State.member_on)
    if ids is not None:
        query = query.where(State.id.in_(tuple(ids)))
    said = past_values.past_values("registry:states", known_by)
    found: dict[int, date | None] = {}
    for row in db.session.execute(query):
        text = said.get((row.iso3, "member_since"))
        if text is None:
            found[row.id] = member_from(row.member_since, row.member_on)
        else:
            found[row.id] = PartialDate.parse(text).last_day if text else None
    return found
