"""A browser for people, and states and organisations for them to speak for."""

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories
from tests.people import Browser


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    return Browser(client)


@pytest.fixture
def states(db: SQLAlchemy) -> None:
    factories.state("XAA")
    factories.state("XBB", "Otherland")
    db.session.commit()
