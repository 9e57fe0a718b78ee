"""Cells of a column are understood together; what has two readings is refused with both."""

from collections.abc import Collection
from enum import StrEnum

import pytest

from tests.exchange.seeds import NAMES
from tracker.exchange.normalising import dates, lists, numbers, states
from tracker.exchange.normalising.normalised_value import ColumnFindings, NormalisedValue, is_silent
from tracker.schema import fields
from tracker.schema.drafts import Column


def dated(text: str, *others: str, day_first: bool | None = None) -> NormalisedValue:
    return dates.considered(day_first)((text, *others), ColumnFindings())(text)


DATES = [
    ("2016", "2016"),
    ("2016-05", "2016-05"),
    ("2016-05-03", "2016-05-03"),
    ("2016-05-03 00:00:00", "2016-05-03"),
    ("2016-05-03T10:30:00Z", "2016-05-03"),
    ("2016/5/3", "2016-05-03"),
    ("20160503", "2016-05-03"),
    ("3.5.2016", "2016-05-03"),
    ("31/12/2016", "2016-12-31"),
    ("12/31/2016", "2016-12-31"),
    ("4/4/2016", "2016-04-04"),
    ("05/2016", "2016-05"),
    ("3 May 2016", "2016-05-03"),
    ("May 3, 2016", "2016-05-03"),
    ("3-Sept-2016", "2016-09-03"),
    ("1st May 2016", "2016-05-01"),
    ("May 2016", "2016-05"),
    ("1er février 2016", "2016-02-01"),
    ("3 août 2016", "2016-08-03"),
    ("3 de mayo de 2016", "2016-05-03"),
    ("3 мая 2016 г.", "2016-05-03"),
    ("май 2016", "2016-05"),
    ("3 مايو 2016", "2016-05-03"),
    ("٣ أيار ٢٠١٦", "2016-05-03"),
    ("2016年5月3日", "2016-05-03"),
    ("2016年5月", "2016-05"),
    ("2016年", "2016"),
    ("42493", "2016-05-03"),
    ("2016.0", "2016"),
    ("42493.5", "2016-05-03"),
]


@pytest.mark.parametrize(("text", "meant"), DATES)
def test_date_is_understood_as_far_as_known(text: str, meant: str) -> None:
    assert dated(text).text == meant


UNDATED = [
    ("3/4/2016", "2016-04-03 or 2016-03-04"),
    ("3/4/16", "a year with four digits"),
    ("31/2/2016", "a date that exists"),
    ("2016-13-01", "a date that exists"),
    ("13/13/2016", "a date that exists"),
    ("2015–2017", "a date such as"),
    ("2015/16", "2015 to 2016"),
    ("soon", "a date such as"),
    ("May 16", "a date such as"),
    ("3 May 2016 or 4 May 2016", "a date such as"),
    ("early May 2016", "a date such as"),
    ("<2016", "a date such as"),
    ("2016?", "a date such as"),
    ("12", "a date such as"),
    ("99999", "a date such as"),
]


@pytest.mark.parametrize(("text", "reason"), UNDATED)
def test_date_that_is_unclear_is_refused(text: str, reason: str) -> None:
    found = dated(text)

    assert found.text is None
    assert reason in found.reason


def test_column_settles_day_and_month() -> None:
    assert dated("3/4/2016", "13/4/2016").text == "2016-04-03"
    assert dated("3/4/2016", "4/13/2016").text == "2016-03-04"
    assert dated("3/4/2016", "13/4/2016", "4/13/2016").text is None
    assert dated("3/4/2016", day_first=True).text == "2016-04-03"
    assert dated("3/4/2016", day_first=False).text == "2016-03-04"
    assert dated("3.4.2016", "4/13/2016").text == "2016-04-03"


def test_open_column_is_asked_about_once() -> None:
    findings = ColumnFindings()

    dates.considered(None)(("3/4/2016", "5/6/2017", "2018"), findings)

    assert findings.is_open


def number(
    text: str, *others: str, whole: bool = False, comma: bool | None = None
) -> NormalisedValue:
    return numbers.Considers(whole, comma)((text, *others), ColumnFindings())(text)


NUMBERS: list[tuple[str, Collection[str], str | None]] = [
    ("3", (), "3"),
    ("-3", (), "-3"),
    ("−3", (), "-3"),
    ("3.0", (), "3"),
    ("0.25", (), "0.25"),
    ("0,25", (), "0.25"),
    ("1,5", (), "1.5"),
    ("1e3", (), "1000"),
    ("1 234 567", (), "1234567"),
    ("1\u202f234,5", (), "1234.5"),
    ("1'234.5", (), "1234.5"),
    ("1.234,5", (), "1234.5"),
    ("1,234.5", (), "1234.5"),
    ("1,234,567", (), "1234567"),
    ("1.234.567", (), "1234567"),
    ("٣٫٥", (), "3.5"),
    ("1,234", ("2,5",), "1.234"),
    ("1,234", ("2.5",), "1234"),
    ("1.234", ("2,5",), "1234"),
    ("1.234", ("1,234.5",), "1.234"),
    ("1,234", (), None),
    ("<5", (), None),
    ("> 10", (), None),
    ("about 5", (), None),
    ("45%", (), "45"),
    ("45 %", (), "45"),
    ("45\u00a0%", (), "45"),
    ("12.5%", (), "12.5"),
    ("12,5 %", (), "12.5"),
    ("%45", (), "45"),
    ("٤٥٪", (), "45"),
    ("45 per cent", (), "45"),
    ("45%", ("30 %",), "45"),
    ("45%", ("0.3",), None),
    ("4 5%", (), None),
    ("%", (), None),
    ("45‰", (), None),
    ("1 373", (), "1373"),
    ("1\u202f373", (), "1373"),
    ("1 37", (), None),
    ("1,373", ("12.5",), "1373"),
    ("1,37,300", (), None),
    ("1_373", (), None),
    ("1373 persons", (), None),
    ("(45)", (), None),
    ("five", (), None),
    ("1,23,4", (), None),
]


