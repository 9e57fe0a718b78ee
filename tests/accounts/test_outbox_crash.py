"""The sender is killed, really, at every step of handing a letter over; nothing goes out twice.

The mail server runs here and kills the sending process while it talks to it.
"""

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import update

from tests.accounts.test_mail import letter
from tests.factories import LONG_AGO
from tracker.accounts.mail import queue
from tracker.accounts.models import OutboxMail

ROOT = Path(__file__).parents[2]
LETTERS = 12
# At which letter of a run the sender is killed, and when: as its recipient is named, as the text
# has arrived but is not taken yet, or as it is taken and the sender does not know it.
KILLS = ((2, "recipient"), (3, "text"), (2, "taken"), (1, "taken"), (1, "recipient"))


class Deadly:
    """Takes letters and kills their sender as it was told to."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.kill: Callable[[], None] = lambda: None
        self.plan: tuple[int, str] | None = None
        self.begun = 0

    def reached(self, step: str) -> bool:
        if self.plan == (self.begun, step):
            self.plan = None
            self.kill()
            return True
        return False

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # type: ignore[no-untyped-def]  # noqa: N802 - the name is the server's
        self.begun += 1
        self.reached("recipient")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # type: ignore[no-untyped-def]  # noqa: N802 - the name is the server's
        if self.reached("text"):
            return "451 try later"
        self.taken.append(message_from_bytes(envelope.content)["Message-ID"])
        self.reached("taken")
        return "250 OK"


@pytest.fixture
def deadly() -> Iterator[tuple[Deadly, str]]:
    box = Deadly()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box, f"smtp://127.0.0.1:{port}?from=tracker@example.org"
    server.stop()


def send(app: Flask, box: Deadly, url: str, plan: tuple[int, str] | None) -> int:
    """Run the command in a process of its own; its exit code."""
    environment = {
        **os.environ,
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "SECRET_KEY": app.config["SECRET_KEY"],
        "MAIL_URL": url,
    }
    box.begun, box.plan = 0, plan
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "mail", "send"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as sender:
        box.kill = lambda: os.kill(sender.pid, signal.SIGKILL)
        return sender.wait(60)


def age_claims(db: SQLAlchemy) -> None:
    """As if the time a claim lasts had gone by."""
    db.session.execute(update(OutboxMail).values(claimed_at=LONG_AGO))
    db.session.commit()


def test_a_killed_sender_sends_no_letter_twice(
    app: Flask, db: SQLAlchemy, deadly: tuple[Deadly, str]
) -> None:
    box, url = deadly
    for number in range(LETTERS):
        queue.enqueue(letter(f"person{number}@example.org"))
    db.session.commit()

    codes = []
    for plan in KILLS:
        codes.append(send(app, box, url, plan))
        age_claims(db)
    last = send(app, box, url, None)

    db.session.rollback()
    rows = OutboxMail.query.order_by(OutboxMail.id).all()
    counts = Counter(box.taken)
    uncertain = [row for row in rows if row.sent_at is None]
    doubled = sum(count - 1 for count in counts.values())
    assert codes == [-signal.SIGKILL] * len(KILLS), "the sender was killed each time"
    assert last == 0
    assert doubled == 0
    # Killed before its text left: sent later. Killed after: nobody knows, so not repeated.
    in_doubt = [step for _number, step in KILLS if step != "recipient"]
    assert len(uncertain) == len(in_doubt)
    assert all(row.handed_at for row in uncertain)
    assert len(counts) == LETTERS - in_doubt.count("text")
