"""An answer over an unread body says that the connection closes; any other says nothing of it."""

import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tracker.web.core.unread_bodies import ClosesOverUnread

SIZE = 600_000


@pytest.mark.parametrize(
    ("method", "path", "host", "status", "why"),
    [
        ("post", "/api/v1/actions", "localhost", 401, "no token"),
        ("put", "/api/v1/nothing", "localhost", 404, "no such address"),
        ("post", "/sign-in", "evil.example", 400, "another site's name"),
        ("post", "/healthz", "localhost", 405, "a kind of request that it does not take"),
    ],
)
def test_a_refusal_before_the_body_is_read_closes(
    client: FlaskClient, method: str, path: str, host: str, status: int, why: str
) -> None:
    answer = getattr(client, method)(
        path,
        data=b"x" * SIZE,
        content_type="application/json",
        environ_overrides={"HTTP_HOST": host},
    )

    assert answer.status_code == status, why
    assert answer.headers.get("Connection") == "close", why


@pytest.mark.parametrize(("limit", "status", "closes"), [(SIZE - 1, 413, True), (SIZE, 200, False)])
def test_what_is_too_large_closes(own_app: Flask, limit: int, status: int, closes: bool) -> None:
    from flask import request

    def view() -> str:
        request.max_content_length = limit
        return str(len(request.get_data()))

    view.__dict__.update(own_app.view_functions["health.alive"].__dict__)
    own_app.view_functions["health.alive"] = view

    answer = own_app.test_client().get("/healthz", data=b"x" * SIZE)

    assert answer.status_code == status
    assert (answer.headers.get("Connection") == "close") is closes


@pytest.mark.parametrize("path", ["/about", "/nowhere", "/api/v1"])
def test_requests_without_a_body_close_nothing(client: FlaskClient, path: str) -> None:
    assert "Connection" not in client.get(path).headers


def is_closed(environ: dict[str, Any], read: Any) -> bool:
    """Whether an application that reads so is said to close."""
    headers: list[tuple[str, str]] = []

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        read(environ["wsgi.input"])
        start_response("200 OK", [])
        return []

    ClosesOverUnread(application)(
        {"wsgi.input": io.BytesIO(b"one\ntwo\n"), **environ},
        lambda _status, given: headers.extend(given),
    )
    return ("Connection", "close") in headers


EIGHT = {"CONTENT_LENGTH": "8"}
CHUNKED = {"HTTP_TRANSFER_ENCODING": "chunked"}


@pytest.mark.parametrize(
    ("environ", "read", "closes", "why"),
    [
        (EIGHT, lambda body: body.read(), False, "all at once"),
        (EIGHT, lambda body: (body.read(4), body.read(4)), False, "in two pieces"),
        (EIGHT, lambda body: list(body), False, "line by line"),
        (EIGHT, lambda body: body.readlines(), False, "all lines"),
        (EIGHT, lambda body: body.read(7), True, "one letter is left"),
        (EIGHT, lambda body: body.readline(), True, "a line is left"),
        (EIGHT, lambda body: body.read(0), True, "nothing was asked for"),
        (EIGHT, lambda body: None, True, "never looked at"),
        (CHUNKED, lambda body: body.read(), True, "the end was not seen"),
        (CHUNKED, lambda body: (body.read(), body.read()), False, "the end was seen"),
        (CHUNKED, lambda body: None, True, "never looked at"),
        ({"CONTENT_LENGTH": "0"}, lambda body: None, False, "there is nothing to read"),
        ({"CONTENT_LENGTH": ""}, lambda body: None, False, "likewise"),
        ({}, lambda body: None, False, "likewise"),
        ({"CONTENT_LENGTH": "x"}, lambda body: None, True, "nobody knows"),
    ],
)
def test_what_counts_as_read(environ: dict[str, str], read: Any, closes: bool, why: str) -> None:
    assert is_closed(environ, read) is closes, why
