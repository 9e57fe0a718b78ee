"""What is to go says so: in headers with every answer, and in the description. Invented here."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Blueprint, Flask

from tracker.accounts.tokens import Scope
from tracker.api.core import deprecation
from tracker.api.core.deprecation import Deprecation
from tracker.api.core.endpoint import VERSION, BodySchema, Endpoint, answered, register
from tracker.api.core.fields import TEXT, Field, described
from tracker.api.core.operations import ROOT, Answers, Operation
from tracker.api.core.routes import register_collection
from tracker.api.openapi import lists, operations
from tracker.api.read import themes
from tracker.policy.audience import Audience

OLD = Deprecation(date(2021, 1, 1), date(2022, 1, 1), f"{ROOT}/docs#changes")
OLDER = Deprecation(date(2020, 1, 1), date(2023, 1, 1), f"{ROOT}/docs#lists")
GONE = Field("gone", "What it held", TEXT, lambda _row: "", "", retiring=OLDER)
ACT = Endpoint(
    name="invented",
    method="GET",
    path="/invented",
    summary="Invented",
    about="Invented",
    scope=Scope.RECORDS_READ,
    of=Audience.CONTRIBUTOR,
    does=lambda: answered({}),
    answers=BodySchema(name="Invented", fields=(GONE,)),
    over=VERSION,
)


@pytest.fixture
def served_app() -> Flask:
    """An application with an invented act and an invented list, and the headers of this door."""
    app = Flask(__name__)
    door = Blueprint("door", __name__, url_prefix=ROOT)
    register(door, (replace(ACT, retiring=OLD),))
    door.register_blueprint(
        register_collection(replace(themes.COLLECTION, name="inventions", retiring=OLD))
    )
    door.add_url_rule("/stays", "stays", lambda: "It stays.")
    app.register_blueprint(door)
    app.after_request(deprecation.add_headers)
    app.testing = False
    return app


def test_every_answer_of_what_goes_says_so(served_app: Flask) -> None:
    client = served_app.test_client()
    # Neither is asked for what it holds: a refusal is an answer too.
    for path in ("/invented", "/inventions"):
        answer = client.options(ROOT + path)
        assert answer.headers["Sunset"] == "Sat, 01 Jan 2022 00:00:00 GMT"
        assert f'<{ROOT}/docs#changes>; rel="deprecation"' in answer.headers["Link"]
    assert client.options(f"{ROOT}/inventions").headers["Deprecation"] == "@1609459200"
    assert client.options(f"{ROOT}/invented").headers["Deprecation"] == "@1577836800"
    assert len(client.options(f"{ROOT}/invented").headers.getlist("Link")) == 2
    stays = client.get(f"{ROOT}/stays")
    assert not {"Deprecation", "Sunset", "Link"} & set(stays.headers.keys())


def test_the_description_says_so_too(app: Flask) -> None:
    with app.test_request_context():
        act = operations.described_act(replace(ACT, retiring=OLD), "invented")
        stays = operations.described_act(ACT, "invented")
        collection = replace(themes.COLLECTION, retiring=OLD)
        operation = Operation("x", "/x", "x", "x", Answers.PAGE, collection, ())
        assert act["deprecated"] is lists.described_operation(operation)["deprecated"]
        assert "deprecated" not in stays
        assert described(GONE)["deprecated"] is True


def test_nothing_goes_sooner_than_promised() -> None:
    with pytest.raises(ValueError, match="365"):
        Deprecation(date(2021, 1, 1), date(2021, 12, 31), f"{ROOT}/docs#changes")
