"""As little of a report as the writer of one entry needs: nothing grows with its texts."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from sqlalchemy import func, select

from tracker.accounts.actor import Actor
from tracker.core.db import db, plain_rows
from tracker.core.errors import NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Commitment, State
from tracker.reporting.drafts import EMPTY_ENTRY, EntryDraft, unfinished
from tracker.reporting.models import DueDate, Report, ReportEntry
from tracker.reporting.queries_private import instruments_of
from tracker.reporting.vocabulary import Answer, Consultation


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """As much of a report as the writer of one entry needs; the fields are those of the whole."""

    reference: str
    iso3: str
    instruments: frozenset[str] | None


def report_outline(actor: Actor, reference: str) -> ReportOutline:
    """The outline of a report of a state the actor speaks for; raises NotFound."""
    require(actor, Permission.WORKSPACE_SEE)
    query = (
        select(State.iso3, DueDate.cycle_id)
        .join(Report, Report.state_id == State.id)
        .outerjoin(Report.due)
        .where(Report.reference == reference, State.iso3.in_(actor.reports_for))
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("report", reference)
    cycle = row.cycle_id
    return ReportOutline(
        reference, row.iso3, None if cycle is None else instruments_of({cycle})[cycle]
    )


def finished_entries(reference: str) -> frozenset[str]:
    """Commitments with finished entries. The caller checks permission.

    Reads only on what that rests; of a text whether there is one, and no text.
    """
    texts = (ReportEntry.reason, ReportEntry.measures_taken, ReportEntry.survivors_how)
    decisive = (
        *(ReportEntry.answer, ReportEntry.level, ReportEntry.survivors),
        *(func.substr(text, 1, 1).label(text.key) for text in texts),
    )
    query = (
        select(Commitment.reference, *decisive)
        .join(ReportEntry.commitment)
        .join(ReportEntry.report)
        .where(Report.reference == reference, ReportEntry.answer.is_not(None))
    )
    alike: dict[Any, list[str]] = defaultdict(list)
    for reference_of_one, *outline in plain_rows(query):
        alike[tuple(outline)].append(reference_of_one)
    finished = (names for outline, names in alike.items() if not unfinished(_outline(*outline)))
    return frozenset(chain.from_iterable(finished))


def _outline(  # noqa: PLR0913 – the columns of the query
    answer: str,
    level: int | None,
    survivors: str,
    reason: str | None,
    measures_taken: str | None,
    survivors_how: str | None,
) -> EntryDraft:
    """What decides whether an entry is finished, as a draft."""
    return replace(
        EMPTY_ENTRY,
        answer=Answer(answer),
        level=level,
        survivors=Consultation(survivors),
        reason=reason,
        measures_taken=measures_taken,
        survivors_how=survivors_how,
    )
