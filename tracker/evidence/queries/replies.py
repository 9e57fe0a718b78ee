"""Public views of replies, to be shown beside their record.

Organisations with withheld names are not in the view. A State's comment on a record in an entry of
its published report is shown like a reply.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, or_, select
from sqlalchemy.orm import selectinload

from tracker.accounts.models import Organisation
from tracker.core.db import db
from tracker.evidence.models import Action, Citation, Reply
from tracker.evidence.queries.actions import CitationView, citation_view, withdrawn
from tracker.evidence.vocabulary import Stance
from tracker.evidence.withholding import names_itself
from tracker.registry.models import Commitment, State
from tracker.reporting.models import EntryFact, Report, ReportEntry
from tracker.review.publication import Ending
from tracker.review.visibility import public_at

Query = Any  # a Select; its column types are lost as clauses are added


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """The public view of a reply.

    ``organisation`` is None where the state answers and where the name is withheld; then
    ``published_on`` is only known to the month. ``report`` is set where it is said in an entry of
    that report instead of a reply of its own; ``commitment`` names the entry that says it, or the
    one that is answered. ``text`` may be empty where nothing more is said than the stance; one
    that was ``withdrawn``, or whose record was, is shown without its words even for earlier days.
    """

    reference: str
    record: str
    commitment: str | None
    iso3: str
    by_state: bool
    organisation: str | None
    survivor_led: bool | None
    stance: Stance
    text: str
    language: str | None
    published_on: date
    published_precision: str
    began: datetime
    report: str | None
    sources: tuple[CitationView, ...]
    withdrawn: bool = False


def replies_to(
    records: Iterable[str], known_by: date, *, commitment: str | None = None
) -> dict[str, tuple[ReplyView, ...]]:
    """By record (an action, a value or a report): its replies on the day, newest first.

    ``commitment`` leaves of entries, and of what is said in entries, those on it.
    """
    wanted = tuple(records)
    if not wanted:
        return {}
    found = [
        *_replies(_to_actions(wanted, known_by)),
        *_replies(_to_entries(wanted, known_by, commitment)),
        *_words(wanted, known_by, commitment),
    ]
    return _standing(found)


def replies_to_entries(report: str, known_by: date) -> dict[str, tuple[ReplyView, ...]]:
    """Replies of organisations to the entries of a report, by commitment."""
    found: dict[str, tuple[ReplyView, ...]] = defaultdict(tuple)
    for one in _replies(_to_entries((report,), known_by, None)):
        found[one.commitment or ""] += (one,)
    return {name: _newest_first(answers) for name, answers in found.items()}


def replies_to_assessments(chosen: Query, known_by: date) -> dict[str, tuple[ReplyView, ...]]:
    """The State's replies by reference of the assessment."""
    assessment = chosen.subquery()
    query = (
        _query(known_by)
        .join(assessment, assessment.c.id == Reply.assessment_id)
        .add_columns(assessment.c.reference.label("record"))
    )
    return _standing(_replies(query))


def _to_actions(wanted: tuple[str, ...], known_by: date) -> Query:
    return (
        _query(known_by)
        .join(Action, Action.id == Reply.action_id)
        .where(Action.reference.in_(wanted))
        .add_columns(Action.reference.label("record"), Action)
    )


def _to_entries(wanted: tuple[str, ...], known_by: date, commitment: str | None) -> Query:
    query = (
        _query(known_by)
        .join(ReportEntry, ReportEntry.id == Reply.entry_id)
        .join(Report, Report.id == ReportEntry.report_id)
        .join(Commitment, Commitment.id == ReportEntry.commitment_id)
        .where(Report.reference.in_(wanted))
        .add_columns(Report.reference.label("record"), Commitment.reference.label("commitment"))
    )
    return query if commitment is None else query.where(Commitment.reference == commitment)


def _query(known_by: date) -> Query:
    # A withheld name does not even leave the database.
    shown = Reply.name_withheld.is_(False)
    led_shown = or_(shown, Reply.survivor_led_shown)
    return (
        select(
            Reply,
            State.iso3,
            case((shown, Organisation.name)).label("name"),
            case((led_shown, Organisation.survivor_led)).label("survivor_led"),
        )
        .join(State, State.id == Reply.state_id)
        .outerjoin(Organisation, Organisation.id == Reply.organisation_id)
        .where(public_at(Reply, known_by))
        .options(selectinload(Reply.citations))
    )


