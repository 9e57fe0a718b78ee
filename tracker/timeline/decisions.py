"""Returned and declined submissions on the timeline, as in the public register.

When a record becomes public, its earlier returns become public too. For other records only monthly
numbers are shown, after the end of the month: see ``evidence/decision_register``.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import String, case, cast, func, literal, true

from tracker.evidence.models import Action, Reply
from tracker.registry.filters import narrowed, states_in
from tracker.registry.models import State
from tracker.reporting.models import Report, ReportMove
from tracker.review.lifecycle import Move
from tracker.review.models import Submission, SubmissionMove
from tracker.timeline import reports
from tracker.timeline.event import EventKind, RecordKind, TimelineQuery
from tracker.timeline.rows import Rows
from tracker.timeline.visible_records import is_withdrawn

NEGATIVE = {Move.RETURN: EventKind.RETURNED, Move.DECLINE: EventKind.DECLINED}
OF_STATES = frozenset({"kind", "state", "region", "group"})


def rows(asked: TimelineQuery) -> Iterator[Rows]:
    """Returned and declined: one by one for public records, by month for others."""
    yield _of_reports(asked)
    if not asked.filters.keys() - OF_STATES:
        yield _of_submissions(asked, Action, "action")
        yield _of_submissions(asked, Reply, "reply")
    if not asked.filters.keys() - {"kind"}:
        # Its subject is not public, so no filter may find it.
        for move, what in NEGATIVE.items():
            yield _unpublished_submissions(move, what)
        yield _unpublished_reports()


def _of_reports(asked: TimelineQuery) -> Rows:
    return Rows(
        RecordKind.DECISION,
        EventKind.RETURNED,
        moment=Report.published_at,
        key=_numbered(Report.reference, ReportMove.id),
        joins=lambda query: (
            query.select_from(ReportMove)
            .join(Report, Report.id == ReportMove.report_id)
            .join(State, State.id == Report.state_id)
        ),
        columns={
            "iso3": State.iso3,
            "reference": Report.reference,
            "about": literal("report"),
            "effective": func.day_of(ReportMove.made_at),
            "effective_precision": literal("day"),
        },
        clauses=[
            *narrowed(reports.NARROWING, asked.filters),
            ReportMove.move == Move.RETURN,
            ReportMove.made_at < Report.published_at,
        ],
    )


def _of_submissions(asked: TimelineQuery, model: Any, name: str) -> Rows:
    made = SubmissionMove.made_at
    return Rows(
        RecordKind.DECISION,
        EventKind.RETURNED,
        moment=model.published_at,
        key=_numbered(model.reference, SubmissionMove.id),
        joins=lambda query: (
            query.select_from(model)
            .join(SubmissionMove, SubmissionMove.submission_id == model.submission_id)
            .join(State, State.id == model.state_id)
        ),
        columns={
            "iso3": State.iso3,
            "reference": model.reference,
            "about": literal(name),
            "effective": case((model.name_withheld, func.month_of(made)), else_=func.day_of(made)),
            "effective_precision": case((model.name_withheld, "month"), else_="day"),
            "gone": is_withdrawn(model),
        },
        clauses=[
            *narrowed(states_in(model.state_id), asked.filters),
            # Within a call, so that SQLite begins with what became public: an index finds every
            # move of this kind that was ever made.
            func.coalesce(SubmissionMove.move, "") == Move.RETURN,
            made < model.published_at,
        ],
        withheld=model.name_withheld,
    )


def _unpublished_submissions(move: Move, what: EventKind) -> Rows:
    return _by_month(
        what,
        SubmissionMove.made_at,
        lambda query: (
            query.select_from(SubmissionMove)
            .join(Submission, Submission.id == SubmissionMove.submission_id)
            .outerjoin(Action, Action.submission_id == Submission.id)
            .outerjoin(Reply, Reply.submission_id == Submission.id)
        ),
        {"about": Submission.kind, "detail": SubmissionMove.ground},
        [
            SubmissionMove.move == move,
            Action.published_at.is_(None),
            Reply.published_at.is_(None),
        ],
    )


def _unpublished_reports() -> Rows:
    return _by_month(
        EventKind.RETURNED,
        ReportMove.made_at,
        lambda query: query.select_from(ReportMove).join(Report, Report.id == ReportMove.report_id),
        {},
        [ReportMove.move == Move.RETURN, Report.published_at.is_(None)],
    )


def _by_month(
    what: EventKind, made: Any, joins: Any, columns: dict[str, Any], clauses: list[Any]
) -> Rows:
    """Decisions counted by month, known from the first day of the next month."""
    month, over = func.month_of(made), func.month_after(made)
    about, detail = columns.get("about", literal("report")), columns.get("detail", literal("-"))
    return Rows(
        RecordKind.DECISION,
        what,
        moment=made,
        key=about.concat(":").concat(func.coalesce(detail, "-")),
        joins=joins,
        columns={
            "about": about,
            **columns,
            "precision": literal("day"),
            "effective": month,
            "effective_precision": literal("month"),
            "number": func.count(),
        },
        clauses=clauses,
        withheld=true(),
        day=over,
        groups=(month, over, *columns.values()),
    )


def _numbered(reference: Any, number: Any) -> Any:
    return reference.concat(":").concat(cast(number, String))
