"""Schedules: when a job is due next. Times are UTC. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Schedule(Protocol):
    """A series of times. Every process computes the same ones."""

    def next_after(self, moment: datetime) -> datetime:
        """The first time of the series after this one."""


@dataclass(frozen=True, slots=True)
class Every:
    """At a fixed interval. ``offset`` shifts the series."""

    interval: timedelta
    offset: timedelta = timedelta(0)

    def next_after(self, moment: datetime) -> datetime:
        """The first time of the series after this one."""
        first = _BEGINNING + self.offset
        return first + ((moment - first) // self.interval + 1) * self.interval


@dataclass(frozen=True, slots=True)
class Daily:
    """Once a day."""

    at: time

    def next_after(self, moment: datetime) -> datetime:
        """The first time of the series after this one."""
        today = datetime.combine(moment.astimezone(UTC).date(), self.at, UTC)
        return today if today > moment else today + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Once a week. ``weekday`` counts from Monday as 0."""

    weekday: int
    at: time

    def next_after(self, moment: datetime) -> datetime:
        """The first time of the series after this one."""
        found = Daily(self.at).next_after(moment)
        return found + timedelta(days=(self.weekday - found.weekday()) % 7)


FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(minutes=15)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after this many failures. The time doubles with each."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts - 1, 10))
