"""How the door answers: conditional requests, formats, other sites' scripts, tokens, failures."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import people
from tests.api.conftest import furnish, reference_of
from tracker.accounts import tokens
from tracker.core.db import db
from tracker.evidence.models import Action
from tracker.policy.predicates import Role

STATES = "/api/v1/states"


@pytest.fixture
def token(world: Flask) -> str:
    with world.app_context():
        owner = people.holder(Role.FOCAL_POINT, state="XAA")
        made = tokens.make(
            people.actor(owner), owner, name="a test", scopes=["records:read"], days=30
        )
        db.session.commit()
    return made


def test_unchanged_answer_is_not_made_again(reader: FlaskClient) -> None:
    for address in (STATES, f"{STATES}.csv", f"{STATES}/XAA", "/api/v1/openapi.json"):
        first = reader.get(address, buffered=True)
        same = reader.get(address, headers={"If-None-Match": first.headers["ETag"]})
        other = reader.get(address, headers={"If-None-Match": 'W/"another"'}, buffered=True)

        assert (same.status_code, same.data) == (304, b"")
        assert same.headers["ETag"] == first.headers["ETag"]
        assert other.status_code == 200
        assert first.headers["Cache-Control"] == "public, no-cache"


def test_a_public_change_makes_answers_new(world: Flask, client: FlaskClient) -> None:
    from tracker.review import publication

    before = client.get(STATES).headers["ETag"]
    with world.app_context():
        publication.touch_public()
        db.session.commit()

    assert client.get(STATES, headers={"If-None-Match": before}).status_code == 200


def test_one_address_in_two_formats_has_two_tags(reader: FlaskClient) -> None:
    as_json = reader.get(STATES)
    as_csv = reader.get(STATES, headers={"Accept": "text/csv"}, buffered=True)

    assert as_json.content_type == "application/json"
    assert as_csv.content_type.startswith("text/csv")
    assert as_json.headers["ETag"] != as_csv.headers["ETag"]
    assert "Accept" in as_json.headers["Vary"]


@pytest.mark.parametrize(
    ("address", "accept", "status", "reason"),
    [
        (STATES, "*/*", 200, "whatever there is"),
        (STATES, "text/html, */*;q=0.1", 200, "a browser"),
        (STATES, "text/html", 406, "no page under this address"),
        (f"{STATES}.csv", "text/html", 200, "the ending decides"),
        (f"{STATES}/XAA", "text/csv", 406, "a single one is JSON"),
        ("/api/v1/openapi.json", "text/html", 406, "its page is another address"),
        ("/api/v1/docs", "application/json", 406, "a page"),
    ],
)
def test_formats_are_those_that_are_accepted(
    reader: FlaskClient, address: str, accept: str, status: int, reason: str
) -> None:
    answer = reader.get(address, headers={"Accept": accept}, buffered=True)

    assert answer.status_code == status, reason
    assert (answer.content_type == "application/problem+json") == (status == 406)


def test_head_alone_has_the_headers_and_makes_no_row(reader: FlaskClient) -> None:
    for address in (STATES, f"{STATES}.csv", f"{STATES}.xlsx", f"{STATES}/XAA"):
        asked, head = reader.get(address, buffered=True), reader.head(address)
        assert (head.status_code, head.data) == (200, b"")
        assert head.headers["ETag"] == asked.headers["ETag"]


def test_scripts_of_any_site_may_read_and_nothing_else(reader: FlaskClient) -> None:
    origin = {"Origin": "https://example.org"}
    answers = [reader.get(address, headers=origin) for address in (STATES, "/api/v1/nope")]
    before = reader.options(STATES, headers={**origin, "Access-Control-Request-Method": "GET"})

    for answer in (*answers, before):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
    assert before.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Authorization" not in before.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in reader.get("/about").headers


def test_answers_are_compressed_for_whoever_accepts_it(reader: FlaskClient) -> None:
    for address in ("/api/v1/openapi.json", "/api/v1/standings", "/api/v1/standings.csv"):
        answer = reader.get(address, headers={"Accept-Encoding": "br"}, buffered=True)
        assert answer.headers["Content-Encoding"] == "br", address


def test_what_is_not_taken_says_what_is(reader: FlaskClient) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = reader.open(STATES, method=method)
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        assert answer.json["type"] == "/api/v1/docs#method-not-allowed"


@pytest.mark.parametrize(
    "address",
    ["/api", "/api/v2/states", "/api/v1/nope", f"{STATES}/xaa", f"{STATES}/XZZ", f"{STATES}.pdf"],
)
def test_what_is_not_there_is_told_as_a_problem(reader: FlaskClient, address: str) -> None:
    answer = reader.get(address)

    assert (answer.status_code, answer.content_type) == (404, "application/problem+json")
    assert answer.json["status"] == 404
    assert "errors" not in answer.json


def test_empty_registry_is_a_fault_and_no_empty_list(client: FlaskClient) -> None:
    for address in (STATES, f"{STATES}.csv", f"{STATES}/XAA", "/api/v1/gaps?by=state"):
        answer = client.get(address)
        assert (answer.status_code, answer.json["status"]) == (503, 503), address


def test_a_fault_of_ours_gets_a_number_and_tells_nothing(
    world: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tracker.api.core import responses

    def broken(*_args: object) -> None:
        raise RuntimeError("the inside of the tracker")

    world.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(responses, "_page", broken)
    answer = client.get(STATES)

    assert (answer.status_code, answer.json["type"]) == (500, "/api/v1/docs#fault")
    assert "inside" not in answer.text


# Tokens -------------------------------------------------------------------------------------


def with_token(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_that_holds_reads_the_same(reader: FlaskClient, token: str) -> None:
    with_it = reader.get(STATES, headers=with_token(token))

    assert with_it.status_code == 200
    assert with_it.json == reader.get(STATES).json
    assert with_it.headers["Cache-Control"] == "private, no-cache"


def test_use_of_a_token_is_noted_by_the_day(world: Flask, client: FlaskClient, token: str) -> None:
    with world.app_context():
        assert not tokens.used_today(token)
    client.get(STATES, headers=with_token(token))
    with world.app_context():
        assert tokens.used_today(token)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("Bearer ct_00000000_nothing", "unknown"),
        ("Bearer", "none at all"),
        ("Bearer \x00", "no token"),
        ("Bearer ünknown", "not ASCII"),
        ("Basic dXNlcjpwYXNz", "another scheme"),
        ("ct_00000000_nothing", "no scheme"),
    ],
)
def test_a_token_that_does_not_hold_is_refused_everywhere(
    reader: FlaskClient, sent: str, reason: str
) -> None:
    for address in (STATES, "/api/v1/nope", "/api/v1/openapi.json"):
        answer = reader.get(address, headers={"Authorization": sent})
        assert answer.status_code == 401, reason
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
        assert answer.json["type"] == "/api/v1/docs#unauthenticated"


def test_an_ended_token_is_refused(world: Flask, client: FlaskClient, token: str) -> None:
    tag = client.get(STATES).headers["ETag"]
    with world.app_context():
        row = db.session.query(tokens.APIToken).one()
        tokens.end(people.actor(row.user), row.user, prefix=row.prefix)
        db.session.commit()

    # Not even to say that nothing has changed.
    headers = {**with_token(token), "If-None-Match": tag}
    assert client.get(STATES, headers=headers).status_code == 401


def test_the_cookie_is_never_read_here(world: Flask, client: FlaskClient) -> None:
    with world.app_context():
        owner = people.holder(Role.ADMINISTRATOR)
        cookie = people.session_of(owner)
        db.session.commit()
    client.set_cookie("session", cookie)
    asked = client.get(STATES)

    assert "Set-Cookie" not in asked.headers
    assert asked.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/api/v1/docs").text == client.get("/api/v1/docs", headers={}).text
    assert "Sign out" not in client.get("/api/v1/docs").text


def test_changing_something_needs_a_token_and_no_form(own_app: Flask) -> None:
    """An address of this test stands in for all that change something."""
    from tracker.policy.audience import everyone

    own_app.add_url_rule(
        "/api/v1/stand-in", "api_writing.stand_in", everyone(lambda: "done"), methods=["POST"]
    )
    with own_app.app_context():
        furnish()
        owner = people.holder(Role.FOCAL_POINT, state="XAA")
        made = tokens.make(
            people.actor(owner), owner, name="a test", scopes=["reports:write"], days=30
        )
        cookie = people.session_of(owner)
        db.session.commit()
    client = own_app.test_client()
    client.set_cookie("session", cookie)

    assert client.post("/api/v1/stand-in").status_code == 401
    assert client.post("/api/v1/stand-in", headers=with_token(made)).text == "done"


# Withheld names -----------------------------------------------------------------------------


def test_a_withheld_organisation_is_in_no_answer(world: Flask, client: FlaskClient) -> None:
    from tests.api.conftest import HIDDEN, HIDDEN_ID, HIDDEN_ON
    from tracker.api.core.operations import operations

    with world.app_context():
        reference = db.session.query(Action).filter_by(name_withheld=True).one().reference
        own = {"state": "XAA", "commitment": "PLAN-01", "reference": reference}
        with world.test_request_context():
            asked = [one for one in operations() if one.answers != "xlsx"]
    read = 0
    for one in asked:
        path = one.path.format(**{each.name: own.get(each.name, "IND") for each in one.in_path})
        by = "?by=state" if one.collection.name == "gaps" else ""
        answer = client.get(path + by, buffered=True)
        text = answer.get_data(as_text=True)
        read += reference in text
        for seen in (HIDDEN, HIDDEN_ID, HIDDEN_ON.date().isoformat(), "withheld:"):
            assert seen not in text, path
    assert read >= 4  # the lists, the file, the action and its cell


def test_publication_of_a_withheld_record_is_told_to_the_month(
    world: Flask, client: FlaskClient
) -> None:
    rows = client.get("/api/v1/actions").json["data"]
    cell = client.get("/api/v1/standings/XAA/PLAN-01").json["data"]

    seen = {row["organisation"]: row["published_on"] for row in rows}
    assert seen == {None: "2021-05", "A named organisation": "2020-01-01"}
    assert "2021-05" in [record["published_on"] for record in cell["records"]]


def test_asking_for_a_withheld_organisation_is_asking_for_none(reader: FlaskClient) -> None:
    from tests.api.conftest import HIDDEN_ID

    hidden = reader.get(f"/api/v1/actions?organisation={HIDDEN_ID}")
    missing = reader.get("/api/v1/actions?organisation=noorganisation")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.json == missing.json


def test_a_draft_is_not_there(world: Flask, client: FlaskClient) -> None:
    from tests import factories as make
    from tracker.registry.models import Commitment, State

    with world.app_context():
        state, commitment = db.session.query(State).first(), db.session.query(Commitment).first()
        draft = make.report(
            state, commitment, level=4, status="draft", published_at=None, reference="R-DRAFT"
        )
        assessment = make.assessment(state, commitment, level=4, published_at=None)
        hidden = (draft.reference, assessment.reference)
        db.session.commit()

    for name in ("reports", "report-entries", "assessments"):
        text = client.get(f"/api/v1/{name}").text
        assert not any(reference in text for reference in hidden)
    assert client.get("/api/v1/reports/R-DRAFT").status_code == 404
    assert client.get(f"/api/v1/assessments/{hidden[1]}").status_code == 404


def test_single_items_are_found_by_reference(world: Flask, client: FlaskClient) -> None:
    with world.app_context():
        action = reference_of(Action)
    for address, name, value in (
        ("instruments/PLAN", "code", "PLAN"),
        ("commitments/PLAN-01", "reference", "PLAN-01"),
        ("states/XAA", "iso3", "XAA"),
        ("indicators/IND", "code", "IND"),
        (f"actions/{action}", "reference", action),
    ):
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 200, address
        assert answer.json["data"][name] == value
    related = client.get("/api/v1/commitments/PLAN-01").json["data"]
    assert [one["commitment"] for one in related["relations"]] == ["PLAN-02"]
    assert [one["indicator"] for one in related["measured_by"]] == ["IND"]
