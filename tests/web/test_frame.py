"""What is around every page: navigation, search, the bar of the reading, the foot."""

import re
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import opened
from tracker.core.db import db
from tracker.review.revisions import mark_demonstration
from tracker.web.core.navigation import GROUPS

THEN = "as_of=2013-12-31"
RESET = "Reset the settings"
PAGES_OF_FIGURES = ("/", "/states", "/states/KEN", "/commitments", "/indicators")


@pytest.mark.parametrize("address", ["/", "/states/KEN", "/about", "/nothing"])
def test_every_page_has_skip_link_landmarks_and_title(
    seeded_client: FlaskClient, address: str
) -> None:
    text = seeded_client.get(address).text

    assert 'href="#content"' in text
    for landmark in ("<header", "<nav", '<main id="content"', "<footer"):
        assert landmark in text
    assert re.search(r"<title>[^<]+ · Commitments Tracker</title>", text)


def test_navigation_is_seven_groups_whose_pages_all_open(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/")
    groups = page.select(".masthead nav > ul > li")

    assert len(groups) == len(GROUPS) == 7
    addresses = {link["href"] for link in page.select(".masthead nav a")}
    assert {link["href"] for link in page.select(".colophon nav.places a")} == addresses
    for address in addresses:
        assert seeded_client.get(address).status_code == 200, address


@pytest.mark.parametrize(
    ("address", "group", "page"),
    [
        ("/compare", "/compare", "/compare"),
        ("/explore", "/compare", "/explore"),
        ("/reporting", "/states", "/reporting"),
        ("/methodology", "/about", "/methodology"),
    ],
)
def test_group_of_the_present_page_is_open_and_marked(
    seeded_client: FlaskClient, address: str, group: str, page: str
) -> None:
    nav = opened(seeded_client, address).select_one(".masthead nav")
    assert nav is not None

    marked = [link["href"] for link in nav.select("li > a[aria-current]")]

    assert marked == [group, page]
    assert len(nav.select("ul.open")) == 1


def test_navigation_marks_where_the_reader_is(seeded_client: FlaskClient) -> None:
    there, below = seeded_client.get("/states").text, seeded_client.get("/states/KEN").text

    assert '<a href="/states" aria-current="page">' in there
    assert '<a href="/states" aria-current="true">' in below


@pytest.mark.parametrize("address", PAGES_OF_FIGURES)
def test_navigation_carries_the_reading_to_pages_that_know_it(
    seeded_client: FlaskClient, address: str
) -> None:
    text = seeded_client.get(f"{address}?{THEN}").text
    links = re.findall(r'<li><a href="([^"]+)"', text.partition("</nav>")[0])

    assert f"/states?{THEN}" in links
    assert "/methodology" in links
    for link in links:
        assert seeded_client.get(link).status_code == 200, link


def test_search_in_the_masthead_keeps_the_reading(seeded_client: FlaskClient) -> None:
    form = seeded_client.get(f"/states?{THEN}").text.partition('class="find"')[2]

    assert '<input type="hidden" name="as_of" value="2013-12-31">' in form.partition("</form>")[0]


def test_plain_reading_is_told_quietly(seeded_client: FlaskClient) -> None:
    text = seeded_client.get("/states").text

    assert "Figures for today" in text
    assert RESET not in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (THEN, "Situation on 31 Dec 2013, as known today"),
        ("known_by=2020-01-01", "Situation today, as known on 1 Jan 2020"),
        (f"{THEN}&known_by=2020-01-01", "Situation on 31 Dec 2013, as known on 1 Jan 2020"),
        ("lane=evidenced", "Only these sources: Other evidence"),
        ("tier=A&tier=B", "Only evidence of tier A, B"),
        ("survivor_led=1", "<li>Only evidence of survivor-led organisations</li>"),
        ("recommendations=1", "<li>Recommendations of hearing participants count too</li>"),
        ("weights=prevention:2", "Prevention weighs 2</li>"),
    ],
)
def test_any_other_reading_is_told_in_words(
    seeded_client: FlaskClient, query: str, words: str
) -> None:
    text = re.sub(r"\s+", " ", seeded_client.get(f"/states?{query}").text)

    assert words in text
    assert RESET in text


def test_way_back_to_today_keeps_the_filters(seeded_client: FlaskClient) -> None:
    text = seeded_client.get(f"/states?region=africa&{THEN}").text

    assert re.search(rf'<a href="/states\?region=africa">{RESET}', text)


def test_form_of_the_reading_keeps_the_filters(seeded_client: FlaskClient) -> None:
    text = seeded_client.get(f"/states?region=africa&{THEN}").text
    form = text.partition('class="reading')[2].partition("</form>")[0]

    assert '<input type="hidden" name="region" value="africa">' in form
    assert 'name="as_of" min="1900-01-01"' in form
    assert 'value="2013-12-31"' in form


def test_untouched_form_asks_for_the_plain_reading(seeded_client: FlaskClient) -> None:
    text = seeded_client.get("/states?as_of=&known_by=&weights=").text

    assert "Figures for today" in text


def test_a_day_before_the_first_publication_is_said_to_be_so(seeded_client: FlaskClient) -> None:
    before = seeded_client.get("/states?known_by=1990-01-01").text
    today = seeded_client.get(f"/states?known_by={date.today().isoformat()}").text

    assert "This site published nothing before" in before
    assert "This site published nothing before" not in today


def test_demonstration_says_so_on_every_page(seeded_copy: Flask) -> None:
    words = "Demonstration: invented States and records"
    client = seeded_copy.test_client()
    before = client.get("/states").text
    with seeded_copy.app_context():
        mark_demonstration()
        db.session.commit()

    assert words not in before
    for address in ("/", "/states", "/about", "/nothing"):
        assert words in client.get(address).text, address
