"""Finds actions that probably exist already: same State, near date, similar words or source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from sqlalchemy import select

from tracker.core import clock
from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.evidence.action_drafts import ActionDraft, readable
from tracker.evidence.models import Action, Citation
from tracker.evidence.queries import actions
from tracker.registry.models import State
from tracker.review.lifecycle import IN_REVIEW, Status
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.review.visibility import public_at
from tracker.schema.fields import first_day
from tracker.text.similarity import are_alike

NEAR = timedelta(days=45)
MOST_SHOWN = 5
_OWN = frozenset({Status.DRAFT, Status.RETURNED}) | IN_REVIEW


class Similarity(StrEnum):
    """Why two actions may be the same."""

    SOURCE = "source"  # it names the same source
    WORDS = "words"  # a near date and a title much like it


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """A possible duplicate. ``status`` for one's own; None if it is published."""

    reference: str
    title: str
    kind: str | None
    effective_on: date | None
    effective_precision: str | None
    status: Status | None
    likeness: Similarity


def likely_duplicates(
    draft: ActionDraft, *, organisation_id: int | None, reference: str
) -> tuple[Duplicate, ...]:
    """Possible duplicates of a draft, without itself and what it corrects."""
    if draft.state is None:
        return ()
    root = reference.partition(".")[0]
    found = [*_published(draft, root), *_own(draft, organisation_id, root)]
    return tuple(sorted(found, key=lambda each: list(Similarity).index(each.likeness))[:MOST_SHOWN])


def _published(draft: ActionDraft, root: str) -> Iterable[Duplicate]:
    query = (
        select(Action)
        .join(State, State.id == Action.state_id)
        .where(State.iso3 == draft.state, public_at(Action, clock.today()))
    )
    rows = {row.reference: row for row in db.session.scalars(query)}
    addresses = _addresses([row.id for row in rows.values()])
    alike = {
        reference: likeness
        for reference, row in rows.items()
        if reference.partition(".")[0] != root
        and (
            likeness := _likeness(
                draft,
                title=row.title,
                on=PartialDate(row.effective_on, row.effective_precision),
                addresses=addresses.get(row.id, frozenset()),
            )
        )
    }
    # What is shown comes from the public view, in which no withheld name is.
    for reference, view in actions.actions(alike).items():
        yield Duplicate(
            reference=reference,
            title=view.title,
            kind=view.kind,
            effective_on=view.effective_on,
            effective_precision=view.effective_precision,
            status=None,
            likeness=alike[reference],
        )


def _own(draft: ActionDraft, organisation_id: int | None, root: str) -> Iterable[Duplicate]:
    query = select(Submission).where(
        Submission.kind == Kind.ACTION,
        Submission.organisation_id == organisation_id,
        Submission.state == draft.state,
        Submission.status.in_(_OWN),
    )
    for row in db.session.scalars(query):
        other, _errors = readable(row.text)
        likeness = _likeness(
            draft,
            title=other.title or "",
            on=other.effective,
            addresses=frozenset(_same(source.url) for source in other.sources if source.url),
        )
        if likeness and row.reference.partition(".")[0] != root:
            on = other.effective
            yield Duplicate(
                reference=row.reference,
                title=other.title or row.reference,
                kind=other.kind,
                effective_on=on.last_day if on else None,
                effective_precision=on.precision if on else None,
                status=Status(row.status),
                likeness=likeness,
            )


def _likeness(
    draft: ActionDraft, *, title: str, on: PartialDate | None, addresses: frozenset[str]
) -> Similarity | None:
    if any(_same(source.url) in addresses for source in draft.sources if source.url):
        return Similarity.SOURCE
    if _near(draft.effective, on) and are_alike(draft.title or "", title):
        return Similarity.WORDS
    return None


def _near(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether the days that two dates can mean are close together."""
    if one is None or other is None:
        return False
    return first_day(one) - NEAR <= other.last_day and first_day(other) - NEAR <= one.last_day


def _addresses(ids: list[int]) -> dict[int, frozenset[str]]:
    rows = db.session.execute(
        select(Citation.action_id, Citation.url).where(
            Citation.action_id.in_(ids), Citation.url.is_not(None)
        )
    )
    found: dict[int, set[str]] = {}
    for action_id, url in rows:
        if action_id and url:
            found.setdefault(action_id, set()).add(_same(url))
    return {number: frozenset(each) for number, each in found.items()}


def _same(url: str) -> str:
    """The comparable part of an address: host, path and query."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{parts.path.rstrip('/')}{query}"
