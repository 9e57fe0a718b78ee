"""When jobs are due: moments in UTC that every worker computes alike."""

from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from tracker.jobs.schedule import (
    LONGEST_WAIT,
    Daily,
    Every,
    Schedule,
    Weekly,
    wait_after,
)

MINUTE = Every(timedelta(minutes=1))
HOUR = Every(timedelta(hours=1), timedelta(minutes=20))
DAY, SUNDAY = Daily(time(0, 10)), Weekly(6, time(2, 50))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "moment", "expected", "reason"),
    [
        (MINUTE, "2026-03-01 10:00:00.5", "2026-03-01 10:01", "the next whole minute"),
        (MINUTE, "2026-03-01 10:01:00", "2026-03-01 10:02", "after, never at the same moment"),
        (HOUR, "2026-03-01 10:00", "2026-03-01 10:20", "the offset moves it within the hour"),
        (HOUR, "2026-03-01 10:20", "2026-03-01 11:20", "the moment itself is over"),
        (HOUR, "1999-12-31 23:50", "2000-01-01 00:20", "the series has no beginning"),
        (DAY, "2026-03-01 00:09:59", "2026-03-01 00:10", "later today"),
        (DAY, "2026-03-01 00:10", "2026-03-02 00:10", "tomorrow"),
        (DAY, "2024-02-28 12:00", "2024-02-29 00:10", "a leap day is a day"),
        (DAY, "2025-12-31 12:00", "2026-01-01 00:10", "in the next year"),
        (SUNDAY, "2026-11-28 12:00", "2026-11-29 02:50", "Saturday: tomorrow"),
        (SUNDAY, "2026-11-29 02:49", "2026-11-29 02:50", "Sunday before the time"),
        (SUNDAY, "2026-11-29 02:50", "2026-12-06 02:50", "Sunday at the time: in a week"),
        (SUNDAY, "2026-11-30 12:00", "2026-12-06 02:50", "Monday"),
    ],
)
def test_a_job_is_due_at_the_next_moment_of_its_schedule(
    schedule: Schedule, moment: str, expected: str, reason: str
) -> None:
    assert schedule.next_after(at(moment)) == at(expected), reason


def test_days_are_days_in_utc_wherever_the_moment_was_written() -> None:
    evening = datetime(2026, 3, 1, 20, 0, tzinfo=timezone(timedelta(hours=-8)))

    assert DAY.next_after(evening) == at("2026-03-03 00:10")


def test_a_failed_job_waits_longer_each_time_and_never_for_ever() -> None:
    waits = [wait_after(attempts) for attempts in range(1, 100)]

    assert waits[0] == timedelta(seconds=30)
    assert waits[1] == 2 * waits[0]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
