"""Results of link checks, and when an address counts as dead. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Answer(StrEnum):
    """The result of one request."""

    ALIVE = "alive"
    GONE = "gone"  # the server says that there is no such page
    FAILING = "failing"  # no server, no answer in time, or an error of its own
    REFUSED = "refused"  # the server answers, though not to a program: no sign of being dead
    NOT_ASKED = "not_asked"  # robots.txt forbids it, or it is no address of the public internet


DEAD_ANSWERS = frozenset({Answer.GONE, Answer.FAILING})
# A page that moves or a server that rests for a weekend is not dead.
GONE_AFTER = 2  # failures without a break, the last of them a plain "no such page"
FAILING_AFTER = 3
FAILING_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of checking one address."""

    url: str
    answer: Answer
    detail: str
    at: datetime


def is_dead(
    answer: str, *, failures: int, failing_since: datetime | None, checked_at: datetime
) -> bool:
    """Whether readers see that the address no longer works."""
    if answer == Answer.GONE:
        return failures >= GONE_AFTER
    if answer == Answer.FAILING and failing_since is not None:
        return failures >= FAILING_AFTER and checked_at - failing_since >= FAILING_FOR
    return False
