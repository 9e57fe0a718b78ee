"""The outbox: written with the act, sent once, forgotten when sent. A real mail server listens."""

import smtplib
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
import time_machine
from aiosmtpd.controller import Controller
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.people import Browser
from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import queue, sender
from tracker.accounts.mail.templates import MailMessage
from tracker.accounts.models import OutboxMail

NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)


class Postbox:
    """Takes letters, but for addresses that begin with "full"."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # type: ignore[no-untyped-def]  # noqa: N802 - the name is the server's
        if address.startswith("full"):
            return "552 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802 - the name is the server's
        self.letters.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"smtp://127.0.0.1:{port}?from=tracker@example.org"
    server.stop()


def letter(recipient: str = "ada@example.org", **more: str | None) -> MailMessage:
    given = {"kind": "test", "subject": "Übung — 练习", "text": "Line one\n\nسطر\n"}
    return MailMessage(**{**given, "recipient": recipient, **more})


def test_letters_are_sent_once_and_then_forgotten(
    db: SQLAlchemy, postbox: tuple[Postbox, str]
) -> None:
    box, url = postbox
    queue.enqueue(letter())
    db.session.commit()

    first = sender.send_all(OPERATOR, mail_url=url)
    second = sender.send_all(OPERATOR, mail_url=url)

    row = db.session.query(OutboxMail).one()
    assert (first.sent, second.sent) == (1, 0)
    assert box.letters[0]["To"] == "ada@example.org"
    assert "سطر" in box.letters[0].get_payload(decode=True).decode()
    assert box.letters[0]["Auto-Submitted"] == "auto-generated"
    assert row.sent_at is not None
    assert row.body_text is None


def test_a_refused_letter_waits_and_the_others_go(
    db: SQLAlchemy, postbox: tuple[Postbox, str]
) -> None:
    box, url = postbox
    for recipient in ("full@example.org", "ada@example.org"):
        queue.enqueue(letter(recipient))
    db.session.commit()

    with time_machine.travel(NOON, tick=False) as now:
        first = sender.send_all(OPERATOR, mail_url=url)
        at_once = sender.send_all(OPERATOR, mail_url=url)
        now.shift(timedelta(minutes=11))
        later = sender.send_all(OPERATOR, mail_url=url)

    assert (first.sent, first.failed) == (1, 1)
    assert (at_once.sent, at_once.failed) == (0, 0)
    assert (later.sent, later.failed) == (0, 1)
    assert len(box.letters) == 1


def test_a_crash_sends_no_letter_twice(
    db: SQLAlchemy, postbox: tuple[Postbox, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    box, url = postbox
    for number in range(3):
        queue.enqueue(letter(f"person{number}@example.org"))
    db.session.commit()
    marked = []

    def crash_at_second(number: int) -> None:
        if marked:
            raise KeyboardInterrupt
        marked.append(number)
        real(number)

    real = sender._mark
    with time_machine.travel(NOON, tick=False) as now:
        with monkeypatch.context() as patch:
            patch.setattr(sender, "_mark", crash_at_second)
            with pytest.raises(KeyboardInterrupt):
                sender.send_all(OPERATOR, mail_url=url)
        db.session.rollback()
        now.shift(timedelta(minutes=11))
        sender.send_all(OPERATOR, mail_url=url)

    received = sorted(message["To"].split("@")[0] for message in box.letters)
    assert received == ["person0", "person1", "person2"]


def test_a_letter_that_another_sender_took_up_is_left(
    db: SQLAlchemy, postbox: tuple[Postbox, str]
) -> None:
    _box, url = postbox
    queue.enqueue(letter())
    db.session.commit()
    number = db.session.query(OutboxMail).one().id
    db.session.rollback()

    assert sender._claim(number) is not None
    assert sender._claim(number) is None
    assert sender.send_all(OPERATOR, mail_url=url).sent == 0


@pytest.mark.parametrize(
    ("matter", "times", "reason"),
    [("report 1", 1, "once a day about one matter"), (None, 2, "safety is always told")],
)
def test_letters_about_one_matter_go_once_a_day(
    db: SQLAlchemy, matter: str | None, times: int, reason: str
) -> None:
    for _time in range(2):
        queue.enqueue(letter(matter=matter))

    assert db.session.query(OutboxMail).count() == times, reason


def test_a_name_and_word_are_never_sent_in_the_open(
    db: SQLAlchemy, postbox: tuple[Postbox, str]
) -> None:
    _box, url = postbox

    with pytest.raises(OSError, match="no TLS"):
        sender.send_all(OPERATOR, mail_url=url.replace("smtp://", "smtp://name:word@"))


def test_an_unknown_line_end_cannot_add_a_header(
    db: SQLAlchemy, postbox: tuple[Postbox, str]
) -> None:
    _box, url = postbox
    queue.enqueue(letter(subject="One\r\nBcc: all@example.org"))
    db.session.commit()

    with pytest.raises(ValueError, match="newline|linefeed|carriage"):
        sender.send_all(OPERATOR, mail_url=url)


def test_the_command_sends_or_says_why_not(
    app: Flask, db: SQLAlchemy, cli: FlaskCliRunner, postbox: tuple[Postbox, str]
) -> None:
    box, url = postbox
    queue.enqueue(letter())
    db.session.commit()

    without = cli.invoke(args=["mail", "send"])
    app.config["MAIL_URL"] = "smtp://127.0.0.1:1"
    nowhere = cli.invoke(args=["mail", "send"])
    app.config["MAIL_URL"] = url
    sent = cli.invoke(args=["mail", "send"])

    assert (without.exit_code, nowhere.exit_code, sent.exit_code) == (2, 1, 0)
    assert "1 sent, 0 refused" in sent.output
    assert len(box.letters) == 1


def test_a_refused_act_writes_no_letter(db: SQLAlchemy, browser: Browser) -> None:
    ada = people.user()
    db.session.commit()

    browser.enter(ada).send("/account/password", old="not it at all", new="whatever it is")

    assert people.letters("password-changed") == []


def test_smtp_faults_are_those_we_know() -> None:
    assert issubclass(smtplib.SMTPException, OSError), "an unreachable server is told as such"
