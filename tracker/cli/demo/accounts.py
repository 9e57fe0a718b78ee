"""Accounts of the demonstration: one invented person for every role, with random passwords.

The source code has no passwords. The generated ones are stored beside the database, readable only
by its owner like the site's key, so that they can be shown again.
"""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyotp
from sqlalchemy import select

from tracker.accounts import administration, encryption, queries
from tracker.accounts.actor import OPERATOR, Actor
from tracker.accounts.actor_loading import load_actor
from tracker.accounts.models import UserAccount
from tracker.cli.demo.inventions import SURVIVORS
from tracker.core import clock
from tracker.core.db import db
from tracker.policy.predicates import NEEDS_SECOND_FACTOR, Held, Role

KEPT = "demonstration-accounts.json"  # in DATA_DIR
STATE = "XEX"


@dataclass(frozen=True, slots=True)
class Guest:
    """An account and its sign-in data. ``seed`` is for one-time codes, None without."""

    email: str
    role: str
    speaks_for: str
    password: str
    seed: str | None

    def sign_in_help(self) -> str:
        """How to sign in, with the current code if one is needed."""
        line = f"  {self.email:<28} {self.password}  {self.role}{self.speaks_for}"
        code = pyotp.TOTP(self.seed).at(clock.now()) if self.seed else ""
        return f"{line}; code now {code}" if code else line


@dataclass(frozen=True, slots=True)
class Part:
    """The person who is invented for a role."""

    email: str
    name: str
    role: Role
    speaks_for: str = ""


PARTS = (
    Part("focal@example.org", "Fay (invented)", Role.FOCAL_POINT, f" of {STATE}"),
    Part("authority@example.org", "Ari (invented)", Role.VALIDATING_AUTHORITY, f" of {STATE}"),
    Part("contributor@example.org", "Cleo (invented)", Role.CONTRIBUTOR, f" of {SURVIVORS.name}"),
    Part("reviewer@example.org", "Robin (invented)", Role.REVIEWER),
    Part("administrator@example.org", "Ada (invented)", Role.ADMINISTRATOR),
)


@dataclass(frozen=True, slots=True)
class PreparedAccount:
    """An account before it is stored. Its password is already hashed, which is slow."""

    part: Part
    password: str
    account: UserAccount


def prepare_accounts() -> tuple[PreparedAccount, ...]:
    """Hash all passwords before the transaction begins."""
    passwords = [(part, secrets.token_urlsafe(12)) for part in PARTS]
    return tuple(
        PreparedAccount(
            part,
            password,
            administration.new_account(
                email=part.email, fields={"name": part.name, "password": password}
            ),
        )
        for part, password in passwords
    )


def make_accounts(prepared: Sequence[PreparedAccount]) -> tuple[Guest, ...]:
    """Create the accounts in the current transaction. Returns none if they exist already."""
    if db.session.scalar(select(UserAccount.id).limit(1)) is not None:
        return ()
    return tuple(_made(each) for each in prepared)


def _made(prepared: PreparedAccount) -> Guest:
    part, password = prepared.part, prepared.password
    state = STATE if part.role in (Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY) else None
    group = (
        queries.find_organisation(SURVIVORS.public_id) if part.role is Role.CONTRIBUTOR else None
    )
    user = administration.add_prepared(
        OPERATOR, prepared.account, held=Held(part.role, state, group.id if group else None)
    )
    seed = pyotp.random_base32() if part.role in NEEDS_SECOND_FACTOR else None
    if seed:
        user.totp_secret = encryption.encrypt(seed, purpose="one-time codes")
        db.session.flush()
    return Guest(part.email, str(part.role), part.speaks_for, password, seed)


def actor(role: Role) -> Actor:
    """The actor of the invented person with this role."""
    email = next(part.email for part in PARTS if part.role is role)
    user = db.session.scalars(select(UserAccount).where(UserAccount.email == email)).one()
    return load_actor(user, second_factor=True)


def store(data_dir: Path, guests: Sequence[Guest]) -> None:
    """Save the sign-in data in a file that only its owner can read."""
    place = data_dir / KEPT
    place.unlink(missing_ok=True)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([asdict(guest) for guest in guests], file, indent=1)


def load(data_dir: Path) -> tuple[Guest, ...]:
    """The saved sign-in data. Empty if there are none."""
    try:
        found = json.loads((data_dir / KEPT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ()
    return tuple(Guest(**one) for one in found)


def lines(data_dir: Path, guests: Sequence[Guest]) -> tuple[str, ...]:
    """The lines for the person at the console."""
    if not guests:
        return (
            f"No passwords are stored ({KEPT}). Remove the folder to create all accounts again.",
        )
    return (
        "Accounts (address, password, role). Codes change every 30 seconds. For current ones:",
        f"  DATA_DIR={data_dir} .venv/bin/flask --app wsgi demo --passwords",
        *(guest.sign_in_help() for guest in guests),
    )
