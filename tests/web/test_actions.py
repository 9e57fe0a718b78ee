"""Pages of actions, organisations, decisions and histories, as readers see them."""

import csv
import io
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.evidence import logged
from tests.web.pages import links, opened, section, statements, words
from tracker.accounts.actor import OPERATOR
from tracker.audit import trail
from tracker.core import clock
from tracker.evidence import action_service
from tracker.registry.models import Commitment, State
from tracker.review import publication


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    made = logged.world()
    publication.registry_changed()
    db.session.commit()
    return made


def kept(db: SQLAlchemy, made: object) -> str:
    reference: str = made.reference  # type: ignore[attr-defined]
    db.session.commit()
    return reference


def test_page_tells_what_it_bears_on_and_where_it_comes_from(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    reference = kept(db, logged.published(world))

    page = opened(client, f"/actions/{reference}")

    bearings = page.find(id="bearings")
    assert "/states/XAA/PLAN-01" in links(bearings)
    assert "Some of the commitment is in effect" in words(bearings)
    assert "Primary official record" in section(page, "sources")
    assert f"/organisations/{world.own.public_id}" in links(page)
    assert "A reviewer published it." in section(page, "history")
    assert reference in section(page, "cite")
    assert 'rel="noreferrer noopener' in str(page.find(id="sources"))


def test_withheld_name_is_on_no_page(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    reference = kept(db, logged.published(world, withhold_name="yes"))
    pages = (
        "/actions",
        f"/actions/{reference}",
        f"/history/actions/{reference}",
        "/decisions",
        "/data/actions.csv",
        "/states/XAA",
        "/states/XAA/commitments",
        "/states/XAA/timeline",
        "/states/XAA/records",
        "/states/XAA/PLAN-01",
        "/data",
    )

    answers = {page: client.get(page, buffered=True) for page in pages}
    own_page = client.get(f"/organisations/{world.own.public_id}")
    asked = client.get(f"/actions?organisation={world.own.public_id}")

    assert {answer.status_code for answer in answers.values()} == {200}
    for page, answer in answers.items():
        seen = answer.text + str(answer.headers)
        assert world.own.name not in seen, page
        assert world.own.public_id not in seen, page
    assert (own_page.status_code, asked.status_code) == (404, 400)


def test_not_public_and_not_there_are_the_same_answer(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    hidden = kept(db, logged.submitted(world))
    addresses = (f"/actions/{hidden}", "/actions/A-AAAAAAAA", f"/history/actions/{hidden}")

    answers = [client.get(address) for address in addresses]

    assert {answer.status_code for answer in answers} == {404}
    assert answers[0].text == answers[1].text
    assert hidden not in client.get("/decisions").text


def test_withdrawn_page_says_that_it_was_and_why(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    sent = logged.published(world)
    action_service.withdraw(world.contributor, sent.reference, reason="It told of another state.")
    reference = kept(db, sent)

    page = opened(client, f"/actions/{reference}")

    assert "It told of another state." in words(page.find(class_="notice"))
    hidden = (logged.TEXT["title"], logged.TEXT["account"], world.own.name, "Act 12")
    assert not [text for text in hidden if text in page.text]


def test_lower_case_leads_to_the_reference(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    reference = kept(db, logged.published(world))

    answer = client.get(f"/actions/{reference.lower()}?as_of={clock.today()}")

    assert answer.status_code == 301
    assert answer.location.endswith(f"/actions/{reference}?as_of={clock.today()}")


@pytest.mark.parametrize(
    "query",
    ["kind=rumour", "polarity=maybe", "state=XZZ", "page=0", "page=2", "organisation=none", "x=1"],
)
def test_list_refuses_what_it_does_not_know(
    world: SimpleNamespace, client: FlaskClient, query: str
) -> None:
    assert client.get(f"/actions?{query}").status_code == 400


def test_hundreds_of_actions_come_in_pages_for_the_same_price(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    state = db.session.query(State).filter_by(iso3="XAA").one()
    first = db.session.query(Commitment).filter_by(reference="PLAN-01").one()
    make.action(state, first, level=2, by=world.own)
    publication.registry_changed()
    db.session.commit()
    opened(client, "/actions")
    with statements(app) as few:
        client.get("/actions?kind=law")
    for _number in range(119):
        make.action(state, first, level=2, by=world.other)
    publication.registry_changed()
    db.session.commit()
    opened(client, "/actions")
    with statements(app) as many:
        client.get("/actions?kind=law")

    page = opened(client, "/actions?page=3")

    assert "120 actions of States" in page.text
    assert len(page.find("tbody").find_all("tr")) == 20
    assert len(many) <= len(few)


def test_file_has_the_rows_of_the_list(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    logged.published(world, until="2021-12")
    kept(db, logged.published(world, title="=1+1", kind="budget", withhold_name="yes"))

    answer = client.get("/data/actions.csv?kind=budget", buffered=True)
    (row,) = csv.DictReader(io.StringIO(answer.text))

    assert row["title"] == "'=1+1"
    assert (row["organisation"], row["survivor_led"]) == ("", "")
    assert row["published"] == f"{clock.today():%Y-%m}"
    assert row["commitments"] == "PLAN-01=supports@2"


def test_decisions_without_any_say_so(world: SimpleNamespace, client: FlaskClient) -> None:
    page = opened(client, "/decisions")

    assert "There are no decisions of reviewers by this day." in page.text
    assert "There are no decisions by this day" in section(page, "register")


def test_decisions_lead_to_records_and_tell_the_median(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    reference = kept(db, logged.published(world))

    page = opened(client, "/decisions")
    rows = client.get("/charts/time-to-decision.csv", buffered=True).text

    assert f"/actions/{reference}" in links(page.find(id="register"))
    assert "1 decision was made. Half took less than a day." in page.text
    assert "Median" in rows


def test_history_of_a_commitment_tells_its_changes(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    changed = {"PLAN-01": {"title": ["Old words", "New words"]}}
    seen = {"created": [], "changed": changed, "left": 0, "absent": 0}
    trail.record(OPERATOR, "registry:commitments:loaded", "file:commitments.csv", seen)
    publication.registry_changed()
    db.session.commit()

    page = opened(client, "/history/commitments/PLAN-01")
    other = opened(client, "/history/commitments/PLAN-02")

    assert "“Old words” became “New words”" in page.text
    assert "Old words" not in other.text
    assert client.get("/history/commitments/PLAN-99").status_code == 404


@pytest.mark.parametrize("kind", ["report", "assessment"])
def test_every_kind_of_record_has_a_history(
    db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient, kind: str
) -> None:
    state = db.session.query(State).filter_by(iso3="XAA").one()
    first = db.session.query(Commitment).filter_by(reference="PLAN-01").one()
    reference = kept(db, getattr(make, kind)(state, first, level=2))

    page = opened(client, f"/history/{kind}s/{reference}")

    assert len(page.main.select("ol.records > li")) == 1
