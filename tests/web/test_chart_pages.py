"""A chart by itself: the same rows in every file, a frame for others, citations that come back."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from tests.web.pages import links, opened, section, words
from tracker.gap.methodology import VERSION

QUERY = "?as_of=2013-12-31&region=africa&weights=prevention:2"
DAYS = "as_of=2013-12-31"


def test_workbook_holds_the_rows_of_the_file(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get(f"/charts/map.xlsx{QUERY}")
    header, *rows = csv.reader(io.StringIO(seeded_client.get(f"/charts/map.csv{QUERY}").text))

    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    sheet = book.get_sheet_by_name("Rows").to_python()
    about = {str(row[0]): str(row[1]) for row in book.get_sheet_by_name("About").to_python()}

    assert sheet[0] == header
    assert [[str(cell) for cell in row[:2]] for row in sheet[1:]] == [row[:2] for row in rows]
    assert about["Situation on"] == "2013-12-31"
    assert "Prevention weighs 2" in about["Figures"]


def test_page_says_question_answer_and_day(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, f"/charts/map{QUERY}")

    assert words(page.h1) == seeded_client.get(f"/charts/map.json{QUERY}").get_json()["finding"]
    assert words(page.select_one(".measured")) == "How far has each State come? (Africa)"
    assert "Situation on 31 Dec 2013, as known today" in words(page.select_one(".subtitle"))
    assert "Prevention weighs 2" in words(page.select_one(".subtitle"))
    assert len(page.select("#map tbody tr")) == 54


def test_citations_lead_back_to_the_same_figures(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, f"/charts/pillars{QUERY}")
    plain, apa, bibtex = (words(text) for text in page.select("#cite pre"))

    (address,) = set(re.findall(r"http://localhost(/\S+?)(?=[\s}]|$)", f"{plain}\n{apa}\n{bibtex}"))
    again = opened(seeded_client, address)

    assert "known_by=" in address
    assert (
        section(again, "pillars").partition("methodology")[2]
        == (section(page, "pillars").partition("methodology")[2])
    )
    for text in (plain, apa, bibtex):
        assert f"methodology {VERSION}" in text
        assert "public revision" in text
        assert "31 Dec 2013" in text


def test_frame_alone_may_stand_on_other_sites(seeded_client: FlaskClient) -> None:
    frame = seeded_client.get(f"/embed/pillars{QUERY}")
    page = seeded_client.get(f"/charts/pillars{QUERY}")
    lost = seeded_client.get("/embed/nothing")

    assert "frame-ancestors *" in frame.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in frame.headers
    for other in (page, lost):
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"]
        assert other.headers["X-Frame-Options"] == "DENY"


def test_frame_has_the_chart_and_no_navigation(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/embed/state-pillars?state=KEN")

    assert page.select("nav, form, header, [href*=sign-in]") == []
    assert page.select("#state-pillars tbody tr")
    assert page.base is not None
    assert page.base["target"] == "_blank"


def test_snippet_frames_the_same_reading(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, f"/charts/known{QUERY}")

    snippet = section(page, "embed")

    assert '<iframe src="http://localhost/embed/known?' in snippet
    assert "as_of=2013-12-31&amp;" in snippet
    assert 'e.origin==="http://localhost"' in snippet


@pytest.mark.parametrize(
    ("address", "leads_to", "reason"),
    [
        ("/charts/known?pillar=protection", "/data/standings.csv?pillar=protection", "cells"),
        ("/charts/state-pillars?state=KEN", "/states/KEN", "a State"),
        ("/charts/commitment-map?commitment=GPA-2010-38", "/commitments/GPA-2010-38", "one"),
        ("/charts/ratifications", "/data/indicator_values.csv", "records"),
        ("/charts/indicator-values?indicator=TIP-PARTY", "/indicators/TIP-PARTY", "an indicator"),
    ],
)
def test_every_chart_leads_to_what_is_behind_it(
    seeded_client: FlaskClient, address: str, leads_to: str, reason: str
) -> None:
    part = opened(seeded_client, address).find(id="explain")
    assert part is not None

    targets = links(part)  # type: ignore[arg-type]

    assert leads_to in targets, reason
    assert "/methodology" in targets
    for target in targets:
        assert seeded_client.head(target).status_code == 200


@pytest.mark.parametrize("name", ["known", "pillars"])
def test_rows_by_pillar_lead_to_its_commitments(seeded_client: FlaskClient, name: str) -> None:
    page = opened(seeded_client, f"/charts/{name}?{DAYS}")

    targets = [links(row)[0] for row in page.select(f"#{name} tbody tr")]

    assert all(DAYS in target and target.startswith("/commitments?") for target in targets)
    assert "pillar=protection" in targets[1]
    assert "pillar=" not in targets[-1]
    assert seeded_client.get(targets[0]).status_code == 200


def test_pillars_of_a_state_lead_to_its_cells(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/charts/state-pillars?state=KEN")

    target = links(page.select("#state-pillars tbody tr")[0])[0]

    assert target == "/states/KEN/commitments?pillar=prevention"
