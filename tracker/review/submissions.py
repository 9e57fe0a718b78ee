"""Creates, saves, claims and moves submissions. Callers check permission.

The calling services (evidence) check permission and know the content of records. Every transition
is one conditional update, a row with person, time and reason, and an audit event without texts.
"""

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum

from blinker import signal
from flask_babel import gettext as _
from sqlalchemy import select, update

from tracker.accounts import identifiers
from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.policy.predicates import Role
from tracker.review import assignment
from tracker.review.conflicts import IllegalMove, TextConflict
from tracker.review.lifecycle import (
    DECISIONS,
    IN_REVIEW,
    OPEN,
    REASONED,
    SUBMISSION_MOVES,
    Move,
    Status,
    after,
)
from tracker.review.models import Submission, SubmissionMove
from tracker.review.versions import later_versions

REASON_LIMIT = 5_000


class Kind(StrEnum):
    """The kind of a submission."""

    ACTION = "action"
    REPLY = "reply"


class DeclineReason(StrEnum):
    """Why a submission is declined. Only this part is public."""

    HARMFUL = "harmful"  # somebody could be recognised, and it cannot be mended
    NOT_AN_ACT = "not_an_act"  # not a dated act of a state, or an answer to nothing
    NOT_CHECKABLE = "not_checkable"  # no source by which it can be checked
    ALREADY_THERE = "already_there"  # the same act is on record
    OUT_OF_SCOPE = "out_of_scope"  # bears on no commitment kept here


PREFIXES = {Kind.ACTION: "A", Kind.REPLY: "RP"}

# Sent after each move, in its transaction, with ``actor`` and ``step``.
submission_moved = signal("tracker.review.submission-moved")


def begin(
    actor: Actor,
    kind: Kind,
    text: Mapping[str, str],
    *,
    state: str | None,
    organisation_id: int | None,
    replaces: str | None = None,
    about: str | None = None,
    own_key: str | None = None,
) -> Submission:
    """Create a draft. Its reference is random, or the next version of what it corrects."""
    submission = Submission(
        reference=_reference(kind, replaces),
        kind=kind,
        status=Status.DRAFT,
        version=1,
        state=state,
        organisation_id=organisation_id,
        name_withheld=False,
        replaces=replaces,
        about=about,
        own_key=own_key,
        text=dict(text),
        created_by=actor.key,
        created_at=clock.now(),
    )
    db.session.add(submission)
    db.session.flush()
    _audit(actor, submission, "begun", {"text": fingerprint(text)})
    return submission


def find(kind: Kind, reference: str) -> Submission | None:
    """The submission, locked until the transaction ends, or None."""
    query = select(Submission).where(Submission.reference == reference, Submission.kind == kind)
    held = query.with_for_update(of=Submission).execution_options(populate_existing=True)
    return db.session.scalar(held)


def write(
    actor: Actor, submission: Submission, text: Mapping[str, str], *, version: int
) -> Submission:
    """Save the text over the version that the writer saw. An equal text changes nothing.

    Raises TextConflict if another person saved first, and IllegalMove if it is no longer a draft.
    """
    if submission.status not in OPEN:
        raise IllegalMove(submission.status, Move.SUBMIT)
    if submission.text == dict(text):
        return submission
    if submission.version != version:
        raise TextConflict(submission.text, submission.version, dict(text))
    submission.text = dict(text)
    submission.version += 1
    db.session.flush()
    _audit(actor, submission, "written", {"text": fingerprint(text)})
    return submission


def claim(actor: Actor, submission: Submission) -> bool:
    """Claim it. Raises ClaimedByAnother, or IllegalMove if no decision is needed.

    False where one took it a moment ago.
    """
    if submission.status not in IN_REVIEW:
        raise IllegalMove(submission.status, Move.PUBLISH)
    return assignment.assign(actor, submission, submission.reference)


def step(
    actor: Actor,
    submission: Submission,
    move: Move,
    *,
    role: Role,
    ground: DeclineReason | None = None,
    reason: str | None = None,
    remarks: Mapping[str, str] | None = None,
    note: str | None = None,
) -> SubmissionMove:
    """Make one transition. ``note`` is for reviewers only.

    Raises IllegalMove where the move does not start there, Invalid where a reason is missing.
    """
    before = Status(submission.status)
    to = after(before, move, SUBMISSION_MOVES)
    if to is None:
        raise IllegalMove(submission.status, move)
    stated = _reason(move, reason, remarks)
    moved = compare_and_set(
        update(Submission)
        .where(Submission.id == submission.id, Submission.status == before)
        .values(status=to, version=Submission.version + 1, claimed_by=None, claimed_at=None)
    )
    db.session.refresh(submission)
    if not moved:
        raise IllegalMove(submission.status, move)
    if move is Move.SUBMIT:
        submission.submitted_at = clock.now()
    made = SubmissionMove(
        submission=submission,
        move=move,
        from_status=before,
        to_status=to,
        made_at=clock.now(),
        actor=actor.key,
        role=role,
        ground=ground,
        reason=stated,
        remarks=dict(remarks) if remarks else None,
        note=note or None,
        waited=_waited(submission) if move in DECISIONS else None,
    )
    db.session.add(made)
    db.session.flush()
    content = {"from": before, "to": to, "ground": ground, "text": fingerprint(submission.text)}
    _audit(actor, submission, move, content)
    submission_moved.send(None, actor=actor, step=made)
    return made


def approved_by(submission: Submission) -> str | None:
    """The key of the first reviewer who approved. None if there is none."""
    if submission.status != Status.SECOND_REVIEW:
        return None
    return next(made.actor for made in reversed(submission.moves) if made.move == Move.APPROVE)


def fingerprint(text: Mapping[str, str]) -> str:
    """SHA-256 of the text. It proves in the audit trail what was submitted."""
    spelled = json.dumps(dict(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode("utf-8", "surrogatepass")).hexdigest()


def _reference(kind: Kind, replaces: str | None) -> str:
    if replaces is None:
        return f"{PREFIXES[kind]}-{identifiers.reference()}"
    # A version that was declined keeps its number, so the next one is one more than the highest.
    root = replaces.partition(".")[0]
    taken = db.session.scalars(
        select(Submission.reference).where(later_versions(Submission.reference, root))
    )
    numbers = [_version(name) for name in (replaces, *taken)]
    return f"{root}.{max(numbers) + 1}"


def _version(reference: str) -> int:
    return int(reference.partition(".")[2] or 1)


def _reason(move: Move, reason: str | None, remarks: Mapping[str, str] | None) -> str | None:
    text = (reason or "").strip()
    if len(text) > REASON_LIMIT:
        raise Invalid({"reason": [_("use at most %(limit)s characters", limit=REASON_LIMIT)]})
    if move in REASONED and not text and not remarks:
        raise Invalid({"reason": [_("give the reason")]})
    return text or None


def _waited(submission: Submission) -> int | None:
    since = submission.submitted_at
    return None if since is None else (clock.now() - since).days


def _audit(
    actor: Actor, submission: Submission, verb: str, content: Mapping[str, str | None]
) -> None:
    subject = f"{submission.kind}:{submission.reference}"
    trail.record(actor, f"evidence:{submission.kind}:{verb}", subject, dict(content))
