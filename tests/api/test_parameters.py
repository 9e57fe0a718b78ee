"""What an address may ask: refused by name, all at once, before anything is looked up."""

import pytest
from flask.testing import FlaskClient

EXPECTED = "not valid"


@pytest.mark.parametrize(
    ("query", "status", "name", "reason"),
    [
        ("foo=1", 400, "foo", "unknown"),
        ("limit=1&limit=1", 400, "limit", "given more than once"),
        ("limit=", 400, "limit", "blank"),
        ("state=%20", 400, "state", "blank"),
        ("limit=0", 400, "limit", EXPECTED),
        ("limit=501", 400, "limit", EXPECTED),
        ("limit=١٢", 400, "limit", EXPECTED),
        ("limit=1_0", 400, "limit", EXPECTED),
        ("limit=" + "9" * 5000, 400, "limit", EXPECTED),
        ("limit=+5", 400, "limit", EXPECTED),
        ("as_of=2013-02-30", 400, "as_of", EXPECTED),
        ("as_of=20131231", 400, "as_of", EXPECTED),
        ("as_of=2050-01-01", 404, "as_of", "between 1900 and today"),
        ("known_by=1899-12-31", 400, "known_by", EXPECTED),
        ("lane=seen", 400, "lane", EXPECTED),
        ("lane=reported,", 400, "lane", EXPECTED),
        ("tier=A,E", 400, "tier", EXPECTED),
        ("survivor_led=yes", 400, "survivor_led", EXPECTED),
        ("weights=prevention", 400, "weights", EXPECTED),
        ("weights=prevention:1,prevention:2", 400, "weights", EXPECTED),
        ("weights=prevention:1e3", 400, "weights", EXPECTED),
        ("state=xaa", 400, "state", EXPECTED),
        ("state=XZZ", 404, "state", "/api/v1/states"),
        ("theme=moon", 404, "theme", "/api/v1/themes"),
        ("instrument=NOPE", 404, "instrument", "/api/v1/instruments"),
        ("commitment=NOPE", 404, "commitment", "/api/v1/commitments"),
        ("region=atlantis", 400, "region", EXPECTED),
        ("status=zero", 400, "status", EXPECTED),
        ("after=%00%00", 400, "after", EXPECTED),
        ("after=bm90IGpzb24", 404, "after", "not the end"),
        ("after=WzFd", 404, "after", "not the end"),
        ("after=WyJBIiwiQiIsOTk5OTk5OTk5OTk5OTksIkMiXQ", 404, "after", "not the end"),
    ],
)
def test_what_is_not_understood_is_refused_by_name(
    seeded_client: FlaskClient, query: str, status: int, name: str, reason: str
) -> None:
    answer = seeded_client.get(f"/api/v1/standings?{query}")

    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert list(answer.json["errors"]) == [name]
    assert reason in answer.json["errors"][name][0]


def test_all_that_is_wrong_is_told_at_once(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/api/v1/gaps?limit=0&lane=&foo=1&foo=2&region=atlantis")

    assert set(answer.json["errors"]) == {"limit", "lane", "foo", "region", "by"}


def test_weights_that_leave_nothing_are_refused(seeded_client: FlaskClient) -> None:
    zero = ",".join(
        f"{name}:0"
        for name in ("prevention", "protection", "prosecution", "partnership", "cross_cutting")
    )
    answer = seeded_client.get(f"/api/v1/gaps?by=pillar&weights={zero}")

    assert (answer.status_code, list(answer.json["errors"])) == (400, ["weights"])


def test_reading_changes_the_figures_and_is_told(seeded_client: FlaskClient) -> None:
    plain = seeded_client.get("/api/v1/gaps?by=state&state=KEN").json
    query = "as_of=2009-12-31&tier=A&lane=evidenced&weights=prevention:2&recommendations=1"
    other = seeded_client.get(f"/api/v1/gaps?by=state&state=KEN&{query}").json

    assert plain["meta"]["rules"] is None
    assert other["meta"]["as_of"] == "2009-12-31"
    seen = "lane=evidenced&tier=A&recommendations=1&weights=prevention:2"
    assert other["meta"]["rules"] == seen
    assert plain["data"] != other["data"]


def test_a_file_takes_no_pages(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/api/v1/states.csv?limit=5")

    assert (answer.status_code, list(answer.json["errors"])) == (400, ["limit"])
    assert seeded_client.get("/api/v1/states.json?limit=5").json["page"]["limit"] == 5


def test_every_documented_example_is_taken(seeded_client: FlaskClient) -> None:
    document = seeded_client.get("/api/v1/openapi.json").json
    parameters = document["components"]["parameters"].values()
    tried = 0
    for each in parameters:
        example = each.get("example")
        if example is None or each["in"] != "query" or each["name"] in ("organisation", "by"):
            continue
        path = next(
            path
            for path, item in document["paths"].items()
            if {"$ref": f"#/components/parameters/{key_of(document, each)}"}
            in item.get("get", {}).get("parameters", [])
        )
        text = ",".join(example) if isinstance(example, list) else str(example)
        query = {each["name"]: text, **({"by": "state"} if path.endswith("gaps") else {})}
        answer = seeded_client.get(path, query_string=query)
        assert answer.status_code == 200, (path, query, answer.text[:300])
        tried += 1
    assert tried > 20


def key_of(document: dict, parameter: dict) -> str:
    named = document["components"]["parameters"]
    return next(key for key, each in named.items() if each is parameter)
