"""The door of attached files: inert answers, a name that tells nobody, one answer for no."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.evidence import logged
from tests.evidence.attaching import attach, cleaned
from tracker.evidence import action_service
from tracker.policy.predicates import Role


@pytest.fixture
def filed(app: Flask, db: SQLAlchemy, client: FlaskClient) -> SimpleNamespace:
    """A draft with a photograph, and a person who wrote it."""
    world = logged.world()
    person = people.holder(Role.CONTRIBUTOR, organisation=world.own)
    draft = logged.begun(world)
    made = attach(world.contributor, draft)
    db.session.commit()
    browser = people.Browser(app.test_client()).enter(person).client
    address = f"/attachments/{made.public_id}"
    return SimpleNamespace(world=world, draft=draft, address=address, own=browser, anyone=client)


def published(filed: SimpleNamespace) -> None:
    by = filed.world.contributor
    logged.publish(action_service.submit(by, filed.draft.reference, version=filed.draft.version))
    people.db.session.commit()


def test_a_draft_file_is_kept_by_nobody(filed: SimpleNamespace) -> None:
    answer = filed.own.get(filed.address)

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data == cleaned().content


def test_foreign_and_missing_files_are_the_same_answer(filed: SimpleNamespace) -> None:
    hidden = filed.anyone.get(filed.address)
    missing = filed.anyone.get("/attachments/aaaaaaaaaaaaaaaaaaaaaaaaaa")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.text.replace(filed.address, "") == missing.text.replace(
        "/attachments/aaaaaaaaaaaaaaaaaaaaaaaaaa", ""
    )
    assert dict(hidden.headers) == dict(missing.headers)


def test_a_public_file_does_nothing_by_itself(filed: SimpleNamespace) -> None:
    published(filed)

    answer = filed.anyone.get(filed.address)

    assert answer.status_code == 200
    assert answer.content_type == "image/jpeg"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    name = f"{filed.draft.reference}-1.jpg"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_withdrawn_file_is_gone_at_once(filed: SimpleNamespace) -> None:
    published(filed)
    tag = filed.anyone.get(filed.address).headers["ETag"]
    action_service.withdraw(filed.world.contributor, filed.draft.reference, reason="It was not so.")
    people.db.session.commit()

    again = filed.anyone.get(filed.address, headers={"If-None-Match": tag})

    assert again.status_code == 404
    assert again.headers["Cache-Control"] == "no-store"
