"""Everything that can be written by program, asked by those who may not, and with what cannot be.

One walk over every act that there is: an act that is added is walked too.
"""

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import people
from tests.api import writing
from tests.api.writing import NOTHING, Program, one_that_may
from tracker.accounts import tokens
from tracker.api.core.endpoint import Endpoint
from tracker.api.write.registry import ACTS
from tracker.audit.models import AuditEvent
from tracker.policy.predicates import Role

SENDING = tuple(act for act in ACTS if act.body)


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    from tests.applications import OutsideClient

    app.test_client_class = OutsideClient
    made = writing.sides()
    made.begun = writing.begin(app, made)
    return made


def done(db: SQLAlchemy) -> int:
    """How many acts the audit trail tells of: every change leaves one."""
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(AuditEvent)))


def test_what_is_anothers_is_as_if_it_were_not_there(
    app: Flask, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    before, authority = done(db), world.strangers[2]
    for token in (*world.strangers, world.reviewer):
        stranger = Program(app, token)
        for act in ACTS:
            if act.writes and "<reference>" not in act.path:
                continue  # what is begun is one's own
            there = stranger.send(act, world.begun.path(act), **writing.example(act))
            if "<reference>" in act.path:
                missing = stranger.send(act, NOTHING.path(act), **writing.example(act))
                status = 403 if act.scope in tokens.CARRIES and token != authority else 404
                assert (there.status_code, there.json) == (status, missing.json), act.name
            elif not act.writes:
                for reference in vars(world.begun).values():
                    assert reference not in there.text, act.name
    assert done(db) == before


def test_nobody_begins_what_is_anothers(app: Flask, world: SimpleNamespace) -> None:
    other = Program(app, world.strangers[1])
    report = other.ask("POST", "/reports", {**writing.FRAME, "state": "XAA"})
    nowhere = other.ask("POST", "/reports", {**writing.FRAME, "due": "1"})
    reply, missing = (
        other.ask("POST", "/replies", {"about": f"action:{name}"}) for name in ("A-PUBLIC", "A-NO")
    )

    assert (report.status_code, set(report.json["errors"])) == (422, {"state"})
    assert (nowhere.status_code, set(nowhere.json["errors"])) == (422, {"due"})
    assert (reply.status_code, reply.json) == (404, missing.json)


def test_a_token_does_only_what_it_is_for(
    app: Flask, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    owner = people.with_second_factor()
    people.membership(owner, Role.FOCAL_POINT, state="XAA")
    people.membership(owner, Role.VALIDATING_AUTHORITY, state="XAA")
    people.membership(owner, Role.ADMINISTRATOR)
    lacking = {
        scope: tokens.make(
            people.actor(owner),
            owner,
            name="a test",
            scopes=[str(other) for other in tokens.Scope if other is not scope],
            days=30,
        )
        for scope in tokens.Scope
    }
    db.session.commit()
    before = done(db)
    for act in ACTS:
        program = Program(app, lacking[act.scope])
        answer = program.send(act, world.begun.path(act), **writing.example(act))
        assert answer.status_code == 403, act.name
        assert 'error="insufficient_scope"' in answer.headers["WWW-Authenticate"]
    assert done(db) == before


def test_without_a_token_no_cookie_stands_in_for_it(
    app: Flask, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    owner = people.user()
    people.membership(owner, Role.FOCAL_POINT, state="XAA")
    cookie = people.session_of(owner)
    db.session.commit()
    nobody = Program(app, None)
    nobody.client.set_cookie("session", cookie)

    for act in ACTS:
        answer = nobody.send(act, world.begun.path(act), **writing.example(act))
        assert answer.status_code == 401, act.name
        assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


def test_what_is_written_over_needs_what_was_seen(app: Flask, world: SimpleNamespace) -> None:
    for act in ACTS:
        if act.over is None:
            continue
        program, path = Program(app, one_that_may(world, act)), world.begun.path(act)
        for sent, status in ((None, 428), ("*", 400), (f"W/{act.over.example}", 400), ("", 400)):
            request: dict[str, Any] = writing.example(act)
            request["headers"] = {} if sent is None else {"If-Match": sent}
            assert program.send(act, path, **request).status_code == status, (act.name, sent)


JSON = "application/json"
HOSTILE: tuple[tuple[bytes, str, int, str], ...] = (
    (b"", JSON, 400, "nothing"),
    (b"{", JSON, 400, "half an object"),
    (b"[]", JSON, 400, "no object"),
    (b"null", JSON, 400, "nothing said"),
    (b'"title"', JSON, 400, "a text alone"),
    (b'{"%s": NaN}', JSON, 400, "no number"),
    (b'{"%s": -Infinity}', JSON, 400, "no end"),
    (b'{"%s": "\\ud800"}', JSON, 400, "half a character"),
    (b'{"\\ud800": "x"}', JSON, 400, "half a character in a name"),
    (b'{"%s": "\\u0000"}', JSON, 400, "NUL"),
    (b'{"\\u0000": "x"}', JSON, 400, "NUL in a name"),
    (b'{"%s": "\xff"}', JSON, 400, "no UTF-8"),
    (b"\xff\xfe{\x00}\x00", JSON, 400, "UTF-16"),
    (b'{"%s": "a", "%s": "b"}', JSON, 400, "twice"),
    (b'{"%s": ' + b"9" * 5_000 + b"}", JSON, 400, "5,000 digits"),
    (b'{"%s": 1e' + b"9" * 400 + b"}", JSON, 400, "an exponent beyond all"),
    (b'{"%s": ' + b"[" * 50_000, JSON, 400, "deep"),
    (b'{"%s": ' + b"[" * 9 + b"]" * 9 + b"}", JSON, 400, "rather deep"),
    (b'{"%s": ' + b'{"a":' * 9 + b"1" + b"}" * 9 + b"}", JSON, 400, "deep objects"),
    (b'{"%s": 5}', JSON, 422, "a number"),
    (b'{"%s": true}', JSON, 422, "a truth"),
    (b'{"%s": ["x"]}', JSON, 422, "a list"),
    (b'{"%s": {"en": "x"}}', JSON, 422, "an object"),
    (b'{"colour": "red"}', JSON, 422, "this field does not exist"),
    (b'{"__proto__": {"x": 1}}', JSON, 422, "a name that other languages stumble over"),
    (b'{"%s": "' + b"x" * 20_001 + b'"}', JSON, 422, "too long a text"),
    (b'{"%s": "' + b"x" * 600_000 + b'"}', JSON, 413, "too large"),
    (b'{"%s": "x"}', "text/plain", 415, "does not say that it is JSON"),
    (b'{"%s": "x"}', "", 415, "says nothing"),
    (b"%s=x", "application/x-www-form-urlencoded", 415, "a form of some other site"),
    (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415, "a form with parts"),
)


def test_what_cannot_be_kept_is_refused_and_nothing_done(
    app: Flask, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    before = done(db)
    for act in SENDING:
        program, path = Program(app, one_that_may(world, act)), world.begun.path(act)
        headers = {"Idempotency-Key": "one", **seen(program, act, path)}
        field = (act.needed or (act.body[0].name,))[0].encode()
        for content, kind, status, reason in HOSTILE:
            sent = content.replace(b"%s", field)
            answer = program.send(act, path, headers=headers, data=sent, content_type=kind)
            # A place or file that is not there is not found, and no draft withdrawn.
            stands = any(word in act.name for word in ("finding", "describe", "withdraw"))
            expected = {status, 404, 409} if stands and status == 422 else {status}
            assert answer.status_code in expected, (act.name, reason, answer.text)
            assert answer.content_type == "application/problem+json"
    assert done(db) == before


def test_what_says_that_it_is_compressed_is_not_read(app: Flask, world: SimpleNamespace) -> None:
    program = Program(app, world.organisation)
    headers = {"Content-Encoding": "gzip"}

    assert program.ask("POST", "/actions", {"title": "x"}, **headers).status_code == 415


def seen(program: Program, act: Endpoint, path: str) -> dict[str, str]:
    """The tag of what an act is done over, as it stands now."""
    if act.over is None:
        return {}
    if act.name == "describe_file":
        return {"If-Match": str(act.over.example)}
    stem = path if "/entries/" in path else path.rpartition("/")[0]
    return {"If-Match": program.ask("GET", f"/own{stem}").headers["ETag"]}
