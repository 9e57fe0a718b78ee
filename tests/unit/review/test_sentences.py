"""Every step that a reader may be told of has a sentence, and none names anybody."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_babel import Babel

from tracker.core.clock import PartialDate
from tracker.review.history import PRIVATE, HistoryEvent, HistoryEventKind, of_moves
from tracker.review.lifecycle import REPORT_MOVES, SUBMISSION_MOVES, Move
from tracker.review.sentences import SENTENCES, sentence

DAY = date(2026, 3, 14)
MOMENT = datetime.fromisoformat("2026-03-14T12:00:00+00:00")
# What is declined or given up is never public, so nobody reads its history.
NEVER_PUBLIC = {Move.DECLINE, Move.DISCARD}


@pytest.fixture(autouse=True)
def language() -> object:
    app = Flask("sentences")
    Babel(app)
    with app.test_request_context():
        yield


def step(move: Move, reason: str | None = None) -> SimpleNamespace:
    return SimpleNamespace(move=move, role="reviewer", made_at=MOMENT, reason=reason)


def test_every_public_step_has_its_sentence() -> None:
    reported = {move for _status, move in REPORT_MOVES}
    submitted = {move for _status, move in SUBMISSION_MOVES} - PRIVATE - NEVER_PUBLIC

    assert reported <= set(SENTENCES["report"])
    assert submitted <= set(SENTENCES["action"])
    assert submitted <= set(SENTENCES["reply"])
    shown = set(HistoryEventKind) - {HistoryEventKind.CHANGED}
    never_hidden = {HistoryEventKind.HIDDEN, HistoryEventKind.RESTORED}
    for kind in SENTENCES:
        expected = shown - never_hidden if kind == "commitment" else shown
        assert expected <= set(SENTENCES[kind]), kind


def test_role_decides_who_did_it() -> None:
    seen = [
        sentence("report", HistoryEvent(Move.REOPEN, DAY, role=role))
        for role in ("focal_point", "validating_authority")
    ]

    assert seen == [
        "The focal point reopened it.",
        "The validating authority reopened it.",
    ]


def test_reason_follows_where_it_may_be_known() -> None:
    moves = [step(Move.RETURN, "Between us."), step(Move.WITHDRAW, "Elsewhere.")]

    events = of_moves(moves, known_by=DAY, reasons=frozenset({Move.WITHDRAW}))

    assert [sentence("report", event) for event in events] == [
        "A reviewer returned it to the State.",
        "The validating authority withdrew it. Reason: Elsewhere.",
    ]


def test_change_tells_before_and_after() -> None:
    change = {"detail": "Title", "before": "One", "after": "Two"}
    added, removed = {**change, "before": ""}, {**change, "after": ""}

    seen = [
        sentence("commitment", HistoryEvent(HistoryEventKind.CHANGED, DAY, **each))
        for each in (change, added, removed)
    ]

    assert seen == [
        "Changed, Title: “One” became “Two”.",
        "Added, Title: “Two”.",
        "Removed, Title: “One”.",
    ]


@pytest.mark.parametrize(("to_month", "expected"), [(False, "2026-03-14"), (True, "2026-03")])
def test_steps_are_dated_as_precisely_as_they_may_be(to_month: bool, expected: str) -> None:
    (event,) = of_moves([step(Move.PUBLISH)], known_by=DAY, reasons=frozenset(), to_month=to_month)

    assert str(PartialDate(event.on, event.precision)) == expected


def test_later_and_private_steps_are_left_out() -> None:
    moves = [step(Move.RECALL), step(Move.SUBMIT)]

    seen = [
        list(of_moves(moves, known_by=day, reasons=frozenset(), hidden=PRIVATE))
        for day in (date(2026, 3, 13), DAY)
    ]

    assert [[event.what for event in events] for events in seen] == [[], [Move.SUBMIT]]