def _replies(query: Query) -> list[ReplyView]:
    rows = db.session.execute(query).all()
    taken_back = _taken_back(rows)
    return [
        _emptied(
            _view(row, record=row.record, commitment=getattr(row, "commitment", None)), taken_back
        )
        for row in rows
    ]


def _taken_back(rows: Sequence[Any]) -> frozenset[str]:
    """References of replies with a withdrawn version, or to a withdrawn action."""
    acts = [row.Action for row in rows if hasattr(row, "Action")]
    gone = withdrawn(acts)
    found = {row.Reply.reference for row in rows if gone and row.record in gone}
    ended = {row.Reply.reference for row in rows if row.Reply.ended_at is not None}
    if ended:
        query = select(Reply.reference).where(Reply.ended_as == Ending.WITHDRAWN)
        roots = {_root(reference) for reference in db.session.scalars(query)}
        found |= {reference for reference in ended if _root(reference) in roots}
        found |= {row.Reply.reference for row in rows if _shows_withheld_name(row.Reply)}
    return frozenset(found)


def _shows_withheld_name(reply: Reply) -> bool:
    """Whether an earlier version contains the name that a later one withholds."""
    return (
        reply.ended_at is not None
        and reply.name_withheld
        and reply.organisation is not None
        and names_itself(reply, reply.organisation.name)
    )


def _root(reference: str) -> str:
    """The common key of all versions of one reply."""
    return reference.partition(".")[0]


def _emptied(view: ReplyView, taken_back: frozenset[str]) -> ReplyView:
    if view.reference not in taken_back:
        return view
    return replace(view, text="", sources=(), organisation=None, survivor_led=None, withdrawn=True)


def _view(row: Any, *, record: str, commitment: str | None = None) -> ReplyView:
    reply: Reply = row.Reply
    began = reply.published_at
    if began is None:  # only public ones are asked for; a draft here is a fault of ours
        raise ValueError(f"{reply.reference} is not public")
    withheld = reply.name_withheld
    # The day of a withheld submission could be matched with who was seen on that day.
    published = (began.date().replace(day=1), "month") if withheld else (began.date(), "day")
    return ReplyView(
        reference=reply.reference,
        record=record,
        commitment=commitment,
        iso3=row.iso3,
        by_state=reply.organisation_id is None,
        organisation=row.name,
        survivor_led=row.survivor_led,
        stance=Stance(reply.stance),
        text=reply.text,
        language=reply.language,
        published_on=published[0],
        published_precision=published[1],
        began=began,
        report=None,
        sources=tuple(citation_view(one) for one in _in_order(reply.citations)),
    )


def _in_order(citations: Iterable[Citation]) -> list[Citation]:
    return sorted(citations, key=lambda one: one.position)


def _words(wanted: tuple[str, ...], known_by: date, commitment: str | None) -> list[ReplyView]:
    """States' comments on records in entries of their published reports."""
    query = (
        select(EntryFact, Report, State.iso3, Commitment.reference.label("commitment"))
        .join(EntryFact.entry)
        .join(ReportEntry.report)
        .join(Report.state)
        .join(ReportEntry.commitment)
        .where(
            EntryFact.record.in_(wanted),
            ReportEntry.answer.is_not(None),
            public_at(Report, known_by),
        )
    )
    if commitment is not None:
        query = query.where(Commitment.reference == commitment)
    return [_word(row) for row in db.session.execute(query)]


def _word(row: Any) -> ReplyView:
    fact, report = row.EntryFact, row.Report
    return ReplyView(
        reference=report.reference,
        record=fact.record,
        commitment=row.commitment,
        iso3=row.iso3,
        by_state=True,
        organisation=None,
        survivor_led=None,
        stance=Stance(fact.response),
        text=fact.note or "",
        language=None,
        published_on=report.published_at.date(),
        published_precision="day",
        began=report.published_at,
        report=report.reference,
        sources=(),
    )


def _standing(found: Iterable[ReplyView]) -> dict[str, tuple[ReplyView, ...]]:
    """By record: the State's latest reply, and every organisation's, newest first."""
    by_record: dict[str, list[ReplyView]] = defaultdict(list)
    for one in _newest_first(found):
        known = by_record[one.record]
        if not (one.by_state and any(other.by_state for other in known)):
            known.append(one)
    return {record: tuple(answers) for record, answers in by_record.items()}


def _newest_first(found: Iterable[ReplyView]) -> tuple[ReplyView, ...]:
    return tuple(sorted(found, key=lambda one: (one.began, one.reference), reverse=True))
