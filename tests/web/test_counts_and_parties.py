"""Tables of numbers count ranges; acts before UN membership count from the day of membership."""

import csv
import io
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.web.pages import opened, words
from tracker.charts.builders.indicator_numbers import year_numbers
from tracker.core.db import db


def file(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address, buffered=True)
    assert answer.status_code == 200, address
    return list(csv.DictReader(io.StringIO(answer.text)))


def numbers(row: dict[str, str], *names: str) -> list[float]:
    return [float(row[name]) for name in names]


@pytest.mark.parametrize(
    ("values", "lower", "upper", "ranges"),
    [
        ([["12"], ["40"]], (12, 40), (12, 40), 0),
        ([["0-10"], ["40"]], (0, 40), (10, 40), 1),
        ([["10-19"], ["5-30"]], (5, 10), (19, 30), 2),
        ([["12.5"]], (12.5,), (12.5,), 0),
        ([["many"], [""]], (), (), 0),
        ([["98", "0-10"], ["7"]], (0, 7), (7, 98), 1),
        ([["98", "98"]], (98,), (98,), 0),
    ],
    ids=[
        "plain numbers",
        "fewer than 11 is not left out",
        "ends are put in order each for itself",
        "a share",
        "words are no numbers",
        "of two numbers of a State none is preferred",
        "the same number twice is no range",
    ],
)
def test_both_ends_of_a_range_are_used(
    values: list[list[str]], lower: tuple[float, ...], upper: tuple[float, ...], ranges: int
) -> None:
    found = year_numbers(values)

    assert (found.lower, found.upper, found.ranges) == (lower, upper, ranges)


@pytest.fixture
def counted(app: Flask) -> Flask:
    """Three states with a count in 2019, one of them a range; in 2020 ranges alone."""
    with app.app_context():
        states = [make.state(code, f"Land {code}") for code in ("XAA", "XBB", "XCC")]
        make.commitment("PLAN-01")
        of = make.indicator("CASES", kind="count", levels={})
        for state, value in zip(states, ("0-10", "20", "90"), strict=True):
            make.value(of, state, value, date(2019, 12, 31))
        for state, value in zip(states, ("0-10", "11-20", "15-30"), strict=True):
            make.value(of, state, value, date(2020, 12, 31))
        db.session.commit()
    return app


def test_table_of_numbers_counts_ranges_and_says_so(counted: Flask, client: FlaskClient) -> None:
    first, second = file(client, "/charts/indicator-values.csv?indicator=CASES")

    names = ("lowest", "median_from", "median_to", "highest", "n", "ranges")
    assert numbers(first, *names) == [0, 20, 20, 90, 3, 1]
    assert numbers(second, *names) == [0, 11, 20, 30, 3, 3]
    assert "ranges" in words(opened(client, "/indicators/CASES").find(id="indicator-values"))  # type: ignore[arg-type]


def test_a_table_without_ranges_has_one_middle_value(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        make.commitment("PLAN-01")
        make.value(
            make.indicator("CASES", kind="count", levels={}),
            make.state("XAA"),
            "7",
            date(2019, 12, 31),
        )
        db.session.commit()
    (row,) = file(client, "/charts/indicator-values.csv?indicator=CASES")

    assert numbers(row, "median") == [7]
    assert "ranges" not in row


def test_an_act_before_membership_counts_from_membership(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        treaty = make.instrument("TREATY", date(1990, 1, 1), kind="treaty")
        make.commitment("TREATY-01", of=treaty)
        party = make.indicator("PARTY", kind="membership", treaty=treaty)
        old, new = make.state("XAA"), make.state("XBB", "Newland", member_on=date(2011, 7, 14))
        new.member_since = 2011
        make.value(party, old, "party", date(2003, 5, 1))
        make.value(party, new, "party", date(2004, 6, 1), before_membership="same_state")
        db.session.commit()
    rows = file(client, "/charts/ratifications.csv")

    by_year = {row["on"][:4]: row["parties"] for row in rows}
    assert (by_year["2003"], by_year["2011"]) == ("1", "2")
    assert "2004" not in by_year
