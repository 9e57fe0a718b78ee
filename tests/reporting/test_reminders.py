"""Reminders: on which day, to whom, once; and the letters that follow a move of a report."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from time_machine import Traveller

from tests import people as accounts
from tests.reporting import filing, people
from tests.reporting.test_cycles import due_id, put
from tests.reporting.test_simultaneity import at_once
from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import queue
from tracker.accounts.mail.templates import MailMessage
from tracker.accounts.models import OutboxMail, UserAccount
from tracker.core.errors import Forbidden
from tracker.policy.predicates import Role
from tracker.reporting import reminders, transitions
from tracker.reporting.reminders import is_in_list, step_on

DUE = date(2030, 6, 30)


@pytest.mark.parametrize(
    ("away", "step", "reason"),
    [
        (-31, None, "too early"),
        (-30, -30, "the first"),
        (-29, -30, "the timer did not run yesterday"),
        (-10, -30, "made up for long after: the letter says how many days are left"),
        (-9, None, "the next is two days off"),
        (-7, -7, "the second"),
        (-6, -7, "the timer did not run on the day"),
        (-3, -7, "still three days to the next"),
        (-2, None, "the next is near"),
        (0, 0, "on the day"),
        (1, 0, "made up for on the day after"),
        (13, None, "the next comes tomorrow"),
        (14, 14, "overdue"),
        (42, 14, "three days before the last"),
        (44, None, "the last comes tomorrow"),
        (45, 45, "the last"),
        (46, None, "from now on only the list"),
    ],
)
def test_each_day_has_at_most_one_reminder(away: int, step: int | None, reason: str) -> None:
    assert step_on(DUE, DUE + timedelta(days=away)) == step, reason


@pytest.mark.parametrize(
    ("day", "listed", "reason"),
    [
        (date(2030, 8, 14), False, "the day of the last reminder"),
        (date(2030, 8, 31), False, "the month began before the last reminder"),
        (date(2030, 9, 1), True, "the first month after it"),
        (date(2030, 9, 30), True, "a timer that did not run on the first"),
        (date(2031, 9, 1), True, "for as long as nothing is submitted"),
    ],
)
def test_the_list_begins_after_the_last_reminder(day: date, listed: bool, reason: str) -> None:
    assert is_in_list(DUE, day) is listed, reason


@pytest.fixture
def at(db: SQLAlchemy, world: SimpleNamespace) -> Iterator[Traveller]:
    """Two states owe a report on 30 June 2030; it is the first of May."""
    with time_machine.travel(datetime(2030, 5, 1, 6, tzinfo=UTC), tick=False) as now:
        put(first_due_on=DUE.isoformat())
        db.session.commit()
        yield now


def speaker(role: Role = Role.FOCAL_POINT, state: str = "XAA", **more: object) -> UserAccount:
    made = accounts.user(**more)
    accounts.membership(made, role, state=state)
    return made


def run_daily(
    db: SQLAlchemy, now: Traveller, days: range, *, times: int = 1
) -> list[tuple[str, int]]:
    """Run the timer on these days, counted from the due date; what was written on which."""
    found = []
    for away in days:
        now.move_to(datetime(2030, 6, 30, 6, tzinfo=UTC) + timedelta(days=away))
        for _time in range(times):
            for each in reminders.remind(OPERATOR, DUE + timedelta(days=away)):
                found.append((each.kind, away))
            db.session.commit()
    return found


def kinds_of(user: UserAccount) -> list[str]:
    rows = OutboxMail.query.filter_by(reader_id=user.id).order_by(OutboxMail.id)
    return [row.kind for row in rows]


def test_a_daily_timer_reminds_on_five_days_then_monthly(db: SQLAlchemy, at: Traveller) -> None:
    speaker()

    written = run_daily(db, at, range(-40, 130), times=2)

    first_days = [(date(2030, month, 1) - DUE).days for month in (9, 10, 11)]
    assert written == [
        *(("reminder", away) for away in (-30, -7, 0, 14, 45)),
        *(("digest", away) for away in first_days),
    ]


def test_a_timer_that_slept_catches_up_with_one(db: SQLAlchemy, at: Traveller) -> None:
    ada = speaker()

    written = run_daily(db, at, [-35, -6, 20, 21, 50, 70])

    assert written == [("reminder", -6), ("reminder", 20), ("digest", 70)]
    assert len(kinds_of(ada)) == 3


def test_only_those_who_speak_for_the_state_are_told(db: SQLAlchemy, at: Traveller) -> None:
    seen = [speaker(), speaker(Role.VALIDATING_AUTHORITY), speaker(state="XBB")]
    both = speaker()
    accounts.membership(both, Role.VALIDATING_AUTHORITY, state="XAA")
    ended = speaker()
    ended.memberships[0].ended_at = datetime(2030, 5, 1, 6, tzinfo=UTC)
    silent = [
        ended,
        speaker(disabled_at=datetime(2030, 4, 1, tzinfo=UTC)),
        speaker(notify_reminders=False),
        accounts.holder(Role.REVIEWER, state="XAA"),
        accounts.holder(Role.ADMINISTRATOR),
        accounts.user(),
    ]
    db.session.commit()

    run_daily(db, at, [0])

    assert [len(kinds_of(user)) for user in (*seen, both)] == [1, 1, 1, 1]
    assert [kinds_of(user) for user in silent] == [[]] * len(silent)


def test_a_submitted_report_ends_the_reminders(db: SQLAlchemy, at: Traveller) -> None:
    ada, other = speaker(), speaker(state="XBB")
    report = filing.begun(filing.entry(), due_id=due_id())
    db.session.commit()
    run_daily(db, at, [-7])

    transitions.clear(people.AUTHORITY, report.reference)
    transitions.submit(people.AUTHORITY, report.reference)
    transitions.return_(people.REVIEWER, report.reference, reason="The level rests on no measure.")
    db.session.commit()
    run_daily(db, at, range(0, 80))

    assert kinds_of(ada) == ["reminder", "report-cleared", "report-returned"]
    assert kinds_of(other) == ["reminder"] * 4 + ["digest"]


def test_the_letter_is_in_the_readers_words(db: SQLAlchemy, at: Traveller) -> None:
    ada, zoe = speaker(name="Ada Invented"), speaker(name="Zoë", language="ar")
    db.session.commit()

    run_daily(db, at, [-6])

    row, arabic = (OutboxMail.query.filter_by(reader_id=user.id).one() for user in (ada, zoe))
    assert row.subject == "Progress report due on 30 June 2030: Examplia"
    assert "in 6 days" in row.body_text
    assert "http://127.0.0.1:5000/workspace" in row.body_text
    assert '<html lang="en" dir="ltr">' in row.body_html
    assert '<html lang="ar" dir="rtl">' in arabic.body_html
    assert "يونيو" in arabic.subject, "days are told as the reader's language does"
    assert "\u2068Examplia\u2069" in arabic.body_text, "a name of its own direction is kept apart"
    for letter in (row.body_text, row.body_html):
        assert "/letters/stop/" in letter
        for another in ("Zoë", zoe.email, "Ada Invented", ada.email):
            assert another not in letter
    for outside in ("<img", "src=", "<script", "<link", "url("):
        assert outside not in row.body_html


def test_a_cycle_cannot_write_into_the_letter(db: SQLAlchemy, world: SimpleNamespace) -> None:
    ada = speaker()
    with time_machine.travel(datetime(2030, 6, 30, 6, tzinfo=UTC), tick=False):
        put(first_due_on=DUE.isoformat(), title="<b>Round</b>")
        reminders.remind(OPERATOR, DUE)

    row = OutboxMail.query.filter_by(reader_id=ada.id).one()
    assert "<b>" not in row.body_html
    assert "<b>Round</b>" in row.body_text


def test_a_long_list_is_cut_and_counted(db: SQLAlchemy, at: Traveller) -> None:
    ada = speaker()
    put(
        first_due_on="2030-06-30",
        first_period_end="2024-12-31",
        every_months="1",
        last_due_on="2034-12-31",
    )
    db.session.commit()
    day = date(2036, 1, 3)
    with time_machine.travel(datetime(2036, 1, 3, tzinfo=UTC), tick=False):
        done = reminders.remind(OPERATOR, day)

    assert [(each.kind, each.readers) for each in done] == [("digest", 1)]
    row = OutboxMail.query.filter_by(reader_id=ada.id).one()
    assert row.body_text.count("\n- ") == 51
    assert "and 5 more" in row.body_text


def test_moves_tell_those_for_whom_the_report_waits(db: SQLAlchemy, world: SimpleNamespace) -> None:
    drafter, authority = speaker(), speaker(Role.VALIDATING_AUTHORITY)
    foreign, own_reviewer = speaker(state="XBB"), accounts.holder(Role.REVIEWER, state="XAA")
    reviewer, tired = accounts.holder(Role.REVIEWER), accounts.holder(Role.REVIEWER)
    tired.notify_queue = False
    db.session.commit()
    clearer = accounts.actor(authority)

    report = filing.begun(filing.entry())
    transitions.clear(clearer, report.reference)
    transitions.submit(clearer, report.reference)
    transitions.return_(
        accounts.actor(reviewer), report.reference, reason="Who was this? Jane Doe."
    )
    db.session.commit()

    assert kinds_of(drafter) == ["report-cleared", "report-returned"]
    assert kinds_of(authority) == ["report-returned"], "nobody is told of their own act"
    assert kinds_of(reviewer) == ["report-submitted"]
    assert [kinds_of(user) for user in (foreign, own_reviewer, tired)] == [[], [], []]
    bodies = "".join(row.body_text + row.body_html for row in OutboxMail.query)
    assert "Jane Doe" not in bodies, "reasons are read on the page, not in a letter"
    assert "An invented report" not in bodies


def test_a_move_that_is_undone_tells_nobody(db: SQLAlchemy, world: SimpleNamespace) -> None:
    speaker()
    report = filing.begun(filing.entry())
    db.session.commit()

    transitions.clear(people.AUTHORITY, report.reference)
    db.session.rollback()

    assert OutboxMail.query.count() == 0


def test_two_timers_at_once_write_each_letter_once(
    app: Flask, db: SQLAlchemy, at: Traveller
) -> None:
    readers = [speaker(), speaker(Role.VALIDATING_AUTHORITY), speaker(state="XBB")]
    db.session.commit()
    db.session.remove()

    at_once(app, *[lambda: reminders.remind(OPERATOR, DUE)] * 3)

    assert OutboxMail.query.count() == len(readers)


def test_a_crash_while_writing_loses_and_doubles_nothing(
    db: SQLAlchemy, cli: FlaskCliRunner, at: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = [speaker() for _number in range(4)]
    db.session.commit()
    real, written = queue.enqueue, []

    def crash_at_third(letter: MailMessage) -> bool:
        if len(written) == 2:
            raise MemoryError
        written.append(letter)
        return real(letter)

    with monkeypatch.context() as patch:
        patch.setattr(queue, "enqueue", crash_at_third)
        crashed = cli.invoke(args=["remind", "--on", "2030-06-30"])
    db.session.rollback()
    again = [cli.invoke(args=["remind", "--on", "2030-06-30"]).output for _time in range(2)]

    assert isinstance(crashed.exception, MemoryError)
    assert [run.splitlines()[-1] for run in again] == ["4 e-mails", "0 e-mails"]
    assert [kinds_of(user) for user in readers] == [["reminder"]] * 4


def test_only_the_operator_runs_the_timer(db: SQLAlchemy, world: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        reminders.remind(people.DRAFTER, DUE)


def test_the_command_tries_and_writes_once(
    db: SQLAlchemy, cli: FlaskCliRunner, at: Traveller
) -> None:
    speaker(), speaker()
    db.session.commit()

    tried = cli.invoke(args=["remind", "--dry-run", "--on", "2030-06-24"])
    db.session.rollback()
    kept = OutboxMail.query.count()
    db.session.rollback()
    runs = [cli.invoke(args=["remind", "--on", "2030-06-24"]).output for _time in range(2)]
    nothing = cli.invoke(args=["remind"]).output

    assert kept == 0
    assert "reminder -7  XAA ROUND:2024-12-31  2" in tried.output
    assert "2 e-mails, not saved" in tried.output
    assert [run.splitlines()[-1] for run in runs] == ["2 e-mails", "0 e-mails"]
    assert nothing == "0 e-mails\n"


def test_reminding_many_states_asks_few_questions(db: SQLAlchemy, at: Traveller) -> None:
    for _number in range(5):
        speaker()
    db.session.commit()
    asked: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    reminders.remind(OPERATOR, DUE)
    event.remove(db.engine, "before_cursor_execute", note)

    assert len([one for one in asked if one.startswith("SELECT")]) <= 3
    assert len([one for one in asked if one.startswith("INSERT")]) == 5
