"""What holds for every page: headers, no cookie, the revision as ETag, faults told as faults."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tracker.web.core.audience import UndeclaredAudience, audience_of, refuse_undeclared

PAGES = ("/", "/states", "/states/KEN", "/commitments", "/about", "/nowhere", "/static/nothing.css")


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_has_security_headers_and_no_cookie(
    seeded_client: FlaskClient, address: str
) -> None:
    answer = seeded_client.get(address)

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_unchanged_page_is_not_sent_again(seeded_client: FlaskClient) -> None:
    first = seeded_client.get("/states/KEN")

    again = seeded_client.get("/states/KEN", headers={"If-None-Match": first.headers["ETag"]})
    other = seeded_client.get("/states/PHL", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data) == (304, b"")
    assert other.status_code == 200


def test_a_public_change_makes_every_page_new(seeded_copy: Flask) -> None:
    from tracker.core.db import db, writing
    from tracker.registry.models import Relation
    from tracker.review import publication

    client = seeded_copy.test_client()
    before = client.get("/states/KEN").headers["ETag"]
    with seeded_copy.app_context(), writing():
        publication.withdraw(db.session.query(Relation).first(), reason="A test.")
        db.session.commit()

    assert client.get("/states/KEN", headers={"If-None-Match": before}).status_code == 200


def test_a_route_without_an_audience_stops_the_start(seeded_app: Flask) -> None:
    other = Flask("other")
    other.add_url_rule("/open", "open", lambda: "everything")

    with pytest.raises(UndeclaredAudience, match="open"):
        refuse_undeclared(other)
    assert all(audience_of(seeded_app, name) for name in seeded_app.view_functions)


def test_an_empty_registry_is_an_error_page(client: FlaskClient) -> None:
    for address in ("/", "/states", "/commitments", "/charts/map.json"):
        answer = client.get(address)

        assert answer.status_code == 503, address


def test_a_fault_of_the_database_is_an_error_page_with_a_number(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.web.core import caching

    def lost() -> tuple[int, None]:
        raise OperationalError("SELECT", {}, Exception("the database is gone: secret address"))

    monkeypatch.setattr(caching, "dated_revision", lost)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    answer = app.test_client().get("/")

    assert answer.status_code == 500
    assert b"secret" not in answer.data
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "query",
    [
        "as_of=2013-02-30",
        "as_of=٢٠١٣-12-31",
        "as_of=2999-01-01",
        "as_of=2013-12-31&as_of=2014-12-31",
        "known_by=yesterday",
        "lane=guessed",
        "tier=E",
        "weights=prevention:-1",
        "weights=prevention:nan",
        "weights=prevention:0,protection:0,prosecution:0,partnership:0,cross_cutting:0",
        "survivor_led=maybe",
        "surprise=1",
    ],
)
def test_what_is_not_understood_gets_a_page_that_says_what_is(
    seeded_client: FlaskClient, query: str
) -> None:
    answer = seeded_client.get(f"/states/KEN?{query}")

    assert answer.status_code == 400
    assert query.split("=")[0] in answer.text
