"""Browsers known to an account, with separate limits for sign-in attempts.

The browser keeps a signed mark for each of up to four accounts. A mark contains no name, gives no
access, and becomes invalid when the password changes. The server stores nothing.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import date, timedelta

from tracker.accounts.encryption import derived_key
from tracker.accounts.models import UserAccount
from tracker.core import clock

LASTS = timedelta(days=180)
MOST = 4  # accounts that a browser is known to
_DAY, _NAME, _SEAL = 4, 10, 16  # bytes of a mark: 30 in all, which are 40 letters
LETTERS = 40
LONGEST = MOST * (LETTERS + 1)


def remembered(cookie: str | None, user: UserAccount) -> str:
    """The new cookie value after the account was used from this browser."""
    name = secrets.token_bytes(_NAME)
    day = clock.today().toordinal().to_bytes(_DAY)
    mark = base64.urlsafe_b64encode(day + name + _sealed(day + name, user)).decode()
    others = [text for text in _marks(cookie) if _name_in(text, user) is None]
    return ".".join([mark, *others][:MOST])


def name_of(cookie: str | None, user: UserAccount | None) -> str | None:
    """The key under which attempts of this browser count, or None for an unknown browser."""
    if user is None:
        return None
    return next((name for text in _marks(cookie) if (name := _name_in(text, user))), None)


def _marks(cookie: str | None) -> list[str]:
    return [text for text in (cookie or "").split(".")[:MOST] if len(text) == LETTERS]


def _name_in(text: str, user: UserAccount) -> str | None:
    try:
        mark = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    payload, seal = mark[:-_SEAL], mark[-_SEAL:]
    if not hmac.compare_digest(seal, _sealed(payload, user)):
        return None
    day = date.fromordinal(int.from_bytes(payload[:_DAY]))
    return payload[_DAY:].hex() if clock.today() - day <= LASTS else None


def _sealed(payload: bytes, user: UserAccount) -> bytes:
    password = hashlib.sha256((user.password_hash or "").encode()).digest()
    text = payload + password + user.public_id.encode()
    return hmac.new(derived_key("known browsers"), text, hashlib.sha256).digest()[:_SEAL]
