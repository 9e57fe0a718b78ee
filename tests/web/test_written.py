"""Addresses as people and forms write them lead to the plain one, and never elsewhere."""

import pytest
from flask.testing import FlaskClient

from tests.web.pages import opened


@pytest.mark.parametrize(
    ("address", "leads_to", "reason"),
    [
        ("/states/", "/states", "a list"),
        ("/states/KEN/?as_of=2013-12-31", "/states/KEN?as_of=2013-12-31", "the reading is kept"),
        ("/commitments/GPA-2010-38/", "/commitments/GPA-2010-38", "one thing"),
        ("/charts/map.csv/", "/charts/map.csv", "a file"),
        ("/compare/?states=KEN%2CPHL", "/compare?states=KEN%2CPHL", "as it was written"),
    ],
)
def test_slash_at_the_end_leads_to_the_plain_address(
    seeded_client: FlaskClient, address: str, leads_to: str, reason: str
) -> None:
    answer = seeded_client.get(address)

    assert (answer.status_code, answer.headers["Location"]) == (308, leads_to), reason


@pytest.mark.parametrize(
    "address", ["/nothing/", "//example.org/", "/states//", "/%2Fexample.org/", "//states/"]
)
def test_slash_never_leads_to_another_host(seeded_client: FlaskClient, address: str) -> None:
    answer = seeded_client.get("/", environ_overrides={"PATH_INFO": address})

    target = answer.headers.get("Location", "")

    assert answer.status_code in {404, 308}
    assert not target.startswith(("//", "http://example", "/\\"))


@pytest.mark.parametrize(
    ("fields", "weights", "reason"),
    [
        ("weight_prevention=2&weight_protection=0.5", "prevention:2,protection:0.5", "two"),
        ("weight_prevention=&weight_protection=1.0", "", "nothing differs from the rule"),
        ("weight_prevention=.5", "prevention:0.5", "as a browser may send it"),
        ("weight_prevention=2&weights=protection:9", "prevention:2", "fields are newer"),
    ],
)
def test_weights_of_a_form_become_one_parameter(
    seeded_client: FlaskClient, fields: str, weights: str, reason: str
) -> None:
    answer = seeded_client.get(f"/states?as_of=2013-12-31&tier=A&tier=B&{fields}")

    expected = "/states?as_of=2013-12-31&tier=A&tier=B" + (f"&weights={weights}" if weights else "")
    assert (answer.status_code, answer.headers["Location"]) == (302, expected), reason


def test_weight_that_is_none_is_refused_by_the_page(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/states?weight_prevention=much", follow_redirects=True)

    assert answer.status_code == 400
    assert "weights" in answer.text


def test_form_shows_the_weights_of_the_address(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?weights=prevention:2,cross_cutting:0")

    fields = {field["name"]: field["value"] for field in page.select("[name^=weight_]")}

    assert fields["weight_prevention"] == "2"
    assert fields["weight_cross_cutting"] == "0"
    assert fields["weight_protection"] == ""


def test_no_list_is_empty_where_no_rule_differs(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/states?as_of=2013-12-31")

    assert [each for each in page.select("aside ul") if not each.select("li")] == []
