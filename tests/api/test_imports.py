"""Programs bring files: checked first, written where asked, refused by row and column."""

import io
import json
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tests.api.writing import ROOT, Program, token, world
from tests.databases import impatient
from tests.people import events
from tracker.core.db import writing
from tracker.policy.predicates import Role
from tracker.registry.models import Instrument
from tracker.review import publication
from tracker.review.models import Submission

HEAD = b"own_key,state,title,happened_on,commitments\n"
GOOD = b"N-1,XAA,An invented law,2021-05,PLAN-01=supports@2\n"
BAD = b"N-2,XZZ,Another,2021-13,PLAN-01=supports@2\n"


def send(program: Program, kind: str, content: bytes, key: str = "", **members: str) -> Any:
    headers = {"Authorization": f"Bearer {program.token}"}
    headers |= {"Idempotency-Key": key} if key else {}
    form = {"file": (io.BytesIO(content), "mine.csv"), **members}
    return program.client.post(f"{ROOT}/imports/{kind}", data=form, headers=headers)


def test_file_is_checked_then_written_once_by_its_key(app: Flask, db: SQLAlchemy) -> None:
    made = world()
    own, into = Program(app, made.own), {"organisation": made.public_id}
    dry = send(own, "actions", HEAD + GOOD + BAD, **into).json["data"]
    assert (dry["written"], dry["created"], dry["refused"]) == (False, 1, 1)
    seen = {(each["row"], each["column"], each["value"]) for each in dry["refusals"]}
    assert seen == {(3, "state", "XZZ"), (3, "happened_on", "2021-13")}
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 0

    whole = send(own, "actions", HEAD + GOOD + BAD, **into, write="yes").json["data"]
    assert (whole["written"], whole["digest"]) == (False, dry["digest"])
    asked = {**into, "write": "yes", "accept_valid": "yes"}
    first = send(own, "actions", HEAD + GOOD + BAD, key="k-1", **asked)
    again = send(own, "actions", HEAD + GOOD + BAD, key="k-1", **asked)
    assert first.json["data"]["written"]
    assert again.json == first.json
    assert again.headers["Idempotency-Replayed"] == "true"
    # What is kept of an answer repeats no text of the file.
    assert {each["value"] for each in first.json["data"]["refusals"]} == {""}
    renamed = HEAD.replace(b"state", b"Country") + BAD
    ours = send(own, "actions", renamed, key="k-2", **into)
    assert {each["column"] for each in ours.json["data"]["refusals"]} == {"state", "happened_on"}
    assert not any(text in first.text + ours.text for text in ("XZZ", "2021-13", "Country"))
    assert db.session.scalar(select(func.count()).select_from(Submission)) == 1
    left = send(own, "actions", HEAD + GOOD, **into).json["data"]
    assert (left["created"], left["left"]) == (0, 1)


@pytest.mark.parametrize(
    ("who", "kind", "members", "status"),
    [
        ("reading", "actions", {}, 403),  # its token only reads
        ("foreign", "actions", {}, 404),  # not its organisation
        ("own", "instruments", {}, 403),  # the registry is administrators'
        ("own", "actions", {"write": "maybe"}, 422),
        ("own", "actions", {"mode": "x"}, 422),
        ("own", "actions", {"matching": "unknown"}, 404),
        ("own", "actions", {"matching": "a\0b"}, 422),  # no database keeps it
    ],
)
def test_what_is_not_theirs_or_not_understood_is_refused(
    app: Flask, db: SQLAlchemy, who: str, kind: str, members: dict[str, str], status: int
) -> None:
    made = world()
    into = {"organisation": made.public_id} if kind == "actions" else {}
    answer = send(Program(app, getattr(made, who)), kind, HEAD + GOOD, **into, **members)
    assert answer.status_code == status, answer.text


def test_administrator_brings_the_registry_with_a_scope_of_its_own(
    app: Flask, db: SQLAlchemy
) -> None:
    content = (
        b"code,title,kind,issuing_body,adopted_on,text_seen\n"
        b"NEW,An invented plan,resolution,An assembly,2000,Whole text\n"
    )
    administrator = Program(app, token(Role.ADMINISTRATOR, scopes=("registry:write",)))
    answer = send(administrator, "instruments", content, write="true")
    assert answer.json["data"]["written"], answer.text
    assert db.session.scalar(select(func.count()).select_from(Instrument)) == 1
    assert len(events("registry:instruments:loaded")) == 1
    assert administrator.ask("GET", "/own/actions").status_code == 403


