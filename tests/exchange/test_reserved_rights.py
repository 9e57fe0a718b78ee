"""Values whose source reserves all rights are shown with that licence and never offered further."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.evidence.licences import RESERVED
from tracker.gap import standing
from tracker.review import publication

OFFERS = (
    "/data/indicator_values.csv",
    "/data/indicator_values_sdmx.csv",
    "/api/v1/indicator-values",
    "/api/v1/indicator-values?state=XAA",
)


@pytest.fixture
def values(db: SQLAlchemy) -> SQLAlchemy:
    """One value of a source that reserves all rights, one of an open source, one without."""
    state = make.state("XAA", "Examplia")
    other = make.state("XBB", "Otherland")
    promise = make.commitment("PLAN-01")
    indicator = make.indicator("RATED", measures=(promise,))
    reserved = make.source(licence=f"{RESERVED.title()}: copyright 2023 An invented publisher")
    for reference, about, source in (
        ("IV-RESERVED", state, reserved),
        ("IV-OPEN", other, make.source(licence="CC BY 4.0")),
        ("IV-UNSTATED", other, make.source(licence=None)),
    ):
        on = date(2026, 1, 1) if reference == "IV-OPEN" else date(2025, 1, 1)
        make.value(indicator, about, "2", on, reference=reference, source=source)
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return db


@pytest.mark.parametrize("address", OFFERS)
def test_no_file_and_no_answer_of_the_api_offers_it(
    values: SQLAlchemy, client: FlaskClient, address: str
) -> None:
    seen = client.get(address, buffered=True).text

    assert "IV-RESERVED" not in seen
    if "state=" not in address:
        assert "IV-OPEN" in seen
        assert "IV-UNSTATED" in seen


def test_it_is_not_told_as_missing(values: SQLAlchemy, client: FlaskClient) -> None:
    rows = client.get("/data/indicator_values_sdmx.csv", buffered=True).text.splitlines()

    assert not [row for row in rows if ",XAA,RATED," in row]


def test_it_counts_and_its_page_names_the_licence(values: SQLAlchemy, client: FlaskClient) -> None:
    assert standing.of_state("XAA", standing.default_params())["PLAN-01"].evidenced == 2
    assert RESERVED in client.get("/states/XAA/PLAN-01").text.casefold()


def test_a_chart_of_its_indicator_states_no_open_licence(
    values: SQLAlchemy, client: FlaskClient
) -> None:
    seen = client.get("/charts/indicator-latest.json?indicator=RATED").get_json()

    assert seen["meta"]["licence"] is None
    assert "CC BY" not in seen["credit"]
