"""The outbox: letters are written with the act that causes them and sent later, each once.

A letter about one matter goes to one address at most once a day; letters about somebody's safety
always go.
"""

from sqlalchemy import select

from tracker import clock
from tracker.accounts import identifiers
from tracker.accounts.letters import Letter
from tracker.accounts.models import OutboxMail
from tracker.db import db


def enqueue(letter: Letter) -> bool:
    """Put a letter into the outbox within the present transaction; False if it is there already."""
    key = _due_key(letter)
    known = db.session.scalar(select(OutboxMail.id).where(OutboxMail.due_key == key))
    if known is not None:
        return False
    db.session.add(
        OutboxMail(
            recipient=letter.recipient,
            kind=letter.kind,
            subject=letter.subject,
            body_text=letter.text,
            due_key=key,
            created_at=clock.now(),
            attempts=0,
        )
    )
    db.session.flush()
    return True


def _due_key(letter: Letter) -> str:
    if letter.matter is None:
        return identifiers.hashed(identifiers.secret())
    parts = (letter.recipient, letter.kind, letter.matter, clock.today().isoformat())
    return identifiers.hashed("\n".join(parts))
