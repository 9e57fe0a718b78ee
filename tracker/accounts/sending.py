"""Sending what is in the outbox through MAIL_URL, each letter in a transaction of its own.

A letter is claimed, sent, then marked: whatever breaks in between, at most the one in flight goes
out twice, and two senders at once do not share a letter.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sqlalchemy import or_, select, update

from tracker import clock
from tracker.accounts.actor import Actor
from tracker.accounts.changing import changed
from tracker.accounts.models import OutboxMail
from tracker.db import db, writing
from tracker.policy.grants import require
from tracker.policy.permissions import Permission

CLAIM_LASTS = timedelta(minutes=10)
MOST_ATTEMPTS = 10
PATIENCE = 30  # seconds for the mail server to answer


@dataclass(frozen=True, slots=True)
class Sent:
    """What one run did: letters sent, and letters that the server refused for now."""

    sent: int
    failed: int


def send_all(actor: Actor, *, mail_url: str) -> Sent:
    """Send every letter that waits; raises OSError if the server cannot be reached at all."""
    require(actor, Permission.MAIL_SEND)
    sent = failed = 0
    with _server(mail_url) as (server, sender):
        for number in _waiting():
            letter = _claim(number)
            if letter is None:
                continue
            try:
                server.send_message(_message(letter, sender))
            except smtplib.SMTPResponseException:
                failed += 1
                continue
            except smtplib.SMTPRecipientsRefused:
                failed += 1
                continue
            _mark(number)
            sent += 1
    return Sent(sent, failed)


def _waiting() -> list[int]:
    horizon = clock.now() - CLAIM_LASTS
    query = select(OutboxMail.id).where(
        OutboxMail.sent_at.is_(None),
        OutboxMail.attempts < MOST_ATTEMPTS,
        or_(OutboxMail.claimed_at.is_(None), OutboxMail.claimed_at < horizon),
    )
    numbers = list(db.session.scalars(query.order_by(OutboxMail.id)))
    db.session.rollback()
    return numbers


@dataclass(frozen=True, slots=True)
class _Letter:
    recipient: str
    subject: str
    text: str
    html: str | None


def _claim(number: int) -> _Letter | None:
    """Take up a letter, unless another sender did; that is on disk before anything is sent."""
    horizon = clock.now() - CLAIM_LASTS
    with writing():
        claimed = changed(
            update(OutboxMail)
            .where(
                OutboxMail.id == number,
                OutboxMail.sent_at.is_(None),
                or_(OutboxMail.claimed_at.is_(None), OutboxMail.claimed_at < horizon),
            )
            .values(claimed_at=clock.now(), attempts=OutboxMail.attempts + 1)
        )
        row = db.session.get_one(OutboxMail, number) if claimed else None
        letter = row and _Letter(row.recipient, row.subject, row.body_text or "", row.body_html)
        db.session.commit()
    return letter


def _mark(number: int) -> None:
    """Note that it was sent, and forget what it said: links in it open accounts."""
    with writing():
        db.session.execute(
            update(OutboxMail)
            .where(OutboxMail.id == number)
            .values(sent_at=clock.now(), body_text=None, body_html=None)
        )
        db.session.commit()


def _message(letter: _Letter, sender: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = sender, letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = formatdate(clock.now().timestamp())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">"))
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


@contextmanager
def _server(mail_url: str) -> Iterator[tuple[smtplib.SMTP, str]]:
    """A conversation with ``smtp://name:word@host:port?from=…``; ``smtps://`` is TLS at once.

    Over ``smtp://`` the server's offer of TLS is taken; a name and word are never sent without it.
    """
    parts = urlsplit(mail_url)
    host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
    context = ssl.create_default_context()
    connection = (
        smtplib.SMTP_SSL(host, parts.port or 465, timeout=PATIENCE, context=context)
        if secure
        else smtplib.SMTP(host, parts.port or 25, timeout=PATIENCE)
    )
    with connection as server:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            secure = True
        if parts.username:
            if not secure:
                raise OSError("the mail server offers no TLS: name and password are not sent")
            server.login(unquote(parts.username), unquote(parts.password or ""))
        yield server, _sender(parts, host)


def _sender(parts: SplitResult, host: str) -> str:
    given = parse_qs(parts.query).get("from")
    return given[0] if given else f"tracker@{host}"
