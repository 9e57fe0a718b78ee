"""What a reader is told when there is no page: what is wrong, what is allowed, where to go on."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.applications import serving
from tracker.core.errors import Conflict, Forbidden, Invalid, NotFound
from tracker.web.core.audience import everyone

SECRET = "what only the log may say"


def raising(app: Flask, *errors: Exception) -> FlaskClient:
    """A visitor of an application with more pages, /failing/0 and so on, one for each error."""

    @app.get("/failing/<int:place>")
    @everyone
    def failing(place: int) -> str:
        raise errors[place]

    return app.test_client()


@pytest.fixture
def without_database(tmp_path: Path) -> FlaskClient:
    """A visitor of an application whose database file cannot be opened."""
    settings = {
        "SECRET_KEY": "a key that signs nothing of worth",
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'no such folder' / 'x.sqlite3'}",
        "DATA_DIR": tmp_path,
    }
    with serving(settings) as app:
        return app.test_client()


def test_missing_page_shows_the_way_home(client: FlaskClient) -> None:
    answer = client.get("/nothing-here")

    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert 'href="/about"' in answer.text


def test_forbidden_and_missing_are_the_same_answer(own_app: Flask) -> None:
    visitor = raising(own_app, Forbidden("see_draft"), NotFound("draft", "secret-7"))

    forbidden, missing = visitor.get("/failing/0"), visitor.get("/failing/1")

    assert (forbidden.status_code, missing.status_code) == (404, 404)
    assert forbidden.text == missing.text
    assert "secret-7" not in missing.text


def test_refused_value_is_shown_escaped(client: FlaskClient) -> None:
    answer = client.get("/about", query_string={"<script>alert(1)</script>": "<b>"})

    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;=&lt;b&gt;" in answer.text


def test_refused_value_comes_with_what_is_allowed(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/states?lane=rumoured")

    assert answer.status_code == 400
    for lane in ("reported", "evidenced", "assessed"):
        assert f"<code>{lane}</code>" in answer.text


def test_refused_address_leads_back_without_its_choices(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/states?as_of=yesterday")

    assert re.search(r'<a href="/states">Open this page', answer.text)


def test_fault_has_a_number_and_no_traceback(own_app: Flask) -> None:
    answer = raising(own_app, RuntimeError(SECRET)).get("/failing/0")

    assert answer.status_code == 500
    assert re.search(r"<code>[0-9a-f]{8}</code>", answer.text)
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text


def test_fault_number_is_found_in_the_log(own_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    answer = raising(own_app, RuntimeError(SECRET)).get("/failing/0")

    number = re.search(r"<code>([0-9a-f]{8})</code>", answer.text)
    assert number is not None
    assert number[1] in caplog.text
    assert SECRET in caplog.text


def test_invalid_draft_names_each_field(own_app: Flask) -> None:
    answer = raising(own_app, Invalid({"title": ["is missing"]})).get("/failing/0")

    assert answer.status_code == 422
    assert "<strong>title</strong>: is missing" in answer.text


def test_conflict_says_that_nothing_was_changed(own_app: Flask) -> None:
    answer = raising(own_app, Conflict()).get("/failing/0")

    assert answer.status_code == 409
    assert "Nothing was changed." in answer.text


def test_error_page_stands_without_a_database(without_database: FlaskClient) -> None:
    answer = without_database.get("/about")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "<h1>" in answer.text
    assert '<a href="/states">' in answer.text
    assert "sqlite" not in answer.text.lower()


def test_refused_method_says_which_are_allowed(client: FlaskClient) -> None:
    answer = client.put("/about")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "<h1>" in answer.text


def test_form_over_the_limit_gets_a_page_with_the_limit(client: FlaskClient) -> None:
    answer = client.post("/join", data={"reason": "x" * 40_000_000})

    assert answer.status_code == 413
    assert " MB " in answer.text
    assert "<h1>" in answer.text
