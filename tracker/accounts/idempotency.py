"""Stores API responses by idempotency key, so that a repeated request has no second effect.

A program that did not receive the response repeats the request with the same key. The stored
response has references, versions and statuses, and never a text. The caller says who asks; this
module makes no decision about permissions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from tracker.accounts import processes
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.models import UserAccount
from tracker.core import clock
from tracker.core.db import UTCDateTime, db
from tracker.core.errors import Conflict, Invalid

KEPT = timedelta(hours=24)
# Longer than any request takes: what did not end by then has failed without a word. Needed only for
# a process on another machine; of one that is gone from this machine, the system tells at once.
ABANDONED = timedelta(minutes=10)


class IdempotentAnswer(db.Model):
    """A request with an idempotency key, and the response to it."""

    __tablename__ = "kept_answer"
    __table_args__ = (UniqueConstraint("user_id", "route", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), comment="Whose request")
    route: Mapped[str] = mapped_column(String(200), comment="Method and path that were asked")
    key: Mapped[str] = mapped_column(String(100), comment="The program's own name for the request")
    request_hash: Mapped[str] = mapped_column(
        String(64), comment="SHA-256 of what was sent, by which another request is told apart"
    )
    status: Mapped[int | None] = mapped_column(
        comment="Status that was answered; none: it is being worked on"
    )
    body: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="What was answered: references and versions, no text of anybody's"
    )
    headers: Mapped[dict[str, Any] | None] = mapped_column(
        JSON, comment="Address and version as they were answered"
    )
    begun_at: Mapped[datetime] = mapped_column(
        UTCDateTime, index=True, comment="When the request came"
    )
    owner: Mapped[str | None] = mapped_column(
        String(60), comment="The process that works on it; once that is gone, the key is free"
    )


@dataclass(frozen=True, slots=True)
class RequestKey:
    """The idempotency key of a request and who sent it."""

    person: str  # public id
    route: str
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """The response that was stored for a key."""

    status: int
    body: Mapping[str, Any] | None
    headers: Mapping[str, str]


class InProgress(Conflict):
    """The same request is still being processed."""


def begin(named: RequestKey) -> StoredResponse | None:
    """Claim the key for this request and commit, or return the response stored for it.

    Raises Invalid if the key belongs to another request, and InProgress while the first one runs.
    """
    stored = _found(named)
    if stored is not None and _is_over(stored):
        # By its number: whoever takes it over at the same moment made a row of their own.
        compare_and_set(delete(IdempotentAnswer).where(IdempotentAnswer.id == stored.id))
        stored = None
    if stored is None:
        db.session.add(
            IdempotentAnswer(
                user_id=_user_id(named),
                route=named.route,
                key=named.key,
                request_hash=named.request_hash,
                begun_at=clock.now(),
                owner=processes.own_name(),
            )
        )
        try:
            db.session.commit()
        except IntegrityError:  # another request took it between the two
            db.session.rollback()
            raise InProgress("taken a moment ago") from None
        return None
    return _answered(stored, named)


def complete(named: RequestKey, answered: StoredResponse) -> None:
    """Store the response in the same transaction as the change."""
    compare_and_set(
        update(IdempotentAnswer)
        .where(*_is(named))
        .values(status=answered.status, body=answered.body, headers=dict(answered.headers))
    )


def abort(named: RequestKey) -> None:
    """Release the key after a failure, so that the request can be sent again. Commits."""
    db.session.rollback()
    compare_and_set(delete(IdempotentAnswer).where(*_is(named), IdempotentAnswer.status.is_(None)))
    db.session.commit()


def forget_old() -> int:
    """Delete responses past their retention time and return how many."""
    processes.sweep()
    return compare_and_set(
        delete(IdempotentAnswer).where(IdempotentAnswer.begun_at < clock.now() - KEPT)
    )


def _answered(stored: IdempotentAnswer, named: RequestKey) -> StoredResponse:
    if stored.request_hash != named.request_hash:
        raise Invalid({"Idempotency-Key": [_("this key belongs to another request")]})
    if stored.status is None:
        raise InProgress("the same request is being worked on")
    return StoredResponse(stored.status, stored.body, stored.headers or {})


def _is_over(stored: IdempotentAnswer) -> bool:
    if stored.status is None and stored.owner is not None and processes.has_ended(stored.owner):
        return True
    lasts = ABANDONED if stored.status is None else KEPT
    return stored.begun_at < clock.now() - lasts


def _found(named: RequestKey) -> IdempotentAnswer | None:
    query = select(IdempotentAnswer).where(*_is(named)).execution_options(populate_existing=True)
    return db.session.scalar(query)


def _is(named: RequestKey) -> tuple[Any, ...]:
    owner = select(UserAccount.id).where(UserAccount.public_id == named.person).scalar_subquery()
    return (
        IdempotentAnswer.user_id == owner,
        IdempotentAnswer.route == named.route,
        IdempotentAnswer.key == named.key,
    )


def _user_id(named: RequestKey) -> int:
    return db.session.scalars(
        select(UserAccount.id).where(UserAccount.public_id == named.person)
    ).one()
