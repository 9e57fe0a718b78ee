"""The mail queue: e-mails are stored with the change that causes them and sent later, once.

A reader gets one e-mail for each matter and day. E-mails about safety are always sent.
"""

from collections.abc import Callable, Mapping

from sqlalchemy.dialects import postgresql, sqlite

from tracker.accounts import identifiers
from tracker.accounts.mail.templates import MailMessage
from tracker.accounts.models import OutboxMail
from tracker.core import clock
from tracker.core.db import db

_INSERT: Mapping[str, Callable[..., postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def enqueue(letter: MailMessage) -> bool:
    """Add an e-mail to the outbox in the current transaction. False if it is already there.

    Of two transactions that write the same letter at once the second waits, then leaves it.
    """
    insert = _INSERT[db.engine.dialect.name](OutboxMail.__table__)
    written = insert.values(
        reader_id=letter.reader_id,
        subscription=letter.subscription,
        recipient=letter.recipient,
        kind=letter.kind,
        subject=letter.subject,
        body_text=letter.text,
        body_html=letter.html,
        due_key=_due_key(letter),
        created_at=clock.now(),
        attempts=0,
    ).on_conflict_do_nothing(index_elements=["due_key"])
    return db.session.scalar(written.returning(OutboxMail.__table__.c.id)) is not None


def _due_key(letter: MailMessage) -> str:
    if letter.matter is None:
        return identifiers.hash_secret(identifiers.secret())
    # A person stays the same reader when the address changes.
    to = letter.recipient if letter.reader_id is None else f"user:{letter.reader_id}"
    day = letter.day or clock.today()
    return identifiers.hash_secret("\n".join((to, letter.kind, letter.matter, day.isoformat())))
