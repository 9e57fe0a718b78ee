"""The list of threads: promises made more than once, narrowed and paged like its neighbours."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests.api.conftest import page_by_page
from tests.web.pages import links, opened
from tracker.core.db import db

LIST = "/api/v1/threads"


@pytest.fixture
def promises(app: Flask) -> Flask:
    """Two promises: one made in three texts, one in two, and a commitment that stands alone."""
    with app.app_context():
        make.state("XAA")
        texts = [
            make.instrument(code, adopted_on=date(year, 7, 30), kind="political_declaration")
            for code, year in (("X-2010", 2010), ("X-2017", 2017), ("X-2021", 2021))
        ]
        first, second, third = (
            make.commitment(f"{text.code}-01", of=text, pillar="protection") for text in texts
        )
        other, renewed = (
            make.commitment(f"{text.code}-02", of=text, pillar="prevention") for text in texts[1:]
        )
        make.commitment("X-2010-03", of=texts[0])
        make.relation(second, first, "later_form_of")
        make.relation(third, second, "later_form_of")
        make.relation(renewed, other, "later_form_of")
        db.session.commit()
    return app


def rows(client: FlaskClient, query: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"{LIST}{query}")
    assert answer.status_code == 200, answer.text
    return list(answer.json["data"])


def test_a_thread_lists_its_commitments_from_the_oldest(
    promises: Flask, client: FlaskClient
) -> None:
    first, second = rows(client)

    assert [one["commitment"] for one in first["stages"]] == ["X-2010-01", "X-2017-01", "X-2021-01"]
    assert (first["reference"], first["first_year"], first["last_year"]) == (
        "X-2010-01",
        2010,
        2021,
    )
    assert [one["since"] for one in first["stages"]] == [None, "X-2010-01", "X-2017-01"]
    assert [one["relation"] for one in second["stages"]] == [None, "later_form_of"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?pillar=protection", ["X-2010-01"]),
        ("?pillar=prevention", ["X-2017-02"]),
        ("?pillar=prosecution", []),
        ("?instrument=X-2010", ["X-2010-01"]),
        ("?instrument=X-2021", ["X-2010-01", "X-2017-02"]),
        ("?commitment=X-2021-02", ["X-2017-02"]),
        ("?commitment=X-2010-03", []),
        ("?instrument=X-2010&pillar=prevention", []),
    ],
    ids=[
        "a pillar",
        "another pillar",
        "a pillar without a promise made again",
        "an instrument of one thread",
        "an instrument of both",
        "a later form",
        "a commitment that stands alone",
        "both filters have to fit one commitment",
    ],
)
def test_filters_look_at_each_commitment_of_a_thread(
    promises: Flask, client: FlaskClient, query: str, expected: list[str]
) -> None:
    assert [row["reference"] for row in rows(client, query)] == expected


@pytest.mark.parametrize("reference", ["X-2010-01", "X-2017-01", "X-2021-01"])
def test_any_of_its_commitments_leads_to_a_thread(
    promises: Flask, client: FlaskClient, reference: str
) -> None:
    assert client.get(f"{LIST}/{reference}").json["data"]["reference"] == "X-2010-01"


@pytest.mark.parametrize("reference", ["X-2010-03", "X-9999-01"])
def test_what_is_no_thread_is_not_found(
    promises: Flask, client: FlaskClient, reference: str
) -> None:
    assert client.get(f"{LIST}/{reference}").status_code == 404


@pytest.mark.parametrize("query", ["?theme=none-such", "?instrument=NONE", "?pillar=x", "?state=X"])
def test_what_a_filter_does_not_know_is_refused(
    promises: Flask, client: FlaskClient, query: str
) -> None:
    assert client.get(f"{LIST}{query}").status_code in (400, 404)


def test_pages_of_one_hold_every_thread_once(promises: Flask, client: FlaskClient) -> None:
    paged = [row["reference"] for row in page_by_page(client, LIST, 1)]

    assert paged == [row["reference"] for row in rows(client)]


def test_list_names_the_threads_of_the_page(seeded_client: FlaskClient) -> None:
    listed = {row["reference"] for row in page_by_page(seeded_client, LIST, 50)}
    shown = links(opened(seeded_client, "/threads").select_one("main"))  # type: ignore[arg-type]

    assert listed
    assert listed == {link.rpartition("/")[2] for link in shown if link.startswith("/threads/")}
