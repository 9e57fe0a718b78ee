"""Charts speak: their tests run in a request of an application that knows languages and no data."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from tracker.charts.builders import world


@pytest.fixture(autouse=True)
def speaking(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(world, "is_demonstration", lambda: False)  # a mark of the database
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield
