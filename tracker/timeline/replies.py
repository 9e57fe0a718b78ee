"""Replies of States and organisations on the timeline."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, case, func, or_, select

from tracker.accounts.models import Organisation
from tracker.assessment.models import Assessment
from tracker.evidence.models import Action, ActionCommitment, Reply
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.models import State
from tracker.reporting.models import Report, ReportEntry
from tracker.timeline.actions import bearing_on
from tracker.timeline.event import RecordKind, TimelineQuery
from tracker.timeline.rows import Rows
from tracker.timeline.visible_records import (
    Record,
    is_current_text,
    is_withdrawn,
    life,
    named,
    of_organisations,
    who,
)


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Published, corrected, withdrawn."""
    yield from life(
        _RECORD, [*narrowed(_NARROWING, asked.filters), *of_organisations(Reply, asked)]
    )


def _answering(name: str) -> Narrow:
    """A filter by commitment of the answered record."""
    to_action = commitments_in(ActionCommitment.commitment_id)[name]
    to_entry = commitments_in(ReportEntry.commitment_id)[name]
    to_assessment = commitments_in(Assessment.commitment_id)[name]
    return lambda code: or_(
        Reply.action_id.in_(bearing_on(to_action(code))),
        Reply.entry_id.in_(select(ReportEntry.id).where(to_entry(code))),
        Reply.assessment_id.in_(select(Assessment.id).where(to_assessment(code))),
    )


def _of_organisation(code: str) -> Any:
    """Replies by an organisation, and replies to its actions."""
    own = select(Action.id).where(
        named(Action),
        Action.organisation_id.in_(select(Organisation.id).where(Organisation.public_id == code)),
    )
    return or_(and_(named(Reply), Organisation.public_id == code), Reply.action_id.in_(own))


def _joined(query: Any) -> Any:
    return (
        query.select_from(Reply)
        .join(State, State.id == Reply.state_id)
        .outerjoin(Organisation, Organisation.id == Reply.organisation_id)
        .outerjoin(Action, Action.id == Reply.action_id)
        .outerjoin(ReportEntry, ReportEntry.id == Reply.entry_id)
        .outerjoin(Report, Report.id == ReportEntry.report_id)
        .outerjoin(Assessment, Assessment.id == Reply.assessment_id)
    )


_NARROWING: dict[str, Narrow] = {
    **states_in(Reply.state_id),
    **{name: _answering(name) for name in commitments_in(ActionCommitment.commitment_id)},
    "organisation": _of_organisation,
}
_RECORD = Record(
    sort=RecordKind.REPLY,
    model=Reply,
    joins=_joined,
    columns={
        "iso3": State.iso3,
        "reference": Reply.reference,
        "detail": is_current_text(Reply, Reply.stance),
        "about": func.coalesce(Action.reference, Report.reference, Assessment.reference),
        "about_title": case(
            (Reply.action_id.is_not(None), "action"),
            (Reply.entry_id.is_not(None), "report"),
            else_="assessment",
        ),
        # Whether the state answers or an organisation does is known of every answer.
        "number": case((Reply.organisation_id.is_(None), 0), else_=1),
        "gone": is_withdrawn(Reply),
        **who(Reply),
    },
    columns_once_gone=("iso3", "reference", "about", "about_title", "number", "gone"),
    has_versions=True,
    withheld=Reply.name_withheld,
)