def test_a_busy_database_says_when_to_ask_again(app: Flask, db: SQLAlchemy) -> None:
    made = world()
    if db.engine.dialect.name != "sqlite":
        pytest.skip("one writer at a time is a matter of SQLite")
    own = Program(app, made.own)
    db.session.commit()
    db.session.remove()
    other = db.engine.connect()
    with writing():
        other.exec_driver_sql("SELECT 1")
    with impatient(db.engine):
        answer = send(own, "actions", HEAD + GOOD, organisation=made.public_id, write="yes")
    other.close()

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json["type"].endswith("#not-ready")


NO_TABLE = (
    b"null",
    b"NaN",
    b"-Infinity",
    b"true",
    b"5",
    b'""',
    b"[]",
    b"{}",
    b"[null]",
    b"[[]]",
    b'{"state": null}',
    b'[{"state": NaN}]',
    b'[{"state": "\\ud800"}]',
    b'[{"\\ud800": "KEN"}]',
    b'[{"state": "\\u0000"}]',
    b"[" * 60_000,
    b'{"a":' * 60_000,
    b'{"a": 1}\n' + b'{"a":' * 60_000,
    b'[{"state": {"state": "KEN"}, "state.state": "UGA"}]',
)


def test_json_that_is_no_table_is_refused_with_a_reason(app: Flask, db: SQLAlchemy) -> None:
    own = Program(app, (made := world()).own)
    for content in NO_TABLE:
        seen = own.client.post(
            f"{ROOT}/imports/actions",
            data={"file": (io.BytesIO(content), "f.json"), "organisation": made.public_id},
            headers={"Authorization": f"Bearer {own.token}"},
        )
        assert (seen.status_code, list(seen.json["errors"])) == (422, ["file"]), content[:40]
        assert seen.json["errors"]["file"][0]


def test_numbers_beyond_all_are_cells_like_others(app: Flask, db: SQLAlchemy) -> None:
    own = Program(app, (made := world()).own)
    rows = f'[{{"own_key": "N-1", "state": {"9" * 5000}, "happened_on": 1e999, "title": 1}}]'
    seen = own.client.post(
        f"{ROOT}/imports/actions",
        data={"file": (io.BytesIO(rows.encode()), "f.json"), "organisation": made.public_id},
        headers={"Authorization": f"Bearer {own.token}"},
    )
    assert seen.status_code < 500, seen.text


TWO_STATES = (
    b"A,B,Text,Response,Session,mechanism,date,Remarks of mine\n"
    b"Stateland,Otherland,X one,Accepted,40,UPR,2022,none\n"
    b"Otherland,Stateland,X two,Perhaps,40,UPR,2022,none\n"
)


@pytest.fixture
def administrator(app: Flask, db: SQLAlchemy) -> Program:
    make.state("XAA", "Stateland")
    make.state("XBB", "Otherland")
    publication.registry_changed()
    return Program(app, token(Role.ADMINISTRATOR, scopes=("registry:write",)))


def test_answer_tells_columns_values_and_what_is_not_used(administrator: Program) -> None:
    seen = send(administrator, "recommendations", TWO_STATES).json["data"]

    columns = {each["field"]: each for each in seen["columns"]}
    assert columns["wording"]["column"] == "Text"
    assert (columns["position"]["place"], columns["position"]["sure"]) == (4, True)
    for name in ("state", "made_by"):
        assert (columns[name]["column"], columns[name]["sure"]) == (None, False)
        assert columns[name]["candidates"] == ["A", "B"]
    assert seen["unused"][-1] == {"place": 8, "column": "Remarks of mine"}
    assert {"field": "position", "value": "Accepted", "meaning": "supported", "rows": 1} in seen[
        "understood"
    ]
    assert [(each["field"], each["value"]) for each in seen["unknown"]] == [("position", "Perhaps")]
    assert "supported" in seen["unknown"][0]["accepted"]


