"""What programs can log: the same acts as of the form, with a token that is for it."""

import io
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.api import writing
from tests.api.writing import Program
from tests.attachable import MARK, jpeg
from tests.evidence.logged import TEXT
from tracker.evidence.models import Attachment
from tracker.policy.predicates import Role
from tracker.review.models import Submission

NAMED = "She wrote to anna.invented@example.org from the shelter."


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return writing.world()


@pytest.fixture
def program(app: Flask, world: SimpleNamespace) -> Program:
    """One that may read and write for its organisation."""
    from tests.applications import OutsideClient

    app.test_client_class = OutsideClient
    return Program(app, world.own)


def test_an_action_goes_from_draft_to_reviewers(program: Program) -> None:
    begun = program.ask("POST", "/actions", {"state": "XAA", "kind": "not a kind"})
    reference = begun.json["data"]["reference"]
    unread = program.own(reference)
    written = program.ask(
        "PUT", f"/actions/{reference}/draft", TEXT, If_Match=begun.headers["ETag"]
    )
    sent = program.ask("POST", f"/actions/{reference}/submit", If_Match=written.headers["ETag"])
    own = program.own(reference)

    assert begun.headers["Location"] == f"/api/v1/own/actions/{reference}"
    assert unread["text"]["kind"] == "not a kind"
    assert {"kind", "title"} <= set(unread["errors"])
    assert (written.status_code, sent.status_code) == (200, 200)
    assert (own["status"], own["errors"]) == ("submitted", {})
    assert [(step["move"], step["role"]) for step in own["steps"]] == [("submit", "contributor")]
    assert program.ask("GET", "/own/actions").json["data"][0]["reference"] == reference


def test_what_was_written_meanwhile_is_told_and_kept(program: Program) -> None:
    reference = program.begun()
    program.ask("PUT", f"/actions/{reference}/draft", {**TEXT, "title": "First"}, If_Match='"1"')
    late = program.ask(
        "PUT", f"/actions/{reference}/draft", {**TEXT, "title": "Second"}, If_Match='"1"'
    )
    unseen = program.ask("POST", f"/actions/{reference}/submit", If_Match='"1"')

    assert (late.status_code, unseen.status_code) == (412, 412)
    assert (late.json["stored"]["title"], late.json["version"]) == ("First", 2)
    assert late.headers["ETag"] == '"2"'
    assert program.own(reference)["text"]["title"] == "First"


@pytest.mark.parametrize(
    ("sent", "status", "reason"),
    [
        ({}, 428, "no version told"),
        ({"If_Match": "*"}, 400, "any version is none that was seen"),
        ({"If_Match": 'W/"1"'}, 400, "weak"),
        ({"If_Match": '"1", "2"'}, 400, "two"),
        ({"If_Match": '"1:br"'}, 200, "as it is told with what was compressed"),
    ],
)
def test_a_draft_is_written_over_one_version(
    program: Program, sent: dict[str, str], status: int, reason: str
) -> None:
    reference = program.begun()

    answer = program.ask("PUT", f"/actions/{reference}/draft", TEXT, **sent)

    assert answer.status_code == status, reason


def test_personal_data_is_told_with_its_place_and_explained(program: Program) -> None:
    reference = program.begun(account=NAMED)
    held = program.ask("POST", f"/actions/{reference}/submit", If_Match='"1"')
    (place,) = held.json["findings"]
    explained = program.ask(
        "POST",
        f"/actions/{reference}/explanations",
        {
            "field": place["field"],
            "fingerprint": place["fingerprint"],
            "explanation": "An invented address.",
        },
    )
    sent = program.ask("POST", f"/actions/{reference}/submit", If_Match='"1"')

    assert (held.status_code, set(held.json["errors"])) == (422, {"account"})
    assert NAMED[place["start"] : place["end"]] == place["excerpt"] == "anna.invented@example.org"
    assert (explained.status_code, sent.status_code) == (200, 200)


