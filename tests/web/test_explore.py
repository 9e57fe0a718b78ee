"""The page for questions of one's own: every view and choice is an address, and works as a form."""

import csv
import io
import json
from datetime import date
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from tests.web.pages import links, opened, section, words
from tracker.charts.series import by_year
from tracker.gap.facts import ScoringParams

VIEWS = ("heatmap", "map", "lanes", "spread", "regions")


def question(page: BeautifulSoup) -> Tag | None:
    """What the chart of a page answers: below its finding, or its heading where it has none."""
    return page.select_one("figure .measured") or page.select_one("figure h2")


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_keeps_the_choices_of_the_others(seeded_client: FlaskClient, view: str) -> None:
    page = opened(seeded_client, f"/explore?view={view}&region=africa&as_of=2013-12-31")

    tabs = page.select_one(".tabs")
    assert tabs is not None

    assert words(question(page)).endswith("(Africa)")
    assert page.select_one(f"figure#{view} table") is not None
    for link in links(tabs):
        assert "region=africa" in link
        assert "as_of=2013-12-31" in link


def test_form_holds_all_that_the_address_says(seeded_client: FlaskClient) -> None:
    address = (
        "/explore?show=evidenced&pillar=prosecution&tier=A,B&lane=evidenced&survivor_led=1"
        "&weights=prevention:2&as_of=2013-12-31&folded=africa"
    )
    page = opened(seeded_client, address)
    form = page.select_one("form.explore")
    assert form is not None

    chosen = {field["value"] for field in form.select("option[selected]")}
    checked = {field["value"] for field in form.select("input[checked]")}
    values = {field["name"]: field.get("value") for field in form.select("input[name]")}

    assert {"evidenced", "prosecution"} <= chosen
    assert {"A", "B", "evidenced", "1"} <= checked
    assert values["weight_prevention"] == "2"
    assert values["as_of"] == "2013-12-31"
    assert values["folded"] == "africa"
    assert page.select("aside form") == [], "the rules are in one form, not in two"


def test_cells_in_columns_are_those_of_the_table(seeded_client: FlaskClient) -> None:
    query = "?region=oceania&pillar=prosecution"
    sent = json.loads(seeded_client.get(f"/explore/cells.json{query}").text)
    page = opened(seeded_client, f"/explore{query}")

    rows = page.select(".matrix tbody tr")
    seen = [[words(link.select_one(".hidden")) for link in row.select("td a")] for row in rows]
    names = {chr(97 + place): kind["word"] for place, kind in enumerate(sent["kinds"])}

    assert [words(row.th) for row in rows] == sent["states"]["name"]
    assert seen == [[names[letter] for letter in row if letter != " "] for row in sent["cells"]]
    assert links(rows[0])[1].startswith("/states/AUS/")


def test_small_panels_tell_what_the_large_ones_do(seeded_client: FlaskClient) -> None:
    query = "?pillar=prosecution&since=2024"
    large = json.loads(seeded_client.get(f"/charts/trend.json{query}").text)
    small = json.loads(seeded_client.get(f"/charts/trend.json{query}&split=region").text)

    assert small["rows"] == large["rows"]
    headings = [note["text"] for note in small["layout"]["annotations"]]
    assert headings[0] == "<b>All States</b>"
    assert len(headings) == 6
    drawn = {(tuple(line["x"]), tuple(line["y"])) for line in small["data"]}
    assert {(tuple(line["x"]), tuple(line["y"])) for line in large["data"]} <= drawn


def test_files_hold_exactly_the_cells_that_are_drawn(seeded_client: FlaskClient) -> None:
    query = "?region=oceania&pillar=prosecution&show=basis"
    sent = json.loads(seeded_client.get(f"/explore/cells.json{query}").text)
    drawn = sum(len(row.replace(" ", "")) for row in sent["cells"])

    _names, *rows = csv.reader(io.StringIO(seeded_client.get(f"/charts/heatmap.csv{query}").text))
    whole = json.loads(seeded_client.get(f"/charts/heatmap.json{query}").text)
    file = io.BytesIO(seeded_client.get(f"/charts/heatmap.xlsx{query}").data)
    _heading, *cells = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()

    assert len(rows) == len(whole["rows"]) == len(cells) == drawn > 0
    assert [row[0] for row in rows] == [row[0] for row in cells]


