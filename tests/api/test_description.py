"""The description of the API is that of the API: whole, valid, and readable without a script."""

import re

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from tracker.accounts.tokens import Scope
from tracker.api.core.responses import SUFFIXES
from tracker.api.openapi import operations, pages
from tracker.api.read.registry import COLLECTIONS
from tracker.api.write.registry import ACTS
from tracker.web.account import settings


def test_description_is_valid_openapi(seeded_client: FlaskClient) -> None:
    document = seeded_client.get("/api/v1/openapi.json").json

    validate(document)
    assert document["openapi"].startswith("3.1")


def test_every_address_is_described_and_every_description_has_one(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    described = set(seeded_client.get("/api/v1/openapi.json").json["paths"])

    served = set()
    for rule in seeded_app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule)
        if path.startswith("/api/"):
            suffixes = SUFFIXES if path.endswith(".{suffix}") else ("",)
            served |= {path.replace("{suffix}", suffix) for suffix in suffixes}
    assert served == described
    assert {f"/api/v1/{each.name}" for each in COLLECTIONS} <= served


def test_every_operation_has_examples_and_tells_its_failures(seeded_client: FlaskClient) -> None:
    document = seeded_client.get("/api/v1/openapi.json").json

    names = [one["operationId"] for item in document["paths"].values() for one in item.values()]
    assert len(names) == len(set(names))
    reading = {path: item["get"] for path, item in document["paths"].items() if "get" in item}
    for path, operation in reading.items():
        if operation.get("security") == [{"token": []}]:
            continue
        assert {"200", "304", "400", "401", "404", "406", "500", "503"} == set(
            operation["responses"]
        ), path
        assert operation["summary"]
        for kind, content in operation["responses"]["200"]["content"].items():
            if operation["tags"] != ["about"] and kind in ("application/json", "text/csv"):
                assert content["example"], path
    for status in (400, 401, 404, 406, 500, 503):
        content = document["components"]["responses"][f"Problem{status}"]["content"]
        assert content["application/problem+json"]["example"]["status"] == status


def test_every_act_is_described_with_what_is_sent_and_answered(seeded_client: FlaskClient) -> None:
    document = seeded_client.get("/api/v1/openapi.json").json

    for act in ACTS:
        seen = document["paths"][operations.address(act)][act.method.lower()]
        assert seen["operationId"] == act.name
        assert seen["security"] == [{"token": []}]
        assert {"401", "403", "404"} <= set(seen["responses"])
        needs = [one["$ref"].rpartition("/")[2] for one in seen["parameters"] if "$ref" in one]
        assert [each for each in needs if each.startswith("if-match")] == (
            [act.over.key] if act.over else []
        )
        assert ("idempotency-key" in needs) == (act.method != "GET")
        for status in seen["responses"]:
            problem = document["components"]["responses"].get(f"Problem{status}")
            assert (problem is None) == (int(status) < 400), (act.name, status)
        if act.body:
            assert seen["requestBody"]["content"]["application/json"]["example"]


def test_every_field_says_what_it_holds(seeded_client: FlaskClient) -> None:
    schemas = seeded_client.get("/api/v1/openapi.json").json["components"]["schemas"]

    for each in COLLECTIONS:
        properties = schemas[each.row]["properties"]
        assert list(properties) == [field.name for field in each.fields]
        assert all(seen["description"] for seen in properties.values())


def test_page_tells_every_address_parameter_and_field(seeded_client: FlaskClient) -> None:
    page = BeautifulSoup(seeded_client.get("/api/v1/docs").text, "html.parser")
    terms = {term.get_text(strip=True) for term in page.select("main dt code")}

    for each in COLLECTIONS:
        section = page.find(id=each.name).find_parent("section")
        seen = {term.get_text(strip=True) for term in section.select("dt code")}
        assert {field.name for field in (*each.fields, *each.more)} <= seen
        assert {parameter.name for parameter in each.filters} <= seen
        assert f"GET /api/v1/{each.name}" in seen
        assert "curl " in section.select_one("pre.command").get_text()
    assert {"as_of", "known_by", "lane", "tier", "weights", "limit", "after"} <= terms


def test_page_needs_no_script_and_asks_nobody_else(seeded_client: FlaskClient) -> None:
    page = BeautifulSoup(seeded_client.get("/api/v1/docs").text, "html.parser")

    own = [
        page_part.get("src") or page_part.get("href")
        for page_part in page.select("[src], link:not([rel=canonical], [hreflang])")
    ]
    assert own
    assert all(str(address).startswith("/") for address in own)
    ids = [part["id"] for part in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert page.select("details summary")


def test_every_sort_of_problem_is_explained_where_it_points(seeded_client: FlaskClient) -> None:
    page = BeautifulSoup(seeded_client.get("/api/v1/docs").text, "html.parser")

    for address in ("/api/v1/nope", "/api/v1/states?foo=1", "/api/v1/states/xyz"):
        kind = seeded_client.get(address).json["type"]
        assert page.find(id=kind.partition("#")[2]), kind


def test_commands_of_the_page_are_answered(seeded_client: FlaskClient) -> None:
    page = BeautifulSoup(seeded_client.get("/api/v1/docs").text, "html.parser")

    tried = 0
    for command in page.select("pre.command"):
        address = re.search(r'"https?://[^/]+(/[^"]*)"', command.get_text())
        assert address
        # Nobody has reported, acted, assessed or recommended in the seed: those are invented.
        if not re.search(r"/(reports|actions|assessments|recommendations)/", address[1]):
            answer = seeded_client.get(address[1], buffered=True)
            assert answer.status_code == 200, address[1]
            tried += 1
    assert tried > 20


def test_every_scope_is_told_in_words_wherever_it_is_chosen() -> None:
    assert set(pages.SCOPES) == set(settings.SCOPES) == set(Scope)
