"""Password rules, hashing and comparison.

Rules of NIST SP 800-63B and OWASP ASVS 5.0, chapter 6: length alone, no composition, a list of
obvious ones refused without asking anybody, and the password taken exactly as it was typed.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

from tracker.accounts.throttle import TooMany

SHORTEST, LONGEST = 8, 128
# Digits and signs alone are dates and telephone numbers, unless there are many.
ONLY_SIGNS = 14
PATIENCE = 10.0  # seconds that somebody waits for a turn


class Lane:
    """Limits hashing to one password at a time. A few requests wait, the others are refused.

    A hash takes about 150 ms of one core and 64 MiB, and a waiting request holds a thread of the
    server. Unknown visitors have a separate queue, so that they cannot block known ones.
    """

    def __init__(self, waiting: int) -> None:
        """``waiting``: how many requests may wait."""
        self.turns = BoundedSemaphore(1)
        self.places = BoundedSemaphore(1 + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn. Raises TooMany if too many wait or the wait is too long."""
        if not self.places.acquire(blocking=False):
            raise TooMany(2)
        try:
            if not self.turns.acquire(timeout=PATIENCE):
                raise TooMany(int(PATIENCE))
            try:
                yield
            finally:
                self.turns.release()
        finally:
            self.places.release()


STRANGERS, KNOWN = Lane(waiting=5), Lane(waiting=5)
_hasher = PasswordHasher()
_OWN_WORDS = ("commitment", "tracker", "commitmentstracker", "trafficking", "tracking")
_LOOKALIKES = str.maketrans("013457@$!|", "oieastasil")
_DECORATION = re.compile(r"[\W\d_]+")  # whatever is no letter of any script


def faults(password: str, *, about: tuple[str, ...] = ()) -> list[str]:
    """Reasons to refuse a password, or an empty list. ``about`` holds name and address."""
    if len(password) < SHORTEST:
        return [_("Use at least %(least)s characters.", least=SHORTEST)]
    if len(password) > LONGEST:
        return [_("Use at most %(most)s characters.", most=LONGEST)]
    if is_obvious(password, about=about):
        return [_("This password is one of the most common ones. Choose another.")]
    return []


def is_obvious(password: str, *, about: tuple[str, ...] = ()) -> bool:
    """Whether a password is a well-known word with digits, signs or lookalikes added.

    So a list of a few hundred words refuses many thousands of common passwords: "Passw0rd123!" is
    "password".
    """
    plain = password.casefold()
    if len(set(plain)) <= 3 or _is_a_run(plain):
        return True
    known = _common() | set(_OWN_WORDS) | _words_of(about)
    bare = {
        _DECORATION.sub("", plain),
        _DECORATION.sub("", plain.translate(_LOOKALIKES)),
        _DECORATION.sub("", plain.rstrip("0123456789!?.*#$_-").translate(_LOOKALIKES)),
        plain,
    }
    halves = {word[: len(word) // 2] for word in bare if word[: len(word) // 2] * 2 == word}
    if "" in bare and len(plain) < ONLY_SIGNS:
        return True
    return bool((bare | halves) & known)


def hash_password(password: str) -> str:
    """The argon2id hash to store. Raises TooMany if no turn came.

    Takes 150 ms: to be called while no lock on writing is held.
    """
    with KNOWN.turn():
        return _hasher.hash(_bytes(password))


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password is right, with a new hash if the stored one is outdated."""

    right: bool
    renewed: str | None = None


def check(stored_hash: str | None, password: str, *, lane: Lane) -> Checked:
    """Compare a password with a hash. It takes as long for an unknown user as for a wrong password.

    Takes 150 ms: to be called while no lock on writing is held. Raises TooMany if no turn came.
    """
    with lane.turn():
        try:
            _hasher.verify(stored_hash or _nobody(), _bytes(password[: 4 * LONGEST]))
        except (VerificationError, InvalidHashError):
            return Checked(False)
        if stored_hash is None:
            return Checked(False)
        outdated = _hasher.check_needs_rehash(stored_hash)
        return Checked(True, _hasher.hash(_bytes(password)) if outdated else None)


@cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


@cache
def _common() -> frozenset[str]:
    text = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split() if line)


def _words_of(about: tuple[str, ...]) -> set[str]:
    words: set[str] = set()
    for text in about:
        plain = text.casefold()
        words |= {plain, _DECORATION.sub("", plain)}
        words |= {word for word in _DECORATION.split(plain) if len(word) >= 4}
    return words - {""}


def _is_a_run(plain: str) -> bool:
    """Whether the characters are neighbours on the keyboard or in the alphabet."""
    rows = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")
    return any(plain in row or plain in row[::-1] for row in rows)
