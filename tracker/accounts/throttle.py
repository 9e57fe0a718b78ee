"""How often somebody may try. Kept in memory, by hash, and forgotten with the process.

Each key has a bucket that refills steadily; a further bucket counts everybody's tries together.
No address of a visitor enters: what is counted is the account aimed at, whether it exists or not.
"""

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from flask import current_app

from tracker import clock
from tracker.errors import TrackerError

MOST_KEYS = 20_000


class TooMany(TrackerError):
    """Too many tries; the same for accounts that exist and for those that do not."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"too many attempts, wait {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many tries at once, and one more after each so many seconds."""

    name: str
    at_once: int
    seconds: float


SIGN_IN = Allowance("sign-in", at_once=10, seconds=30)
SECOND_FACTOR = Allowance("second-factor", at_once=5, seconds=60)
LETTER = Allowance("letter", at_once=3, seconds=1200)
REQUEST = Allowance("request", at_once=3, seconds=1200)
LINK = Allowance("link", at_once=30, seconds=2)
# All accounts together: a guess of one password against many accounts is slowed here.
EVERYBODY = Allowance("everybody", at_once=120, seconds=0.5)


@dataclass(slots=True)
class _Bucket:
    left: float
    at: datetime


@dataclass(slots=True)
class Throttle:
    """All buckets of one application."""

    buckets: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def take(self, allowance: Allowance, key: str) -> None:
        """Count one try; raises TooMany with the seconds to wait."""
        name = hashlib.sha256(f"{allowance.name}\n{key}".encode(errors="replace")).hexdigest()
        with self.lock:
            now = clock.now()
            bucket = self.buckets.setdefault(name, _Bucket(allowance.at_once, now))
            gained = max(0.0, (now - bucket.at).total_seconds()) / allowance.seconds
            bucket.left, bucket.at = min(allowance.at_once, bucket.left + gained), now
            self.buckets.move_to_end(name)
            while len(self.buckets) > MOST_KEYS:
                self.buckets.popitem(last=False)
            if bucket.left < 1:
                raise TooMany(max(1, round((1 - bucket.left) * allowance.seconds)))
            bucket.left -= 1


def count(allowance: Allowance, key: str) -> None:
    """Count one try against a key and against everybody; raises TooMany."""
    throttle: Throttle = current_app.extensions.setdefault("tracker.throttle", Throttle())
    throttle.take(allowance, key)
    throttle.take(EVERYBODY, "")