@pytest.mark.parametrize(("text", "others", "meant"), NUMBERS)
def test_number_is_understood_or_refused(
    text: str, others: Collection[str], meant: str | None
) -> None:
    assert number(text, *others).text == meant


@pytest.mark.parametrize(
    "text",
    [
        *("<5", ">95", "≤5", "≥ 95", "<5%", ">95 %", "95+", "5–10", "5-10", "~5", "under 5"),
        *("at least 5", "moins de 5", "plus de 95", "menos de 5", "más de 95", "менее 5"),
        *("более 95", "أقل من 5", "不到5", "95以上", "约5", "ca. 5", "approx. 5", "up to 5"),
    ],
)
def test_bound_is_neither_the_number_nor_zero(text: str) -> None:
    found = number(text)

    assert found.text is None
    assert "neither the number nor 0" in found.reason


@pytest.mark.parametrize("text", ["-5", "−5", "5", "1e-3"])
def test_sign_before_a_number_is_no_bound(text: str) -> None:
    assert number(text).text is not None


def test_whole_numbers_have_no_decimals() -> None:
    assert number("1,234", whole=True).text == "1234"
    assert number("2.5", whole=True).text is None


@pytest.mark.parametrize("text", ["12%", "12 %", "%12", "12 per cent", "12٪", "12 pct."])
def test_percentage_is_no_whole_number_and_spoils_no_other(text: str) -> None:
    # 12 % of the persons are not 12 persons.
    assert number(text, whole=True).text is None
    assert number("17", text, whole=True).text == "17"
    assert number("1,234", comma=True).text == "1.234"


@pytest.mark.parametrize("text", ["", "-", "–", "..", "…", "n/a", "N/A", "#N/A", "нет данных"])
def test_usual_marks_say_nothing(text: str) -> None:
    assert is_silent(text)


@pytest.mark.parametrize("text", ["0", "none", "no", "x", "<5", "nil"])
def test_zero_and_words_say_something(text: str) -> None:
    assert not is_silent(text)


def state(text: str, *others: str) -> str | None:
    return states.Considers(NAMES)((text, *others), ColumnFindings())(text).text


def test_na_is_namibia_among_codes_of_two_letters() -> None:
    assert state("NA", "KE", "FR") == "NAM"
    assert state("na", "ke", "fr") == "NAM"
    assert state("NA", "Kenya", "France") == ""
    assert state("NA") == ""
    assert state("N/A", "KE", "FR") == ""


def test_numbers_are_m49_only_if_all_are() -> None:
    assert state("404", "4", "800") == "KEN"
    assert state("4", "404") == "AFG"
    assert state("404", "999") is None


def test_congo_is_settled_by_the_other_one_in_the_column() -> None:
    assert state("Congo", "Kenya") is None
    assert state("Congo", "Democratic Republic of the Congo") == "COG"
    assert state("Congo", "Congo-Brazzaville") is None


class Stand(StrEnum):
    SUPPORTED = "supported"
    IN_PART = "in_part"


CLOSED = Column("position", "…", "supported", fields.one_of(Stand), required=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("supported", "supported"),
        ("In part", "in_part"),
        ("IN-PART", "in_part"),
        ("Teils", "in_part"),
    ],
)
def test_word_of_a_closed_list_is_understood(text: str, code: str) -> None:
    assert lists.ClosedList(CLOSED, {"Teils": "in_part"})(text).text == code


def test_unknown_word_is_refused_with_what_is_near() -> None:
    found = lists.ClosedList(CLOSED)("suported")

    assert (found.text, found.suggested, found.is_unlisted) == (None, ("supported",), True)
    assert "one of supported, in_part" in found.reason


THEMES = Column("themes", "…", "a", fields.several(fields.code()), required=False)


@pytest.mark.parametrize(
    "text",
    ['["a", "b", "c"]', "['a', 'b', 'c']", "a, , b, c,", "a,\nb,\nc"]
    + [
        "a; b; c",
        "a;b;c",
        "a | b | c",
        "a\nb\nc",
        "a, b, c",
        "a；b、c",
        "- a\n- b\n- c",
        "a;b;;c;b",
    ],
)
def test_several_values_in_a_cell_are_parted(text: str) -> None:
    assert lists.ListOfValues(THEMES)(text).text in ("a; b; c", "a;b;c")


@pytest.mark.parametrize(
    ("text", "flag"), [("Yes", "yes"), ("oui", "yes"), ("нет", "no"), ("0", "no"), ("是", "yes")]
)
def test_yes_and_no_are_understood_in_many_words(text: str, flag: str) -> None:
    assert lists.flag(text).text == flag
