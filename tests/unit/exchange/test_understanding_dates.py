"""Dates that only a whole column or a person can tell: pairs of years, times of day, disguises."""

from collections.abc import Mapping

import pytest

from tracker.exchange.normalising import dates, times_of_day, year_pairs
from tracker.exchange.normalising.normalised_value import ColumnFindings

REFUSED = None
ASKED: tuple[str, ...] = (year_pairs.FIRST, year_pairs.LAST)
ASKED_WITH_MONTHS = (*ASKED, year_pairs.MONTHS)


def understood(
    *texts: str, answers: Mapping[str, str] | None = None
) -> tuple[list[str | None], ColumnFindings]:
    findings = ColumnFindings()
    column = dates.considered(None, answers)(texts, findings)
    return [column(text).text for text in texts], findings


PAIRS: list[tuple[tuple[str, ...], list[str | None], tuple[str, ...], str]] = [
    (("2010-11", "2011-12", "2012-13"), [REFUSED] * 3, ASKED, "the third is no month"),
    (("2010/11", "2012/13"), [REFUSED] * 2, ASKED, "with a slash"),
    (("2010–11", "2011–12"), [REFUSED] * 2, ASKED, "a dash parts no year from a month"),
    (("2010-2011",), [REFUSED], ASKED, "years in full"),
    (("2010/2011",), [REFUSED], ASKED, "years in full, with a slash"),
    (("1999-00", "2009-10"), [REFUSED] * 2, ASKED, "over the end of a century"),
    (("FY 2010-11",), [REFUSED], ASKED, "named as a fiscal year"),
    (("FY2010/11",), [REFUSED], ASKED, "named without a space"),
    (("2010-11 season",), [REFUSED], ASKED, "a season"),
    (("School year 2010-11",), [REFUSED], ASKED, "a school year"),
    (("année scolaire 2010-2011",), [REFUSED], ASKED, "in French"),
    (("curso 2010-11",), [REFUSED], ASKED, "in Spanish"),
    (("2010/11 учебный год",), [REFUSED], ASKED, "in Russian"),
    (("2010-11学年",), [REFUSED], ASKED, "in Chinese"),
    (("٢٠١٠-١١", "٢٠١٢-١٣"), [REFUSED] * 2, ASKED, "in Arabic digits"),
    (("2010-11",), [REFUSED], ASKED_WITH_MONTHS, "alone it is either"),
    (("2010-11", "2011-12"), [REFUSED] * 2, ASKED_WITH_MONTHS, "both are either"),
    (("2010-11", "2009"), [REFUSED, "2009"], ASKED_WITH_MONTHS, "a year beside says nothing"),
    (("2010-11", "2010-05"), ["2010-11", "2010-05"], (), "May beside: they are months"),
    (("2010-11", "2010-12"), ["2010-11", "2010-12"], (), "December does not follow 2010"),
    (("2010-11", "2010-11-05"), ["2010-11", "2010-11-05"], (), "days beside: ISO 8601"),
    (
        ("2010-11", "2012-13", "2011-05"),
        [REFUSED, REFUSED, "2011-05"],
        ASKED_WITH_MONTHS,
        "both sorts in one column",
    ),
    (("2015–2017",), [REFUSED], (), "three years are no such year"),
    (("2010-09",), ["2010-09"], (), "no pair: a month"),
]


@pytest.mark.parametrize(
    ("texts", "meant", "asked"), [case[:3] for case in PAIRS], ids=[case[3] for case in PAIRS]
)
def test_pair_of_years_is_told_by_the_column_or_asked(
    texts: tuple[str, ...], meant: list[str | None], asked: tuple[str, ...]
) -> None:
    found, findings = understood(*texts)

    assert found == meant
    assert [tuple(each.answers) for each in findings.asks] == ([asked] if asked else [])


@pytest.mark.parametrize(
    ("answer", "meant"),
    [
        (year_pairs.FIRST, ["2010", "2012", "2009"]),
        (year_pairs.LAST, ["2011", "2013", "2009"]),
        (year_pairs.MONTHS, ["2010-11", REFUSED, "2009"]),
        ("something else", [REFUSED, REFUSED, "2009"]),
    ],
)
def test_person_says_which_year_of_a_pair_is_meant(answer: str, meant: list[str | None]) -> None:
    found, findings = understood("2010-11", "2012-13", "2009", answers={year_pairs.KEY: answer})

    assert found == meant
    assert bool(findings.asks) == (answer == "something else")


