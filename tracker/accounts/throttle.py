"""Limits attempts. The counts are in the database, so all processes share them.

Each purpose has its own allowance: attempts to sign in do not use up reset links, and a browser
that the account has used before has a separate allowance. Nobody can lock others out by trying.
Purposes that send e-mail to a typed address also have a common allowance.

A row holds a keyed hash and a time, but no address of a visitor or account.
"""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tracker.accounts.encryption import derived_key
from tracker.accounts.models import UsedAllowance
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.core.errors import TrackerError

SWEPT_AT_ONCE = 200  # rows that say nothing any more


class TooMany(TrackerError):
    """Too many attempts. The message is the same whether the account exists or not."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many attempts, wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """A number of attempts at once, and one more after each period of seconds."""

    name: str
    at_once: int
    seconds: float


SIGN_IN = Allowance("sign-in", at_once=10, seconds=30)
KNOWN_SIGN_IN = Allowance("sign-in from a known browser", at_once=10, seconds=30)
SECOND_FACTOR = Allowance("second-factor", at_once=5, seconds=60)
KNOWN_SECOND_FACTOR = Allowance("second-factor from a known browser", at_once=5, seconds=60)
# Codes for setting up two-step verification, by a signed-in user.
SETTING_UP = Allowance("setting up a second factor", at_once=5, seconds=60)
# The password again, by a signed-in user.
CONFIRMATION = Allowance("confirmation", at_once=10, seconds=30)
RESET = Allowance("reset", at_once=3, seconds=1200)
NEW_ADDRESS = Allowance("new address", at_once=3, seconds=1200)
REQUEST = Allowance("request", at_once=3, seconds=1200)
ALL_REQUESTS = Allowance("all requests", at_once=120, seconds=60)
SUBSCRIBING = Allowance("subscribing", at_once=3, seconds=1200)
ALL_SUBSCRIBING = Allowance("all subscribing", at_once=240, seconds=5)


def count(allowance: Allowance, key: str, *, together: Allowance | None = None) -> None:
    """Count one attempt and commit, whatever happens to the request. Raises TooMany.

    ``together`` is the allowance of everybody for the same purpose. To be called before anything
    is changed: what was changed in this transaction is committed too.
    """
    with writing():
        db.session.commit()
        waits = _take(allowance, key)
        if not waits and together is not None:
            waits = _take(together, "")
        db.session.commit()
    if waits:
        raise TooMany(waits)


def forget_given_back() -> int:
    """Delete rows that no longer matter, at most ``SWEPT_AT_ONCE``; returns how many."""
    # Rows that another transaction is at are left to it: two sweeps never wait for each other.
    gone = (
        select(UsedAllowance.key)
        .where(UsedAllowance.full_at <= clock.now())
        .limit(SWEPT_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    keys = db.session.scalars(gone).all()
    db.session.execute(
        delete(UsedAllowance).where(UsedAllowance.key.in_(keys)),
        execution_options={"synchronize_session": False},
    )
    return len(keys)


def _take(allowance: Allowance, key: str) -> int:
    """Seconds to wait, or 0 if the attempt is allowed."""
    step = timedelta(seconds=allowance.seconds)
    row = _locked(_hashed(allowance, key))
    now = clock.now()  # Under the lock: a time from before the wait would find too much taken.
    full_at = max(row.full_at, now) + step
    waits = full_at - now - allowance.at_once * step
    if waits > timedelta(0):
        return max(1, math.ceil(waits.total_seconds()))
    row.full_at = full_at
    db.session.flush()
    return 0


def _locked(key: str) -> UsedAllowance:
    """The row of a key, locked until the transaction ends. Creates it if needed."""
    query = select(UsedAllowance).where(UsedAllowance.key == key).with_for_update()
    query = query.execution_options(populate_existing=True)
    row = db.session.scalar(query)
    if row is not None:
        return row
    forget_given_back()
    try:
        with db.session.begin_nested():
            row = UsedAllowance(key=key, full_at=clock.now())
            db.session.add(row)
        return row
    except IntegrityError:  # made by another at the same moment
        return db.session.scalars(query).one()


def _hashed(allowance: Allowance, key: str) -> str:
    text = f"{allowance.name}\n{key}".encode(errors="replace")
    return hmac.new(derived_key("allowances"), text, hashlib.sha256).hexdigest()
