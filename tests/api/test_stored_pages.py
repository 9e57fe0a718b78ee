"""A page of a list that did not change is not made again, and never stands for another page."""

from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.web.pages import statements
from tracker.api.core import responses
from tracker.core.db import db
from tracker.review import publication

ADDRESSES = [
    "/api/v1/actions",
    "/api/v1/actions?limit=1",
    "/api/v1/actions?state=XAA",
    "/api/v1/actions?state=XBB",
    "/api/v1/actions?known_by=2019-12-31",
    "/api/v1/actions?as_of=2019-12-31",
    "/api/v1/indicator-values?limit=2",
    "/api/v1/report-entries",
    "/api/v1/indicators",
    "/api/v1/standings",
]


def forget() -> None:
    responses._PAGES.discard(lambda _key: True)


def test_a_stored_page_is_the_page_byte_for_byte(reader: FlaskClient) -> None:
    fresh = {}
    for address in ADDRESSES:
        forget()
        fresh[address] = reader.get(address)
    forget()
    for _time in range(2):
        for address in ADDRESSES:
            read = reader.get(address)
            assert read.data == fresh[address].data, address
            assert read.headers.get("Link") == fresh[address].headers.get("Link"), address
            assert read.headers["ETag"] == fresh[address].headers["ETag"], address


def test_an_unchanged_page_asks_for_no_record(world: Flask, reader: FlaskClient) -> None:
    reader.get("/api/v1/actions")
    with statements(world) as sent:
        reader.get("/api/v1/actions")

    assert not [one for one in sent if "action" in one]


def test_what_becomes_public_is_on_the_next_page(world: Flask, reader: FlaskClient) -> None:
    before = reader.get("/api/v1/actions?state=XBB").json["data"]
    with world.app_context():
        state = make.state("XDD")
        commitment = make.commitment("MORE-01", of=make.instrument("MORE"))
        make.action(state, commitment, level=1, effective_on=date(2021, 1, 1))
        publication.touch_public()
        db.session.commit()

    assert reader.get("/api/v1/actions?state=XBB").json["data"] == before
    assert len(reader.get("/api/v1/actions?state=XDD").json["data"]) == 1


def test_a_place_that_is_none_is_refused_each_time(reader: FlaskClient) -> None:
    for _time in range(2):
        assert reader.get("/api/v1/actions?after=nonsense").status_code == 404
