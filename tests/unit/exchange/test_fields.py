"""Text becomes a value, or a reason that says what would be accepted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from tracker.core import clock
from tracker.core.clock import PartialDate
from tracker.evidence.vocabulary import Tier
from tracker.schema import fields

TODAY = date(2021, 11, 22)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    # A quarter to ten in the morning, UTC: tomorrow has not begun anywhere.
    monkeypatch.setattr(clock, "now", lambda: datetime(2021, 11, 22, 9, 45, tzinfo=UTC))


ACCEPTED: list[tuple[str, fields.Reader, str, Any]] = [
    ("letters of any script", fields.text(), "كينيا", "كينيا"),
    ("what looks like a formula is only text", fields.text(), "=1+1", "=1+1"),
    ("line ends and tabs within a text", fields.text(), "one\n\ttwo", "one\n\ttwo"),
    ("a code with a point", fields.code(), "A.1-b_2", "A.1-b_2"),
    ("a reference", fields.reference(), "PARTY-XQA-2005", "PARTY-XQA-2005"),
    ("the least whole number", fields.whole_number(least=0, most=4), "0", 0),
    ("the greatest whole number", fields.whole_number(least=0, most=4), "4", 4),
    ("a decimal number", fields.number(), "0.25", 0.25),
    ("one of a closed list", fields.one_of(Tier), "A", Tier.A),
    ("a list in any order", fields.several(fields.code()), "b;a ; c", ("a", "b", "c")),
    ("a full date", fields.day(), "2003-12-25", date(2003, 12, 25)),
    ("a year", fields.partial_date(), "2016", PartialDate(date(2016, 12, 31), "year")),
    ("a month", fields.partial_date(), "2016-02", PartialDate(date(2016, 2, 29), "month")),
    ("today is not after today", fields.past_date(), "2021-11-22", PartialDate(TODAY, "day")),
    (
        "the present year has begun, and counts from its end",
        fields.past_date(),
        "2021",
        PartialDate(date(2021, 12, 31), "year"),
    ),
    (
        "an address with a query",
        fields.web_address(),
        "http://a.org/?q=1&b=é",
        "http://a.org/?q=1&b=é",
    ),
    ("a language with a script", fields.language(), "zh-Hans", "zh-Hans"),
]


@pytest.mark.parametrize(
    ("reader", "text", "value"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED]
)
def test_text_is_read_and_written_back(reader: fields.Reader, text: str, value: Any) -> None:
    assert reader(text) == value
    assert reader(fields.as_text(value)) == value


_LEVEL = fields.whole_number(least=0, most=4)

REFUSED: list[tuple[str, fields.Reader, str, str]] = [
    ("too long a text", fields.text(limit=3), "four", "at most 3 characters; this text has 4"),
    ("a NUL hides what follows", fields.text(), "a\0b", "U+0000"),
    ("a bell is no text", fields.text(), "a\x07b", "U+0007"),
    ("half a surrogate pair cannot be stored", fields.text(), "a\ud800", "U+D800"),
    ("a code begins with a letter or digit", fields.code(), "-x", "letters A to Z"),
    ("letters of other scripts pass for Latin ones", fields.code(), "СRC", "letters A to Z"),
    ("a slash would part an address", fields.code(), "A/RES", "letters A to Z"),
    ("too long a code", fields.code(limit=3), "ABCD", "at most 3 characters"),
    ("a point marks a version", fields.reference(), "X.2", "no point"),
    ("a line end after a code", fields.code(), "A\n", "letters A to Z"),
    ("Arabic digits read as 12 by Python", _LEVEL, "٣", "from 0 to 4 in digits 0 to 9"),
    ("an underscore read as 10 by Python", _LEVEL, "1_0", "from 0 to 4"),
    ("a plus sign", _LEVEL, "+1", "from 0 to 4"),
    ("a word", _LEVEL, "two", "from 0 to 4"),
    ("a decimal is no whole number", _LEVEL, "2.0", "from 0 to 4"),
    ("beyond the scale", _LEVEL, "5", "from 0 to 4"),
    ("below the scale", _LEVEL, "-1", "from 0 to 4"),
    ("thousands of digits stop the process", _LEVEL, "9" * 5_000, "from 0 to 4"),
    ("not a number", fields.number(), "NaN", "decimal point"),
    ("an exponent", fields.number(), "1e9", "decimal point"),
    ("a decimal comma", fields.number(), "0,25", "decimal point"),
    ("not in the closed list", fields.one_of(Tier), "E", "one of A, B, C, D"),
    ("a closed list tells capitals apart", fields.one_of(Tier), "a", "one of A, B, C, D"),
    ("an empty item of a list", fields.several(fields.code()), "a;;b", "without empty ones"),
    (
        "a list that ends in its separator",
        fields.several(fields.code()),
        "a;",
        "without empty ones",
    ),
    ("an item twice", fields.several(fields.code()), "a; a", "each value only once"),
    ("a bad item of a list", fields.several(fields.one_of(Tier)), "A; X", "one of A, B"),
    ("a year where the day is needed", fields.day(), "2003", "a full date"),
    ("a day that does not exist", fields.day(), "2003-02-30", "2016-05-03"),
    ("a thirteenth month", fields.partial_date(), "2003-13", "2016-05-03"),
    ("a date in another order", fields.partial_date(), "25.12.2003", "2016-05-03"),
    ("Arabic digits of a year", fields.partial_date(), "٢٠١٦", "in digits 0 to 9"),
    ("a typing error of a year", fields.partial_date(), "0206", "1900 or later"),
    ("tomorrow", fields.past_date(), "2021-11-23", "not after today, 2021-11-22"),
    ("a month that has not begun", fields.past_date(), "2021-12", "not after today"),
    ("a year that has not begun", fields.past_date(), "2022", "not after today"),
    ("a script as an address", fields.web_address(), "javascript:alert(1)", "https://"),
    ("an address without a host", fields.web_address(), "https:///x", "https://"),
    (
        "an address that hides its host",
        fields.web_address(),
        "https://un.org@evil.org/",
        "https://",
    ),
    ("a space in an address", fields.web_address(), "https://un.org/a b", "https://"),
    ("a port that is none", fields.web_address(), "https://un.org:port/", "https://"),
    ("an open bracket", fields.web_address(), "https://[un.org/", "https://"),
    ("the name of a language", fields.language(), "English", "language tag"),
]


@pytest.mark.parametrize(
    ("reader", "text", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_refusal_says_what_would_be_accepted(reader: fields.Reader, text: str, reason: str) -> None:
    with pytest.raises(fields.InvalidValue) as refusal:
        reader(text)

    assert reason in str(refusal.value)


def test_text_is_kept_composed_and_trimmed() -> None:
    decomposed = "  Cu" + "rac\u0327ao\n"

    assert fields.clean(decomposed) == "Curaçao"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_line_ends_are_those_of_no_program(end: str) -> None:
    assert fields.clean(f"one{end}two{end}") == "one\ntwo"
