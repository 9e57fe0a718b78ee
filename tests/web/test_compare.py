"""States and groups beside each other: what is asked for, what is refused, what is not compared."""

import pytest
from flask.testing import FlaskClient

from tests.web.pages import links, opened, section, words


def test_empty_page_offers_a_form_and_beginnings(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare")
    beginnings = page.select_one(".empty")
    assert beginnings is not None

    assert not page.select("figure.chart")
    assert len(page.select("select[name=states]")) == 6
    for address in links(beginnings):
        assert opened(seeded_client, address).select("figure.chart")


def test_sides_stand_in_the_order_asked(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=PHL,KEN,africa")

    rows = [words(row) for row in page.select("#compare tbody tr")]

    assert [row.split()[2] for row in rows[:3]] == ["PHL", "KEN", "africa"]
    assert len(rows) == 18, "three sides, five pillars and all of them"


def test_title_names_those_compared(seeded_client: FlaskClient) -> None:
    title = opened(seeded_client, "/compare?states=KEN,AG").title

    assert words(title).startswith("Kenya, African Group · Compare")


@pytest.mark.parametrize(
    "query", ["states=ken,phl", "states=KEN&states=PHL&states=&states=", "states=KEN,%20PHL"]
)
def test_codes_are_taken_however_they_come(seeded_client: FlaskClient, query: str) -> None:
    page = opened(seeded_client, f"/compare?{query}")

    assert "Gaps in what is known: Kenya 0.50; Philippines 0.09." in section(page, "compare")


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        ("KEN", "one alone"),
        ("KEN,KEN", "the same twice"),
        ("KEN,XXX", "an unknown state"),
        ("KEN,PHL,FRA,BRA,THA,NGA,PER", "seven"),
        ("KEN,", "a name left out"),
        ("KEN,<b>", "no code at all"),
    ],
)
def test_other_numbers_and_names_are_refused(
    seeded_client: FlaskClient, states: str, reason: str
) -> None:
    answer = seeded_client.get("/compare", query_string={"states": states})

    assert answer.status_code == 400, reason
    assert "KEN" in answer.text


def test_insufficient_side_is_in_no_comparison(seeded_client: FlaskClient) -> None:
    told = section(opened(seeded_client, "/compare?states=KEN,USA"), "compare")

    assert "Too little is known for any comparison." in told
    assert "Insufficient, hence in no comparison: United States of America." in told


def test_reading_is_carried_and_changes_figures(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,PHL&as_of=2008-12-31")

    told = section(page, "compare")

    assert "Gaps in what is known: Kenya 0.50; Philippines 0.09." not in told
    hidden = page.select_one("main form input[name=as_of][type=hidden]")
    assert hidden is not None
    assert hidden["value"] == "2008-12-31"


def test_states_compared_lead_to_their_pages(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/compare?states=KEN,africa,AG")
    names = page.select_one("ul.inline:not(aside *)")

    assert names is not None
    targets = [link for link in links(names) if link in {"/states/KEN", "/states?region=africa"}]

    assert targets == ["/states/KEN", "/states?region=africa"]
    assert seeded_client.get("/states?group=AG").status_code == 200
