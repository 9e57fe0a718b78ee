"""Hides a published record at once, and shows it again or removes it once a person decided.

A report may say that a record endangers somebody. Hiding takes ``published_at`` from all versions
of the record and from the replies to it, and keeps it in the case (``hiding_models``). Everything
public asks for that moment, on every day, so nothing else needs to know. Kinds of records are
registered by the parts that own them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.models import UserAccount
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Conflict, Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.review import hiding_letters, publication
from tracker.review.hiding_models import HiddenRecord, Hiding
from tracker.review.versions import root_of

DECIDE_WITHIN = timedelta(days=7)
LONGEST_NOTE = 2_000


class Ground(StrEnum):
    """Why a record is hidden, as its authors may know."""

    DANGER = "danger"  # it may endanger somebody
    PERSONAL_DATA = "personal_data"  # somebody may be recognised


class Outcome(StrEnum):
    """What was decided about a hidden record."""

    RESTORED = "restored"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HideableKind:
    """A kind of record that can be hidden, with what its part knows of it.

    ``name`` is also its table. ``family``: all versions of a record, itself first, and the replies
    to them. ``answered``: table and row id of the record that it answers, if any. ``part_of``: who
    has a part in it. ``own_side``: who wrote it. ``texts``: its words, for those who decide.
    """

    name: str
    model: Any
    family: Callable[[Any], Sequence[Any]]
    answered: Callable[[Any], tuple[str, int] | None]
    part_of: Callable[[Any], Subject]
    own_side: Callable[[Any], Iterable[UserAccount]]
    texts: Callable[[Any], Sequence[str]]
    is_removable: bool


_KINDS: dict[str, HideableKind] = {}


def register(kind: HideableKind) -> None:
    """Let records of a kind be hidden."""
    _KINDS[kind.name] = kind


def kinds() -> frozenset[str]:
    """The names of the kinds of records that can be hidden."""
    return frozenset(_KINDS)


def hide(actor: Actor, *, reference: str, ground: str, note: str = "") -> Hiding:
    """Hide a published record with all its versions and the replies to it.

    ``note`` is for those who decide. It is never refused for personal data: nobody may have to
    rewrite it while somebody is in danger. What is hidden already stays in its case. Raises Invalid
    by field.
    """
    require(actor, Permission.RECORD_HIDE)
    note = note.strip()
    faults = _faults(ground, note)
    if faults:
        raise Invalid(faults)
    publication.lock_publication()
    open_ = open_case(reference)
    if open_ is not None:
        return open_
    kind, named = _named(reference)
    records = [row for row in kind.family(named) if row.published_at is not None]
    if not records:
        raise _unknown()
    now = clock.now()
    case = Hiding(
        public_id=identifiers.public_id(),
        kind=kind.name,
        reference=named.reference,
        root=root_of(named.reference),
        ground=ground,
        note=note,
        hidden_at=now,
        hidden_by=actor.key,
        decide_by=now + DECIDE_WITHIN,
    )
    for record, moment in zip(records, publication.hide(records), strict=True):
        case.records.append(_hidden(record, moment))
    db.session.add(case)
    db.session.flush()
    content = {"ground": ground, "records": [one.reference for one in case.records]}
    trail.record(actor, "review:record:hidden", _subject(case), content)
    for user in kind.own_side(named):
        hiding_letters.notify_hidden(user, case)
    return case


def restore(actor: Actor, *, public_id: str) -> Hiding:
    """Make a hidden record public again, exactly as it was.

    Raises NotFound, also for those with a part in it, and Conflict where somebody decided before or
    where the record that it answers is hidden.
    """
    require(actor, Permission.RECORD_HIDE)
    publication.lock_publication()
    case = find_case(public_id)
    kind, named = _of_case(case)
    require(actor, Permission.RECORD_RESTORE, kind.part_of(named))
    if case.closed_at is not None:
        raise Conflict("somebody decided about this record before")
    answered = kind.answered(named)
    if answered is not None and _is_hidden(*answered):
        raise Conflict("the record that it answers is hidden")
    _close(actor, case, Outcome.RESTORED)
    return case


def close_for_removal(actor: Actor, references: Iterable[str]) -> None:
    """Close the open cases of records that are removed for good in this transaction.

    Their publication is put back, so that the removal ends it as that of any other record.
    """
    require(actor, Permission.RECORD_HIDE)
    for case in _open_cases(references):
        _close(actor, case, Outcome.REMOVED)


def hidden_now(model: Any) -> ColumnElement[bool]:
    """A condition: the row is hidden. For what takes a missing publication for one to come."""
    return exists().where(
        HiddenRecord.kind == model.__tablename__,
        HiddenRecord.record_id == model.id,
        HiddenRecord.hiding_id == Hiding.id,
        Hiding.closed_at.is_(None),
    )


def open_case(reference: str) -> Hiding | None:
    """The open case that hides the record with this reference. None if it is not hidden."""
    return next(iter(_open_cases([reference])), None)


def find_case(public_id: str) -> Hiding:
    """A case. Raises NotFound."""
    case = db.session.scalar(select(Hiding).where(Hiding.public_id == public_id))
    if case is None:
        raise NotFound("hidden record", public_id)
    return case


def texts_of(case: Hiding) -> Sequence[str]:
    """The words of the record that was named, for those who decide."""
    kind, named = _of_case(case)
    return kind.texts(named)


def part_of(case: Hiding) -> Subject:
    """Who has a part in the record."""
    kind, named = _of_case(case)
    return kind.part_of(named)


def is_removable(case: Hiding) -> bool:
    """Whether the words of this kind of record can be removed for good."""
    return _KINDS[case.kind].is_removable


def _close(actor: Actor, case: Hiding, outcome: Outcome) -> None:
    pairs = [(db.session.get(_KINDS[one.kind].model, one.record_id), one) for one in case.records]
    publication.unhide([(record, one.published_at) for record, one in pairs if record is not None])
    case.closed_at, case.closed_by = clock.now(), actor.key
    case.outcome, case.note = outcome, ""
    db.session.flush()
    trail.record(actor, f"review:record:{outcome}", _subject(case), {"case": case.public_id})
    kind, named = _of_case(case)
    for user in kind.own_side(named):
        hiding_letters.notify_decided(user, case)


def _hidden(record: Any, published_at: datetime) -> HiddenRecord:
    return HiddenRecord(
        kind=record.__tablename__,
        record_id=record.id,
        reference=record.reference,
        published_at=published_at,
    )


def _named(reference: str) -> tuple[HideableKind, Any]:
    """The record with this reference and its kind. Raises Invalid."""
    for kind in _KINDS.values():
        row = db.session.scalar(select(kind.model).where(kind.model.reference == reference))
        if row is not None:
            return kind, row
    raise _unknown()


def _unknown() -> Invalid:
    return Invalid({"reference": [_("There is no published record with this reference.")]})


def _of_case(case: Hiding) -> tuple[HideableKind, Any]:
    return _named(case.reference)


def _is_hidden(table: str, row_id: int) -> bool:
    query = (
        select(HiddenRecord.id)
        .join(HiddenRecord.hiding)
        .where(
            HiddenRecord.kind == table,
            HiddenRecord.record_id == row_id,
            Hiding.closed_at.is_(None),
        )
    )
    return db.session.scalar(query.limit(1)) is not None


def _open_cases(references: Iterable[str]) -> Sequence[Hiding]:
    query = (
        select(Hiding)
        .where(
            Hiding.closed_at.is_(None),
            Hiding.records.any(HiddenRecord.reference.in_(tuple(references))),
        )
        .order_by(Hiding.id)
    )
    return db.session.scalars(query).all()


def _subject(case: Hiding) -> str:
    return f"{case.kind}:{case.reference}"


def _faults(ground: str, note: str) -> dict[str, list[str]]:
    faults = {}
    if ground not in set(Ground):
        faults["ground"] = [_("Choose why you hide it.")]
    if len(note) > LONGEST_NOTE:
        faults["note"] = [_("Write at most %(most)s characters.", most=LONGEST_NOTE)]
    return faults
