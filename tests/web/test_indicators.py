"""Pages of the indicators: what each measures and why, its scale, and every state's value."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.seed_rows import seed_rows
from tests.web.pages import links, opened, section, statements, words
from tracker.gap import standing
from tracker.registry.models import Indicator, State
from tracker.review import publication


def test_list_says_how_far_each_reaches(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/indicators")

    rows = {words(row.th): words(row) for row in page.select("table tbody tr")}

    measures = [row for row in seed_rows("measures") if row["indicator"] == "3P-PROTECTION"]
    values = [row for row in seed_rows("indicator_values") if row["indicator"] == "3P-PROTECTION"]
    states = {value["state"] for value in values}
    assert len(rows) == len(seed_rows("indicators"))
    assert rows["3P index: protection"].endswith(
        f"{len(measures)} {len(states)} {len(values):,} 2000–2013 B"
    )


def test_list_of_an_early_day_lacks_later_values(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/indicators?as_of=1999-12-31")

    row = next(row for row in page.select("tbody tr") if "3P index: protection" in words(row))

    assert words(row).endswith("no values by this date")


def test_page_tells_scale_reasons_and_treaty(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/indicators/TIP-PARTY")
    text = words(page.main)

    measures = [row for row in seed_rows("measures") if row["indicator"] == "TIP-PARTY"]
    assert f"It measures {len(measures)} commitments." in text
    assert "The state has signed the treaty and is not known to be bound by it." in text
    assert "/commitments/GPA-2010-08" in links(page)
    assert "/instruments/TIP-PROTOCOL" in links(page)


def test_indicator_that_bears_on_nothing_says_so(seeded_client: FlaskClient) -> None:
    text = words(opened(seeded_client, "/indicators/OPSC-PARTY").main)

    assert "It measures no commitment here and does not enter the gap." in text


def test_latest_values_list_the_silent_states_too(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/indicators/3P-PROSECUTION")

    rows = {words(row.th): words(row) for row in page.select("#indicator-latest tbody tr")}

    assert len(rows) == 195
    assert "No information" in rows["Dominica"]
    assert "Substantial" in rows["Kenya"]
    assert "2013" in rows["Kenya"]


def test_every_latest_value_names_its_source(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/indicators/TIP-PARTY?region=oceania")

    rows = page.select("#indicator-latest tbody tr")
    known = [row for row in rows if "No information" not in words(row)]

    assert len(rows) == 14
    assert known
    for row in known:
        (outside,) = (link for link in row.find_all("a") if "://" in str(link["href"]))
        assert {"noreferrer", "noopener"} <= set(outside["rel"])


def test_values_of_a_day_are_those_known_then(seeded_client: FlaskClient) -> None:
    seen = section(
        opened(seeded_client, "/indicators/TIP-PARTY?as_of=2003-12-31"), "indicator-values"
    )

    assert "At the end of 2003, 45 of 120 States with a value were at “Party”" in seen


def test_small_letters_lead_to_the_page(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/indicators/tip-party?as_of=2013-12-31")

    assert answer.status_code == 301
    assert answer.location.endswith("/indicators/TIP-PARTY?as_of=2013-12-31")


def test_unknown_indicator_and_parameter_are_refused(seeded_client: FlaskClient) -> None:
    assert seeded_client.get("/indicators/NOTHING").status_code == 404
    assert seeded_client.get("/indicators?colour=red").status_code == 400
    assert seeded_client.get("/indicators/TIP-PARTY?region=atlantis").status_code == 400


def test_statements_stay_few(seeded_app: Flask) -> None:
    client = seeded_app.test_client()

    with statements(seeded_app) as sent:
        client.get("/indicators")
    assert len(sent) <= 10

    client.get("/indicators/TIP-PARTY")
    with statements(seeded_app) as sent:
        client.get("/indicators/TIP-PARTY")
    assert len(sent) <= 12


@pytest.fixture
def counted(db: SQLAlchemy) -> None:
    """Numbers of one State by year: a range, none for 2014, a zero. Another State has one."""
    state, other = make.state("XAA", "Examplia"), make.state("XBB", "Otherland", m49="901")
    counts = make.indicator("COUNTS", kind="count", levels={})
    for year, value in ((2012, "0-10"), (2013, "12"), (2015, "0"), (2016, "1373")):
        make.value(counts, state, value, date(year, 12, 31), effective_precision="year")
    make.value(counts, other, "99999", date(2013, 12, 31), effective_precision="year")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()


def drawn(client: FlaskClient, more: str = "") -> dict[str, Any]:
    address = f"/charts/indicator-of-state.json?indicator=COUNTS&state=XAA{more}"
    found: dict[str, Any] = client.get(address).get_json()
    return found


def test_numbers_of_a_state_have_a_lowest_and_a_highest_line(
    client: FlaskClient, counted: None
) -> None:
    lowest, highest = drawn(client)["data"]

    assert lowest["x"] == [2012, 2013, 2014, 2015, 2016]
    assert lowest["y"] == [0, 12, None, 0, 1373], "a year without a value is not zero"
    assert highest["y"] == [10, 12, None, 0, 1373]


def test_different_numbers_for_one_year_are_all_shown(
    client: FlaskClient, db: SQLAlchemy, counted: None
) -> None:
    counts = db.session.query(Indicator).filter_by(code="COUNTS").one()
    state = db.session.query(State).filter_by(iso3="XAA").one()
    note = "The source gives another number."
    make.value(counts, state, "20", date(2016, 12, 31), effective_precision="year", note=note)
    publication.registry_changed()
    db.session.commit()

    found = drawn(client)
    lowest, highest = found["data"]

    assert lowest["y"] == [0, 12, None, 0, 20]
    assert highest["y"] == [10, 12, None, 0, 1373]
    assert "1,373; 20" in found["finding"], "neither is preferred"
    assert {row[0] for row in found["rows"]} >= {"20", "1373"}
    assert note in words(opened(client, "/indicators/COUNTS?state=XAA").main)
    assert note in words(opened(client, "/indicators/COUNTS").find(id="indicator-latest"))


def test_numbers_that_are_known_have_one_line(client: FlaskClient, counted: None) -> None:
    page = opened(client, "/indicators/COUNTS?state=XBB")
    found = client.get("/charts/indicator-of-state.json?indicator=COUNTS&state=XBB").get_json()

    assert [line["y"] for line in found["data"]] == [[99999]]
    assert "Otherland: Invented indicator COUNTS" in words(page.main)
    assert "/indicators/COUNTS" in links(page), "back to all States"


def test_series_of_a_past_day_ends_there(client: FlaskClient, counted: None) -> None:
    found = drawn(client, "&as_of=2014-06-30")
    early = drawn(client, "&as_of=2010-06-30")

    assert [row[0] for row in found["rows"]] == ["12", "0-10"]
    assert (early["rows"], early["data"]) == ([], [])
    assert early["empty"]


def test_records_of_a_state_lead_to_its_series(client: FlaskClient, counted: None) -> None:
    records = opened(client, "/states/XAA/records?kind=values")

    assert "/indicators/COUNTS?state=XAA" in links(records)
    of_all = opened(client, "/indicators/COUNTS?as_of=2015-01-01").find(id="indicator-latest")
    assert "/indicators/COUNTS?as_of=2015-01-01&state=XAA" in links(of_all)
    assert "1,373" in words(opened(client, "/indicators/COUNTS?state=XAA").main)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/indicators/COUNTS?state=XZZ", 400),
        ("/charts/indicator-of-state?indicator=COUNTS&state=XZZ", 404),
        ("/charts/indicator-of-state?indicator=COUNTS", 404),
        ("/charts/indicator-of-state?indicator=NOTHING&state=XAA", 404),
        ("/charts/indicator-of-state?state=XAA", 404),
        ("/embed/indicator-of-state?indicator=COUNTS&state=XAA", 200),
    ],
)
def test_series_needs_a_state_and_an_indicator(
    client: FlaskClient, counted: None, address: str, status: int
) -> None:
    assert client.get(address).status_code == status
