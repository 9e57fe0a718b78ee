"""The same request once more: the same answer, and nothing done twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.api import writing
from tests.api.writing import Program
from tests.evidence.logged import TEXT
from tracker.accounts.idempotency import ABANDONED, KEPT, IdempotentAnswer, forget_old
from tracker.api.core.endpoint import _fingerprint
from tracker.api.write.registry import ACTS
from tracker.core import clock
from tracker.review.models import Submission


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return writing.world()


@pytest.fixture
def program(app: Flask, world: SimpleNamespace) -> Program:
    from tests.applications import OutsideClient

    app.test_client_class = OutsideClient
    return Program(app, world.own)


def begin(program: Program, key: str = "one", **changed: str) -> Any:
    return program.ask("POST", "/actions", {**TEXT, **changed}, Idempotency_Key=key)


def drafts(db: SQLAlchemy) -> int:
    db.session.rollback()
    return db.session.query(Submission).count()


def test_the_same_request_is_answered_alike_and_done_once(program: Program, db: SQLAlchemy) -> None:
    first, again = begin(program), begin(program)

    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    for name in ("ETag", "Location"):
        assert first.headers[name] == again.headers[name]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert drafts(db) == 1


def test_a_key_stands_for_one_request_of_one_person(
    app: Flask, program: Program, world: SimpleNamespace, db: SQLAlchemy
) -> None:
    begin(program)

    other = begin(program, title="Another")
    foreign = begin(Program(app, world.foreign))
    elsewhere = program.ask("GET", "/own/actions", Idempotency_Key="one")

    assert (other.status_code, set(other.json["errors"])) == (422, {"Idempotency-Key"})
    assert (foreign.status_code, elsewhere.status_code) == (201, 200)
    assert drafts(db) == 2


def test_what_the_address_asks_is_part_of_the_request(app: Flask) -> None:
    act = next(each for each in ACTS if each.name == "begin_action")

    def fingerprint(query: str) -> str:
        with app.test_request_context(f"/api/v1/actions{query}", method="POST", json=TEXT):
            return _fingerprint(act)

    assert fingerprint("") == fingerprint("?")
    assert len({fingerprint(""), fingerprint("?one=1"), fingerprint("?one=2")}) == 3


def test_what_was_refused_may_be_mended_under_its_key(program: Program, db: SQLAlchemy) -> None:
    refused = begin(program, colour="red")
    mended = begin(program)

    assert (refused.status_code, mended.status_code) == (422, 201)
    assert drafts(db) == 1


def test_a_key_that_is_none_is_refused(program: Program, db: SQLAlchemy) -> None:
    for key in ("", "two words", "x" * 101, "ключ"):
        assert begin(program, key).status_code == 400, key
    assert drafts(db) == 0


def test_of_two_at_once_one_is_done(app: Flask, program: Program, db: SQLAlchemy) -> None:
    barrier = Barrier(2)

    def send(_number: int) -> Any:
        one = Program(app, program.token)
        barrier.wait()
        return begin(one)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, (1, 2)))

    # The later one either meets the first at work, or comes after it and is answered alike.
    assert 201 in {answer.status_code for answer in answers}
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.text for answer in answers if answer.status_code == 201}) == 1
    assert drafts(db) == 1


def test_a_request_at_work_is_left_alone_until_it_must_have_failed(
    program: Program, db: SQLAlchemy
) -> None:
    begin(program)
    db.session.query(IdempotentAnswer).update({"status": None, "body": None})
    db.session.commit()

    meanwhile = begin(program)
    with time_machine.travel(clock.now() + ABANDONED + timedelta(minutes=1)):
        later = begin(program)

    assert (meanwhile.status_code, meanwhile.headers["Retry-After"]) == (409, "1")
    assert later.status_code == 201
    assert drafts(db) == 2


def test_an_answer_is_kept_a_day_and_no_text_with_it(program: Program, db: SQLAlchemy) -> None:
    begin(program)
    kept = db.session.query(IdempotentAnswer).one()

    assert TEXT["title"] not in str(kept.body)
    with time_machine.travel(clock.now() + KEPT - timedelta(minutes=1)):
        assert forget_old() == 0
        db.session.rollback()
    with time_machine.travel(clock.now() + KEPT + timedelta(minutes=1)):
        anew = begin(program)
        db.session.rollback()
        assert "Idempotency-Replayed" not in anew.headers
        assert forget_old() == 0
    assert drafts(db) == 2


def test_no_text_of_anybody_is_kept_with_the_answers(app: Flask, db: SQLAlchemy) -> None:
    world = writing.sides()
    begun, said = writing.begin(app, world), "Said by somebody"
    state, circle = Program(app, world.focal), Program(app, world.organisation)
    asked = (
        (circle, "POST", "/actions", {**TEXT, "title": said}, None),
        (state, "PUT", f"/reports/{begun.report}/entries/PLAN-01", {"challenges": said}, '"0"'),
        (state, "POST", "/reports", {**writing.FRAME, "title": said}, None),
        (state, "PUT", f"/replies/{begun.reply}/draft", {"text": said}, '"1"'),
    )
    for number, (program, method, path, body, tag) in enumerate(asked):
        headers = {"Idempotency_Key": str(number)} | ({"If_Match": tag} if tag else {})
        answer = program.ask(method, path, body, **headers)
        assert answer.status_code in (200, 201), answer.text
    db.session.rollback()
    kept = db.session.query(IdempotentAnswer).all()

    assert len(kept) == len(asked)
    assert all(said not in str(each.body) + str(each.headers) for each in kept)
