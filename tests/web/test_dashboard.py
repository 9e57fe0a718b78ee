"""The first page: the headline, the doors, the figures, and what filters and days do to them."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import headline, links, opened, section, statements, words
from tracker.gap import standing

BUDGET = 60_000  # bytes of the page, compressed


def test_first_screen_says_how_much_is_known(seeded_app: Flask, seeded_client: FlaskClient) -> None:
    held = headline(seeded_app)

    said = words(opened(seeded_client, "/").select_one(".headline"))

    share = round(100 * held.known / held.cells)
    assert said.startswith(
        f"We follow {held.cells:,} commitments of {held.states} member states and have current "
        f"information on {held.known:,} ({share}%)."
    )
    assert "The newest evidence is from 20" in said


def test_three_doors_lead_where_they_say(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?as_of=2013-12-31")

    doors = page.select(".doors > li")
    targets = [form["action"] for form in page.select(".doors form")]

    assert [words(door.h2) for door in doors] == [
        "Find a state",
        "Find a commitment",
        "Where there is no information",
    ]
    assert targets == ["/states", "/commitments"]
    for address in (link for door in doors for link in links(door) if link.startswith("/")):
        assert "as_of=2013-12-31" in address
        assert seeded_client.get(address).status_code == 200


def test_every_figure_has_sentence_table_and_file(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/")

    figures = page.select("figure.chart")

    assert [figure["id"] for figure in figures] == [
        *("map", "known", "pillars", "commitments-by-level", "ratifications", "index-3p"),
        "recent-acts",
    ]
    for figure in figures:
        assert words(figure.select_one(".sentence"))
        assert figure.select("table tbody tr")
        name = figure["id"]
        for end in (".csv", ".xlsx", ".json", "#take"):
            file = f"/charts/{name}{end}"
            assert file in links(figure)
            assert seeded_client.get(file.partition("#")[0]).status_code == 200


def test_any_state_of_the_map_is_one_click_away(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?as_of=2013-12-31")

    rows = page.select("#map tbody tr")

    assert len(rows) == 193
    assert [words(row.th) for row in rows[:3]] == ["Afghanistan", "Albania", "Algeria"]
    assert links(rows[0]) == ["/states/AFG?as_of=2013-12-31"]


@pytest.mark.parametrize(
    ("query", "title", "reason"),
    [
        ("region=oceania", "How much is known now? (Oceania)", "a region"),
        ("group=WEOG&pillar=protection", "(Western European and Others Group, Protection)", "two"),
        ("instrument=TIP-PROTOCOL", "How much is known now? (TIP-PROTOCOL)", "an instrument"),
    ],
)
def test_filters_show_in_titles(
    seeded_client: FlaskClient, query: str, title: str, reason: str
) -> None:
    assert title in section(opened(seeded_client, f"/?{query}"), "known"), reason


def test_filter_of_states_counts_those_alone(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?region=oceania")

    assert "commitments of 14 member states" in words(page.select_one(".headline"))
    assert len(page.select("#map tbody tr")) == 14
    assert page.select_one("#facet-region option[selected]")["value"] == "oceania"  # type: ignore[index]


def test_commitments_adopted_later_are_not_silent(seeded_client: FlaskClient) -> None:
    told = section(opened(seeded_client, "/?as_of=2005-12-31"), "commitments-by-level")

    assert "were adopted after this date" in told
    assert "150 commitments ask" not in told


@pytest.mark.parametrize(
    "query", ["region=atlantis", "instrument=NONE", "theme=x", "as_of=2999-01-01", "q=x"]
)
def test_what_the_page_does_not_know_is_refused(seeded_client: FlaskClient, query: str) -> None:
    assert seeded_client.get(f"/?{query}").status_code == 400


def test_empty_registry_says_so_without_a_fault(db: SQLAlchemy, client: FlaskClient) -> None:
    make.state("XAA", "Examplia")
    standing.rebuild()
    db.session.commit()

    page = opened(client, "/")

    assert "No commitment in this selection applies to a state yet." in section(page, "known")
    assert "We know of no dated action by this date." in section(page, "recent-acts")


def test_statements_do_not_grow_with_records(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    client.get("/")

    with statements(seeded_app) as sent:
        client.get("/")

    assert len(sent) <= 16


def test_page_stays_light_for_a_phone(seeded_client: FlaskClient) -> None:
    assert len(gzip.compress(seeded_client.get("/").data)) < BUDGET
