"""Withholds an organisation's name in every version of a record once one version withholds it.

Every version of a record links to the others, so withholding a name in one version is useless if
another shows it. If any published version withholds the name, all of them do, and all dates are
shown as months. A later correction cannot undo this, because it would disclose the name for earlier
versions too.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from tracker.accounts.actor import Actor
from tracker.accounts.models import Organisation
from tracker.accounts.organisations import organisation_corrected
from tracker.audit import trail
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.evidence.emptied import EMPTIED, empty_words
from tracker.evidence.models import Action, Attachment, Reply
from tracker.evidence.privacy_check import texts_of
from tracker.pii.organisations import is_named
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
    """Whether a text, source or caption names the organisation, or its words were removed."""
    texts = [text for text in _texts(record) if text]
    return texts[:1] == [EMPTIED] or any(is_named(text, organisation) for text in texts)


def fields_that_name(submission: Submission) -> tuple[str, ...]:
    """Fields that name the organisation although its name is to be withheld."""
    organisation = submission.organisation
    if not submission.name_withheld or organisation is None:
        return ()
    texts = texts_of(submission).items()
    return tuple(field for field, text in texts if is_named(text, organisation.name))


def faults(submission: Submission) -> dict[str, list[str]]:
    """Errors by field that block submission: the organisation may not name itself."""
    said = _("this names your organisation, although you withhold its name")
    return {field: [said] for field in fields_that_name(submission)}


def refuse_name_in_reason(submission: Submission, reason: str) -> None:
    """Raises Invalid if a reason that readers will see tells a withheld name."""
    organisation = submission.organisation
    if submission.name_withheld and organisation and is_named(reason, organisation.name):
        raise Invalid({"reason": [_("readers will see this, and the name must be withheld")]})


def connect_signals() -> None:
    """Listen to changed names: what named an organisation before still does."""
    organisation_corrected.connect(_on_corrected)


def _on_corrected(_sender: object, organisation: Organisation, former_name: str) -> None:
    """Remove the words of earlier versions that contain the former name. No page shows them."""
    if former_name == organisation.name:
        return
    for model in (Action, Reply):
        query: Any = select(model).where(
            model.organisation_id == organisation.id,
            model.name_withheld.is_(True),
            model.ended_at.is_not(None),
        )
        for record in db.session.scalars(query).all():
            if names_itself(record, former_name):
                empty_words(record)
    db.session.flush()


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
        _remove_telling_reasons(row)
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


def _remove_telling_reasons(record: Record) -> None:
    """Remove reasons of decisions that name the organisation: readers see them in the history."""
    if record.organisation is None or record.submission is None:
        return
    for move in record.submission.moves:
        if move.reason and is_named(move.reason, record.organisation.name):
            move.reason = None
