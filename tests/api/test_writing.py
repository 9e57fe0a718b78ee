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
from tracker.api.writing import ACTS
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
    from tests.conftest import OutsideClient

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
    (told,) = program.own(reference)["files"]

    assert [answer.status_code for answer in sent] == [201, 201]
    assert sent[0].json == sent[1].json
    assert "location" in sent[0].json["data"]["notes"]
    assert (told["name"], told["people_confirmed"]) == (f"{reference}-1.jpg", True)
    assert db.session.query(Attachment).count() == 1
    gone = program.ask("DELETE", f"/actions/{reference}/files/{told['public_id']}")
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


# Who may ------------------------------------------------------------------------------------


def asked(reference: str) -> list[tuple[str, str, str]]:
    """Every act upon an action: name, method and address."""
    file = "a" * 26
    return [
        (act.name, act.method, act.path.replace("<reference>", reference).replace("<file>", file))
        for act in ACTS
    ]


def test_what_is_anothers_is_as_if_it_were_not_there(
    app: Flask, program: Program, world: SimpleNamespace
) -> None:
    reference = program.begun(account=NAMED)
    for token in (world.foreign, world.focal_point):
        stranger = Program(app, token)
        for name, method, path in asked(reference):
            if "<reference>" not in next(act.path for act in ACTS if act.name == name):
                continue
            body = {"reason": "No."} if name == "withdraw_action" else TEXT
            if name == "explain_finding":
                body = {"field": "account", "fingerprint": "x"}
            sent = body if method in ("PUT", "POST") else None
            there = stranger.ask(method, path, sent, If_Match='"1"')
            missing = stranger.ask(
                method, path.replace(reference, "A-AAAAAAAA"), sent, If_Match='"1"'
            )
            assert (there.status_code, there.json) == (404, missing.json), name
    assert Program(app, world.foreign).ask("GET", "/own/actions").json["data"] == []
    assert Program(app, world.focal_point).ask("GET", "/own/actions").status_code == 404


def test_a_token_does_only_what_it_is_for(
    app: Flask, program: Program, world: SimpleNamespace
) -> None:
    reference = program.begun()
    for name, method, path in asked(reference):
        wrong = world.writing if name in ("list_own_actions", "own_action") else world.reading
        answer = Program(app, wrong).ask(method, path, If_Match='"1"')
        assert answer.status_code == 403, name
        assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]


def test_without_a_token_no_cookie_stands_in_for_it(
    app: Flask, program: Program, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    reference = program.begun()
    owner = people.user()
    number = db.session.query(Submission).one().organisation_id
    people.membership(owner, Role.CONTRIBUTOR, organisation_id=number)
    cookie = people.session_of(owner)
    db.session.commit()
    nobody = Program(app, None)
    nobody.client.set_cookie("session", cookie)

    for name, method, path in asked(reference):
        answer = nobody.ask(method, path, If_Match='"1"')
        assert answer.status_code == 401, name
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


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


@pytest.mark.parametrize(
    ("content", "kind", "status", "reason"),
    [
        (b"", "application/json", 400, "nothing"),
        (b"[]", "application/json", 400, "no object"),
        (b'{"title": NaN}', "application/json", 400, "no number"),
        (b'{"title": "\\ud800"}', "application/json", 400, "half a character"),
        (b'{"\\ud800": "x"}', "application/json", 400, "half a character in a name"),
        (b'{"title": "\\u0000"}', "application/json", 400, "NUL"),
        (b'{"title": "\xff"}', "application/json", 400, "no UTF-8"),
        (b'{"title": "a", "title": "b"}', "application/json", 400, "twice"),
        (b'{"title": ' + b"9" * 5_000 + b"}", "application/json", 400, "5,000 digits"),
        (b'{"title": ' + b"[" * 50_000, "application/json", 400, "deep"),
        (b'{"title": ' + b"[" * 9 + b"]" * 9 + b"}", "application/json", 400, "rather deep"),
        (b'{"title": 5}', "application/json", 422, "a number"),
        (b'{"title": {"en": "x"}}', "application/json", 422, "an object"),
        (b'{"colour": "red"}', "application/json", 422, "no such field"),
        (b'{"title": "' + b"x" * 20_001 + b'"}', "application/json", 422, "too long a text"),
        (b'{"title": "' + b"x" * 600_000 + b'"}', "application/json", 413, "too large"),
        (b'{"title": "x"}', "text/plain", 415, "does not say that it is JSON"),
        (b"title=x", "application/x-www-form-urlencoded", 415, "a form of some other site"),
    ],
)
def test_what_cannot_be_kept_is_refused(
    program: Program, content: bytes, kind: str, status: int, reason: str
) -> None:
    answer = program.client.post(
        "/api/v1/actions",
        data=content,
        content_type=kind,
        headers={"Authorization": f"Bearer {program.token}", "Idempotency-Key": "one"},
    )

    assert answer.status_code == status, reason
    assert answer.content_type == "application/problem+json"
    assert program.ask("GET", "/own/actions").json["data"] == []
