"""Answers by program: what waits, begun, written, sent; one’s own lists, page by page."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.api import writing
from tests.api.writing import Program
from tests.attachable import jpeg
from tests.evidence.logged import REVIEWER
from tracker.evidence import review_decisions

TEXT = {"stance": "contest", "text": "It was otherwise.", "language": "en"}


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    from tests.applications import OutsideClient

    app.test_client_class = OutsideClient
    made = writing.sides()
    made.state = Program(app, made.focal)
    made.circle = Program(app, made.organisation)
    return made


def begun(by: Program, about: str) -> str:
    answer = by.ask("POST", "/replies", {"about": about})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/api/v1/own/replies/{answer.json['data']['reference']}"
    return str(answer.json["data"]["reference"])


def test_each_side_answers_what_waits_for_it(world: SimpleNamespace, db: SQLAlchemy) -> None:
    for side, about in ((world.state, "action:A-PUBLIC"), (world.circle, "entry:R-PUBLIC:PLAN-01")):
        assert about in [row["about"] for row in side.ask("GET", "/own/to-answer").json["data"]]
        reference = begun(side, about)
        one = f"/replies/{reference}"
        written = side.ask("PUT", f"{one}/draft", TEXT, If_Match='"1"')
        sent = side.ask("POST", f"{one}/submit", If_Match=written.headers["ETag"])
        assert (written.status_code, sent.status_code) == (200, 200), sent.text
        own = side.ask("GET", f"/own{one}").json["data"]
        version, checked = own["version"], ("people",)
        review_decisions.publish(REVIEWER, reference, version=version, checked=checked)
        db.session.commit()
        withdrawn = side.ask("POST", f"{one}/withdraw", {"reason": "A mistake."})
        assert (own["status"], own["stance"], own["record"]["title"] is None) == (
            "submitted",
            "contest",
            False,
        )
        assert withdrawn.json["data"]["status"] == "withdrawn"


def test_what_keeps_an_answer_back_is_told(world: SimpleNamespace) -> None:
    reference = begun(world.state, "action:A-PUBLIC")
    one = f"/replies/{reference}"
    text = {"stance": "contest", "text": "Write to anna.invented@example.org."}
    saved = world.state.ask("PUT", f"{one}/draft", text, If_Match='"1"')
    late = world.state.ask("PUT", f"{one}/draft", TEXT, If_Match='"1"')
    held = world.state.ask("POST", f"{one}/submit", If_Match=saved.headers["ETag"])
    (place,) = held.json["findings"]
    seen = {"field": place["field"], "fingerprint": place["fingerprint"], "explanation": "Public."}
    explained = world.state.ask("POST", f"{one}/explanations", seen)
    discarded = world.state.ask("DELETE", f"{one}/draft")

    assert (late.status_code, late.json["stored"]["text"]) == (412, text["text"])
    assert (held.status_code, set(held.json["errors"])) == (422, {"language", "text"})
    assert (explained.status_code, discarded.status_code) == (200, 204)
    assert world.state.ask("GET", f"/own{one}").status_code == 404


def test_own_actions_and_answers_come_page_by_page(world: SimpleNamespace) -> None:
    references = [world.circle.begun(title=f"Act {number}") for number in range(5)]
    first = world.circle.ask("GET", "/own/actions?limit=3").json
    begun_meanwhile = world.circle.begun(title="Begun while reading")
    rest = world.circle.ask("GET", f"/own/actions?limit=3&after={first['page']['next']}").json
    found = [row["reference"] for page in (first, rest) for row in page["data"]]
    reply = begun(world.circle, "entry:R-PUBLIC:PLAN-01")
    replies = world.circle.ask("GET", "/own/replies?limit=1").json

    assert sorted(found) == sorted(references)
    assert begun_meanwhile not in found
    assert rest["page"]["next"] is None
    assert [row["reference"] for row in replies["data"]] == [reply]
    for address in ("/own/actions", "/own/replies"):
        for cursor in ("bm90aGluZw", "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzAwOjAwIiwieCJd"):
            assert world.circle.ask("GET", f"{address}?after={cursor}").status_code == 404


def test_a_file_is_described_over_what_was_seen(world: SimpleNamespace) -> None:
    import io

    reference = world.circle.begun()
    address = f"/api/v1/actions/{reference}/files"
    world.circle.client.post(
        address,
        headers={"Authorization": f"Bearer {world.organisation}"},
        data={"file": (io.BytesIO(jpeg()), "photo.jpg"), "people_confirmed": "yes"},
    )
    (file,) = world.circle.own(reference)["files"]
    one, tag = f"/actions/{reference}/files/{file['public_id']}", f'"{file["tag"]}"'
    first = world.circle.ask("PUT", one, {"caption": "The shelter"}, If_Match=tag)
    late = world.circle.ask("PUT", one, {"caption": "Another"}, If_Match=tag)
    wrong = world.circle.ask(
        "PUT", one, {"people_confirmed": "perhaps"}, If_Match=first.headers["ETag"]
    )

    assert (first.status_code, late.status_code) == (200, 412)
    (seen,) = world.circle.own(reference)["files"]
    assert (seen["caption"], seen["people_confirmed"]) == ("The shelter", False)
    assert first.headers["ETag"] == f'"{seen["tag"]}"'
    assert (wrong.status_code, set(wrong.json["errors"])) == (422, {"people_confirmed"})
