"""An organisation that changes its name is found and shown by the new one at once."""

from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tracker.accounts import organisations
from tracker.accounts.actor import OPERATOR

OLD, NEW = "Circle of invented survivors", "Quietly renamed circle"


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def shown(client: FlaskClient, address: str) -> str:
    """The words of a page, found ones without their mark."""
    return client.get(address).text.replace("<mark>", "").replace("</mark>", "")


def test_the_old_name_is_gone_from_pages_and_search(
    world: SimpleNamespace, db: SQLAlchemy, client: FlaskClient
) -> None:
    reference = logged.published(world).reference
    db.session.commit()
    page, found = f"/actions/{reference}", "/search?q=circle"
    before = client.get(page)
    assert OLD in before.text
    assert OLD in shown(client, found)

    fields = {"name": NEW, "kind": "civil_society", "survivor_led": "y"}
    organisations.correct(OPERATOR, world.own, fields=fields)
    db.session.commit()

    kept = {"If-None-Match": before.headers["ETag"]}
    assert client.get(page, headers=kept).status_code == 200
    for address in (page, found):
        text = shown(client, address)
        assert NEW in text
        assert OLD not in text
