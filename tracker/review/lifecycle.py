"""The lifecycle of what is submitted: which move leads from which status to which. Pure.

One table; whatever is not in it cannot happen. Who may make a move is the policy's matter.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a report stands on its way to readers."""

    DRAFT = "draft"
    CLEARED = "cleared"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    RETURNED = "returned"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What somebody does with a report as a whole."""

    CLEAR = "clear"
    REOPEN = "reopen"
    SUBMIT = "submit"
    PUBLISH = "publish"
    RETURN = "return"
    SUPERSEDE = "supersede"
    WITHDRAW = "withdraw"


REPORT_MOVES: dict[tuple[Status, Move], Status] = {
    (Status.DRAFT, Move.CLEAR): Status.CLEARED,
    (Status.CLEARED, Move.REOPEN): Status.DRAFT,
    (Status.CLEARED, Move.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Move.PUBLISH): Status.PUBLISHED,
    (Status.SUBMITTED, Move.RETURN): Status.RETURNED,
    (Status.RETURNED, Move.REOPEN): Status.DRAFT,
    (Status.PUBLISHED, Move.SUPERSEDE): Status.SUPERSEDED,
    (Status.PUBLISHED, Move.WITHDRAW): Status.WITHDRAWN,
}

# Moves that must say why.
REASONED = frozenset({Move.RETURN, Move.WITHDRAW})

# In these the state's own side still writes; in the others nothing of the text may change.
OPEN = frozenset({Status.DRAFT})

# Where reviewers know of a report; before that it is its own side's alone.
BEFORE_REVIEWERS = frozenset(Status) - {Status.DRAFT, Status.CLEARED}


def after(status: Status, move: Move) -> Status | None:
    """The status that the move leads to, None where it is not legal."""
    return REPORT_MOVES.get((status, move))
