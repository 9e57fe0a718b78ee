"""Answers stand beside the record that they answer, on every page that shows it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import opened, words
from tracker.gap import standing
from tracker.review import publication

CELL, STATE = "/states/XAA/PLAN-01", "/states/XAA"


@pytest.fixture
def act(db: SQLAlchemy) -> object:
    """An act of the state that counts in one cell."""
    commitment, state = make.commitment("PLAN-01", of=make.instrument("PLAN")), make.state("XAA")
    return make.action(state, commitment, level=1, reference="ACT-A")


def read(client: FlaskClient, address: str) -> str:
    return words(opened(client, address))


def public(db: SQLAlchemy) -> None:
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()


def test_state_s_answer_stands_beside_the_act(
    db: SQLAlchemy, client: FlaskClient, act: object
) -> None:
    make.reply(act, text="The court had not yet ruled.", citations=[make.citation(None)])
    public(db)

    for address in (CELL, f"{STATE}/records"):
        seen = read(client, address)
        assert "The State contests this" in seen
        assert "The court had not yet ruled." in seen
        assert "An invented source" in seen
    assert "A record behind it is challenged by the other side." in read(client, CELL)
    assert "It keeps its weight" in read(client, CELL)
    assert "challenged in a reply" in read(client, f"{STATE}/commitments")
    assert "challenged in a reply" in read(client, "/commitments/PLAN-01")


def test_word_in_a_report_is_told_as_such(db: SQLAlchemy, client: FlaskClient, act: object) -> None:
    report = make.report(act.state, act.bearings[0].commitment, level=3)
    make.word(report, act.reference, "correct", note="The act was adopted in June.")
    public(db)

    seen = read(client, CELL)

    assert "The State corrects this" in seen
    assert "The act was adopted in June." in seen
    assert f"from its report {report.reference}" in seen


def test_later_answer_of_the_state_takes_the_place_of_an_earlier_one(
    db: SQLAlchemy, client: FlaskClient, act: object
) -> None:
    report = make.report(act.state, act.bearings[0].commitment, level=3)
    make.word(report, act.reference, "contest", note="Never happened.")
    later = datetime(2021, 1, 1, tzinfo=UTC)
    make.reply(act, "confirm", text="We looked again: it did.", published_at=later)
    public(db)

    now = read(client, CELL)
    before = read(client, f"{CELL}?known_by=2020-12-31")

    assert "We looked again" in now
    assert "Never happened." not in now
    assert "The State contests this" in before
    assert "We looked again" not in before


def test_entry_is_answered_by_organisations_each_beside_it(
    db: SQLAlchemy, client: FlaskClient, act: object
) -> None:
    entry = make.report(act.state, act.bearings[0].commitment, level=4).entries[0]
    named = make.organisation("Named organisation", survivor_led=True)
    make.reply(entry, by=named, text="One shelter of three is open.")
    hidden = make.organisation("Secret organisation")
    make.reply(
        entry,
        "take_note",
        by=hidden,
        name_withheld=True,
        text="Seen.",
        published_at=datetime(2021, 3, 17, tzinfo=UTC),
    )
    public(db)

    for address in (CELL, f"/reports/{entry.report.reference}"):
        answer = client.get(address)
        seen = read(client, address)
        assert "Named organisation contests this" in seen
        assert "survivor-led" in seen
        assert "An organisation whose name is withheld takes note of this" in seen
        assert "published in March 2021" in seen
        assert "Secret organisation" not in answer.text
        assert "17 March 2021" not in seen


def test_assessment_shows_what_it_relies_on_and_the_answer(
    db: SQLAlchemy, client: FlaskClient, act: object
) -> None:
    assessed = make.assessment(
        act.state,
        act.bearings[0].commitment,
        level=2,
        records=[make.relied_on("ACT-A")],
        effective_on=date(2025, 7, 1),
    )
    make.reply(assessed, "contest", text="The reviewer overlooks the decree.")
    public(db)

    seen = read(client, CELL)

    assert "Relies on: ACT-A" in seen
    assert "The reviewer overlooks the decree." in seen
    assert "challenged by the other side" in seen


def test_withdrawn_answer_is_shown_on_no_day(
    db: SQLAlchemy, client: FlaskClient, act: object
) -> None:
    answer = make.reply(act, text="What we should not have said.")
    public(db)
    with time_machine.travel(datetime(2031, 1, 1, tzinfo=UTC), tick=False):
        publication.withdraw(answer, reason="It told too much.")
        db.session.commit()

    with time_machine.travel(datetime(2031, 2, 1, tzinfo=UTC), tick=False):
        now, before = read(client, CELL), read(client, f"{CELL}?known_by=2030-12-31")

    assert "The State contests this" not in now
    assert "The State contests this" in before
    assert "Withdrawn. The text is no longer shown" in before
    assert "should not have said" not in now + before


def test_disputed_cells_are_found_and_taken_away(
    db: SQLAlchemy, client: FlaskClient, act: object
) -> None:
    make.reply(act)
    public(db)

    rows = client.get("/data/standings.csv", buffered=True).text.splitlines()
    seen = dict(zip(rows[0].split(","), rows[1].split(","), strict=True))

    assert seen["disputed"] == "true"
    assert seen["contested"] == "false"
    assert "PLAN-01" in read(client, f"{STATE}/commitments?known=disputed")