def test_a_closed_action_moves_and_takes_no_text(program: Program) -> None:
    reference = program.begun()
    program.ask("POST", f"/actions/{reference}/submit", If_Match='"1"')

    late = program.ask("PUT", f"/actions/{reference}/draft", {"title": "Late"}, If_Match='"2"')
    withdrawn = program.ask("POST", f"/actions/{reference}/withdraw", {"reason": "A mistake."})
    recalled = program.ask("POST", f"/actions/{reference}/recall")
    discarded = program.ask("DELETE", f"/actions/{reference}/draft")

    assert (late.status_code, withdrawn.status_code) == (409, 409)
    assert recalled.json["data"]["status"] == "draft"
    # It went to reviewers, but none has decided.
    assert (discarded.status_code, discarded.data) == (204, b"")
    assert program.ask("GET", f"/own/actions/{reference}").status_code == 404


def test_a_file_is_made_anew_and_its_name_forgotten(
    program: Program, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    reference, photo = program.begun(), jpeg()
    sent = [
        program.client.post(
            f"/api/v1/actions/{reference}/files",
            headers={"Authorization": f"Bearer {world.own}", "Idempotency-Key": "one"},
            data={"file": (io.BytesIO(photo), f"{MARK}.jpg"), "people_confirmed": "yes"},
        )
        for _time in (1, 2)
    ]
    (seen,) = program.own(reference)["files"]

    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json == sent[1].json
    assert "location" in sent[0].json["data"]["notes"]
    assert (seen["name"], seen["people_confirmed"]) == (f"{reference}-1.jpg", True)
    assert db.session.query(Attachment).count() == 1
    gone = program.ask("DELETE", f"/actions/{reference}/files/{seen['public_id']}")
    assert (gone.status_code, program.own(reference)["files"]) == (204, [])


def test_what_is_no_picture_is_refused_at_its_field(
    program: Program, world: SimpleNamespace
) -> None:
    reference = program.begun()
    headers = {"Authorization": f"Bearer {world.own}"}
    address = f"/api/v1/actions/{reference}/files"

    program_file = {"file": (io.BytesIO(b"MZ\x90\x00"), "photo.jpg")}
    refused = program.client.post(address, headers=headers, data=program_file)
    none = program.client.post(address, headers=headers, data={"caption": "Nothing"})

    assert (refused.status_code, set(refused.json["errors"])) == (422, {"file"})
    assert (none.status_code, set(none.json["errors"])) == (422, {"file"})


# Whose it is ----------------------------------------------------------------------------------


def test_a_withheld_name_is_told_to_its_own_side_alone(
    app: Flask, program: Program, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    from tests.evidence import logged

    reference = program.begun(withhold_name="yes")
    program.ask("POST", f"/actions/{reference}/submit", If_Match='"1"')
    logged.publish(db.session.query(Submission).filter_by(reference=reference).one())
    db.session.commit()
    own = program.own(reference)

    assert (own["organisation"], own["name_withheld"]) == (world.name, True)
    for token in (None, world.foreign, world.focal_point):
        shown = Program(app, token).ask("GET", f"/actions/{reference}")
        assert shown.json["data"]["organisation"] is None
        for path in (f"/actions/{reference}", "/actions", "/own/actions"):
            assert world.name not in Program(app, token).ask("GET", path).text


def test_one_who_logs_for_two_says_for_which(
    app: Flask, program: Program, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    from tests import factories as make

    first, second = make.organisation("One"), make.organisation("Two")
    owner = people.user()
    for each in (first, second):
        people.membership(owner, Role.CONTRIBUTOR, organisation_id=each.id)
    from tracker.accounts import tokens

    made = tokens.make(
        people.actor(owner), owner, name="a test", scopes=list(writing.BOTH), days=30
    )
    named = second.public_id
    db.session.commit()
    both = Program(app, made)

    unsaid = both.ask("POST", "/actions", TEXT)
    said = both.ask("POST", "/actions", {**TEXT, "organisation": named})

    assert (unsaid.status_code, set(unsaid.json["errors"])) == (422, {"organisation"})
    assert both.own(said.json["data"]["reference"])["organisation"] == "Two"
