"""What number formats show of a date, and what a date of a cell becomes."""

from datetime import datetime

import pytest

from tracker.exchange.parsing.number_formats import (
    Shown,
    shown_by,
    text_of_date,
    text_of_number,
)

FORMATS = [
    ("yyyy", Shown.YEAR, "only the year"),
    ("yy", Shown.YEAR, "two digits of it"),
    ("0%", Shown.PERCENT, "a number in percent"),
    ("#,##0.0 %;[Red]-0.0 %", Shown.PERCENT, "with a form for what is below zero"),
    ('0.0"%"', Shown.TIME, "a sign that is only a text: the number is as it stands"),
    ("0.0\\%", Shown.TIME, "the same after a backslash"),
    ("yyyy;@", Shown.YEAR, "texts have a part of their own"),
    ('"Year" yyyy', Shown.YEAR, "the letters of a quoted text are none of the format"),
    ('"d"yyyy', Shown.YEAR, "a quoted d is no day"),
    ("\\d yyyy", Shown.YEAR, "nor is one after a backslash"),
    ("mmm yyyy", Shown.MONTH, "a month in letters"),
    ("mmm-yy", Shown.MONTH, "the usual one of Excel"),
    ("yyyy\\-mm", Shown.MONTH, "with an escaped sign"),
    ("[$-409]mmmm yyyy;@", Shown.MONTH, "with a language"),
    ("[Red]mm/yyyy", Shown.MONTH, "with a colour"),
    ('yyyy"年"m"月"', Shown.MONTH, "Chinese"),
    ("yyyy-mm-dd", Shown.DAY, "a whole day"),
    ("dd/mm/yyyy hh:mm", Shown.DAY, "minutes beside hours are no months"),
    ("m/d/yy h:mm AM/PM", Shown.DAY, "the halves of a day are no months"),
    ("[$-41E]d mmmm bbbb", Shown.DAY, "the year of Thailand's calendar is a year"),
    ('ggge"年"m"月"d"日"', Shown.DAY, "so is that of Japan's eras"),
    ("d-mmm", Shown.NO_YEAR, "the year cannot be seen"),
    ("mmmm", Shown.NO_YEAR, "a month of no year"),
    ("dddd", Shown.NO_YEAR, "a day of the week"),
    ("h:mm:ss", Shown.CLOCK, "no date"),
    ("mm:ss", Shown.CLOCK, "minutes before seconds"),
    ("[h]:mm", Shown.CLOCK, "a span of hours"),
    ("General", Shown.TIME, "its letters are no parts"),
    ("0.00E+00", Shown.TIME, "an exponent is no year"),
]


@pytest.mark.parametrize(("code", "shown"), [each[:2] for each in FORMATS], ids=lambda e: str(e))
def test_format_tells_how_much_of_a_date_it_shows(code: str, shown: Shown) -> None:
    assert shown_by(code) is shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(14, Shown.TIME), (16, Shown.NO_YEAR), (17, Shown.MONTH), (20, Shown.CLOCK)],
)
def test_built_in_formats_have_no_code_of_their_own(number: int, shown: Shown) -> None:
    assert shown_by("", number) is shown


def moment(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - cells know no zone


DATES = [
    (
        moment(2021, 5, 31, 21),
        Shown.MONTH,
        False,
        "2021-05T21:00",
        "the evening before a month begins: June in Nairobi",
    ),
    (moment(2021, 5, 15, 21), Shown.MONTH, False, "2021-05", "an evening within a month"),
    (moment(2020, 12, 31, 21), Shown.YEAR, False, "2020T21:00", "the evening before a year begins"),
    (moment(2021, 5, 31, 21), Shown.YEAR, False, "2021", "an evening within a year"),
    (moment(2020, 1, 1), Shown.YEAR, False, "2020", "the year that is shown"),
    (moment(2020, 5, 31), Shown.MONTH, False, "2020-05", "the month that is shown"),
    (moment(2020, 5, 3), None, False, "2020-05-03", "nothing said: the whole day"),
    (moment(2020, 5, 3), Shown.NO_YEAR, False, "--05-03", "its year was made up"),
    (moment(2020, 5, 3, 21), Shown.DAY, False, "2020-05-03 21:00:00", "with its time"),
    (moment(2020, 5, 3, 13, 30), Shown.CLOCK, False, "--05-03", "a time is shown, and no day"),
    (moment(1899, 12, 31, 13, 30), Shown.CLOCK, False, "1899-12-31 13:30:00", "a time alone"),
    (moment(1905, 7, 13), Shown.DAY, False, "1905-07-13", "perhaps the number 2021"),
    (moment(1905, 7, 13), Shown.YEAR, False, "1905-07-13", "the year 1905 it is hardly"),
    (moment(1909, 7, 14), Shown.YEAR, True, "1909-07-14", "2021 counted from 1904"),
    (moment(1909, 7, 14), Shown.YEAR, False, "1909", "counted from 1900 it is a year"),
]


@pytest.mark.parametrize(
    ("day", "shown", "from_1904", "text"), [each[:4] for each in DATES], ids=[e[4] for e in DATES]
)
def test_date_is_read_as_far_as_it_is_shown(
    day: datetime, shown: Shown | None, from_1904: bool, text: str
) -> None:
    assert text_of_date(day, shown, from_1904=from_1904) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (17.000000000000004, "17"),  # 17 is shown: the rest is what binary numbers leave over
        (0.1 + 0.2, "0.3"),
        (1 - 0.9, "0.1"),
        (-0.30000000000000004, "-0.3"),
        (1373.0, "1373"),
        (2.675, "2.675"),
        (1 / 3, "0.333333333333333"),
        (1234567890123456.0, "1234567890123456"),  # a long number of a case loses no digit
        (1e-7, "1e-07"),
    ],
)
def test_number_of_a_cell_has_the_15_digits_that_programs_show(value: float, text: str) -> None:
    assert text_of_number(value) == text
