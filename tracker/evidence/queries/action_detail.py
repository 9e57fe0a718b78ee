"""The public page of one action: the record, its versions, corrections and files.

A record that is not public, was not public by the day, or does not exist gives the same answer. For
a withdrawn one only its existence, the date and the reason are shown, whatever the day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.evidence import history
from tracker.evidence.models import Action, Attachment
from tracker.evidence.queries import actions
from tracker.evidence.queries.actions import ActionView
from tracker.evidence.withholding import names_itself
from tracker.review.history import HistoryEvent, end_of, when
from tracker.review.lifecycle import Move
from tracker.review.publication import Ending
from tracker.review.versions import of_family

# What is compared between two versions, in the order in which a page shows it.
COMPARED = (
    "title",
    "kind",
    "happened",
    "account",
    "stage",
    "language",
    "bearings",
    "sources",
    "files",
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version. ``ended`` is None for the version that counts on the day."""

    reference: str
    published_on: date
    precision: str
    ended: Ending | None


@dataclass(frozen=True, slots=True)
class File:
    """A file that readers may open."""

    public_id: str
    media_type: str
    extension: str
    size: int
    caption: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that a correction changed. Pages describe it in words."""

    part: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """``action`` is None if it was withdrawn; then ``ended_reason`` says why.

    ``differences`` are those from the version before; none for the first one. ``decisions`` are
    the steps of reviewers among ``events``.
    """

    reference: str
    action: ActionView | None
    status: Ending | None
    ended_on: date | None
    ended_precision: str
    ended_reason: str | None
    versions: tuple[Version, ...]
    differences: tuple[Difference, ...]
    files: tuple[File, ...]
    events: tuple[HistoryEvent, ...]

    @property
    def latest(self) -> str:
        """The version that counts, or else the last one."""
        return self.versions[-1].reference

    @property
    def decisions(self) -> tuple[HistoryEvent, ...]:
        """The reviewers' decisions."""
        made = (Move.RETURN, Move.APPROVE, Move.PUBLISH)
        return tuple(event for event in self.events if event.what in made)


def public_action(reference: str, known_by: date) -> ActionPage:
    """The action as readers see it. Raises NotFound."""
    family = [row for row in _family(reference) if _began(row, known_by)]
    row = next((one for one in family if one.reference == reference), None)
    if row is None:
        raise NotFound("action", reference)
    gone = [one for one in family if one.ended_as == Ending.WITHDRAWN]
    ending = gone[0] if gone else row
    ended = bool(gone) or _ended(row, known_by)
    on, precision = _when(ending, ending.ended_at) if ended else (None, "day")
    return ActionPage(
        reference=reference,
        action=None if gone else actions.actions([reference])[reference],
        status=(Ending.WITHDRAWN if gone else Ending.SUPERSEDED) if ended else None,
        ended_on=on,
        ended_precision=precision,
        ended_reason=gone[0].ended_reason if gone else None,
        versions=tuple(_version(one, known_by) for one in family),
        differences=() if gone else tuple(_differences(family, row)),
        files=() if gone else _files(row),
        events=history.events_of(row, known_by),
    )


def _family(reference: str) -> Sequence[Action]:
    """All versions of a record that were ever public, first one first."""
    query = (
        select(Action)
        .where(of_family(Action.reference, reference), Action.published_at.is_not(None))
        .order_by(Action.published_at, Action.id)
    )
    return db.session.scalars(query).all()


def _began(row: Action, known_by: date) -> bool:
    return row.published_at is not None and row.published_at < end_of(known_by)


def _ended(row: Action, known_by: date) -> bool:
    return row.ended_at is not None and row.ended_at < end_of(known_by)


def _when(row: Action, moment: datetime | None) -> tuple[date | None, str]:
    return when(moment, to_month=row.name_withheld) if moment else (None, "day")


def _version(row: Action, known_by: date) -> Version:
    if row.published_at is None:  # only public ones are asked for; any other is a fault of ours
        raise ValueError(f"{row.reference} is not public")
    on, precision = when(row.published_at, to_month=row.name_withheld)
    withdrawn = row.ended_as == Ending.WITHDRAWN
    ended = withdrawn or _ended(row, known_by)
    return Version(row.reference, on, precision, Ending(row.ended_as or "") if ended else None)


def _files(row: Action) -> tuple[File, ...]:
    if row.ended_at is not None and row.name_withheld and names_itself(row, row.organisation.name):
        return ()
    query = (
        select(Attachment)
        .where(Attachment.submission_id == row.submission_id)
        .order_by(Attachment.position)
    )
    return tuple(
        File(one.public_id, one.media_type, one.extension, one.size, one.caption)
        for one in db.session.scalars(query)
    )


# What a correction changed --------------------------------------------------------------------


def _differences(family: Sequence[Action], row: Action) -> Iterator[Difference]:
    place = [one.reference for one in family].index(row.reference)
    if place == 0:
        return
    old, new = family[place - 1], row
    views = actions.actions([old.reference, new.reference])
    before, after = (_compared(views[one.reference], one) for one in (old, new))
    for part in COMPARED:
        if before[part] != after[part]:
            yield Difference(part, before[part], after[part])


def _compared(view: ActionView, row: Action) -> dict[str, object]:
    return {
        "title": view.title,
        "kind": view.kind,
        "happened": (
            view.began_on,
            view.began_precision,
            view.effective_on,
            view.effective_precision,
        ),
        "account": view.account,
        "stage": view.stage,
        "language": view.language,
        "bearings": view.bearings,
        "sources": view.sources,
        # By caption and size: the files of a correction are copies under names of their own.
        "files": tuple((one.caption, one.media_type, one.size) for one in _files(row)),
    }
