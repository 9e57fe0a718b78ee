"""People with accounts, for tests: made, given roles, signed in without typing a password."""

import re
from dataclasses import dataclass
from itertools import count

import pyotp
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import saved
from tracker.accounts import encryption, identifiers, sessions
from tracker.accounts.actor import Actor
from tracker.accounts.actor_loading import load_actor
from tracker.accounts.models import Membership, OutboxMail, UserAccount
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.policy.predicates import Role

PASSWORD = "a phrase that nobody guesses"
# The weakest parameters there are: what is tested is who is let in, not how long that takes.
_quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_HASH = _quick.hash(PASSWORD)
SECRET = pyotp.random_base32()
_numbers = count(1)


def user(**more: object) -> UserAccount:
    number = next(_numbers)
    given = {
        "public_id": identifiers.public_id(),
        "email": f"person{number}@example.org",
        "name": f"Invented person {number}",
        "language": "en",
        "password_hash": _HASH,
        "notify_decisions": True,
        "notify_reminders": True,
        "created_at": clock.now(),
    }
    return saved(UserAccount(**{**given, **more}))


def with_second_factor(**more: object) -> UserAccount:
    return user(totp_secret=encryption.encrypt(SECRET, purpose="one-time codes"), **more)


def membership(of: UserAccount, role: Role, **more: object) -> Membership:
    given = {"public_id": identifiers.public_id(), "began_at": clock.now(), "granted_by": "test"}
    return saved(Membership(user=of, role=role, **{**given, **more}))


def holder(role: Role, **what: object) -> UserAccount:
    """Somebody with a role and a second factor."""
    made = with_second_factor()
    membership(made, role, **what)
    return made


def change(of: UserAccount, **values: object) -> None:
    """Change a person from outside of any request, and commit."""
    db.session.rollback()
    with writing():
        for name, value in values.items():
            setattr(of, name, value)
        db.session.commit()


def actor(of: UserAccount) -> Actor:
    return load_actor(of, second_factor=True)


def session_of(of: UserAccount, *, proven: bool = True) -> str:
    """The cookie's value of a new session; pending if the person has a factor still to give."""
    token = sessions.begin(of)
    found = sessions.find(token)
    assert found is not None
    return sessions.mark_verified(found.id) if proven and of.totp_secret else token


def letters(kind: str) -> list[OutboxMail]:
    """What was written of this kind, oldest first."""
    db.session.rollback()
    query = select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.id)
    return list(db.session.scalars(query))


def link(kind: str) -> str:
    """The path that the newest letter of this kind leads to."""
    text = letters(kind)[-1].body_text or ""
    found = re.search(r"https?://[^/]+(/\S+)", text)
    assert found, "the letter has no link"
    return found.group(1)


def events(verb: str) -> list[AuditEvent]:
    """What the audit trail tells of acts of this sort."""
    db.session.rollback()
    query = select(AuditEvent).where(AuditEvent.verb == verb).order_by(AuditEvent.sequence)
    return list(db.session.scalars(query))


def code() -> str:
    """The one-time code of this moment."""
    return pyotp.TOTP(SECRET).at(clock.now())


def form_token(html: str) -> str:
    found = re.search(r'name="csrf_token"(?: type="hidden")? value="([^"]+)"', html)
    assert found, "the page has no form"
    return found.group(1)


@dataclass
class Browser:
    """A client that fills in forms as a person would: it loads a page, then sends its form."""

    client: FlaskClient

    def send(self, page: str, address: str | None = None, **fields: object):  # type: ignore[no-untyped-def]
        token = form_token(self.client.get(page).text)
        return self.client.post(address or page, data={**fields, "csrf_token": token})

    def sign_in(self, email: str, password: str = PASSWORD, **fields: object):  # type: ignore[no-untyped-def]
        return self.send("/sign-in", email=email, password=password, **fields)

    def enter(self, of: UserAccount) -> "Browser":
        """Sign in without typing; the person must be committed."""
        db.session.rollback()
        with writing():
            token = session_of(of)
            db.session.commit()
        self.client.set_cookie("session", token)
        return self

    def cookie(self) -> str | None:
        found = self.client.get_cookie("session")
        return found.value if found else None
