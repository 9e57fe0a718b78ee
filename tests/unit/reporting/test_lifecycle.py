"""The table of moves is the whole of the lifecycle."""

from itertools import product

from tracker.review.lifecycle import BEFORE_REVIEWERS, OPEN, REPORT_MOVES, Move, Status, after

# Written by hand from the design: every move that there is.
LEGAL = {
    ("draft", "clear", "cleared"),
    ("draft", "discard", "discarded"),
    ("cleared", "reopen", "draft"),
    ("cleared", "submit", "submitted"),
    ("submitted", "publish", "published"),
    ("submitted", "return", "returned"),
    ("returned", "reopen", "draft"),
    ("published", "supersede", "superseded"),
    ("published", "withdraw", "withdrawn"),
}


def test_no_move_leads_anywhere_but_the_table() -> None:
    found = {
        (status, move, to)
        for status, move in product(Status, Move)
        if (to := after(status, move)) is not None
    }

    assert found == LEGAL


def test_history_is_never_left() -> None:
    assert not {status for status, _move in REPORT_MOVES} & {
        Status.SUPERSEDED,
        Status.WITHDRAWN,
        Status.DISCARDED,
    }


def test_what_is_open_is_hidden_from_reviewers() -> None:
    assert not OPEN & BEFORE_REVIEWERS
    assert not {Status.CLEARED, Status.DISCARDED} & BEFORE_REVIEWERS
