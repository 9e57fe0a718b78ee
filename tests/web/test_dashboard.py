"""The first page: the headline, the doors, the figures, and what filters and days do to them."""

import gzip
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import headline, links, opened, section, statements, words
from tracker.gap import standing

BUDGET = 60_000  # bytes of the page, compressed


def test_first_screen_has_three_numbers_and_a_finding(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    held = headline(seeded_app)
    page = opened(seeded_client, "/")

    followed, share, newest = (words(number) for number in page.select(".first .numbers dd"))

    assert followed == f"{held.cells:,}"
    assert share == f"{round(100 * held.known / held.cells)}%"
    assert newest.startswith("20")
    assert f"{round(100 * (1 - held.known / held.cells))}%" in words(page.select_one(".lead"))


def test_no_sentence_stands_twice(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/")
    texts = [words(part) for part in page.select("main :is(p:not(.subtitle, .activity p), dt)")]

    sentences = [one for text in texts for one in re.split(r"(?<=[.?]) ", text) if " " in one]
    longer = [one for one in sentences if len(one) > 40]

    assert len(longer) > 8
    assert sorted(set(longer)) == sorted(longer)


def test_state_is_chosen_and_a_year_is_chosen_on_the_map(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?lane=evidenced&as_of=2013-12-31")
    choose, years = page.select_one("[data-choose]"), page.select_one("[data-slide]")
    assert choose is not None
    assert years is not None

    names = {option["value"]: option["data-s"] for option in choose.select("option")}
    dates = [option["value"] for option in years.select("option")]

    assert names["Kenya"] == "KEN"
    assert dates[0] == "2000-12-31"
    assert dates[-1] == ""
    assert years.select_one("option[selected]")["value"] == "2013-12-31"  # type: ignore[index]
    for form in (choose, years):
        assert form.select_one('input[name=lane][value="evidenced"]') is not None
    for address in ("/states?q=Kenya&lane=evidenced", "/?as_of=2005-12-31&lane=evidenced"):
        assert seeded_client.get(address).status_code == 200


@pytest.mark.parametrize("query", ["", "?age=current", "?age=any"])
def test_age_of_the_evidence_is_one_click_away(seeded_client: FlaskClient, query: str) -> None:
    page = opened(seeded_client, f"/{query}")

    chosen = page.select(".age [aria-current]")

    assert len(page.select(".age a")) == 3
    assert [link["href"] for link in chosen] == [f"/{query}"]


def test_figures_say_newest_year_and_sources(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/")

    for name in ("map", "pillars"):
        assert re.search(r"\d+ sources · newest of 20\d\d", section(page, name)), name


def test_every_figure_has_sentence_table_and_file(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/")

    figures = page.select("figure.chart")

    assert [figure["id"] for figure in figures] == ["map", "pillars", "movement", "silence"]
    for figure in figures:
        assert words(figure.select_one(".sentence"))
        assert figure.select("table tbody tr")
        name = figure["id"]
        for end in (".csv", ".xlsx", ".json", "#take"):
            file = f"/charts/{name}{end}"
            assert file in links(figure)
            assert seeded_client.get(file.partition("#")[0]).status_code == 200
    for further in ("known", "commitments-by-level", "ratifications", "index-3p", "recent-acts"):
        assert f"/charts/{further}" in links(page)


def test_map_has_every_member_as_outline_or_dot_and_as_a_tile(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?as_of=2013-12-31")
    drawn, tiles = page.select("#map svg a"), page.select("#map .tiles a")

    assert len(drawn) == len(tiles) == 193
    assert {one["data-s"] for one in drawn} == {one["data-s"] for one in tiles}
    for one in drawn:
        assert one.select_one("path, circle") is not None, one["data-s"]
        assert words(one.title)
        assert one["href"] == f"/states/{one['data-s']}?as_of=2013-12-31"
    for tile in tiles:
        assert words(tile.select_one(".hidden")) in words(tile)


def test_faded_states_say_the_year_of_what_was_last_known(seeded_client: FlaskClient) -> None:
    drawn = opened(seeded_client, "/").select("#map svg a")

    faded = [one for one in drawn if one["class"][0].startswith("past-")]

    assert faded
    for one in faded:
        assert re.search(r"(19|20)\d\d", words(one.title)), words(one.title)


def test_any_state_of_the_map_is_one_click_away(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?as_of=2013-12-31")

    rows = page.select("#map tbody tr")

    assert len(rows) == 193
    assert [words(row.th) for row in rows[:3]] == ["Afghanistan", "Albania", "Algeria"]
    assert links(rows[0]) == ["/states/AFG?as_of=2013-12-31"]


@pytest.mark.parametrize(
    ("query", "title", "reason"),
    [
        ("region=oceania", "How far has each State come? (Oceania)", "a region"),
        ("group=WEOG&pillar=protection", "(Western European and Others Group, Protection)", "two"),
        ("instrument=TIP-PROTOCOL", "How far has each State come? (TIP-PROTOCOL)", "an instrument"),
    ],
)
def test_filters_show_in_titles(
    seeded_client: FlaskClient, query: str, title: str, reason: str
) -> None:
    assert title in section(opened(seeded_client, f"/?{query}"), "map"), reason


def test_filter_of_states_counts_those_alone(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?region=oceania")

    assert len(page.select("#map tbody tr")) == 14
    assert page.select_one("#facet-region option[selected]")["value"] == "oceania"  # type: ignore[index]


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

    assert "No commitment in this selection applies" in words(page.select_one(".first .lead"))
    assert page.select("#map svg") == [], "an invented State has no place on the map of the world"
    assert [words(tile) for tile in page.select("#map .tiles a")][0].startswith("XAA Examplia")
    assert "Nothing has become public yet." in section(page, "new")


def test_statements_do_not_grow_with_records(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    client.get("/")

    with statements(seeded_app) as sent:
        client.get("/")

    assert len(sent) <= 16


def test_page_stays_light_for_a_phone(seeded_client: FlaskClient) -> None:
    assert len(gzip.compress(seeded_client.get("/").data)) < BUDGET


def test_heading_of_a_chart_is_its_finding_and_the_question_stands_below(
    seeded_client: FlaskClient,
) -> None:
    page = opened(seeded_client, "/")

    for name in ("pillars", "movement", "silence"):
        chart = seeded_client.get(f"/charts/{name}.json").get_json()
        figure = page.select_one(f"figure#{name}")
        assert figure is not None
        assert words(figure.select_one(".measured")) == chart["title"]
        assert words(figure.h2) != chart["title"]


def test_chart_without_a_finding_keeps_its_question(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?as_of=1980-01-01")

    for figure in page.select("figure.chart"):
        assert words(figure.h2), figure["id"]


def test_every_drawn_chart_is_headed_by_its_finding(seeded_client: FlaskClient) -> None:
    """All but the pictures of one thing, which need a choice that this test does not make."""
    for name in ("map", "known", "spread", "regions", "heatmap", "lanes", "trend", "due-reports"):
        chart = seeded_client.get(f"/charts/{name}.json").get_json()
        page = opened(seeded_client, f"/charts/{name}")
        if chart["empty"] is None:
            assert chart["finding"], name
            assert words(page.select_one(f"#{name}-title")) == chart["finding"]
            assert words(page.select_one(".measured")) == chart["title"]
