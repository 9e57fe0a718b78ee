"""A refused cell of any length is told in few words, wherever the refusal goes."""

from dataclasses import asdict, replace

import pytest

from tracker.exchange.refusals import MOST_OF_A_REASON, MOST_OF_A_VALUE, Refusal

LONG = "word " * 300_000  # 1.5 MB


@pytest.mark.parametrize(
    ("value", "reason", "why"),
    [
        (LONG, "too long", "a long value"),
        (LONG, f"{LONG} is no date", "a reason that repeats it"),
        (LONG, f"{LONG.strip()!r} is no date", "one that repeats it in another spelling"),
        ("", f"{LONG} is no date", "a long reason alone"),
    ],
)
def test_a_long_cell_is_not_sent_back_whole(value: str, reason: str, why: str) -> None:
    refusal = Refusal("file.csv", 2, "title", value, reason)

    assert len(refusal.value) <= MOST_OF_A_VALUE + 1, why
    assert len(refusal.reason) <= MOST_OF_A_REASON + 1, why
    assert len(str(refusal)) < 3_000, why
    assert len(str(asdict(refusal))) < 3_000, why


def test_a_value_that_is_put_in_later_is_cut_too() -> None:
    refusal = replace(Refusal("file.csv", 2, "title", "", "too long"), value=LONG)

    assert len(refusal.value) == MOST_OF_A_VALUE + 1


def test_what_is_short_stays_as_it_is() -> None:
    refusal = Refusal("file.csv", 2, "title", "x" * MOST_OF_A_VALUE, "too long")

    assert (refusal.value, refusal.reason) == ("x" * MOST_OF_A_VALUE, "too long")
