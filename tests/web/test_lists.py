"""Lists of pages as files: the same rows as the page shows, narrowed alike."""

import csv
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.evidence import logged
from tests.web.pages import links, opened
from tracker.gap import standing


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """An action under a name, one whose name is withheld, and a report."""
    world = logged.world()
    logged.published(world)
    logged.published(world, title="A second law", withhold_name="yes")
    about = make.commitment("OTHER-01", of=make.instrument("OTHER"))
    make.report(make.state("XCC", "Thirdland"), about, level=2, title="=A report")
    standing.rebuild()
    db.session.commit()
    return world


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address, buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, "text/csv"), address
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return list(csv.DictReader(answer.text.splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("page", "file", "shown"),
    [
        ("/activity?kind=action", "/activity.csv?kind=action", 2),
        ("/search?q=law", "/search.csv?q=law", 2),
        ("/reports?region=africa", "/data/reports.csv?region=africa", None),
        ("/decisions?sort=action", "/data/decisions.csv?sort=action", 2),
        ("/reports", "/data/reports.csv", 1),
    ],
)
def test_page_leads_to_its_own_rows(
    client: FlaskClient, world: SimpleNamespace, page: str, file: str, shown: int | None
) -> None:
    assert file in links(opened(client, page).main)
    found = rows(client, file)
    assert shown is None or len(found) == shown


def test_rows_of_lists_say_what_the_pages_say(client: FlaskClient, world: SimpleNamespace) -> None:
    news = rows(client, "/activity.csv")
    found = rows(client, "/search.csv?q=invented+law&kind=action")
    said = rows(client, "/data/reports.csv")

    names = {row["organisation"] for row in news if row["kind"] == "action"}
    assert names == {world.own.name, ""}
    withheld = next(row for row in news if row["kind"] == "action" and not row["organisation"])
    assert len(withheld["public_on"]) == len("2026-11"), "only the month is told"
    assert client.get(found[0]["address"]).status_code == 200
    assert found[0]["title"] == "An invented law was adopted"
    assert said[0]["title"] == "'=A report", "no spreadsheet takes it for a formula"
    assert rows(client, "/reporting.csv") == []
    for address in ("/activity.csv?state=ZZZ", "/search.csv?page=2", "/reporting.csv?round=X"):
        assert client.get(address).status_code == 400, address
