"""Loads public replies to records as facts. Reads only and contains no rules."""

from collections import defaultdict

from sqlalchemy import func, null, select

from tracker.assessment.models import Assessment
from tracker.core.db import db
from tracker.evidence.models import (
    Action,
    ActionCommitment,
    Reply,
)
from tracker.evidence.vocabulary import Stance
from tracker.gap.facts import (
    STATE_SIDE,
    AnswerFact,
    Publication,
)
from tracker.gap.selection import CellKey, Query, Selection
from tracker.reporting.models import EntryFact, Report, ReportEntry


def answers(selection: Selection) -> dict[CellKey, list[AnswerFact]]:
    """Public replies to records of the cells."""
    found: dict[CellKey, list[AnswerFact]] = defaultdict(list)
    for query in (_replies(), _responses_in_reports()):
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


def _responses_in_reports() -> Query:
    """Statements of published reports on records, in the cell of their entry."""
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
    """The query limited to the selected cells, by its own column names."""
    rows = query.subquery()
    narrowed = selection.states_of(select(rows), rows.c.state_id)
    return selection.commitments_of(narrowed, rows.c.commitment_id)
