"""Publishes records and ends their publication. The only code that changes what is public.

Each public change raises the revision by one and announces itself, so that whatever is derived
(the standing table) is brought up to date in the same transaction.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from typing import Any

from blinker import signal
from sqlalchemy import case, inspect, literal, select, update

from tracker.accounts.organisations import organisation_corrected
from tracker.core import clock
from tracker.core.bulk import EncodedRows, encode, insert
from tracker.core.db import db
from tracker.core.errors import Conflict
from tracker.review.models import PublicRevision
from tracker.review.publishable import (
    REGISTRY,
    SHARED,
    Publishable,
    PublishableOfState,
    part_of_state,
)
from tracker.review.revisions import forget_revisions, raise_revisions, revision

# Sent once per public change with ``records``: those published or ended by it, or PublishedRows.
public_changed = signal("tracker.review.public-changed")
# Sent once per change of what readers see, also of one on which no figure rests, with every one of
# the ``records`` whose words it adds, changes or removes; ``registry``: texts of the registry may
# have changed; ``erased``: words were removed for good.
texts_changed = signal("tracker.review.texts-changed")


# What is gathered while one_change() holds announcements back; None outside of it.
_gathered: ContextVar["list[Sequence[Publishable | PublishedRows]] | None"] = ContextVar(
    "tracker_review_gathered", default=None
)


ROWS_AT_A_TIME = 1_000
# A change of more States than this counts as one of the registry, on which all of them rest.
MANY_STATES = 20


class Ending(StrEnum):
    """How publication ends."""

    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


def publish(records: Sequence[Publishable], *, at: datetime | None = None) -> int:
    """Publish records and return the new revision. Raises Conflict if one is already public."""
    moment = at or clock.now()
    for record in records:
        if record.published_at is not None:
            raise Conflict("a record is already public")
        record.published_at = _public_moment(moment, record)
        db.session.add(record)
    return _announce(records)


def withdraw(record: Publishable, *, reason: str) -> int:
    """Withdraw a record for a stated reason. It stays in history."""
    _end(record, Ending.WITHDRAWN, reason)
    return _announce([record])


def supersede(old: Publishable, new: Publishable) -> int:
    """Publish ``new`` and end ``old`` at the same moment."""
    return supersede_all([(old, new)])


def supersede_all(pairs: Sequence[tuple[Publishable, Publishable]]) -> int:
    """Publish the second and end the first of each pair at the same moment."""
    moment = clock.now()
    for old, new in pairs:
        _end(old, Ending.SUPERSEDED, None, _public_moment(moment, old, new))
        new.published_at = _public_moment(moment, old, new)
        db.session.add(new)
    return _announce([record for pair in pairs for record in pair])


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """Rows of one table published together, announced instead of mapped objects.

    ``columns`` names what each row holds, in order; ``ended`` are the ids of the rows that they
    supersede. ``cells`` is what the gap worked out of it before the lock on writing was taken.
    """

    model: type[Publishable]
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]
    ended: Sequence[int]
    moment: datetime
    encoded: EncodedRows
    cells: object = None

    def distinct(self, *columns: str) -> set[Any]:
        """What the rows hold in a column, or in several together, each once."""
        return set(map(itemgetter(*map(self.columns.index, columns)), self.rows))

    @property
    def parts(self) -> set[str]:
        """The parts to which the rows belong."""
        if not issubclass(self.model, PublishableOfState):
            return {REGISTRY}
        return set(map(part_of_state, self.distinct("state_id")))


def plan_rows(
    model: type[Publishable],
    columns: tuple[str, ...],
    rows: Sequence[tuple[Any, ...]],
    *,
    ended: Sequence[int] = (),
) -> PublishedRows:
    """Rows that are public from this moment on once they are written; needs no lock on writing.

    They hold every other column. For records that never hide their day.
    """
    if model.hides_its_day is not Publishable.hides_its_day:
        raise TypeError(f"{model.__name__} may hide its day, which many rows at a time cannot")
    moment, table = clock.now(), inspect(model).local_table
    encoded = encode(table, (*columns, "published_at"), ((*row, moment) for row in rows))
    return PublishedRows(model, columns, rows, ended, moment, encoded)


def publish_rows(planned: PublishedRows) -> None:
    """Insert published rows in bulk. They contain all other columns.

    Raises Conflict where one of those that end is no longer public.
    """
    if not planned.rows:
        return
    _end_rows(planned.encoded.table, planned.ended, planned.moment)
    insert(planned.encoded)
    _announce([planned])


def _end_rows(table: Any, ids: Sequence[int], moment: datetime) -> None:
    """End public rows. Loaded objects are refreshed on the next access."""
    # Never before it began, whatever the clocks of two servers say.
    began = table.c.published_at
    end = case((began > moment, began), else_=literal(moment, began.type))
    db.session.flush()
    ended = 0
    for start in range(0, len(ids), ROWS_AT_A_TIME):
        some = ids[start : start + ROWS_AT_A_TIME]
        statement = (
            update(table)
            .where(
                table.c.id.in_(some),
                began.is_not(None),
                table.c.ended_at.is_(None),
            )
            .values(ended_at=end, ended_as=Ending.SUPERSEDED.value)
        )
        ended += db.session.execute(statement).rowcount  # type: ignore[attr-defined]
    if ended != len(ids):
        raise Conflict("a record is not public")
    if ids:
        db.session.expire_all()


def round_to_month(records: Sequence[Publishable]) -> None:
    """Replace times of public records that hide their day by the first of the month.

    For versions that begin to hide it after they became public; the caller announces the change.
    """
    for record in records:
        if record.published_at is None:
            raise Conflict("a record is not public")
        record.published_at = _public_moment(record.published_at, record)
        if record.ended_at is not None:
            record.ended_at = max(record.published_at, _public_moment(record.ended_at, record))


def end_as_superseded(record: Publishable) -> int:
    """End a record that another, published in the same change, replaces."""
    _end(record, Ending.SUPERSEDED, None)
    return _announce([record])


def end_all(records: Sequence[Publishable], *, reason: str) -> int:
    """Withdraw many records for one reason."""
    moment = clock.now()
    for record in records:
        _end(record, Ending.WITHDRAWN, reason, moment)
    return _announce(records)


def hide(records: Sequence[Publishable]) -> list[datetime]:
    """Take public records out of everything public; returns when each had become public.

    Whatever is public asks for ``published_at``, on every day, so none of it holds them then.
    """
    moments = []
    for record in records:
        if record.published_at is None:
            raise Conflict("a record is not public")
        moments.append(record.published_at)
        record.published_at = None
    _announce(records)
    return moments


def unhide(pairs: Sequence[tuple[Publishable, datetime]]) -> int:
    """Make hidden records public again, from the moments from which they were."""
    for record, moment in pairs:
        record.published_at = moment
    return _announce([record for record, _moment in pairs])


def registry_changed() -> int:
    """Announce a change of the registry, which may affect any cell."""
    return _announce([])


def touch_public(*records: Publishable, texts: Sequence[object] = (), erased: bool = False) -> int:
    """Raise the revision for a visible change that affects no cell.

    ``texts`` are other records whose words changed; ``erased``: words were removed for good.
    """
    db.session.flush()
    number = raise_revisions({record.part for record in records} or {SHARED}, clock.now())
    texts_changed.send(None, records=[*records, *texts], registry=False, erased=erased)
    return number


def connect_signals() -> None:
    """Listen to other visible changes, such as an organisation's name.

    Kept pages and the index of the search hold the old name until the revision rises.
    """
    organisation_corrected.connect(_on_corrected)


def _on_corrected(_sender: object, organisation: object, **_more: object) -> None:
    touch_public(texts=[organisation])


def _end(
    record: Publishable, ending: Ending, reason: str | None, at: datetime | None = None
) -> None:
    if record.published_at is None or record.ended_at is not None:
        raise Conflict("a record is not public")
    # Never before it began: what came and went within a month that hides its days was never there.
    record.ended_at = max(record.published_at, _public_moment(at or clock.now(), record))
    record.ended_as, record.ended_reason = ending, reason


def _public_moment(moment: datetime, *records: Publishable) -> datetime:
    """The stored time: the first of the month if the record hides its day.

    A later day in its place would have ``known_by`` find out the day, one question at a time.
    """
    if not any(record.hides_its_day for record in records):
        return moment
    return moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


@contextmanager
def one_change() -> Iterator[None]:
    """Announce everything published or ended inside as a single public change.

    A change of the registry inside (no records named) makes the whole a change of any cell. An
    exception announces nothing: the transaction is lost with it. Within another, the outer counts.
    """
    if _gathered.get() is not None:
        yield
        return
    gathered: list[Sequence[Publishable | PublishedRows]] = []
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    if gathered:
        named = [record for records in gathered for record in records]
        _announce(named if all(gathered) else [], texts=named)


def _announce(
    records: Sequence[Publishable | PublishedRows],
    texts: Sequence[Publishable | PublishedRows] = (),
) -> int:
    gathered = _gathered.get()
    if gathered is not None:
        gathered.append(records)
        db.session.flush()
        return revision() + 1
    db.session.flush()
    number = raise_revisions(_parts(records), clock.now())
    public_changed.send(None, records=list(records))
    texts_changed.send(None, records=list(texts or records), registry=not records)
    return number


def _parts(records: Sequence[Publishable | PublishedRows]) -> set[str]:
    """The parts that a change affects. The registry, if a record has none."""
    parts: set[str] = set()
    for record in records:
        parts |= record.parts if isinstance(record, PublishedRows) else {record.part}
    return parts if parts and len(parts) <= MANY_STATES else {REGISTRY}


def lock_publication() -> None:
    """Prevent all other publications until the transaction ends.

    For callers that read and write only if nothing has changed: what was read before is read again.
    It does not block changes to unpublished records.
    """
    db.session.flush()
    db.session.execute(select(PublicRevision.id).with_for_update())
    db.session.expire_all()
    forget_revisions()
