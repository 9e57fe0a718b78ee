"""Hidden records for people on duty and for their authors. Reads only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.policy.permission_map import may, require
from tracker.policy.permissions import Permission
from tracker.review import hiding
from tracker.review.hiding import Ground
from tracker.review.hiding_models import HiddenRecord, Hiding


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenItem:
    """A hidden record that waits for a decision."""

    public_id: str
    kind: str
    reference: str
    ground: Ground
    hidden_at: datetime
    decide_by: datetime

    @property
    def days_left(self) -> int:
        """Whole days until it must be decided; negative once that has passed."""
        return (self.decide_by - clock.now()).days

    @property
    def is_late(self) -> bool:
        """Whether the promised time has passed."""
        return self.decide_by < clock.now()


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenCase:
    """One of them with its words. ``may_decide``: the actor has no part in the record."""

    item: HiddenItem
    note: str
    records: tuple[str, ...]
    texts: Sequence[str]
    may_decide: bool
    is_removable: bool


def waiting(actor: Actor) -> tuple[HiddenItem, ...]:
    """Hidden records, the first to be decided first."""
    require(actor, Permission.RECORD_HIDE)
    query = select(Hiding).where(Hiding.closed_at.is_(None))
    rows = db.session.scalars(query.order_by(Hiding.decide_by, Hiding.id))
    return tuple(map(_item, rows))


def case(actor: Actor, public_id: str) -> HiddenCase | None:
    """A hidden record with its words. None once it was decided. Raises NotFound."""
    require(actor, Permission.RECORD_HIDE)
    row = hiding.find_case(public_id)
    if row.closed_at is not None:
        return None
    return HiddenCase(
        item=_item(row),
        note=row.note,
        records=tuple(one.reference for one in row.records),
        texts=hiding.texts_of(row),
        may_decide=may(actor, Permission.RECORD_RESTORE, hiding.part_of(row)),
        is_removable=hiding.is_removable(row),
    )


def hiding_of(reference: str) -> HiddenItem | None:
    """How a record is hidden, for its own side. None if it is not."""
    row = hiding.open_case(reference)
    return None if row is None else _item(row)


def is_under_examination(missing: NotFound) -> bool:
    """Whether what is not found is hidden. All that readers may know of it.

    The database is asked for records alone: any other page is missing without it too.
    """
    if missing.kind not in hiding.kinds():
        return False
    query = (
        select(HiddenRecord.id)
        .join(HiddenRecord.hiding)
        .where(HiddenRecord.reference == missing.name, Hiding.closed_at.is_(None))
    )
    return db.session.scalar(query.limit(1)) is not None


def _item(row: Hiding) -> HiddenItem:
    return HiddenItem(
        public_id=row.public_id,
        kind=row.kind,
        reference=row.reference,
        ground=Ground(row.ground),
        hidden_at=row.hidden_at,
        decide_by=row.decide_by,
    )
