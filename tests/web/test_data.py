"""Files to take away: whole, described, safe to open, and never a zero for what is missing."""

import csv
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from werkzeug.test import TestResponse

from tests import factories as make
from tests.seed_rows import number, public_commitments, seed_rows
from tests.web.pages import links, opened, words
from tracker.exchange.crosswalks import uhri
from tracker.exchange.downloads.catalogue import DOWNLOADS
from tracker.gap import standing
from tracker.gap.methodology import VERSION

PROSECUTION = number(lambda row: row["pillar"] == "prosecution", public_commitments())
RECORDS = (
    "states",
    "instruments",
    "commitments",
    "relations",
    "themes",
    "indicators",
    "indicator_levels",
    "measures",
    "sources",
    "indicator_values",
)
SEVERAL = {"addressees", "themes", "sdg_targets"}
FIGURES = ("standings", "state_gaps", "commitment_gaps")
JOINED = ("commitment_themes", "commitment_addressees", "crosswalk_sdg", "crosswalk_uhri")
# What people write: the seed holds none of it, for nothing invented is told of a real state.
LOGGED = (
    *("actions", "action_commitments", "action_sources", "organisations"),
    *("reports", "report_entries", "report_answers", "assessments", "replies", "decisions"),
)


def taken(client: FlaskClient, name: str, query: str = "") -> TestResponse:
    answer = client.get(f"/data/{name}.csv?{query}", buffered=True)
    assert answer.status_code == 200
    return answer


def rows(client: FlaskClient, name: str, query: str = "") -> list[dict[str, str]]:
    answer = taken(client, name, query)
    return list(csv.DictReader(answer.get_data(as_text=True).splitlines(keepends=True)))


