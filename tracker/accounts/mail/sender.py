"""Sends queued e-mails through MAIL_URL, each in its own transactions.

An e-mail is claimed, then marked as leaving just before its text goes to the mail server, then
marked as sent. Each mark is committed before the next step, so that no e-mail is sent twice:

- if the process stops before the text was sent, the e-mail was certainly not sent and is tried
  again once the claim is old;
- the same if the server refuses it;
- if the process stops later, the e-mail is *uncertain* and never repeated automatically. An
  operator sees it (``tracker.accounts.mail.admin``) and decides. Its Message-ID is the same each
  time.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from sqlalchemy import or_, select, update

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.accounts.mail import preferences, templates
from tracker.accounts.models import OutboxMail, Subscription
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

CLAIM_LASTS = timedelta(minutes=10)
MOST_ATTEMPTS = 10
PATIENCE = 30  # seconds for the mail server to answer
# What a reader may turn off is about these days: when mail was down for longer, it is left out.
STALE = timedelta(days=6)

_REFUSED = (
    smtplib.SMTPResponseException,
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPNotSupportedError,
)


@dataclass(frozen=True, slots=True)
class SendReport:
    """The result of one run: how many e-mails were sent and how many the server refused."""

    sent: int
    failed: int


class _ClaimLost(Exception):
    """Another process claimed the e-mail. This process has not sent it."""


def send_all(actor: Actor, *, mail_url: str) -> SendReport:
    """Send every waiting e-mail. Raises OSError if the server cannot be reached."""
    require(actor, Permission.MAIL_SEND)
    sent = failed = 0
    with _server(mail_url) as (server, sender):
        for number in _waiting():
            letter = _claim(number)
            if letter is None:
                continue
            if _hand_over(server, letter, sender):
                sent += 1
            else:
                failed += 1
    return SendReport(sent, failed)


def _waiting() -> list[int]:
    horizon = clock.now() - CLAIM_LASTS
    query = select(OutboxMail.id).where(
        OutboxMail.sent_at.is_(None),
        OutboxMail.handed_at.is_(None),
        OutboxMail.attempts < MOST_ATTEMPTS,
        or_(OutboxMail.claimed_at.is_(None), OutboxMail.claimed_at < horizon),
    )
    numbers = list(db.session.scalars(query.order_by(OutboxMail.id)))
    db.session.rollback()
    return numbers


@dataclass(frozen=True, slots=True)
class _Letter:
    number: int
    attempt: int  # which claim this is: a later one makes it void
    recipient: str
    subject: str
    text: str
    html: str | None
    key: str
    stop: str | None


def _claim(number: int) -> _Letter | None:
    """Claim an e-mail for this process. The claim is committed before anything is sent.

    One that its reader may not or does not want to have any more is taken out of the outbox.
    """
    horizon = clock.now() - CLAIM_LASTS
    with writing():
        claimed = compare_and_set(
            update(OutboxMail)
            .where(
                OutboxMail.id == number,
                OutboxMail.sent_at.is_(None),
                OutboxMail.handed_at.is_(None),
                or_(OutboxMail.claimed_at.is_(None), OutboxMail.claimed_at < horizon),
            )
            .values(claimed_at=clock.now(), attempts=OutboxMail.attempts + 1)
        )
        letter = _taken(db.session.get_one(OutboxMail, number)) if claimed else None
        db.session.commit()
    return letter


def _taken(row: OutboxMail) -> _Letter | None:
    reader = row.reader
    unwanted = reader is not None and (
        not preferences.wants(reader, row.kind) or clock.now() - row.created_at > STALE
    )
    if unwanted or _was_ended(row.subscription):
        db.session.delete(row)
        return None
    return _Letter(
        number=row.id,
        attempt=row.attempts,
        recipient=reader.email if reader else row.recipient,
        subject=row.subject,
        text=row.body_text or "",
        html=row.body_html,
        key=row.due_key,
        stop=_stop(row),
    )


def _was_ended(subscription: str | None) -> bool:
    """Whether the e-mail belongs to a subscription that has ended."""
    if subscription is None:
        return False
    query = select(Subscription.id).where(Subscription.public_id == subscription)
    return db.session.scalar(query) is None


def _stop(row: OutboxMail) -> str | None:
    if row.subscription:
        return templates.subscription_stop(row.subscription)
    return templates.stop_link(row.reader, row.kind) if row.reader else None


def _hand_over(server: "_Conversation", letter: _Letter, sender: str) -> bool:
    """Give the e-mail to the server. False if the server certainly did not accept it."""
    message = _message(letter, sender)
    server.letter = letter
    try:
        server.send_message(message)
    except _ClaimLost:
        server.rset()
        return False
    except _REFUSED:
        _note_refused(letter)
        return False
    _mark(letter)
    return True


def _note_leaving(letter: _Letter) -> None:
    """Record that sending has begun. Until the server answers, the result is uncertain."""
    with writing():
        noted = compare_and_set(
            update(OutboxMail)
            .where(
                OutboxMail.id == letter.number,
                OutboxMail.attempts == letter.attempt,
                OutboxMail.sent_at.is_(None),
                OutboxMail.handed_at.is_(None),
            )
            .values(handed_at=clock.now())
        )
        db.session.commit()
    if not noted:
        raise _ClaimLost


def _note_refused(letter: _Letter) -> None:
    """Record that the server refused the e-mail, so that it can be tried again."""
    _store(letter, handed_at=None)


def _mark(letter: _Letter) -> None:
    """Record that the e-mail was sent and delete its text, because its links open accounts."""
    _store(letter, sent_at=clock.now(), body_text=None, body_html=None)


def _store(letter: _Letter, **values: Any) -> None:
    with writing():
        ours = (OutboxMail.id == letter.number, OutboxMail.attempts == letter.attempt)
        db.session.execute(update(OutboxMail).where(*ours).values(**values))
        db.session.commit()


# Lines are left as long as they are: folding would put an address into pieces.
_POLICY = EmailPolicy(max_line_length=900)


def _message(letter: _Letter, sender: str) -> EmailMessage:
    message = EmailMessage(policy=_POLICY)
    message["From"], message["To"] = sender, letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = formatdate(clock.now().timestamp())
    domain = sender.rpartition("@")[2].rstrip(">")
    message["Message-ID"] = f"<{letter.key[:40]}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop:  # RFC 8058
        message["List-Unsubscribe"] = f"<{letter.stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.text)
    if letter.html:
        message.add_alternative(letter.html, subtype="html")
    return message


class _Conversation(smtplib.SMTP):
    """An SMTP connection that records the start of sending just before the text is sent."""

    letter: _Letter | None = None

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Called by smtplib after the server accepts the sender and the recipient."""
        if self.letter is not None:
            _note_leaving(self.letter)
        return super().data(msg)


class _SecureConversation(_Conversation, smtplib.SMTP_SSL):
    """The same connection over TLS from the start."""


@contextmanager
def _server(mail_url: str) -> Iterator[tuple[_Conversation, str]]:
    """Connect to ``smtp://name:word@host:port?from=…``. ``smtps://`` uses TLS from the start.

    Over ``smtp://`` the server's offer of TLS is taken; a name and word are never sent without it.
    """
    parts = urlsplit(mail_url)
    host, secure = parts.hostname or "localhost", parts.scheme == "smtps"
    context = ssl.create_default_context()
    connection = (
        _SecureConversation(host, parts.port or 465, timeout=PATIENCE, context=context)
        if secure
        else _Conversation(host, parts.port or 25, timeout=PATIENCE)
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
