"""Who has reported, who is late and who is silent, day by day; and which rounds a cycle has."""

from datetime import date

import pytest

from tracker.reporting.due_status import (
    ReportingPeriod,
    months_after,
    punctuality,
    reporting_periods,
)
from tracker.reporting.vocabulary import Punctuality

DUE = date(2025, 3, 31)

# Each row: when it was sent, the day looked at, what is said, and why.
CASES = [
    (None, date(2025, 3, 30), "not_yet_due", "the day before"),
    (None, DUE, "not_yet_due", "the day itself is still in time"),
    (None, date(2025, 4, 1), "silent", "late from the day after"),
    (date(2025, 3, 1), date(2025, 3, 10), "reported", "before it was due"),
    (DUE, DUE, "reported", "on the day"),
    (date(2025, 4, 1), date(2025, 4, 1), "reported_late", "one day late"),
    (date(2025, 4, 1), date(2025, 3, 31), "not_yet_due", "sent later than the day looked at"),
    (date(2025, 6, 1), date(2025, 5, 1), "silent", "at that day nothing had been sent"),
    (DUE, date(2030, 1, 1), "reported", "it stays in time for ever"),
]


@pytest.mark.parametrize(("sent", "as_of", "said", "why"), CASES)
def test_punctuality_at_the_end_of_a_day(
    sent: date | None, as_of: date, said: str, why: str
) -> None:
    assert punctuality(DUE, sent, as_of=as_of) is Punctuality(said), why


FIRST = ReportingPeriod(date(2021, 1, 1), date(2021, 6, 30), date(2021, 8, 31))


def test_a_single_round_is_all_without_repetition() -> None:
    assert list(reporting_periods(FIRST, every_months=None, last_due_on=None)) == [FIRST]


def test_rounds_repeat_to_the_last_due_date() -> None:
    found = list(reporting_periods(FIRST, every_months=6, last_due_on=date(2022, 8, 31)))

    assert found == [
        FIRST,
        ReportingPeriod(date(2021, 7, 1), date(2021, 12, 31), date(2022, 2, 28)),
        ReportingPeriod(date(2022, 1, 1), date(2022, 6, 30), date(2022, 8, 31)),
    ]


def test_periods_neither_overlap_nor_leave_days_out() -> None:
    found = list(reporting_periods(FIRST, every_months=6, last_due_on=date(2040, 1, 1)))

    gaps = {
        (later.period_start - earlier.period_end).days
        for earlier, later in zip(found, found[1:], strict=False)
    }
    assert gaps == {1}


@pytest.mark.parametrize(
    ("day", "months", "keep", "expected"),
    [
        (date(2020, 2, 29), 12, True, date(2021, 2, 28)),
        (date(2021, 2, 28), 36, True, date(2024, 2, 29)),
        (date(2021, 2, 28), 36, False, date(2024, 2, 28)),
        (date(2021, 1, 31), 1, False, date(2021, 2, 28)),
        (date(2021, 12, 15), 1, False, date(2022, 1, 15)),
    ],
)
def test_months_are_counted_to_real_days(
    day: date, months: int, keep: bool, expected: date
) -> None:
    assert months_after(day, months, keep_month_end=keep) == expected