def test_every_file_is_listed_with_its_rows(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/data")

    for row in page.select("table tbody tr"):
        address = links(row)[1]
        number = int(words(row.select_one(".number")).replace(",", ""))
        name = address.removeprefix("/data/").removesuffix(".csv")
        assert number == len(rows(seeded_client, name)), name
    assert {*RECORDS, *FIGURES, *JOINED, *LOGGED} <= DOWNLOADS.keys()
    assert len(page.select("tbody tr")) == len(DOWNLOADS)


def test_themes_stand_beside_those_of_the_index(seeded_client: FlaskClient) -> None:
    pairs = rows(seeded_client, "crosswalk_uhri")
    ours = {row["code"] for row in rows(seeded_client, "themes")}

    assert {row["theme"] for row in pairs} < ours
    assert len(pairs) == len(uhri.pairs())
    assert {row["basis"] for row in pairs} == {"our_judgement"}
    assert all("thematic list" in row["source"] for row in pairs)


def test_every_column_is_described(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/data")

    for name in (*RECORDS, *FIGURES):
        first_line = taken(seeded_client, name).get_data(as_text=True).partition("\r\n")[0]
        assert [words(each) for each in page.select(f"#{name} dt")] == first_line.split(",")
        assert all(words(each) for each in page.select(f"#{name} dd"))


@pytest.mark.parametrize("name", RECORDS)
def test_what_came_in_goes_out_again(seeded_client: FlaskClient, name: str) -> None:
    brought = public_commitments() if name == "commitments" else seed_rows(name)
    # What holds recommendations came with these.
    given = [row for row in rows(seeded_client, name) if row.get("kind") != "recommendations"]

    columns = list(given[0])
    assert as_sets(given, columns) == as_sets(brought, columns)


def as_sets(records: list[dict[str, str]], columns: list[str]) -> Counter[tuple[object, ...]]:
    """The rows, whatever their order and the order within cells that hold several codes."""
    return Counter(
        tuple(
            frozenset(part.strip() for part in row[column].split(";"))
            if column in SEVERAL
            else row[column]
            for column in columns
        )
        for row in records
    )


def test_no_level_is_ever_a_zero(seeded_client: FlaskClient) -> None:
    cells = rows(seeded_client, "standings")

    statuses = Counter(cell["status"] for cell in cells)
    assert set(statuses) == {
        "level",
        "dated",
        "no_information",
        "not_applicable",
        "membership_unknown",
        "out_of_scope",
    }
    for cell in cells:
        known = cell["status"] == "level"
        assert (cell["settled"] != "") == known
        assert (cell["gap"] != "") == known
        assert (cell["basis"] != "") == known


def test_not_yet_due_is_told_on_an_earlier_day(seeded_client: FlaskClient) -> None:
    cells = rows(seeded_client, "standings", "as_of=2009-12-31&commitment=GPA-2010-08")

    assert {cell["status"] for cell in cells} == {"not_yet_due"}
    assert {cell["as_of"] for cell in cells} == {"2009-12-31"}
    assert len(cells) == 195


def test_rows_of_figures_say_how_they_came_about(seeded_client: FlaskClient) -> None:
    query = "as_of=2013-12-31&lane=evidenced&tier=A&tier=B&weights=prevention:2&recommendations=1"

    for name in FIGURES:
        first = rows(seeded_client, name, query)[0]
        assert first["as_of"] == "2013-12-31"
        assert (first["methodology"], first["revision"]) == (VERSION, "1")
        assert first["rules"] == "lane=evidenced&tier=A,B&recommendations=1&weights=prevention:2"


def test_rules_as_told_give_the_same_file(seeded_client: FlaskClient) -> None:
    query = "as_of=2013-12-31&lane=evidenced&tier=A&tier=B&weights=prevention:2"
    first = rows(seeded_client, "state_gaps", query)

    again = rows(
        seeded_client,
        "state_gaps",
        f"as_of={first[0]['as_of']}&known_by={first[0]['known_by']}&{first[0]['rules']}",
    )

    assert again == first


def test_plain_file_has_no_rules_to_tell(seeded_client: FlaskClient) -> None:
    assert {row["rules"] for row in rows(seeded_client, "commitment_gaps")} == {""}


def test_gap_lies_within_its_bounds_or_is_empty(seeded_client: FlaskClient) -> None:
    for name in ("state_gaps", "commitment_gaps"):
        for row in rows(seeded_client, name):
            if row["gap"]:
                assert float(row["low"]) <= float(row["gap"]) <= float(row["high"])
            else:
                assert row["band"] == ""
            assert (row["coverage"] == "") == (row["applicable"] == "0")


def test_levels_of_a_commitment_add_up(seeded_client: FlaskClient) -> None:
    for row in rows(seeded_client, "commitment_gaps"):
        known = sum(int(row[f"level_{level}"]) for level in range(5))
        unknown = sum(int(row[word]) for word in ("not_assessed", "dated", "no_information"))
        assert known == int(row["known"])
        assert known + unknown + int(row["said_not_applicable"]) == int(row["applicable"])


@pytest.mark.parametrize(
    ("name", "query", "count", "reason"),
    [
        ("states", "region=oceania", 14, "States of one region"),
        ("states", "group=WEOG&region=oceania", 2, "filters narrow together"),
        ("commitments", "instrument=GPA-2010", 52, "of one instrument"),
        ("commitments", "pillar=prosecution", PROSECUTION, "of one pillar"),
        ("commitments", "theme=adoption", 2, "of one theme"),
        ("standings", "state=KEN", len(public_commitments()), "one State"),
        ("standings", "state=KEN&instrument=GPA-2010", 52, "one State and instrument"),
        ("standings", "region=oceania&commitment=GPA-2010-08", 14, "one region, one commitment"),
        ("state_gaps", "state=VAT", 6, "observers have figures of their own"),
        ("commitment_gaps", "theme=adoption", 2, "of one theme"),
        ("indicator_values", "state=KEN&indicator=3P-PREVENTION", 12, "one State and series"),
        ("indicator_values", "state=KEN&indicator=3P-PREVENTION&as_of=2005-12-31", 4, "to a day"),
        ("indicator_values", "known_by=2020-01-01", 0, "nothing had been published by then"),
        ("standings", "known_by=2020-01-01", 0, "nor was any commitment"),
    ],
)
def test_filters_narrow_a_file(
    seeded_client: FlaskClient, name: str, query: str, count: int, reason: str
) -> None:
    assert len(rows(seeded_client, name, query)) == count, reason


def test_page_counts_and_links_what_filters_leave(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/data?pillar=prosecution&state=KEN&as_of=2013-12-31")

    addresses = {link for link in links(page.main) if link.startswith("/data/standings.csv")}
    row = page.find("a", href=addresses.pop()).find_parent("tr")
    assert words(row.select_one(".number")) == str(PROSECUTION)
    states = page.find("a", string="states.csv")["href"]
    assert "state=KEN" in states
    assert "pillar" not in states


@pytest.mark.parametrize(
    ("address", "status", "reason"),
    [
        ("/data/nope.csv", 404, "no such file"),
        ("/data/standings", 404, "a file has an ending"),
        ("/data/standings.xlsx", 404, "no such format"),
        ("/data/..%2Fconfig.csv", 404, "not a path"),
        ("/data/standings.csv?state=XXX", 400, "no such state"),
        ("/data/standings.csv?commitment=NOPE", 400, "no such commitment"),
        ("/data/standings.csv?theme=moon", 400, "no such theme"),
        ("/data/standings.csv?as_of=2013-02-30", 400, "no such day"),
        ("/data/themes.csv?state=KEN", 400, "a filter that this file does not know"),
        ("/data/indicator_values.csv?indicator=NOPE", 400, "no such indicator"),
        ("/data?region=atlantis", 400, "no such region"),
    ],
)
def test_what_is_not_there_is_refused_before_a_row(
    seeded_client: FlaskClient, address: str, status: int, reason: str
) -> None:
    assert seeded_client.get(address, buffered=True).status_code == status, reason


def test_file_is_sent_as_an_attachment(seeded_client: FlaskClient) -> None:
    answer = taken(seeded_client, "state_gaps", "as_of=2013-12-31")

    assert answer.content_type == "text/csv; charset=utf-8"
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="state_gaps-2013-12-31.csv"'
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Length" not in answer.headers  # sent while it is made


def test_unchanged_file_is_not_made_again(seeded_client: FlaskClient) -> None:
    tag = taken(seeded_client, "commitment_gaps").headers["ETag"]

    same = seeded_client.get("/data/commitment_gaps.csv?", headers={"If-None-Match": tag})
    other = seeded_client.get(
        "/data/commitment_gaps.csv?lane=reported", headers={"If-None-Match": tag}, buffered=True
    )

    assert same.status_code == 304
    assert other.status_code == 200


def test_head_alone_makes_no_row(seeded_client: FlaskClient) -> None:
    answer = seeded_client.head("/data/standings.csv")

    assert answer.status_code == 200
    assert answer.data == b""
    assert "ETag" in answer.headers


def test_rows_are_made_one_by_one(seeded_app: Flask) -> None:
    from tracker.exchange.downloads.selection import Selection
    from tracker.gap.standing import default_params

    with seeded_app.app_context():
        for file in DOWNLOADS.values():
            made = file.rows(Selection(default_params()))
            assert iter(made) is made, f"{file.name} holds all its rows at once"
            first = next(made, None)
            assert first is not None or file.name not in (*RECORDS, *FIGURES, *JOINED), file.name
            assert first is None or file.name not in LOGGED, file.name
            assert first is None or len(first) == len(file.columns)
            made.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_text_is_never_taken_for_a_formula(db: SQLAlchemy, client: FlaskClient, text: str) -> None:
    make.state()
    make.commitment("PLAN-01", title=text)
    standing.rebuild()
    db.session.commit()

    for name in ("commitments", "commitment_gaps"):
        assert [row["title"] for row in rows(client, name)] == [f"'{text}"]


def test_negative_divergence_stays_a_number(db: SQLAlchemy, client: FlaskClient) -> None:
    examplia, made = make.state(), make.commitment("PLAN-01")
    make.report(examplia, made, level=1)
    make.assessment(examplia, made, level=3)
    standing.rebuild()
    db.session.commit()

    (cell,) = rows(client, "standings")

    assert (cell["status"], cell["settled"], cell["basis"]) == ("level", "3", "assessed")
    assert cell["divergence"] == "-0.5"


def test_withdrawn_and_unpublished_records_stay_out(db: SQLAlchemy, client: FlaskClient) -> None:
    make.state()
    kept = make.commitment("PLAN-01")
    hidden = make.commitment("PLAN-02", of=kept.instrument)
    hidden.published_at = None
    db.session.commit()

    assert [row["reference"] for row in rows(client, "commitments")] == ["PLAN-01"]


def test_missing_values_are_told_as_missing_in_sdmx(seeded_client: FlaskClient) -> None:
    given = rows(seeded_client, "indicator_values_sdmx", "state=KEN&as_of=2013-12-31")
    known = rows(seeded_client, "indicator_values", "state=KEN&as_of=2013-12-31")

    assert list(given[0])[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    seen = {each["OBS_ID"]: each for each in given if each["OBS_STATUS"] == "A"}
    assert {each["reference"]: each["value"] for each in known} == {
        name: each["OBS_VALUE"] for name, each in seen.items()
    }
    missing = [each for each in given if each["OBS_STATUS"] == "O"]
    assert {each["OBS_VALUE"] for each in missing} == {""}
    assert {each["TIME_PERIOD"] for each in missing} == {"2013-12-31"}
    indicators = {row["code"] for row in rows(seeded_client, "indicators")}
    assert {each["INDICATOR"] for each in given} == indicators
    assert not {each["INDICATOR"] for each in missing} & {each["indicator"] for each in known}
