"""Files on their way in: a limit of their own, and no lock held while they are looked through."""

import io
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

from tests.attachable import jpeg
from tests.evidence import logged
from tracker.core.errors import Invalid
from tracker.evidence import attachment_upload
from tracker.review.submissions import Kind


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def sending(app: Flask, world: SimpleNamespace, **fields: Any) -> Any:
    """The context of a request that brings these fields, from the organisation's contributor."""
    context = app.test_request_context("/", method="POST", data=fields)
    context.push()
    return context


def test_the_lock_is_given_back_while_a_file_is_looked_through(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = logged.begun(world)
    reference = draft.reference
    db.session.commit()
    busy: list[bool] = []
    clean = attachment_upload.clean

    def watched(*args: Any, **more: Any) -> Any:
        busy.append(db.session().in_transaction())
        return clean(*args, **more)

    monkeypatch.setattr(attachment_upload, "clean", watched)
    context = sending(app, world, file=(io.BytesIO(jpeg()), "photo.jpg"))
    try:
        made = attachment_upload.receive_upload(world.contributor, Kind.ACTION, reference)
    finally:
        context.pop()

    assert made.kind.code == "jpeg"
    assert busy == [False]


def test_no_file_is_told_at_its_field(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference = logged.begun(world).reference
    db.session.commit()
    context = sending(app, world)
    try:
        with pytest.raises(Invalid) as caught:
            attachment_upload.receive_upload(world.contributor, Kind.ACTION, reference)
    finally:
        context.pop()

    assert caught.value.errors == {"file": ["choose a file"]}


def test_only_views_that_take_files_read_that_much(app: Flask) -> None:
    def view() -> str:
        return ""

    with app.test_request_context("/about"):
        attachment_upload._limit()
        usual = request.max_content_length
    app.view_functions["about.page"] = attachment_upload.takes_files(view)
    app.config["MAX_ATTACHMENT_MB"] = 30
    with app.test_request_context("/about"):
        attachment_upload._limit()
        raised = request.max_content_length

    assert usual == app.config["MAX_CONTENT_LENGTH"] < 30_000_000 < raised
