"""A state counts while it is a member of the United Nations, on every day and in every list."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tracker.charts.scope import scope
from tracker.charts.series.indicators import by_year, scale, values
from tracker.core import clock
from tracker.exchange.downloads.figures import states_chosen
from tracker.exchange.downloads.selection import Selection
from tracker.gap.cell import explain_cell
from tracker.gap.facts import Applicability, ScoringParams
from tracker.gap.snapshot import load_snapshot

MEMBERS = [
    pytest.param(date(2000, 10, 31), 188, id="before Serbia"),
    pytest.param(date(2002, 9, 9), 189, id="before Switzerland"),
    pytest.param(date(2002, 9, 10), 190, id="Switzerland joins"),
    pytest.param(date(2004, 6, 30), 191, id="before Montenegro"),
    pytest.param(date(2006, 6, 27), 191, id="the day before Montenegro joins"),
    pytest.param(date(2006, 6, 28), 192, id="Montenegro joins"),
    pytest.param(date(2011, 7, 13), 192, id="the day before South Sudan joins"),
    pytest.param(date(2011, 7, 14), 193, id="South Sudan joins"),
]


@pytest.mark.parametrize(("day", "members"), MEMBERS)
def test_members_are_those_of_the_day(seeded_app: Flask, day: date, members: int) -> None:
    with seeded_app.app_context():
        reading = ScoringParams(day, clock.today())
        found = load_snapshot(reading).members
        listed = scope(reading, {}).states
        filed = states_chosen(load_snapshot(reading), Selection(reading), observers=False)

    assert len(found) == len(listed) == len(filed) == members


def test_state_before_its_membership_has_no_commitments(seeded_app: Flask) -> None:
    with seeded_app.app_context():
        reading = ScoringParams(date(2010, 12, 31), clock.today())
        score = load_snapshot(reading).state("SSD")
        cell = explain_cell("SSD", "GPA-2010-38", reading)

    assert (score.applicable, score.gap) == (0, None)
    assert cell.standing.applicability is Applicability.NOT_YET_MEMBER


@pytest.mark.parametrize(
    "address",
    [
        "/states/SSD?as_of=2010-12-31",
        "/states/SSD/GPA-2010-38?as_of=2010-12-31",
        "/commitments/GPA-2010-38?as_of=2010-12-31",
        "/api/v1/standings/SSD/GPA-2010-38?as_of=2010-12-31",
        "/api/v1/standings?state=SSD&as_of=2010-12-31",
    ],
)
def test_every_page_of_a_day_before_membership_renders(
    seeded_client: FlaskClient, address: str
) -> None:
    assert seeded_client.get(address).status_code == 200


def test_values_over_the_years_count_a_state_from_its_membership(seeded_app: Flask) -> None:
    with seeded_app.app_context():
        today = ScoringParams(clock.today(), clock.today())
        index = scale("3P-PREVENTION")
        rows = values(index.code, today, load_snapshot(today).members)
        counted = by_year(index, rows)[2001].total()

    of_the_year = {row.iso3 for row in rows if row.on.last_day.year == 2001}
    assert "CHE" in of_the_year
    assert counted == len(of_the_year - {"CHE", "MNE"})


# Each row: the chart, its settings, what its answer counts on 30 June 2004, and why.
COUNTED_IN_2004 = [
    ("indicator-latest", {"indicator": "TIP-PARTY"}, ("125", "193"), "191 members, 2 observers"),
    ("state-pillars", {"state": "MNE"}, (), "a state that was no member is not one without gaps"),
]


@pytest.mark.parametrize(("name", "chosen", "counted", "why"), COUNTED_IN_2004)
def test_answers_of_charts_count_the_states_of_the_day(
    seeded_client: FlaskClient,
    name: str,
    chosen: dict[str, str],
    counted: tuple[str, ...],
    why: str,
) -> None:
    asked = {**chosen, "as_of": "2004-06-30"}
    chart = seeded_client.get(f"/charts/{name}.json", query_string=asked).get_json()

    assert tuple(re.findall(r"\d+", chart["sentence"])) == counted, why


def test_a_state_before_its_membership_is_not_called_a_member(seeded_client: FlaskClient) -> None:
    early = "Not yet a member of the United Nations"
    pages = {
        day: seeded_client.get(f"/states/SSD?as_of={day}").text
        for day in ("2011-07-13", "2011-07-14")
    }
    rows = seeded_client.get(
        "/charts/indicator-latest.json?indicator=TIP-PARTY&as_of=2011-07-13"
    ).get_json()["rows"]

    assert [early in page for page in pages.values()] == [True, False]
    assert [row[5] for row in rows if row[0] == "SSD"] == [
        "Not applicable: not yet a member of the United Nations"
    ]
