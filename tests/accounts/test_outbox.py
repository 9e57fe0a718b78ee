"""What may be turned off is, what is stuck in the outbox is told. A real mail server listens."""

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.accounts.test_mail import Postbox, letter, postbox
from tests.people import Browser
from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import admin, preferences, queue, templates
from tracker.accounts.mail import sender as mail_sender
from tracker.accounts.mail.preferences import HEEDED, Preference
from tracker.accounts.models import OutboxMail, UserAccount
from tracker.web.account.unsubscribe import KINDS

__all__ = ["postbox"]
NOON = datetime(2030, 5, 1, 12, tzinfo=UTC)
Box = tuple[Postbox, str]


def written_to(user: UserAccount, kind: str = "reminder", matter: str = "one") -> None:
    with templates.in_language_of(user):
        parts = ("A line", templates.link("workspace"), ("first", "second"))
        queue.enqueue(templates.to_reader(user, kind, "A subject", *parts, matter=matter))


def rows() -> list[OutboxMail]:
    return OutboxMail.query.order_by(OutboxMail.id).all()


def test_a_letter_to_a_reader_can_be_turned_off_at_once(db: SQLAlchemy, postbox: Box) -> None:
    box, url = postbox
    ada = people.user()
    written_to(ada)
    db.session.commit()

    mail_sender.send_all(OPERATOR, mail_url=url)

    (sent,) = box.letters
    stop = templates.stop_link(ada, "reminder")
    assert sent["List-Unsubscribe"] == f"<{stop}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text, html = (part.get_payload(decode=True).decode() for part in sent.get_payload())
    assert str(stop) in text
    assert f'href="{stop}"' in html
    assert "- first" in text
    assert "<li" in html


def test_letters_about_safety_offer_no_way_out(db: SQLAlchemy, postbox: Box) -> None:
    box, url = postbox
    queue.enqueue(templates.password_changed(people.user(notify_reminders=False)))
    db.session.commit()

    mail_sender.send_all(OPERATOR, mail_url=url)

    (sent,) = box.letters
    assert sent["List-Unsubscribe"] is None
    assert "/letters/stop/" not in sent.as_string()


@pytest.mark.parametrize("kind", HEEDED)
def test_one_click_stops_one_kind_without_signing_in(
    db: SQLAlchemy, client: FlaskClient, kind: str
) -> None:
    ada = people.user()
    db.session.commit()
    page = "/letters/stop/" + preferences.token_for(ada, HEEDED[kind])

    shown = client.get(page)
    db.session.refresh(ada)
    before = getattr(ada, HEEDED[kind])
    answers = [client.post(page, data={"List-Unsubscribe": "One-Click"}) for _time in range(2)]
    db.session.rollback()
    db.session.refresh(ada)

    assert (shown.status_code, before) == (200, True), "mail programs open links"
    assert [answer.status_code for answer in answers] == [200, 200], "no redirect: RFC 8058"
    off = [each for each in Preference if not getattr(ada, each)]
    assert off == [HEEDED[kind]]
    assert ada.email not in shown.text
    assert len(people.events("accounts:preferences:changed")) == 1


@pytest.mark.parametrize("change", ["x", "", ".", "\u0660", "A" * 3000])
def test_a_link_that_was_changed_stops_nothing(
    db: SQLAlchemy, client: FlaskClient, change: str
) -> None:
    token = preferences.token_for(people.user(), Preference.DIGEST)
    db.session.commit()

    for wrong in (change + token, token + change, change):
        if wrong != token and wrong:
            assert client.post(f"/letters/stop/{wrong}").status_code == 404
            assert client.get(f"/letters/stop/{wrong}").status_code == 404


def test_other_forms_still_ask_for_their_token(db: SQLAlchemy, client: FlaskClient) -> None:
    ada = people.user()
    db.session.commit()
    browser = Browser(client).enter(ada)

    assert browser.client.post("/account/preferences", data={"name": "Eve"}).status_code == 400


def test_each_kind_is_chosen_on_the_account_page(db: SQLAlchemy, client: FlaskClient) -> None:
    ada = people.user()
    db.session.commit()
    browser = Browser(client).enter(ada)

    shown = browser.client.get("/account/preferences").text
    browser.send("/account/preferences", name="Ada", language="en", notify_digest="y")
    db.session.rollback()
    db.session.refresh(ada)

    assert [each for each in Preference if getattr(ada, each)] == [Preference.DIGEST]
    for preference, words in KINDS.items():
        assert f'name="{preference}"' in shown
        assert str(words) in shown


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"disabled_at": NOON}, "the account was closed since"),
        ({"notify_reminders": False}, "it was turned off since"),
    ],
)
def test_what_is_no_longer_wanted_is_not_sent(
    db: SQLAlchemy, postbox: Box, change: dict[str, object], reason: str
) -> None:
    box, url = postbox
    ada = people.user()
    written_to(ada)
    written_to(ada, kind="digest")
    db.session.commit()
    people.change(ada, **change)

    mail_sender.send_all(OPERATOR, mail_url=url)

    assert len(box.letters) == (0 if "disabled_at" in change else 1), reason
    assert all(row.kind != "reminder" for row in rows())


def test_a_letter_follows_its_reader_to_a_new_address(db: SQLAlchemy, postbox: Box) -> None:
    box, url = postbox
    ada = people.user()
    written_to(ada)
    db.session.commit()
    people.change(ada, email="new@example.org")
    written_to(ada)
    db.session.commit()

    mail_sender.send_all(OPERATOR, mail_url=url)

    assert [sent["To"] for sent in box.letters] == ["new@example.org"]


