"""Nobody's comings and goings are kept longer than the page about it says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.factories import saved
from tests.traces import places
from tracker.accounts import idempotency, invitations, resets, retention, sessions
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.accounts.mail import subscriptions
from tracker.accounts.models import AccountRequest, OutboxMail
from tracker.core.errors import Forbidden
from tracker.policy.predicates import Held, Role

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
ADDRESS = "guest@example.org"
PAGE = Path(__file__).parents[2] / "docs" / "safeguarding.md"


@pytest.fixture
def traces(db: SQLAlchemy) -> None:
    """A session, a letter that was sent, an invitation and a request, all of the first day."""
    with time_machine.travel(START, tick=False):
        made = people.user()
        people.session_of(made)
        invitations.invite(OPERATOR, email=ADDRESS, held=Held(Role.REVIEWER))
        db.session.query(OutboxMail).update({"sent_at": START, "body_text": None})
        asked = {"name": "A guest", "email": ADDRESS, "organisation": "G", "reason": "R"}
        more = {"public_id": made.public_id, "role": "focal_point", "language": "en"}
        saved(AccountRequest(**asked, **more, created_at=START, decided_at=START))
        db.session.commit()


@pytest.mark.parametrize(
    ("days", "left"),
    [
        (0, {"account_request.email", "invitation.email", "outbox_mail.recipient"}),
        (89, {"account_request.email", "invitation.email", "outbox_mail.recipient"}),
        (91, {"invitation.email"}),  # its 90 days begin when its link has expired
        (105, set()),
    ],
)
def test_addresses_go_when_their_time_is_over(
    traces: None, db: SQLAlchemy, days: int, left: set[str]
) -> None:
    with time_machine.travel(START + timedelta(days=days), tick=False):
        retention.forget(OPERATOR)

    assert set(places(db, ADDRESS)) == left


def test_sessions_go_a_day_after_they_could_last_have_been_used(
    traces: None, db: SQLAlchemy
) -> None:
    with time_machine.travel(START + timedelta(hours=35), tick=False):
        assert retention.forget(OPERATOR)["sessions"] == 0
    with time_machine.travel(START + timedelta(hours=37), tick=False):
        assert retention.forget(OPERATOR)["sessions"] == 1


def test_an_answer_to_a_program_goes_after_a_day(db: SQLAlchemy) -> None:
    with time_machine.travel(START, tick=False):
        asked = idempotency.RequestKey(
            people.user().public_id, "POST /api/v1/actions", "one", "0" * 64
        )
        idempotency.begin(asked)
    with time_machine.travel(START + timedelta(hours=23), tick=False):
        assert retention.forget(OPERATOR)["answers to programs"] == 0
    with time_machine.travel(START + timedelta(hours=25), tick=False):
        assert retention.forget(OPERATOR)["answers to programs"] == 1


def test_a_letter_that_waits_is_never_forgotten(db: SQLAlchemy) -> None:
    with time_machine.travel(START, tick=False):
        invitations.invite(OPERATOR, email=ADDRESS, held=Held(Role.REVIEWER))
    with time_machine.travel(START + timedelta(days=400), tick=False):
        retention.forget(OPERATOR)

    assert "outbox_mail.recipient" in places(db, ADDRESS)


def test_a_dry_run_counts_and_keeps(traces: None, db: SQLAlchemy, cli: FlaskCliRunner) -> None:
    with time_machine.travel(START + timedelta(days=400), tick=False):
        tried = cli.invoke(args=["forget", "--dry-run"]).output
        db.session.rollback()
        kept = places(db, ADDRESS)
        done = cli.invoke(args=["forget"]).output
        db.session.rollback()

    assert "     1 invitations" in tried
    assert kept
    assert done.splitlines() == tried.splitlines()[:-1]
    assert places(db, ADDRESS) == []


def test_only_the_operator_forgets(db: SQLAlchemy) -> None:
    with pytest.raises(Forbidden):
        retention.forget(ANONYMOUS)


def test_the_page_says_the_same_times() -> None:
    page = PAGE.read_text(encoding="utf-8")
    hours = (sessions.ABSOLUTE + timedelta(days=1)) / timedelta(hours=1)

    assert f"| ended sessions | {hours:.0f} hours after sign-in |" in page
    for what, time in (
        ("e-mails that were sent", retention.LETTERS),
        ("invitations that expired", retention.INVITATIONS),
        ("requests for an account, once answered", retention.REQUESTS),
    ):
        assert f"| {what} | {time.days} days |" in page
    answers = idempotency.KEPT / timedelta(hours=1)
    assert f"| API responses: references and versions, no text | {answers:.0f} hours |" in page
    hours = subscriptions.GOOD_FOR / timedelta(hours=1)
    assert f"| subscriptions that were not confirmed | {hours:.0f} hours |" in page
    assert f"| links for a new password | {resets.GOOD_FOR.seconds // 3600} hour |" in page
