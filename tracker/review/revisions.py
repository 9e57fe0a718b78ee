"""Public revisions: the number of the last public change, in total and by part.

The parts are the registry, the records of each State, and what pages of all States share, such as
names of organisations and due dates. The number of a part is the public revision at which it last
changed. What is cached is stored under the revisions of the parts that it rests on, so that a
change of one State's records leaves the others alone.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import event, select, true
from sqlalchemy.orm import Session, SessionTransaction

from tracker.core.cache import Cache
from tracker.core.db import db, has_changes
from tracker.review.models import PartRevision, PublicRevision

V = TypeVar("V")

_WHOLE = "tracker.review.revision"  # where a session remembers what it read
_MARK = "tracker.review.demonstration"
_PARTS = "tracker.review.part_revisions"


class Revision(NamedTuple):
    """A public change. The time distinguishes databases with equal numbers."""

    number: int
    changed_at: datetime | None


NEVER = Revision(0, None)
PARTS: Cache[Mapping[str, Revision]] = Cache(4)


def dated_revision() -> Revision:
    """The last public change. Number 0 before any publication.

    Read once a transaction: what is put together in one is of one revision.
    """
    seen: dict[str, Revision] = db.session.info
    if _WHOLE not in seen:
        _read_whole()
    return seen[_WHOLE]


def is_demonstration() -> bool:
    """Whether all States and records of this database are invented.

    The mark is in the row of the revision, so that a copy or a dump of the database carries it. It
    is read together with the revision and costs no query of its own.
    """
    if _MARK not in db.session.info:
        _read_whole()
    return bool(db.session.info[_MARK])


_OF_WHOLE = (PublicRevision.number, PublicRevision.changed_at, PublicRevision.demonstration)
_OF_PART = (PartRevision.part, PartRevision.number, PartRevision.changed_at)
_READ_WHOLE = select(*_OF_WHOLE)
_READ_BOTH = (
    select(*_OF_WHOLE, *_OF_PART).select_from(PublicRevision).outerjoin(PartRevision, true())
)


def _read_whole() -> None:
    row = db.session.execute(_READ_WHOLE).first()
    _remember_whole(*row if row else (*NEVER, False))


def _remember_whole(number: int, changed_at: datetime | None, demonstration: bool) -> None:
    db.session.info[_WHOLE] = Revision(number, changed_at)
    db.session.info[_MARK] = demonstration


def mark_demonstration() -> None:
    """Mark this database as a demonstration, in the current transaction.

    There is no way back: records that were written under the mark stay invented.
    """
    whole = db.session.get(PublicRevision, 1)
    if whole is None:
        whole = PublicRevision(id=1, number=0)
        db.session.add(whole)
    whole.demonstration = True
    db.session.flush()
    forget_revisions()


def revision() -> int:
    """The number of the last public change."""
    return dated_revision().number


def revisions_of_parts() -> Mapping[str, Revision]:
    """The last change of every part.

    Each transaction asks for the whole. There is a part for every State, and none changes without
    the whole, so the parts are read once for each revision of the whole.
    """
    seen: dict[str, Mapping[str, Revision]] = db.session.info
    if _PARTS not in seen:
        parts = PARTS.get((db.engine, "parts"), dated_revision())
        seen[_PARTS] = _read_both() if parts is None else parts
    return seen[_PARTS]


def _read_both() -> Mapping[str, Revision]:
    """The parts, read by one query with the whole so that no commit lies between them."""
    rows = db.session.execute(_READ_BOTH).all()
    _remember_whole(*rows[0][:3] if rows else (*NEVER, False))
    parts = {row[3]: Revision(*row[4:]) for row in rows if row[3] is not None}
    if not has_changes():
        PARTS.put((db.engine, "parts"), dated_revision(), parts)
    return parts


def revised_parts(*parts: str) -> tuple[Revision, ...]:
    """The last change of each of these parts, in order."""
    known = revisions_of_parts()
    return tuple(known.get(part, NEVER) for part in parts)


def cached(
    cache: Cache[V], key: tuple[Hashable, ...], version: Hashable, make: Callable[[], V]
) -> V:
    """A cached value for this database and version, made if it is missing.

    A transaction that has sent changes may see what never becomes public, or not yet. It stores
    nothing.
    """
    key = (db.engine, *key)
    if not has_changes():
        return cache.get_or_make(key, version, make)
    found = cache.get(key, version)
    return make() if found is None else found


def raise_revisions(parts: Iterable[str], at: datetime) -> int:
    """Count one public change of these parts and return the new revision.

    The row of the whole is locked first, so that two changes at once wait for each other.
    """
    whole = db.session.execute(select(PublicRevision).with_for_update()).scalar_one_or_none()
    if whole is None:
        whole = PublicRevision(id=1, number=0)
        db.session.add(whole)
    whole.number += 1
    whole.changed_at = at
    names = sorted(parts)
    query = select(PartRevision).where(PartRevision.part.in_(names))
    rows = {row.part: row for row in db.session.scalars(query)}
    for name in names:
        row = rows.get(name) or PartRevision(part=name)
        row.number, row.changed_at = whole.number, at
        db.session.add(row)
    db.session.flush()
    forget_revisions()
    return whole.number


def forget_revisions() -> None:
    """Read the revisions again in this transaction."""
    for name in (_WHOLE, _MARK, _PARTS):
        db.session.info.pop(name, None)


@event.listens_for(db.session, "after_transaction_end")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    for name in (_WHOLE, _MARK, _PARTS):
        session.info.pop(name, None)
