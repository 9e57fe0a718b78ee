"""One click shows only what is current, another everything that was ever known."""

from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import links, opened
from tracker.gap.query_params import AGES
from tracker.web.core.query_params import parse_page_params

OLD_RULES = ".reading .old-rules"
PAGES_OF_FIGURES = (
    "/",
    "/states",
    "/states/KEN",
    "/states/KEN/GPA-2010-38",
    "/commitments",
    "/commitments/GPA-2010-38",
    "/explore",
    "/compare?states=KEN,PHL",
)


def switch(app: Flask, address: str) -> BeautifulSoup:
    """The three choices as a page at an address would show them."""
    with app.test_request_context(address):
        asked = parse_page_params(filters=("pillar",))
        macros = app.jinja_env.get_template("components/age.html").module
        return BeautifulSoup(macros.evidence_age(asked), "html.parser")  # type: ignore[attr-defined]


def rows(client: FlaskClient, address: str) -> Iterable[dict[str, object]]:
    """The first rows of a list of the API."""
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()["data"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/explore", ["/explore", "/explore?age=current", "/explore?age=any"]),
        (
            "/explore?age=any&pillar=protection",
            [
                "/explore?pillar=protection",
                "/explore?age=current&pillar=protection",
                "/explore?age=any&pillar=protection",
            ],
        ),
        (
            "/states/KEN?as_of=2015-12-31",
            [
                "/states/KEN?as_of=2015-12-31",
                "/states/KEN?as_of=2015-12-31&age=current",
                "/states/KEN?as_of=2015-12-31&age=any",
            ],
        ),
    ],
)
def test_each_choice_keeps_the_rest_of_the_address(
    seeded_app: Flask, address: str, expected: list[str]
) -> None:
    assert links(switch(seeded_app, address)) == expected


@pytest.mark.parametrize("value", ["", *AGES])
def test_the_present_choice_is_marked(seeded_app: Flask, value: str) -> None:
    page = switch(seeded_app, f"/explore?age={value}")

    (marked,) = page.select("[aria-current]")
    assert marked["href"] == ("/explore" if not value else f"/explore?age={value}")
    assert page.p


@pytest.mark.parametrize("address", ["/explore", "/compare?states=KEN,PHL"])
def test_pages_of_many_figures_offer_the_choice(seeded_client: FlaskClient, address: str) -> None:
    page = opened(seeded_client, address)

    (offered,) = page.select("nav.age")
    for link in links(offered):
        assert seeded_client.get(link).status_code == 200, link


def test_version_1_offers_no_choice_because_its_records_count_for_ever(seeded_app: Flask) -> None:
    assert not links(switch(seeded_app, "/explore?rules=1"))


def test_current_only_leaves_out_what_was_last_known(seeded_client: FlaskClient) -> None:
    dated = rows(seeded_client, "standings?state=KEN&status=dated&limit=500")
    assert dated

    assert not rows(seeded_client, "standings?state=KEN&status=dated&limit=500&age=current")
    current = {
        row["commitment"]: row
        for row in rows(seeded_client, "standings?state=KEN&limit=500&age=current")
    }
    for row in dated:
        assert current[row["commitment"]]["last_known"] is None
        assert current[row["commitment"]]["settled"] is None


def test_current_only_moves_no_figure_of_today(seeded_client: FlaskClient) -> None:
    by_rule = rows(seeded_client, "gaps?by=state&region=africa&limit=500")
    current = rows(seeded_client, "gaps?by=state&region=africa&limit=500&age=current")

    for ours, theirs in zip(by_rule, current, strict=True):
        for name in ("gap", "coverage", "low", "high", "movement"):
            assert ours[name] == theirs[name], name
        assert theirs["once_known"] == theirs["coverage"]


def test_past_day_knows_current_only_too(seeded_client: FlaskClient) -> None:
    then = "standings?state=KEN&limit=500&as_of=2020-12-31"
    assert rows(seeded_client, f"{then}&status=dated")

    assert not rows(seeded_client, f"{then}&status=dated&age=current")


def test_explanation_of_a_cell_follows_the_choice(seeded_client: FlaskClient) -> None:
    (row, *_others) = rows(seeded_client, "standings?state=KEN&status=dated")
    address = f"/api/v1/standings/KEN/{row['commitment']}"

    by_rule = seeded_client.get(address).get_json()
    current = seeded_client.get(f"{address}?age=current").get_json()
    assert by_rule["data"]["status"] == "dated"
    assert current["data"]["status"] == "no_information"


@pytest.mark.parametrize("value", ["old", "CURRENT", "60", "any,current"])
def test_other_ages_are_refused(seeded_client: FlaskClient, value: str) -> None:
    assert seeded_client.get(f"/explore?age={value}").status_code == 400
    assert seeded_client.get(f"/api/v1/standings?age={value}").status_code == 400


@pytest.mark.parametrize("address", PAGES_OF_FIGURES)
def test_pages_by_the_old_rules_say_so_and_lead_back(
    seeded_client: FlaskClient, address: str
) -> None:
    joint = "&" if "?" in address else "?"

    assert not opened(seeded_client, address).select(OLD_RULES)
    (notice,) = opened(seeded_client, f"{address}{joint}rules=1").select(OLD_RULES)
    assert address in [link.replace("%2C", ",") for link in links(notice)]
