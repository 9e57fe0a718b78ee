"""The search for programs finds what the page finds, marks it, and is answered as lists are."""

from flask.testing import FlaskClient

from tests.api.conftest import HIDDEN
from tests.web.pages import opened

AT = "/api/v1/search"


def test_same_is_found_as_on_the_page(reader: FlaskClient) -> None:
    found = reader.get(f"{AT}?q=plan").json["data"]
    page = opened(reader, "/search?q=plan")

    keys = [hit["key"] for group in found["groups"] for hit in group["hits"]]
    shown = [link["href"].rpartition("/")[2] for link in page.select("ol.found h3 a")]
    assert keys
    assert keys == [name for name in shown if "#" not in name]
    for group in found["groups"]:
        assert group["total"] >= len(group["hits"])
        for hit in group["hits"]:
            assert hit["address"] is None or reader.get(hit["address"]).status_code == 200
    marked = [
        text["text"][mark["start"] : mark["end"]]
        for group in found["groups"]
        for hit in group["hits"]
        for text in (hit["title"], hit["excerpt"] or {"text": "", "marks": []})
        for mark in text["marks"]
    ]
    assert marked
    assert {word.casefold() for word in marked} == {"plan"}


def test_one_kind_is_read_page_by_page(reader: FlaskClient) -> None:
    first = reader.get(f"{AT}?q=plan&kind=commitment&limit=1")
    following = first.headers["Link"].partition(">")[0].removeprefix("<")
    second = reader.get(following)

    assert first.json["page"] == {"number": 1, "of": 2, "limit": 1}
    keys = [answer.json["data"]["groups"][0]["hits"][0]["key"] for answer in (first, second)]
    assert sorted(keys) == ["PLAN-01", "PLAN-02"]
    assert 'rel="next"' not in second.headers["Link"]
    for beyond in ("kind=commitment&limit=1&page=3", "page=2"):
        assert reader.get(f"{AT}?q=plan&{beyond}").status_code == 404


def test_search_is_answered_as_lists_are(reader: FlaskClient) -> None:
    first = reader.get(f"{AT}?q=examplia")
    again = reader.get(f"{AT}?q=examplia", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert (again.status_code, again.data) == (304, b"")
    for address, name in (
        (AT, "q"),
        (f"{AT}?q=", "q"),
        (f"{AT}?q=x&limit=101", "limit"),
        (f"{AT}?q=x&kind=colour", "kind"),
        (f"{AT}?q=x&q=y", "q"),
        (f"{AT}?q=x&pillar=protection", "pillar"),
    ):
        refused = reader.get(address)
        assert (refused.status_code, set(refused.json["errors"])) == (400, {name}), address
    assert HIDDEN not in reader.get(f"{AT}?q=organisation").text
    assert reader.get(f"{AT}?q=that+must+not+be+found").json["data"]["groups"] == []
