"""Withholds an organisation's name in every version of a record once one version withholds it.

Every version of a record links to the others, so withholding a name in one version is useless if
another shows it. If any published version withholds the name, all of them do, and all dates are
shown as months. A later correction cannot undo this, because it would disclose the name for earlier
versions too.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core.db import db
from tracker.evidence.models import Action, Attachment, Reply
from tracker.pii.normalise import plain
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review import publication
from tracker.review.models import Submission
from tracker.review.versions import of_family

Record = Action | Reply


def earlier_version_withholds(submission: Submission) -> bool:
    """Whether a published earlier version of this submission withholds the name."""
    return any(
        row.name_withheld for row in _published(references_of_versions(submission.reference))
    )


def withhold_in_all_versions(actor: Actor, record: Record) -> None:
    """Withhold the name in all versions if any published version does.

    To be called before ``record`` becomes public, so that the change is announced with it.
    """
    require(actor, Permission.REVIEW_QUEUE_SEE)
    _spread(actor, [record, *_published(references_of_versions(record.reference))])


def withhold_where_only_some_do(actor: Actor) -> int:
    """Apply the rule to all stored records. Returns how many versions changed.

    Records that were published before the rule existed are brought in line by this.
    """
    require(actor, Permission.EXPIRED_FORGET)
    changed: list[Record] = []
    for model in (Action, Reply):
        query: Any = select(model).where(
            model.name_withheld.is_(True), model.published_at.is_not(None)
        )
        for record in db.session.scalars(query).all():
            changed += _spread(actor, _published(references_of_versions(record.reference)))
    if changed:
        publication.registry_changed()
    return len(changed)


def names_itself(record: Record, organisation: str) -> bool:
    """Whether a text, source or caption contains the organisation's name."""
    name = _folded(organisation)
    return bool(name) and any(name in _folded(text) for text in _texts(record))


def references_of_versions(reference: str) -> frozenset[str]:
    """References of all versions: by their names, and by what each says it replaces."""
    found: set[str] = set()
    new = {reference}
    while new:
        found |= new
        rows = db.session.execute(
            select(Submission.reference, Submission.replaces).where(
                or_(
                    Submission.replaces.in_(new),
                    *(of_family(Submission.reference, each) for each in new),
                )
            )
        )
        new = {each for row in rows for each in row if each} - found
    return frozenset(found)


def _published(references: Iterable[str]) -> list[Record]:
    found: list[Record] = []
    for model in (Action, Reply):
        clauses = [of_family(model.reference, each) for each in references]
        query: Any = select(model).where(or_(*clauses), model.published_at.is_not(None))
        found += db.session.scalars(query.order_by(model.id)).all()
    return found


def _spread(actor: Actor, family: Sequence[Record]) -> list[Record]:
    """Withhold the name in all of them if one does; returns those that were changed."""
    withholding = [row for row in family if row.name_withheld]
    if not withholding or any(row.organisation_id is None for row in family):
        return []
    survivors_shown = all(row.survivor_led_shown for row in withholding)
    changed = [row for row in family if not row.name_withheld]
    for row in family:
        row.survivor_led_shown = survivors_shown
        row.name_withheld = True
        if row.submission is not None:
            row.submission.name_withheld = True
    publication.round_to_month([row for row in family if row.published_at is not None])
    db.session.flush()
    if changed:
        # Earlier versions may be about other States than the one that is announced.
        publication.touch_public(texts=family)
    for row in changed:
        if row.published_at is not None:
            subject = f"{row.__tablename__}:{row.reference}"
            trail.record(actor, f"evidence:{row.__tablename__}:name_withheld", subject, {})
    return changed


def _texts(record: Record) -> Iterable[str | None]:
    if isinstance(record, Action):
        yield from (record.title, record.account)
    else:
        yield record.text
    for one in record.citations:
        yield from (one.title, one.publisher, one.url, one.archived_url)
    if record.submission_id is not None:
        query = select(Attachment.caption).where(Attachment.submission_id == record.submission_id)
        yield from db.session.scalars(query)


def _folded(text: str | None) -> str:
    return " ".join(plain(text or "").casefold().split())