def test_nothing_is_written_before_the_columns_are_named(
    administrator: Program, db: SQLAlchemy
) -> None:
    asked = {"write": "yes", "accept_valid": "yes"}
    held = send(administrator, "recommendations", TWO_STATES, **asked).json["data"]
    assert (held["held"], held["written"]) == (True, False)
    assert db.session.scalar(select(func.count()).select_from(Instrument)) == 0

    named = {
        "match": json.dumps({"A": "made_by", "B": "state"}),
        "meanings": json.dumps({"position": {"Perhaps": "noted"}}),
    }
    done = send(administrator, "recommendations", TWO_STATES, **asked, **named).json["data"]
    assert (done["held"], done["written"], done["created"], done["refused"]) == (False, True, 2, 0)


def test_constants_and_chosen_rows_are_taken(administrator: Program) -> None:
    content = b"To,Text,date\nStateland,X one on roads,2022\nStateland,X two on rivers,2022\n"
    missing = send(administrator, "recommendations", content).json["data"]["refusals"]
    assert [(each["row"], each["column"], each["rows"]) for each in missing] == [
        (None, "mechanism", 2)
    ]

    members = {
        "constants": json.dumps({"mechanism": "UPR", "session": "40"}),
        "containing": json.dumps({"Text": ["river*"]}),
    }
    seen = send(administrator, "recommendations", content, **members).json["data"]
    assert (seen["rows"], seen["created"], seen["left_out"]) == (2, 1, 1)


def test_answer_that_is_kept_repeats_no_text_of_the_file(administrator: Program) -> None:
    members = {"constants": json.dumps({"cycle": "mine alone"})}
    answer = send(administrator, "recommendations", TWO_STATES, key="k-1", **members)

    texts = ("Text", "Response", "Remarks of mine", "Perhaps", "Stateland", "mine alone")
    assert not any(f'"{text}"' in answer.text for text in texts)
    assert [each["place"] for each in answer.json["data"]["unused"]][-1] == 8


@pytest.mark.parametrize(
    "members",
    [
        {"match": "x"},
        {"match": "[]"},
        {"match": '{"A": 1}'},
        {"match": '{"Nowhere": "state"}'},
        {"match": '{"A": "nothing"}'},
        {"match": '{"A": "state", "B": "state"}'},
        {"constants": '{"nothing": "1"}'},
        {"match": '{"A": "state"}', "constants": '{"state": "XAA"}'},
        {"meanings": '{"position": "noted"}'},
        {"meanings": '{"nothing": {"a": "b"}}'},
        {"only": '{"A": "Stateland"}'},
        {"only": '{"Nowhere": ["a"]}'},
        {"containing": '{"Text": [""]}'},
        {"containing": "[" * 9_000},
        {"match": '{"A\\u0000": "state"}'},
        {"match": '{"To": "\\ud800"}'},  # half a character: no answer could name it
        {"match": '{"\\ud800": "state"}'},
        {"match": '{"To": "state", "To": "made_by"}'},  # which of them?
        {"constants": '{"cycle": NaN}'},
        {"constants": '{"cycle": null}'},
        {"meanings": '{"position": {"Accepted": "\\udfff"}}'},
        {"meanings": '{"position": {"A": "noted", "A": "supported"}}'},
        {"only": '{"To": ["\\ud800"]}'},
        {"only": '{"To": [null]}'},
        {"containing": '{"Text": ' + "9" * 5_000 + "}"},
        {"containing": '{"Text": {"a": ["b"]}}'},
        {"header_row": "first"},
    ],
)
def test_members_that_are_not_understood_are_refused_by_name(
    administrator: Program, members: dict[str, str]
) -> None:
    answer = send(administrator, "recommendations", TWO_STATES, **members)

    assert answer.status_code == 422, answer.text
    assert answer.json["errors"]


def test_database_without_states_says_so(app: Flask, db: SQLAlchemy) -> None:
    program = Program(app, token(Role.ADMINISTRATOR, scopes=("registry:write",)))
    answer = send(program, "recommendations", TWO_STATES)

    assert answer.status_code == 503
    assert answer.json["type"].endswith("#not-ready")


@pytest.mark.parametrize("key", ["", "k-1"])
def test_a_refused_cell_of_many_letters_is_not_sent_back_whole(
    app: Flask, db: SQLAlchemy, key: str
) -> None:
    made = world()
    long = b"long " * 20_000
    rows = HEAD + b"N-1," + long + b",A law," + long + b"," + long + b"\n"

    seen = send(Program(app, made.own), "actions", rows, key, organisation=made.public_id)

    assert seen.status_code == 200
    assert seen.json["data"]["refused"] == 1
    assert len(seen.data) < 30_000
    assert not key or "long long" not in seen.text
