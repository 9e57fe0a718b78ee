"""A report by program: begun, filled, cleared as it was read, sent, taken up again."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.api import writing
from tests.api.writing import FRAME, Program
from tests.reporting.filing import CYCLE
from tests.reporting.people import ADMINISTRATOR, REVIEWER
from tracker.reporting import cycles, transitions
from tracker.reporting.cycle_drafts import CycleDraft

LEVEL = {"level": "2", "measures_taken": "An invented law was adopted."}
CONSULTED = {**FRAME, "survivors": "consulted", "survivors_how": "They read the draft."}


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    from tests.applications import OutsideClient

    app.test_client_class = OutsideClient
    made = writing.sides()
    made.state, made.above = Program(app, made.focal), Program(app, made.authority)
    return made


def begun(world: SimpleNamespace, **changed: str) -> tuple[str, str]:
    """Reference and ETag of a new report."""
    answer = world.state.ask("POST", "/reports", {**CONSULTED, **changed})
    assert answer.status_code == 201, answer.text
    return answer.json["data"]["reference"], answer.headers["ETag"]


def filled(world: SimpleNamespace) -> tuple[str, str]:
    """Reference and ETag of a report with one finished entry."""
    reference, _tag = begun(world)
    address = f"/reports/{reference}/entries/PLAN-01"
    assert world.state.ask("PUT", address, LEVEL, If_Match='"0"').status_code == 200
    return reference, world.above.ask("GET", f"/own/reports/{reference}").headers["ETag"]


def test_a_report_goes_from_draft_to_reviewers_and_back(
    world: SimpleNamespace, db: SQLAlchemy
) -> None:
    reference, tag = filled(world)
    one = f"/reports/{reference}"
    cleared = world.above.ask("POST", f"{one}/clear", If_Match=tag)
    sent = world.above.ask("POST", f"{one}/submit", If_Match=cleared.headers["ETag"])
    transitions.return_(REVIEWER, reference, reason="The year is another one.")
    db.session.commit()
    again = world.state.ask("POST", f"{one}/reopen")
    own = world.state.ask("GET", f"/own{one}").json["data"]
    given_up = world.state.ask("POST", f"{one}/discard", {})

    assert (cleared.status_code, sent.status_code, again.status_code) == (200, 200, 200)
    assert (own["status"], own["reason"]) == ("draft", "The year is another one.")
    moves = [(step["move"], step["role"]) for step in own["steps"]]
    assert moves == [
        ("clear", "validating_authority"),
        ("submit", "validating_authority"),
        ("return", "reviewer"),
        ("reopen", "focal_point"),
    ]
    assert own["progress"] == {"finished": 1, "unfinished": 0, "asked": 3}
    assert given_up.status_code == 409, "what was once sent is never given up"
    assert "draft" in given_up.json["detail"]


def test_a_report_is_begun_once_for_what_is_due(world: SimpleNamespace, db: SQLAlchemy) -> None:
    cycles.put_cycles(ADMINISTRATOR, [CycleDraft.parse(CYCLE)])
    db.session.commit()
    (due,) = world.state.ask("GET", "/own/due").json["data"]
    begun_for = {**FRAME, "due": str(due["due_id"])}
    first = world.state.ask("POST", "/reports", begun_for)
    second = world.state.ask("POST", "/reports", begun_for)
    other = world.state.ask("POST", "/reports", {**begun_for, "state": "XBB"})
    reference = first.json["data"]["reference"]

    assert (first.status_code, second.status_code, other.status_code) == (201, 409, 409)
    assert second.headers["Location"] == f"/api/v1/own/reports/{reference}"
    own = world.state.ask("GET", f"/own/reports/{reference}").json["data"]
    assert (own["due_id"], own["cycle"]) == (due["due_id"], CYCLE["code"])
    assert world.state.ask("GET", "/own/due").json["data"] == []


def test_what_keeps_it_back_is_told_by_entry_and_field(world: SimpleNamespace) -> None:
    reference, _tag = begun(world, survivors="not_stated", survivors_how="")
    one = f"/reports/{reference}"
    world.state.ask("PUT", f"{one}/entries/PLAN-01", {"level": "3"}, If_Match='"0"')
    own = world.above.ask("GET", f"/own{one}")
    refused = world.above.ask("POST", f"{one}/clear", If_Match=own.headers["ETag"])

    assert refused.status_code == 422
    assert set(refused.json["errors"]) == {"survivors", "PLAN-01.measures_taken"}
    assert own.json["data"]["errors"] == refused.json["errors"]


def test_nothing_is_cleared_that_was_not_read(world: SimpleNamespace) -> None:
    reference, tag = filled(world)
    one = f"/reports/{reference}"
    text = {**LEVEL, "challenges": "Few shelters."}
    world.state.ask("PUT", f"{one}/entries/PLAN-01", text, If_Match='"1"')
    unread = world.above.ask("POST", f"{one}/clear", If_Match=tag)
    world.state.ask("DELETE", f"{one}/entries/PLAN-01", If_Match='"2"')
    world.state.ask("PUT", f"{one}/entries/PLAN-01", {**LEVEL, "level": "1"}, If_Match='"0"')
    anew = world.above.ask("POST", f"{one}/clear", If_Match=tag)

    assert (unread.status_code, anew.status_code) == (412, 412)
    assert world.above.ask("GET", f"/own{one}").json["data"]["status"] == "draft"


def test_what_was_written_meanwhile_is_told_and_kept(world: SimpleNamespace) -> None:
    reference, tag = begun(world)
    frame, entry = f"/reports/{reference}/frame", f"/reports/{reference}/entries/PLAN-01"
    first = world.state.ask("PUT", frame, {**CONSULTED, "title": "First"}, If_Match=tag)
    second = world.state.ask("PUT", frame, {**CONSULTED, "title": "Second"}, If_Match=tag)
    world.state.ask("PUT", entry, LEVEL, If_Match='"0"')
    late = world.state.ask("PUT", entry, {**LEVEL, "level": "4"}, If_Match='"0"')
    mended = world.state.ask("PUT", entry, {**LEVEL, "level": "4"}, If_Match=late.headers["ETag"])

    assert (first.status_code, second.status_code, late.status_code) == (200, 412, 412)
    assert second.json["stored"]["title"] == "First"
    assert (late.json["stored"]["level"], late.json["version"]) == ("2", 1)
    assert mended.headers["ETag"] == '"2"'
    assert world.state.ask("GET", f"/own{entry}").json["data"]["text"]["level"] == "4"


def test_an_entry_speaks_of_records_and_is_repeated(world: SimpleNamespace) -> None:
    reference, _tag = begun(world)
    own, entry = (f"{root}/reports/{reference}/entries" for root in ("/own", ""))
    facts = [{"record": "A-PUBLIC", "response": "contest", "note": "It was otherwise."}]
    body = {**LEVEL, "facts": facts, "alike": ["PLAN-02"]}
    before = world.state.ask("GET", f"{own}/PLAN-01")
    saved = world.state.ask("PUT", f"{entry}/PLAN-01", body, If_Match=before.headers["ETag"])
    follower = world.state.ask("GET", f"{own}/PLAN-02").json["data"]
    world.state.ask("PUT", f"{entry}/PLAN-01", LEVEL, If_Match=saved.headers["ETag"])
    left = world.state.ask("GET", f"{own}/PLAN-01")

    assert before.headers["ETag"] == '"0"'
    assert [one["record"] for one in before.json["data"]["known"]] == ["A-PUBLIC"]
    assert saved.status_code == 200, saved.text
    assert (follower["repeats"], follower["text"]["level"]) == ("PLAN-01", "2")
    assert left.json["data"]["facts"] == facts, "what is not sent stays"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"level": "5"}, "level"),
        ({"answer": "perhaps"}, "answer"),
        ({"commitment": "PLAN-02"}, "commitment"),
        ({"indicator_values": "NONE=1@2020"}, "indicator_values"),
        ({"facts": "A-PUBLIC"}, "facts"),
        ({"facts": [5]}, "facts.0"),
        ({"facts": [{"record": "A-PUBLIC", "response": "deny"}]}, "facts.0.response"),
        ({"facts": [{"record": "A-PUBLIC", "colour": "red"}]}, "facts.0.colour"),
        ({"facts": [{"record": "A-PUBLIC", "response": "contest"}]}, "facts.A-PUBLIC"),
        ({"facts": [{"record": "A-NOWHERE", "response": "confirm"}]}, "facts.A-NOWHERE"),
        ({"facts": [{"record": "A-PUBLIC", "response": "confirm"}] * 2}, "facts"),
        ({"alike": "PLAN-02"}, "alike"),
        ({"alike": [["PLAN-02"]]}, "alike"),
        ({"alike": ["PLAN-03"]}, "alike"),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_field(
    world: SimpleNamespace, changed: dict[str, object], field: str
) -> None:
    reference, _tag = begun(world)
    entry = f"/reports/{reference}/entries/PLAN-01"
    refused = world.state.ask("PUT", entry, {**LEVEL, **changed}, If_Match='"0"')

    assert (refused.status_code, set(refused.json["errors"])) == (422, {field})
    assert world.state.ask("GET", f"/own{entry}").json["data"]["version"] == 0


def test_own_reports_come_page_by_page(world: SimpleNamespace) -> None:
    for year in range(2010, 2015):
        begun(world, period_start=f"{year}-01-01", period_end=f"{year}-12-31")
    found, after = [], ""
    while True:
        answer = world.state.ask("GET", f"/own/reports?limit=2{after}")
        found += [row["period_end"] for row in answer.json["data"]]
        if answer.json["page"]["next"] is None:
            break
        assert 'rel="next"' in answer.headers["Link"]
        after = f"&after={answer.json['page']['next']}"

    assert found[-5:] == [f"{year}-12-31" for year in range(2014, 2009, -1)]
    assert len(found) == len(set(found)) == 6, "the public one is there too"
    assert world.state.ask("GET", "/own/reports?limit=501").status_code == 400
    assert world.state.ask("GET", "/own/reports?after=bm90aGluZw").status_code == 404
