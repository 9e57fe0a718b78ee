"""One cell taken apart: the same records and arithmetic as its page and the command line."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tracker.core.db import db

CELL = "/api/v1/standings/XAA/PLAN-01"


def test_cell_is_taken_apart_as_the_rules_do(world: Flask, client: FlaskClient) -> None:
    from tracker.gap.cell import explain_cell
    from tracker.gap.standing import default_params

    seen = client.get(CELL).json["data"]
    with world.app_context():
        explained = explain_cell("XAA", "PLAN-01", default_params())

    assert seen["settled"] == explained.standing.settled == 1
    assert seen["basis"] == "assessed"
    assert seen["gap_terms"] == {"level": 1, "value": 0.25, "gap": 0.75}
    assert seen["divergence_terms"]["divergence"] == explained.standing.divergence == 0.5
    assert seen["total_weight"] == explained.total_weight
    assert [vote["reference"] for vote in seen["votes"]] == [
        counted.vote.reference for counted in explained.votes
    ]
    assert [vote["decides"] for vote in seen["votes"]].count(True) == 1
    assert {record["reference"] for record in seen["records"]} == {
        note.reference for note in explained.records
    }


def test_list_and_cell_say_the_same(reader: FlaskClient) -> None:
    listed = reader.get("/api/v1/standings?state=XAA&commitment=PLAN-01").json["data"][0]
    seen = reader.get(CELL).json["data"]

    assert {name: seen[name] for name in listed} == listed


def test_records_of_another_day_are_counted_not_shown(reader: FlaskClient) -> None:
    seen = reader.get(f"{CELL}?as_of=2019-12-31").json["data"]

    assert {record["effective_on"] for record in seen["records"]} == {"2018-12-31", "2019-12-31"}
    assert seen["records_of_another_day"] == {
        "after_as_of": 5,  # a value, a report, an assessment and two acts
        "published_later": 0,
        "ended": 0,
    }


def test_record_that_counts_says_what_it_weighs(reader: FlaskClient) -> None:
    records = reader.get(CELL).json["data"]["records"]

    for record in records:
        assert record["counts"] == (record["left_out"] is None)
        assert (record["weight"] is not None) == (record["counts"] and record["kind"] == "evidence")


def test_a_silent_cell_says_that_there_is_nothing(reader: FlaskClient) -> None:
    seen = reader.get("/api/v1/standings/XCC/PLAN-01").json["data"]

    assert (seen["status"], seen["settled"], seen["gap"]) == ("no_information", None, None)
    assert seen["records"] == seen["votes"] == []
    assert seen["gap_terms"] is None


def test_a_cell_before_its_commitment_was_public_is_not_there(reader: FlaskClient) -> None:
    assert reader.get(f"{CELL}?known_by=2019-12-31").status_code == 404
    assert reader.get("/api/v1/standings/XAA/PLAN-99").status_code == 404


def test_what_was_withdrawn_is_not_told(world: Flask, client: FlaskClient) -> None:
    from tracker.evidence.models import IndicatorValue
    from tracker.review import publication

    with world.app_context():
        value = db.session.query(IndicatorValue).filter_by(effective_on=date(2020, 12, 31)).first()
        publication.withdraw(value, reason="It was another state's.")
        reference = value.reference
        db.session.commit()

    seen = client.get(CELL)
    assert reference not in seen.text
    assert seen.json["data"]["records_of_another_day"]["ended"] == 1
