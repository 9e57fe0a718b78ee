"""Every chart as a file: the figure is one that can be drawn, and JSON, CSV and page agree."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.web.pages import headline, opened, section, statements
from tracker.charts import catalogue
from tracker.charts.figures.capitals import CAPITALS
from tracker.charts.figures.template import LAYOUT
from tracker.gap import standing
from tracker.review.publication import registry_changed

BUILT = Path(__file__).parents[2] / "build" / "static"
ADDRESSES = {
    "known": "",
    "map": "",
    "pillars": "",
    "commitments-by-level": "",
    "ratifications": "",
    "index-3p": "",
    "recent-acts": "",
    "state-pillars": "?state=KEN",
    "state-timeline": "?state=KEN",
    "commitment-levels": "?commitment=TIP-PROTOCOL-01",
    "commitment-map": "?commitment=TIP-PROTOCOL-01",
    "compare": "?states=KEN,PHL,africa",
    "heatmap": "?show=basis&pillar=prosecution",
    "lanes": "",
    "regions": "?pillar=protection",
    "spread": "",
    "trend": "?since=2024&region=oceania",
    "indicator-values": "?indicator=TIP-PARTY",
    "indicator-latest": "?indicator=TIP-PARTY",
    "indicator-of-state": "?indicator=GLOTIP-VICTIMS&state=PHL",
    "time-to-decision": "",
    "consultation": "?theme=survivor-participation",
    "survivor-led": "?theme=survivor-participation",
    "joined-index": "",
    "movement": "?pillar=protection",
    "state-movement": "?state=KEN",
    "commitment-movement": "?commitment=GPA-2010-08",
    "thread-movement": "?commitment=GPA-2010-08",
    "silence": "",
    "due-reports": "",
}
# Nobody has decided on anything in the seed, and nobody was asked to report.
WITHOUT_ROWS = {"time-to-decision", "due-reports"}


def asked(client: FlaskClient, name: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/charts/{name}.json{query}")
    assert answer.status_code == 200, answer.text
    return dict(json.loads(answer.text))


def test_every_chart_has_an_address_here() -> None:
    assert ADDRESSES.keys() == catalogue.BUILDERS.keys()


@pytest.mark.parametrize("name", ADDRESSES)
def test_json_and_csv_carry_the_same_rows(seeded_client: FlaskClient, name: str) -> None:
    chart = asked(seeded_client, name, ADDRESSES[name])
    answer = seeded_client.get(f"/charts/{name}.csv{ADDRESSES[name]}")

    header, *rows = csv.reader(io.StringIO(answer.text))

    assert answer.content_type == "text/csv; charset=utf-8"
    assert header == chart["columns"]
    assert rows == [["" if cell is None else str(cell) for cell in row] for row in chart["rows"]]
    assert bool(rows) is (name not in WITHOUT_ROWS), "a chart of the seed without any row"


@pytest.mark.parametrize("name", ADDRESSES)
def test_plotly_accepts_the_figure_of_every_builder(seeded_client: FlaskClient, name: str) -> None:
    chart = asked(seeded_client, name, ADDRESSES[name])

    drawn = go.Figure({"data": chart["data"], "layout": chart["layout"]})

    assert len(drawn.data) == len(chart["data"])
    if chart["data"]:  # others are tables alone
        assert drawn.layout.paper_bgcolor == LAYOUT["paper_bgcolor"]


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("/charts/nothing.json", 404, "no such chart"),
        ("/charts/state-pillars.json", 404, "a chart of a State without a State"),
        ("/charts/state-pillars.json?state=XXX", 404, "no such state"),
        ("/charts/commitment-map.json?commitment=NO-1", 404, "no such commitment"),
        ("/charts/state-movement.json", 404, "movement of a State without a State"),
        ("/charts/commitment-movement.json?commitment=NO-1", 404, "movement of no commitment"),
        ("/charts/thread-movement.json?commitment=NO-1", 404, "movement of no thread"),
        ("/charts/indicator-values.csv?indicator=NO-1", 404, "no such indicator"),
        ("/charts/map.json?region=atlantis", 400, "no such region"),
        ("/charts/map.json?instrument=NONE", 400, "no such instrument"),
        ("/charts/map.json?colour=red", 400, "no such parameter"),
        ("/charts/compare.json?states=KEN", 400, "one alone"),
        ("/charts/state-pillars.json?state=%3Cscript%3E", 400, "no code at all"),
        ("/charts/map.json?as_of=tomorrow", 400, "no day"),
    ],
)
def test_what_is_not_understood_is_refused(
    seeded_client: FlaskClient, address: str, status: int, reason: str
) -> None:
    assert seeded_client.get(address).status_code == status, reason


def test_headline_counts_what_the_standings_hold(
    seeded_app: Flask, seeded_client: FlaskClient
) -> None:
    held = headline(seeded_app)

    total = asked(seeded_client, "known")["rows"][-1]

    assert 0 < held.known < held.cells
    assert total[:3] == ["All pillars", held.cells, held.known]
    assert total[5] == 0, "no State has reported: nothing is only self-reported"


def test_earlier_day_changes_the_figures(seeded_client: FlaskClient) -> None:
    today = asked(seeded_client, "map")
    earlier = asked(seeded_client, "map", "?as_of=2005-12-31")

    assert earlier["meta"]["as_of"] == "2005-12-31"
    assert earlier["rows"] != today["rows"]
    assert asked(seeded_client, "map", "?known_by=2005-12-31")["rows"][0][2] is None


def test_index_says_that_it_ends_only_once_it_has(seeded_client: FlaskClient) -> None:
    assert "The index ends there." in asked(seeded_client, "index-3p")["sentence"]
    assert "index ends" not in asked(seeded_client, "index-3p", "?as_of=2010-12-31")["sentence"]


def test_line_of_a_treaty_is_solid_to_its_list_only(seeded_client: FlaskClient) -> None:
    chart = asked(seeded_client, "ratifications")

    solid, dotted = (
        next(t for t in chart["data"] if ("dash" in t["line"]) is late and "Traffick" in t["name"])
        for late in (False, True)
    )

    assert (solid["x"][-1], solid["y"][-1]) == ("2014-01-27", 158)
    assert dotted["x"][0] == "2014-01-27"
    assert dotted["y"] == sorted(dotted["y"]), "nobody leaves: these are first days as a party"


def test_marks_lead_to_pages_that_keep_the_reading(seeded_client: FlaskClient) -> None:
    query = "?commitment=TIP-PROTOCOL-01&as_of=2013-12-31"
    state = asked(seeded_client, "map", "?as_of=2013-12-31")["data"][0]["customdata"][0]
    cell = asked(seeded_client, "commitment-map", query)["data"][0]["customdata"][0]

    for address in (state, cell):
        assert address.endswith("?as_of=2013-12-31")
        assert seeded_client.get(address).status_code == 200


def test_map_places_every_member_state_once(seeded_client: FlaskClient) -> None:
    chart = asked(seeded_client, "map")

    areas = [code for t in chart["data"] if t["type"] == "choropleth" for code in t["locations"]]
    dots = [at for t in chart["data"] if t["type"] == "scattergeo" for at in t["lat"] if at]

    assert len(set(areas)) == len(areas)
    assert len(areas) + len(dots) == 193


def test_states_without_an_area_are_dots_at_capitals(seeded_client: FlaskClient) -> None:
    shapes = next(BUILT.glob("topojson*/world_110m.json"), None)
    assert shapes is not None, "the map shapes are made by `make assets`"
    world = json.loads(shapes.read_text(encoding="utf-8"))
    drawn = {area["id"] for area in world["objects"]["countries"]["geometries"]}

    states = {
        row[0] for row in asked(seeded_client, "indicator-latest", "?indicator=TIP-PARTY")["rows"]
    }

    assert states - drawn == CAPITALS.keys()


def test_new_record_is_drawn_at_once(app: Flask, db: SQLAlchemy, client: FlaskClient) -> None:
    about, promise = make.state("XAA", "Examplia"), make.commitment("PLAN-1")
    standing.rebuild()
    db.session.commit()
    before = asked(client, "commitment-map", "?commitment=PLAN-1")["rows"]

    make.action(about, promise, level=3)
    registry_changed()
    db.session.commit()
    after = asked(client, "commitment-map", "?commitment=PLAN-1")["rows"]

    assert [row[2:5] for row in before] == [[None, None, "No information"]]
    assert [row[2:5] for row in after] == [[3, "Substantial", "Substantial"]]


def test_recent_acts_hold_logged_ones_without_the_submitter(
    app: Flask, db: SQLAlchemy, client: FlaskClient
) -> None:
    about, promise = make.state("XAA", "Examplia"), make.commitment("PLAN-1")
    hidden = make.organisation("Hidden House")
    make.action(about, promise, by=hidden, level=3, name_withheld=True, title="Passed a law")
    standing.rebuild()
    db.session.commit()

    answer = client.get("/charts/recent-acts.json")

    assert "Passed a law" in answer.text
    assert "Hidden House" not in answer.text


def test_chart_is_built_once_for_a_revision(seeded_app: Flask) -> None:
    client = seeded_app.test_client()
    client.get("/charts/ratifications.json")

    with statements(seeded_app) as sent:
        client.get("/charts/ratifications.json")

    assert len(sent) <= 8


def test_page_and_file_say_the_same_finding_and_sentence(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/?region=asia")

    for name in ("map", "pillars", "movement"):
        chart = asked(seeded_client, name, "?region=asia")
        # ``detail`` is the sentence without what the heading of the chart says already.
        assert (chart["detail"] or chart["sentence"]) in section(page, name)
        assert (chart["finding"] or chart["title"]) in section(page, name)