def test_single_cells_are_chosen_in_the_form(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/explore?view=lanes&commitment=TIP-PROTOCOL-01&region=oceania")

    chosen = {field["value"] for field in page.select("form.explore option[selected]")}
    assert {"TIP-PROTOCOL-01", "oceania"} <= chosen
    assert "TIP-PROTOCOL-01" in words(question(page))
    assert "/states/AUS" in links(page.select_one("figure table"))
    # Without a script a year is a link like any other.
    years = page.select("noscript .years a")
    assert "as_of=2013-12-31" in [link["href"] for link in years if link.text == "2013"][0]
    assert seeded_client.get("/explore?view=lanes&state=XZZ").status_code == 404


def test_what_takes_long_is_made_beside_the_request_once(seeded_app: Flask) -> None:
    done, reading = [], ScoringParams(date(2011, 1, 1), date(2026, 1, 1))
    may_end = Event()

    def work() -> None:
        may_end.wait(10)
        done.append(1)

    with seeded_app.app_context():
        for _time in range(3):
            by_year.warm(seeded_app, reading, [reading.as_of], work)
    assert done == []
    may_end.set()
    for thread in [one for one in enumerate_threads() if one.name == "years"]:
        thread.join(10)
    assert done == [1]


def test_all_cells_are_sent_small(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/explore/cells.json", headers={"Accept-Encoding": "br"})
    sent = json.loads(seeded_client.get("/explore/cells.json").text)

    assert len(sent["states"]["iso3"]) == 193
    assert {len(row) for row in sent["cells"]} == {len(sent["commitments"]["reference"])}
    assert len(answer.data) < 15_000


def test_too_many_cells_lead_to_parts_of_them(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/explore?show=basis")
    part = page.select("#heatmap tbody tr")[0]

    narrowed = links(part)[0]

    assert page.select(".matrix") == []
    assert "show=basis" in narrowed
    assert "region=africa" in narrowed
    assert opened(seeded_client, narrowed).select(".matrix") or "pillar=prevention" in narrowed


def test_trend_tells_days_and_leaves_out_what_is_insufficient(seeded_client: FlaskClient) -> None:
    query = "?view=trend&since=2010&as_of=2013-12-31&region=europe"

    seen = section(opened(seeded_client, f"/explore{query}"), "trend")

    assert "31 Dec 2010" in seen
    assert "31 Dec 2013" in seen
    assert "Situation on 31 Dec 2013" in seen


GLANCE = ".at-a-glance"


def test_regions_and_pillars_stand_at_a_glance_with_their_sums(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/explore")

    rows = [words(row.th) for row in page.select(f"{GLANCE} tbody tr")]
    columns = [words(cell) for cell in page.select(f"{GLANCE} thead th")]

    assert rows[0] == "All States"
    assert len(rows) == 6, "all States and five regions"
    assert columns[1] == "All pillars"
    assert len(columns) == 1 + 6 + 3


def test_region_opens_to_its_states_and_closes_again_by_links(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/explore?as_of=2013-12-31")
    region = page.select_one("#region-oceania a")
    assert region is not None

    listed = opened(seeded_client, str(region["href"]))
    states = listed.select(f"{GLANCE} .member")
    back = listed.select_one("#region-oceania a")
    assert back is not None

    assert len(states) == 14
    assert links(states[0]) == ["/states/AUS?as_of=2013-12-31"]
    assert back["aria-expanded"] == "true"
    assert not opened(seeded_client, str(back["href"])).select(f"{GLANCE} .member")


def test_one_pillar_at_a_time_by_links(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/explore?sort=progress")
    pillar = page.select(f"{GLANCE} nav a")[1]

    alone = opened(seeded_client, str(pillar["href"]))

    assert "sort=progress" in str(pillar["href"])
    assert [words(cell) for cell in alone.select(f"{GLANCE} thead th")][1] == words(pillar)
    assert not alone.select(f"{GLANCE} .one-pillar")


@pytest.mark.parametrize("sort", ["progress", "age", "sources"])
def test_sorting_is_the_same_at_a_glance_and_in_the_cells(
    seeded_client: FlaskClient, sort: str
) -> None:
    query = f"region=oceania&pillar=prosecution&sort={sort}"
    page = opened(seeded_client, f"/explore?{query}")
    sent = json.loads(seeded_client.get(f"/explore/cells.json?{query}").text)

    listed = [words(row.th) for row in page.select(f"{GLANCE} .member")]
    by_name = json.loads(seeded_client.get("/explore/cells.json?region=oceania").text)

    assert listed == sent["states"]["name"]
    assert listed != by_name["states"]["name"]


@pytest.mark.parametrize(
    "query", ["as_of=1980-01-01", "rules=1", "instrument=TIP-PROTOCOL&open=asia", "lane=assessed"]
)
def test_every_setting_has_a_page(seeded_client: FlaskClient, query: str) -> None:
    assert opened(seeded_client, f"/explore?{query}").select(f"{GLANCE} tbody tr")


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("sort=gap", "no such order"),
        ("open=prevention", "a pillar is no region"),
        ("open=africa,", "a name left out"),
        ("view=league", "no such view"),
        ("show=colour", "no such choice"),
        ("since=soon", "no year"),
        ("since=2999", "a year to come"),
        ("folded=atlantis", "no such group"),
        ("group=NONE", "no such group of States"),
    ],
)
def test_what_is_not_understood_is_refused(
    seeded_client: FlaskClient, query: str, reason: str
) -> None:
    assert seeded_client.get(f"/explore?{query}").status_code == 400, reason
