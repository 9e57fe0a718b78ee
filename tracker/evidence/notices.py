"""E-mails about actions and replies: something waits, or was decided.

Listens to the announcement of moves and writes in their transaction. A letter travels in the open:
it names the reference alone, no state, no organisation and nothing of what was written.
"""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.actor_loading import load_actor
from tracker.accounts.mail import preferences, queue
from tracker.accounts.mail.templates import MailMessage, in_language_of, isolated, link, to_reader
from tracker.accounts.models import Membership, UserAccount
from tracker.core.db import db
from tracker.evidence.queries.under_review import decides
from tracker.policy.predicates import Role
from tracker.review.lifecycle import DECISIONS, Move
from tracker.review.models import Submission, SubmissionMove
from tracker.review.submissions import submission_moved

# Kinds, as ``tracker.accounts.mail.preferences`` lists them.
WAITS, DECIDED = "submission-waits", "submission-decided"


def listen() -> None:
    """Queue e-mails whenever a submission changes status."""
    submission_moved.connect(_on_move)


def _on_move(_sender: object, *, actor: Actor, step: SubmissionMove) -> None:
    move, submission = Move(step.move), step.submission
    if move in (Move.SUBMIT, Move.APPROVE):
        _write(_reviewers(submission), actor, WAITS, step)
    elif move in DECISIONS:
        _write(own_side(submission), actor, DECIDED, step)


def _write(concerned: Iterable[UserAccount], actor: Actor, kind: str, step: SubmissionMove) -> None:
    """E-mail everybody concerned, except whoever made the change."""
    for user in concerned:
        if user.public_id != actor.key and preferences.wants(user, kind):
            queue.enqueue(_letter(user, kind, step))


def _reviewers(submission: Submission) -> list[UserAccount]:
    """The users who may decide on it, by the permission rules."""
    found = _holders(Membership.role == Role.REVIEWER)
    return [user for user in found if decides(load_actor(user, second_factor=True), submission)]


def own_side(submission: Submission) -> Sequence[UserAccount]:
    """The users of its side: the organisation's contributors, or the State's if none is named."""
    if submission.organisation_id is not None:
        return _holders(
            Membership.role == Role.CONTRIBUTOR,
            Membership.organisation_id == submission.organisation_id,
        )
    return _holders(
        Membership.role.in_((Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY)),
        Membership.state == submission.state,
    )


def _holders(*which: object) -> Sequence[UserAccount]:
    query = select(Membership.user_id).where(Membership.ended_at.is_(None), *which)  # type: ignore[arg-type]
    people = select(UserAccount).where(UserAccount.id.in_(query), UserAccount.disabled_at.is_(None))
    return db.session.scalars(people.order_by(UserAccount.id)).all()


def _letter(user: UserAccount, kind: str, step: SubmissionMove) -> MailMessage:
    submission = step.submission
    with in_language_of(user):
        names = {"reference": isolated(submission.reference)}
        if kind == WAITS:
            subject = _("Waiting for a decision: %(reference)s", **names)
            text, page = _waiting(Move(step.move), names), "review"
        else:
            subject = _("Decided: %(reference)s", **names)
            text, page = _decision(Move(step.move), names), "sign_in"
        matter = f"{submission.kind}:{submission.reference}:{submission.version}"
        return to_reader(user, kind, subject, text, link(page), matter=matter)


def _waiting(move: Move, names: dict[str, str]) -> str:
    if move is Move.APPROVE:
        return _("One reviewer approved %(reference)s. A second reviewer must decide.", **names)
    return _("%(reference)s was sent for review and is waiting for a reviewer.", **names)


def _decision(move: Move, names: dict[str, str]) -> str:
    return {
        Move.PUBLISH: _("%(reference)s is published.", **names),
        Move.RETURN: _(
            "Reviewers returned %(reference)s with comments. Sign in to read and correct it.",
            **names,
        ),
        Move.DECLINE: _(
            "Reviewers declined %(reference)s. Sign in to read the reason.",
            **names,
        ),
    }[move]
