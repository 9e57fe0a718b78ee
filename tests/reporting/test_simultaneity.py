"""Two sessions at the same moment: one wins, the other is told; nothing is half done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Barrier
from types import SimpleNamespace

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.people import events
from tests.reporting import filing, people
from tests.reporting.filing import CYCLE
from tracker.audit import trail
from tracker.core.db import writing
from tracker.core.errors import Conflict, Invalid
from tracker.reporting import editing, review_decisions, transitions
from tracker.reporting.conflicts import (
    AlreadyBegun,
    EntryConflict,
    FrameConflict,
    ReportClosed,
)
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.cycles import put_cycles
from tracker.reporting.models import DueDate, Report
from tracker.review.conflicts import ClaimedByAnother, IllegalMove

Act = Callable[[], object]


def at_once(app: Flask, *acts: Act) -> list[Conflict | None]:
    """What each act ended with, all of them begun at the same moment in sessions of their own."""
    barrier = Barrier(len(acts))

    def do(act: Act) -> Conflict | None:
        from tracker.core.db import db

        with app.app_context():
            barrier.wait()
            try:
                with writing():
                    act()
                    db.session.commit()
            except Conflict as caught:
                db.session.rollback()
                return caught
            finally:
                db.session.remove()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(do, acts))


def kinds_of_conflict(outcomes: list[Conflict | None]) -> set[type]:
    return {type(outcome) for outcome in outcomes}


def test_one_of_two_saves_wins(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=1)).reference
    db.session.commit()
    db.session.remove()

    outcomes = at_once(
        app,
        lambda: editing.save_entry(people.DRAFTER, reference, filing.entry(level=2), version=1),
        lambda: editing.save_entry(people.COLLEAGUE, reference, filing.entry(level=3), version=1),
    )

    assert kinds_of_conflict(outcomes) == {type(None), EntryConflict}
    (loser,) = [outcome for outcome in outcomes if outcome]
    assert {loser.stored.draft.level, loser.offered.level} == {2, 3}
    assert trail.verify().fault is None


def test_one_of_two_first_saves_wins(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference = filing.begun().reference
    db.session.commit()
    db.session.remove()

    outcomes = at_once(
        app,
        lambda: editing.save_entry(people.DRAFTER, reference, filing.entry(level=2), version=0),
        lambda: editing.save_entry(people.COLLEAGUE, reference, filing.entry(level=3), version=0),
    )

    assert kinds_of_conflict(outcomes) == {type(None), EntryConflict}


def test_one_of_two_frames_wins(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference = filing.begun().reference
    db.session.commit()
    db.session.remove()

    outcomes = at_once(
        app,
        lambda: editing.save_frame(people.DRAFTER, reference, filing.frame("One"), version=1),
        lambda: editing.save_frame(people.COLLEAGUE, reference, filing.frame("Two"), version=1),
    )

    assert kinds_of_conflict(outcomes) == {type(None), FrameConflict}


def test_a_report_is_decided_once(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    report = filing.submitted()
    number, reference = report.id, report.reference
    db.session.commit()
    db.session.remove()

    outcomes = at_once(
        app,
        lambda: transitions.publish(people.REVIEWER, reference),
        lambda: transitions.return_(people.REVIEWER, reference, reason="Too short."),
    )

    assert kinds_of_conflict(outcomes) == {type(None), IllegalMove}
    report = db.session.get(Report, number)
    assert (report.status == "published") == (report.published_at is not None)
    assert len(report.moves) == 3


def test_one_of_two_reviewers_takes_a_report_up(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference = filing.submitted().reference
    db.session.commit()
    db.session.remove()
    second = replace(people.REVIEWER, key="another-reviewer")

    outcomes = at_once(
        app,
        lambda: review_decisions.claim(people.REVIEWER, reference),
        lambda: review_decisions.claim(second, reference),
    )

    assert kinds_of_conflict(outcomes) == {type(None), ClaimedByAnother}
    assert len(events("reporting:report:claimed")) == 1


def test_no_text_slips_in_while_a_report_is_cleared(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    report = filing.begun(filing.entry(level=1))
    number, reference = report.id, report.reference
    db.session.commit()
    db.session.remove()
    blank = filing.entry(level=4, measures_taken="")

    outcomes = at_once(
        app,
        lambda: editing.save_entry(people.DRAFTER, reference, blank, version=1),
        lambda: clear_if_finished(reference),
    )

    report = db.session.get(Report, number)
    assert [outcomes[0] is None, type(outcomes[0]) is ReportClosed].count(True) == 1
    assert (report.status, report.entries[0].level) in {("cleared", 1), ("draft", 4)}


def clear_if_finished(reference: str) -> None:
    with suppress(Invalid):
        transitions.clear(people.AUTHORITY, reference)


def test_a_due_date_is_answered_by_one_report(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    put_cycles(people.ADMINISTRATOR, [CycleDraft.parse(CYCLE)])
    due_id = db.session.query(DueDate.id).filter_by(state_id=world.one.id).scalar()
    db.session.commit()
    db.session.remove()

    outcomes = at_once(
        app,
        lambda: editing.start_report(people.DRAFTER, "XAA", filing.frame(), due_id=due_id),
        lambda: editing.start_report(people.COLLEAGUE, "XAA", filing.frame(), due_id=due_id),
    )

    assert kinds_of_conflict(outcomes) == {type(None), AlreadyBegun}
    (report,) = db.session.query(Report).all()
    assert [outcome.reference for outcome in outcomes if outcome] == [report.reference]
