"""Everything in one file, taken from the page, and how catalogues read of it."""

import base64
import hashlib
import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import opened, words
from tracker.exchange.package import build_cache
from tracker.gap import standing


@pytest.fixture
def site(app: Flask, db: SQLAlchemy) -> Flask:
    make.state()
    make.commitment("PLAN-01", title='A title with </script> and "signs"')
    standing.rebuild()
    db.session.commit()
    db.session.remove()
    return app


def test_archive_is_made_taken_and_told_on_the_page(site: Flask, client: FlaskClient) -> None:
    before = opened(client, "/data")
    tag = client.get("/data").headers["ETag"]
    assert "The first download after a public change" in words(before.find(id="whole").parent)

    answer = client.get("/data/commitments-tracker.zip", buffered=True)

    digest = hashlib.sha256(answer.data)
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    spelled = base64.b64encode(digest.digest()).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{spelled}:"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=commitments-")
    assert answer.headers["Content-Length"] == str(len(answer.data))
    assert "datapackage.json" in ZipFile(io.BytesIO(answer.data)).namelist()

    again = client.get(
        "/data/commitments-tracker.zip",
        headers={"If-None-Match": answer.headers["ETag"]},
        buffered=True,
    )
    part = client.get(
        "/data/commitments-tracker.zip", headers={"Range": "bytes=0-3"}, buffered=True
    )
    assert again.status_code == 304
    assert (part.status_code, part.data) == (206, answer.data[:4])
    database = client.get("/data/commitments-tracker.sqlite", buffered=True)
    assert database.data.startswith(b"SQLite format 3\0")

    page = client.get("/data", headers={"If-None-Match": tag})
    assert page.status_code == 200, "the page tells size and checksum now"
    assert digest.hexdigest() in page.text


def test_catalogues_are_told_of_the_same_things(site: Flask, client: FlaskClient) -> None:
    client.get("/data/commitments-tracker.zip", buffered=True)

    page = opened(client, "/data")
    seen = json.loads(page.find("script", type="application/ld+json").string)
    graph = {
        each["@id"]: each for each in client.get("/data/dcat.jsonld").get_json(force=True)["@graph"]
    }
    turtle = client.get("/data/dcat.ttl").text

    assert seen["@type"] == "Dataset"
    assert seen["license"] == "https://creativecommons.org/licenses/by/4.0/"
    archive = seen["distribution"][0]
    assert len(archive["sha256"]) == 64
    whole = graph[seen["url"]]
    assert whole["@type"] == "dcat:Dataset"
    assert whole["dcat:version"] == seen["version"]
    zipped = whole["dcat:distribution"][0]
    assert zipped["dcat:downloadURL"]["@id"] == archive["contentUrl"]
    assert zipped["spdx:checksum"]["spdx:checksumValue"]["@value"] == archive["sha256"]
    assert {each["@type"] for each in graph.values()} == {
        "dcat:Catalog",
        "dcat:Dataset",
        "dcat:DataService",
        "foaf:Agent",
    }
    # Every thing of the one spelling is a subject of the other, and each statement ends.
    subjects = {line.split(">")[0][1:] for line in turtle.splitlines() if line.startswith("<")}
    assert graph.keys() <= subjects
    assert turtle.count(" .\n") == len(subjects) + 6
    assert f'"{archive["sha256"]}"^^xsd:hexBinary' in turtle


def test_while_it_is_being_made_others_are_told_when_to_ask(
    site: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_cache, "PATIENCE", 0.1)
    root = Path(site.config["DATA_DIR"]) / build_cache.FOLDER
    root.mkdir()

    with build_cache._alone(root):
        answer = client.get("/data/commitments-tracker.sqlite")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "20")


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("/data/commitments-tracker.tar", 404, "no such form"),
        ("/data/dcat.xml", 404, "no such spelling"),
        ("/data/commitments-tracker.zip?as_of=2013-12-31", 400, "it is of today"),
        ("/data/dcat.ttl?state=KEN", 400, "it takes no filter"),
    ],
)
def test_what_there_is_not_is_refused(
    site: Flask, client: FlaskClient, address: str, status: int, reason: str
) -> None:
    assert client.get(address).status_code == status, reason