DAY, NEXT = "2021-05-02", "2021-05-03"
TIMES: list[tuple[tuple[str, ...], bool, str]] = [
    ((f"{DAY} 21:00:00", "2020-12-31 21:00:00"), True, "midnight in Nairobi, as ExcelJS writes it"),
    ((f"{DAY}T21:00:00.000Z",), True, "the same in JSON"),
    ((f"{DAY} 22:00", "2020-12-31 23:00"), True, "midnight in Paris, summer and winter"),
    ((f"{DAY} 23:00", "2020-12-31"), True, "midnight in London: none to see in winter"),
    ((f"{DAY} 18:30:00",), True, "midnight in Delhi"),
    ((f"{DAY} 23:59:44",), True, "seconds of the local time of old"),
    (("5/13/2021 9:00 PM",), True, "a clock of twelve hours"),
    (("13.5.2021 21:00",), True, "points between"),
    (("44318.875", "44319.875"), True, "days counted by a spreadsheet program"),
    (("42493.5",), False, "noon of such a day"),
    ((f"{DAY} 12:00:00",), False, "noon is the same day nearly everywhere"),
    ((f"{DAY}T04:00:00Z",), False, "midnight in New York: the day is right"),
    ((f"{DAY} 00:00:16",), False, "some seconds after midnight"),
    (
        (f"{DAY} 21:00", "2021-06-02 21:00", "2021-07-02 21:00", f"{DAY} 14:20"),
        True,
        "one that somebody typed beside them says nothing about the others",
    ),
    (("2021-05T21:00", "2021-06T21:00"), True, "a cell shows the month only"),
    (("2020T21:00",), True, "a cell shows the year only"),
    ((f"{DAY} 10:30", f"{DAY} 18:45"), False, "times that differ are times"),
    ((f"{DAY} 00:00:00",), False, "midnight is no time"),
    ((DAY,), False, "no time"),
]


@pytest.mark.parametrize(
    ("texts", "is_asked"), [case[:2] for case in TIMES], ids=[case[2] for case in TIMES]
)
def test_one_odd_time_in_a_column_is_asked_about(texts: tuple[str, ...], is_asked: bool) -> None:
    found, findings = understood(*texts)

    assert [each.key for each in findings.asks] == ([times_of_day.KEY] if is_asked else [])
    assert (found[0] is None) == is_asked


def test_times_that_are_left_out_are_always_told() -> None:
    assert understood(f"{DAY} 10:30")[1].notes
    assert understood(f"{DAY} 21:00", answers={times_of_day.KEY: times_of_day.NEXT_DAY})[1].notes
    assert not understood(f"{DAY} 00:00:00")[1].notes


@pytest.mark.parametrize(
    ("answer", "meant"),
    [(times_of_day.AS_WRITTEN, [DAY, "2020-12-31"]), (times_of_day.NEXT_DAY, [NEXT, "2021-01-01"])],
)
def test_person_says_which_day_an_odd_time_means(answer: str, meant: list[str | None]) -> None:
    texts = (f"{DAY} 21:00:00", "2020-12-31 21:00:00")

    assert understood(*texts, answers={times_of_day.KEY: answer})[0] == meant


def test_month_or_year_of_an_odd_time_is_the_next_one() -> None:
    texts = ("2021-05T21:00", "2021-12T21:00", "2020T21:00")
    answers = {times_of_day.KEY: times_of_day.NEXT_DAY}

    assert understood(*texts, answers=answers)[0] == ["2021-06", "2022-01", "2021"]


PARTS_OF_YEARS = [
    ("2010.5", REFUSED, "the middle of 2010, or May"),
    ("2010.1", REFUSED, "October, where a program took the zero for nothing"),
    ("2010.05", "2010-05", "a month with two digits"),
    ("2010.10", "2010-10", "October with both"),
    ("2010.0", "2010", "a whole number beside blanks"),
    ("2010.12.5", "2010-12-05", "a whole day"),
]


@pytest.mark.parametrize(
    ("text", "meant"), [case[:2] for case in PARTS_OF_YEARS], ids=[c[2] for c in PARTS_OF_YEARS]
)
def test_part_of_a_year_is_no_month(text: str, meant: str | None) -> None:
    assert understood(text)[0] == [meant]