def test_mail_that_was_down_for_long_sends_no_old_reminders(db: SQLAlchemy, postbox: Box) -> None:
    box, url = postbox
    ada = people.user()
    with time_machine.travel(NOON, tick=False) as now:
        written_to(ada)
        queue.enqueue(templates.password_changed(ada))
        db.session.commit()
        now.shift(timedelta(days=7))
        mail_sender.send_all(OPERATOR, mail_url=url)

    assert [sent["Subject"] for sent in box.letters] == ["Your password was changed"]


def test_the_message_id_is_the_same_at_each_attempt(db: SQLAlchemy, postbox: Box) -> None:
    box, url = postbox
    queue.enqueue(letter())
    db.session.commit()
    with time_machine.travel(NOON, tick=False) as now:
        mail_sender.send_all(OPERATOR, mail_url=url)
        row = rows()[0]
        row.sent_at, row.body_text = None, "again"
        db.session.commit()
        now.shift(timedelta(minutes=11))
        admin.again(OPERATOR, row.id)
        db.session.commit()
        mail_sender.send_all(OPERATOR, mail_url=url)

    first, second = (sent["Message-ID"] for sent in box.letters)
    assert first == second
    assert first.endswith("@example.org>")


def test_a_sender_that_lost_its_claim_hands_nothing_over(db: SQLAlchemy, postbox: Box) -> None:
    box, url = postbox
    queue.enqueue(letter())
    db.session.commit()
    number = rows()[0].id
    with time_machine.travel(NOON, tick=False) as now:
        slow = mail_sender._claim(number)
        now.shift(timedelta(minutes=11))
        quick = mail_sender._claim(number)
        with mail_sender._server(url) as (server, sender):
            outcomes = [mail_sender._hand_over(server, one, sender) for one in (slow, quick, quick)]

    assert outcomes == [False, True, False]
    assert len(box.letters) == 1


class Mute:
    """A server that says so much and then nothing, until it is told to hang up."""

    def __init__(self, *replies: bytes) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.replies = replies
        self.url = f"smtp://127.0.0.1:{self.listener.getsockname()[1]}?from=t@example.org"
        self.received = b""
        self.over = threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        connection, _address = self.listener.accept()
        with connection:
            for reply in self.replies:
                connection.sendall(reply)
                self.received += connection.recv(65536)
            self.over.wait(10)

    def close(self) -> None:
        self.over.set()
        self.listener.close()


HELLO, OK = b"220 here\r\n", b"250 fine\r\n"


@pytest.mark.parametrize(
    ("replies", "uncertain", "reason"),
    [
        ((), 0, "it never spoke"),
        ((HELLO, OK), 0, "it stopped before the sender was accepted"),
        ((HELLO, OK, OK), 0, "it stopped before the recipient was accepted"),
        ((HELLO, OK, OK, OK, b"354 go\r\n"), 1, "it took the text and never said so"),
    ],
)
def test_a_server_that_falls_silent_is_waited_for_in_vain(
    app: Flask,
    db: SQLAlchemy,
    cli: FlaskCliRunner,
    postbox: Box,
    monkeypatch: pytest.MonkeyPatch,
    replies: tuple[bytes, ...],
    uncertain: int,
    reason: str,
) -> None:
    box, url = postbox
    monkeypatch.setattr(mail_sender, "PATIENCE", 0.5)
    for number in range(2):
        queue.enqueue(letter(f"person{number}@example.org"))
    db.session.commit()
    server = Mute(*replies)

    app.config["MAIL_URL"] = server.url
    broken = cli.invoke(args=["mail", "send"])
    server.close()
    seen = cli.invoke(args=["mail", "list", "--uncertain"]).output
    app.config["MAIL_URL"] = url
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        cli.invoke(args=["mail", "send"])

    assert (broken.exit_code, "cannot be used" in broken.output) == (1, True)
    assert len(seen.splitlines()) == uncertain, reason
    assert len(box.letters) == 2 - uncertain


def test_the_operator_sees_and_settles_what_is_stuck(
    app: Flask, db: SQLAlchemy, cli: FlaskCliRunner, postbox: Box
) -> None:
    box, app.config["MAIL_URL"] = postbox
    for recipient in ("full@example.org", "ada@example.org", "bob@example.org"):
        queue.enqueue(letter(recipient))
    db.session.commit()
    given_up, doubtful, waiting = rows()
    given_up.attempts = mail_sender.MOST_ATTEMPTS
    doubtful.handed_at = datetime.now(UTC)
    numbers = [row.id for row in (given_up, doubtful, waiting)]
    db.session.commit()

    listed = cli.invoke(args=["mail", "list"]).output.splitlines()
    only = cli.invoke(args=["mail", "list", "--uncertain"]).output.splitlines()
    early, sound = (cli.invoke(args=["mail", "again", str(one)]) for one in numbers[1:])
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        again = cli.invoke(args=["mail", "again", str(numbers[1])])
        cli.invoke(args=["mail", "send"])

    assert [line.split("  ")[1] for line in listed] == ["given up", "uncertain", "waiting"]
    assert len(only) == 1
    assert "ada@example.org" in only[0]
    assert (early.exit_code, sound.exit_code, again.exit_code) == (1, 1, 0)
    assert sorted(sent["To"] for sent in box.letters) == ["ada@example.org", "bob@example.org"]
