"""Lists: page by page every row once, the same as the file, narrowed as the pages are."""

import csv
import io
import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.api.conftest import page_by_page
from tests.properties import examples
from tests.web.pages import opened, words
from tracker.api.read.registry import COLLECTIONS
from tracker.exchange.downloads.gap_rows import GroupBy

LISTS = [each.name for each in COLLECTIONS if each.name != "gaps"]
ADDRESSES = [f"/api/v1/{name}" for name in LISTS] + [f"/api/v1/gaps?by={by}" for by in GroupBy]


def as_file(address: str, suffix: str) -> str:
    path, mark, query = address.partition("?")
    return f"{path}.{suffix}{mark}{query}"


def table(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(as_file(address, "csv"), buffered=True)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))


def cell(value: Any) -> str:
    """What a file writes for a value of JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() if any(isinstance(one, dict) for one in value):
            return json.dumps(value, ensure_ascii=False)
        case list():
            return "; ".join(map(str, value))
        case _:
            return str(value)


def test_pages_of_every_list_hold_the_rows_of_its_file(reader: FlaskClient) -> None:
    for address in ADDRESSES:
        rows = table(reader, address)
        for limit in (1, 2, 500):
            read = list(page_by_page(reader, address, limit))
            seen = [{name: cell(row[name]) for name in row if name in rows[0]} for row in read]
            kept = [{name: row[name] for name in seen[0]} for row in rows]
            assert seen == kept, (address, limit)
    assert len(ADDRESSES) >= 21


@examples(12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 500), state=st.sampled_from(["KEN", "PHL", "VAT"]), data=st.data())
def test_each_row_comes_once_whatever_the_page_size(
    seeded_client: FlaskClient, limit: int, state: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["standings", "indicator-values"]))
    address = f"/api/v1/{name}?state={state}"
    keys = {"standings": "commitment", "indicator-values": "reference"}

    read = [row[keys[name]] for row in page_by_page(seeded_client, address, max(limit, 20))]

    assert len(set(read)) == len(read)
    assert read == [row[keys[name]] for row in table(seeded_client, address)]


def test_a_record_published_meanwhile_shifts_no_page(world: Flask, client: FlaskClient) -> None:
    from datetime import date

    from tests import factories as make
    from tracker.core.db import db
    from tracker.registry.models import Indicator, State

    first = client.get("/api/v1/indicator-values?limit=3").json
    with world.app_context():
        index, state = db.session.query(Indicator).one(), db.session.query(State).first()
        make.value(index, state, "4", date(2023, 12, 31))
        db.session.commit()

    rest = client.get(f"/api/v1/indicator-values?after={first['page']['next']}").json

    references = [row["reference"] for row in [*first["data"], *rest["data"]]]
    assert len(references) == len(set(references)) == 6


def test_workbook_holds_what_the_csv_holds(reader: FlaskClient) -> None:
    for name in ("standings", "indicator-values", "actions", "reports"):
        answer = reader.get(f"/api/v1/{name}.xlsx", buffered=True)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.data)).get_sheet_by_index(0)
        head, *rows = sheet.to_python()
        kept = table(reader, f"/api/v1/{name}")
        assert head == list(kept[0])
        assert [row[head.index("state")] for row in rows] == [row["state"] for row in kept]
        assert len(rows) == len(kept) > 0


@pytest.mark.parametrize(
    "filters",
    [
        "pillar=prosecution",
        "theme=adoption",
        "instrument=GPA-2010&kind=call",
        "addressee=un_entities",
        "certainty=unverified&counts=yes",
        "q=training+of+judges",
        "as_of=2009-12-31&counts=yes",
    ],
)
def test_commitments_are_narrowed_as_their_page_is(
    seeded_client: FlaskClient, filters: str
) -> None:
    page = seeded_client.get(f"/commitments/list.csv?{filters}", buffered=True)
    shown = csv.DictReader(io.StringIO(page.get_data(as_text=True), newline=""))

    read = page_by_page(seeded_client, f"/api/v1/commitments?{filters}", 500)

    assert {row["reference"] for row in read} == {row["commitment"] for row in shown}


def test_same_figure_on_page_file_and_api(seeded_client: FlaskClient) -> None:
    query = "state=KEN&as_of=2013-12-31"
    row = seeded_client.get(f"/api/v1/gaps?by=state&{query}").json["data"][0]
    file = table_of(seeded_client, f"/data/state_gaps.csv?{query}")[0]
    page = words(opened(seeded_client, "/states/KEN?as_of=2013-12-31").main)

    assert file["pillar"] == "all"
    for name in ("gap", "coverage", "low", "high"):
        assert row[name] == float(file[name])
    assert f"{1 - row['gap']:.0%}" in page
    assert (str(row["known"]), row["figure"]) == (file["known"], file["figure"])


def table_of(client: FlaskClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address, buffered=True)
    return list(csv.DictReader(io.StringIO(answer.get_data(as_text=True), newline="")))


def test_standings_are_those_of_the_file_of_standings(seeded_client: FlaskClient) -> None:
    query = "state=KEN&instrument=GPA-2010&as_of=2013-12-31"

    api = table(seeded_client, f"/api/v1/standings?{query}")
    assert api == table_of(seeded_client, f"/data/standings.csv?{query}")
    assert len(api) == 52


def test_gaps_by_commitment_are_those_of_the_file(seeded_client: FlaskClient) -> None:
    file = {row["commitment"]: row for row in table_of(seeded_client, "/data/commitment_gaps.csv")}

    for row in page_by_page(seeded_client, "/api/v1/gaps?by=commitment", 500):
        kept = file[row["key"]]
        for name in ("gap", "coverage", "known", "applicable", "level_4", "no_information"):
            assert cell(row[name]) == kept[name], (row["key"], name)


def test_pillars_and_regions_are_those_of_the_charts(seeded_client: FlaskClient) -> None:
    pillars = list(page_by_page(seeded_client, "/api/v1/gaps?by=pillar&region=oceania", 500))
    region = seeded_client.get("/api/v1/gaps?by=region&region=oceania").json["data"]
    drawn = table_of(seeded_client, "/charts/pillars.csv?region=oceania")

    assert [row["key"].replace("_", "-").capitalize() for row in pillars] == [
        row["pillar"] for row in drawn[:5]
    ]
    for row, chart in zip([*pillars, *region], drawn, strict=True):
        seen = ("gap_0_to_1", "low_0_to_1", "high_0_to_1", "coverage_share", "applicable")
        assert [cell(row[name]) for name in ("gap", "low", "high", "coverage", "applicable")] == [
            chart[name] for name in seen
        ]


@pytest.mark.parametrize(("by", "code"), [("instrument", "GPA-2010"), ("theme", "training")])
def test_few_commitments_add_up_like_many(seeded_client: FlaskClient, by: str, code: str) -> None:
    """They are added up in a way of their own, which must give the same as the usual one."""
    usual = seeded_client.get(f"/api/v1/gaps?by=region&region=africa&{by}={code}").json["data"][0]
    rows = page_by_page(seeded_client, f"/api/v1/gaps?by={by}&region=africa", 500)
    own = next(row for row in rows if row["key"] == code)

    assert own["once_known"] > 0
    for name in usual.keys() - {"by", "key", "title"}:
        assert own[name] == usual[name], name


def test_missing_is_null_with_a_word_never_zero(seeded_client: FlaskClient) -> None:
    met = set()
    query = "instrument=TIP-PROTOCOL&as_of=2013-12-31"
    for row in page_by_page(seeded_client, f"/api/v1/standings?{query}", 500):
        met.add(row["status"])
        assert (row["settled"] is None) == (row["status"] != "level")
        assert (row["gap"] is None) == (row["status"] != "level")
    early = seeded_client.get("/api/v1/standings?state=KEN&limit=500&as_of=2009-12-31").json
    assert {"level", "membership_unknown"} <= met
    assert "not_yet_due" in {row["status"] for row in early["data"]}


def test_a_gap_that_is_missing_says_why(reader: FlaskClient) -> None:
    rows = reader.get("/api/v1/gaps?by=state").json["data"]

    seen = {row["key"]: (row["gap"], row["status"]) for row in rows}
    assert seen["XAA"][1] == "known"
    assert seen["XBB"] == (None, "dated"), "its only record no longer counts"
    assert seen["XCC"] == (None, "no_information")
    assert reader.get("/api/v1/gaps?by=state&pillar=prevention").json["data"][0]["status"] == (
        "nothing_selected"
    )


def test_records_that_cannot_vote_are_left_out_as_asked(reader: FlaskClient) -> None:
    def numbers(query: str) -> list[int]:
        lists = ("indicator-values", "actions")
        return [len(reader.get(f"/api/v1/{name}?{query}").json["data"]) for name in lists]

    assert numbers("") == [6, 2]
    assert numbers("tier=A") == [6, 0]
    assert numbers("tier=B,C") == [0, 2]
    # The one survivor-led organisation does not let that be known: it is not given away.
    assert numbers("survivor_led=1") == [0, 0]


def test_entries_of_reports_come_with_them_and_alone(reader: FlaskClient) -> None:
    reports = reader.get("/api/v1/reports").json["data"]
    entries = reader.get("/api/v1/report-entries").json["data"]

    within = {
        (report["reference"], entry["commitment"], entry["answer"], entry["level"])
        for report in reports
        for entry in report["entries"]
    }
    alone = {(one["report"], one["commitment"], one["answer"], one["level"]) for one in entries}
    assert within == alone
    assert {(answer, level) for _, _, answer, level in alone} == {
        ("level", 3),
        ("not_assessed", None),
    }


@pytest.mark.parametrize("name", LISTS)
def test_nothing_was_public_before_it_was_published(reader: FlaskClient, name: str) -> None:
    read = reader.get(f"/api/v1/{name}?known_by=2019-12-31").json

    registry = {"instruments", "themes", "states", "indicators"}
    assert read["meta"]["known_by"] == "2019-12-31"
    assert (read["data"] == []) == (name not in registry or name == "themes")


def test_list_of_five_hundred_costs_few_queries(seeded_app: Flask) -> None:
    from tests.web.pages import statements

    client = seeded_app.test_client()
    for name, most in (("standings", 6), ("indicator-values", 8), ("commitments", 6)):
        client.get(f"/api/v1/{name}?limit=500")
        with statements(seeded_app) as sent:
            client.get(f"/api/v1/{name}?limit=499")
        assert len(sent) <= most, (name, sent)
