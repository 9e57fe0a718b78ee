"""The lifecycle of submissions: which transition leads from which status to which. Pure.

One table; whatever is not in it cannot happen. Who may make a move is the policy's matter.
"""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """The status of a report, action or reply."""

    DRAFT = "draft"
    CLEARED = "cleared"
    SUBMITTED = "submitted"
    SECOND_REVIEW = "second_review"  # one reviewer would publish; another has to agree
    PUBLISHED = "published"
    RETURNED = "returned"
    DECLINED = "declined"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"  # given up before anybody else saw it


class Move(StrEnum):
    """A transition of a whole submission."""

    CLEAR = "clear"
    DISCARD = "discard"
    REOPEN = "reopen"
    SUBMIT = "submit"
    RECALL = "recall"
    APPROVE = "approve"
    PUBLISH = "publish"
    RETURN = "return"
    DECLINE = "decline"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


REPORT_MOVES: dict[tuple[Status, Move], Status] = {
    (Status.DRAFT, Move.CLEAR): Status.CLEARED,
    # Only what was never filed: the service asks whether it was once sent.
    (Status.DRAFT, Move.DISCARD): Status.DISCARDED,
    (Status.CLEARED, Move.REOPEN): Status.DRAFT,
    (Status.CLEARED, Move.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Move.PUBLISH): Status.PUBLISHED,
    (Status.SUBMITTED, Move.RETURN): Status.RETURNED,
    (Status.RETURNED, Move.REOPEN): Status.DRAFT,
    (Status.PUBLISHED, Move.SUPERSEDE): Status.SUPERSEDED,
    (Status.PUBLISHED, Move.WITHDRAW): Status.WITHDRAWN,
}

# Actions and replies: one person writes and submits, reviewers decide, and some need two of them.
SUBMISSION_MOVES: dict[tuple[Status, Move], Status] = {
    (Status.DRAFT, Move.SUBMIT): Status.SUBMITTED,
    # Only what a reviewer has decided on stays, emptied; any other draft is deleted altogether.
    (Status.DRAFT, Move.DISCARD): Status.DISCARDED,
    (Status.SUBMITTED, Move.RECALL): Status.DRAFT,
    (Status.SUBMITTED, Move.APPROVE): Status.SECOND_REVIEW,
    (Status.SUBMITTED, Move.PUBLISH): Status.PUBLISHED,
    (Status.SUBMITTED, Move.RETURN): Status.RETURNED,
    (Status.SUBMITTED, Move.DECLINE): Status.DECLINED,
    (Status.SECOND_REVIEW, Move.RECALL): Status.DRAFT,
    (Status.SECOND_REVIEW, Move.PUBLISH): Status.PUBLISHED,
    (Status.SECOND_REVIEW, Move.RETURN): Status.RETURNED,
    (Status.SECOND_REVIEW, Move.DECLINE): Status.DECLINED,
    (Status.RETURNED, Move.REOPEN): Status.DRAFT,
    (Status.PUBLISHED, Move.SUPERSEDE): Status.SUPERSEDED,
    (Status.PUBLISHED, Move.WITHDRAW): Status.WITHDRAWN,
}

# Moves that must say why, and those that may.
REASONED = frozenset({Move.RETURN, Move.DECLINE, Move.WITHDRAW})
MAY_SAY_WHY = frozenset({Move.DISCARD})

# With a reviewer, and what a reviewer's decision is.
IN_REVIEW = frozenset({Status.SUBMITTED, Status.SECOND_REVIEW})
DECISIONS = frozenset({Move.PUBLISH, Move.RETURN, Move.DECLINE})

# In these the state's own side still writes; in the others nothing of the text may change.
OPEN = frozenset({Status.DRAFT})

# Of these nothing is left but the decisions on them: for their own side they are gone.
GIVEN_UP = frozenset({Status.DISCARDED})

# Where reviewers know of a report; before that it is its own side's alone.
BEFORE_REVIEWERS = frozenset(Status) - {Status.DRAFT, Status.CLEARED, Status.DISCARDED}


Moves = Mapping[tuple[Status, Move], Status]


def after(status: Status, move: Move, moves: Moves = REPORT_MOVES) -> Status | None:
    """The status after the transition. None if it is not allowed."""
    return moves.get((status, move))