DISGUISED: list[tuple[tuple[str, ...], list[str | None], str]] = [
    (("1905-07-13", "2020-01-01"), [REFUSED, "2020-01-01"], "2021 in a cell for dates"),
    (("13/07/1905",), [REFUSED], "the same, saved as CSV"),
    (("1909-07-14",), [REFUSED], "2021 in a workbook that counts from 1904"),
    (("1905-07-18", "1905-01-18"), ["1905-07-18", "1905-01-18"], "a column of old treaties"),
    (("18 July 1905",), ["1905-07-18"], "nobody's program writes a month in letters so"),
    (("1905",), ["1905"], "a year that says so"),
    (("2564-05-03",), [REFUSED], "a year of the Buddhist era"),
    (("2564",), [REFUSED], "the year alone"),
    (("3/4/2564",), [REFUSED], "days and months are not even asked about"),
    (("٢٥٦٤",), [REFUSED], "in other digits"),
    (("1442-05-03",), [REFUSED], "a year of the Hijra"),
    (("1399/05/03",), [REFUSED], "a year of the Persian calendar"),
    (("令和3年5月3日",), [REFUSED], "a year of a Japanese era"),
    (("民國110年5月3日",), [REFUSED], "a year of the Republic of China"),
    (("5 محرم 1442 هـ",), [REFUSED], "a month of the Hijra"),
    (("--05-03",), [REFUSED], "a day whose year the cell does not show"),
]


@pytest.mark.parametrize(
    ("texts", "meant"), [case[:2] for case in DISGUISED], ids=[case[2] for case in DISGUISED]
)
def test_date_in_disguise_is_refused_rather_than_guessed(
    texts: tuple[str, ...], meant: list[str | None]
) -> None:
    found, findings = understood(*texts)

    assert found == meant
    assert not findings.is_open


def test_year_in_disguise_is_offered_beside_the_day() -> None:
    found = dates.considered(None)(("1905-07-13",), ColumnFindings())("1905-07-13")

    assert (found.suggested, found.is_unlisted) == (("2021", "1905-07-13"), True)


TREATY: list[tuple[str, str | None, str, str]] = [
    ("26 Sep 2003 a", "2003-09-26", "accession", "a small a"),
    ("15 Oct 2008 A", "2008-10-15", "acceptance", "a capital A"),
    ("3 Jun 1992 AA", "1992-06-03", "approval", "two of them"),
    ("1 Jan 1993 d", "1993-01-01", "succession", "d as in déclaration de succession"),
    ("6 Apr 2006 c", "2006-04-06", "formal_confirmation", "of an organisation"),
    ("6 Apr 2006 s", "2006-04-06", "definitive_signature", "without ratification"),
    ("26 Sep 2003 a 1, 2", "2003-09-26", "accession", "notes behind the letter"),
    ("26 Sep 2003 a¹", "2003-09-26", "accession", "a small digit"),
    ("12 Dec 2000 3", "2000-12-12", "", "a note without a letter"),
    ("12 Dec 2000", "2000-12-12", "", "the date alone"),
    ("26-Sep-2003 a", "2003-09-26", "accession", "as Excel writes it again"),
    ("26 sept. 2003 a", "2003-09-26", "accession", "the French list"),
    ("26/09/2003 a", "2003-09-26", "accession", "in digits"),
    ("2003-09-26 AA", "2003-09-26", "approval", "as ISO 8601 has it"),
    ("September 26, 2003 a", "2003-09-26", "accession", "the month first"),
    ("26 Sep 2003 (a)", "2003-09-26", "accession", "the letter in brackets"),
    ("26.09.2003 (A)", "2003-09-26", "acceptance", "in digits, the letter in brackets"),
    ("26 Sep 2003 a [1]", "2003-09-26", "accession", "a note in brackets"),
    ("23 Sep 2003 [1] [2]", "2003-09-23", "", "notes in brackets without a letter"),
    ("26/09/2003 (w)", None, "", "no such letter behind digits"),
    ("2003-09-26 12", None, "", "behind digits a number may be a time"),
    ("26 Sep 2003 Aa", None, "", "neither acceptance nor approval"),
    ("[15 Oct 2008 ]", None, "", "brackets: replaced or withdrawn"),
    ("[15 Oct 2008 a]", None, "", "the same with a letter"),
    ("26 Sep 2003 x", None, "", "no such letter"),
]


def test_letters_behind_dates_do_not_hide_whether_the_day_comes_first() -> None:
    texts, findings = ("05/01/2005 a", "23/09/2003"), ColumnFindings()

    found = dates.considered(None)(texts, findings)("05/01/2005 a")

    assert (found.text, findings.is_open) == ("2005-01-05", False)


@pytest.mark.parametrize(
    ("text", "day", "act"), [case[:3] for case in TREATY], ids=[case[3] for case in TREATY]
)
def test_letter_behind_a_date_of_the_treaty_collection_is_the_act(
    text: str, day: str | None, act: str
) -> None:
    found = dates.considered(None)((text,), ColumnFindings())(text)

    assert (found.text, dict(found.also).get("act", "")) == (day, act)
