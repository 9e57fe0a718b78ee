"""What search engines, calendars and other sites read of the tracker."""

import json
from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from icalendar import Calendar
from PIL import Image

from tests import factories as make
from tests.reporting import filing, people
from tests.web.pages import opened
from tracker.card import lettering
from tracker.core import clock
from tracker.core.db import db
from tracker.core.languages import LANGUAGES
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.review.revisions import mark_demonstration
from tracker.web.discovery import oembed, sitemap


def addresses(client: FlaskClient, path: str) -> list[str]:
    answer = client.get(path)
    return [found.text for found in BeautifulSoup(answer.data, "xml").find_all("loc")]


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/", "/"),
        ("/states/KEN", "/states/KEN"),
        ("/states/KEN?as_of=2013-12-31&rules=1", "/states/KEN"),
        ("/commitments?pillar=protection&sort=unknown", "/commitments?pillar=protection"),
        ("/commitments?page=2&age=any", "/commitments?page=2"),
    ],
)
def test_settings_are_no_part_of_the_canonical_address(
    seeded_client: FlaskClient, address: str, canonical: str
) -> None:
    link = opened(seeded_client, address).select_one("link[rel=canonical]")

    assert link is not None
    assert link["href"] == f"http://localhost{canonical}"


def test_an_error_page_has_no_canonical_address(seeded_client: FlaskClient) -> None:
    answer = seeded_client.get("/states/XYZ")

    assert answer.status_code == 404
    assert 'rel="canonical"' not in answer.text
    assert "ld+json" not in answer.text


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/", "WebSite"),
        ("/states/KEN", "WebPage"),
        ("/states", "CollectionPage"),
        ("/instruments/TIP-PROTOCOL", "Legislation"),
        ("/indicators/TIP-PARTY", "Dataset"),
        ("/charts/pillars?region=africa", "Dataset"),
        ("/stories/survivors", "Article"),
    ],
)
def test_each_kind_of_page_says_what_it_is(
    seeded_client: FlaskClient, address: str, kind: str
) -> None:
    found = opened(seeded_client, address).select_one('script[type="application/ld+json"]')
    assert found is not None
    seen = json.loads(found.text)

    assert seen["@type"] == kind
    assert seen["name"]
    assert seen["description"]
    if kind == "Dataset":
        file = seen["distribution"]["contentUrl"].removeprefix("http://localhost")
        assert seeded_client.get(file, buffered=True).mimetype == "text/csv"


def test_every_address_of_the_sitemap_answers(seeded_client: FlaskClient) -> None:
    parts = addresses(seeded_client, "/sitemap.xml")
    assert len(parts) == len(set(parts)) == len(sitemap.PARTS) * len(LANGUAGES)
    for part in parts[: len(sitemap.PARTS) * 2]:  # English and French
        found = addresses(seeded_client, part.removeprefix("http://localhost"))
        assert len(found) == len(set(found))
        for address in found[:2] + found[-2:]:
            assert seeded_client.get(address).status_code == 200, address


def test_the_sitemap_of_each_language_names_the_same_pages_in_all(
    seeded_client: FlaskClient,
) -> None:
    def named(path: str) -> dict[str, dict[str, str]]:
        tree = BeautifulSoup(seeded_client.get(path).data, "xml")
        return {
            entry.loc.text: {link["hreflang"]: link["href"] for link in entry.find_all("link")}
            for entry in tree.find_all("url")
            if entry.loc is not None
        }

    english, arabic = named("/sitemaps/states.xml"), named("/ar/sitemaps/states.xml")

    assert len(english) == len(arabic) == 195
    assert "http://localhost/ar/states/KEN" in arabic
    for others in (*english.values(), *arabic.values()):
        assert set(others) == {*LANGUAGES, "x-default"}
        assert english[others["en"]] == arabic[others["ar"]] == others
        assert others["x-default"] == others["en"]


def test_robots_name_the_sitemap_and_close_what_is_private(seeded_client: FlaskClient) -> None:
    lines = seeded_client.get("/robots.txt").text.splitlines()

    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert {"Disallow: /admin", "Disallow: /ar/admin", "Disallow: /*?"} <= set(lines)


def test_a_demonstration_is_closed_to_search_engines(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        mark_demonstration()
        db.session.commit()

    assert "Disallow: /" in client.get("/robots.txt").text.splitlines()


def test_a_chart_can_be_framed_from_its_address(seeded_client: FlaskClient) -> None:
    url = "http://localhost/charts/state-pillars?state=KEN&as_of=2013-12-31"
    seen = seeded_client.get("/oembed", query_string={"url": url, "maxwidth": "400"}).get_json()

    assert (seen["type"], seen["width"], seen["height"]) == ("rich", 400, oembed.HEIGHT)
    assert "/embed/state-pillars?" in seen["html"]
    assert "state=KEN" in seen["html"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": "http://localhost/states/KEN"}, 404),
        ({"url": "http://localhost/charts/no-chart"}, 404),
        ({"url": "https://elsewhere.example/charts/pillars"}, 400),
        ({"url": "javascript:alert(1)"}, 400),
        ({"url": "http://localhost/charts/pillars", "format": "xml"}, 501),
        ({"url": "http://localhost/charts/pillars", "maxwidth": "wide"}, 400),
    ],
)
def test_nothing_but_a_chart_of_this_site_is_framed(
    seeded_client: FlaskClient, query: dict[str, str], status: int
) -> None:
    assert seeded_client.get("/oembed", query_string=query).status_code == status


@pytest.fixture
def owing(db: SQLAlchemy) -> None:
    """Two states that are to report, one in a regional group."""
    make.commitment("PLAN-01", of=make.instrument("PLAN"))
    make.state("XAA", "Examplia")
    make.state("XBB", "Otherland", regional_group="APG")
    db.session.commit()
    soon = clock.today() + timedelta(days=30)
    cycle = {**filing.CYCLE, "first_due_on": soon.isoformat()}
    cycles.put_cycles(people.ADMINISTRATOR, [CycleDraft.parse(cycle)])
    db.session.commit()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Examplia", "Otherland"]),
        ("?state=XAA", ["Examplia"]),
        ("?group=APG", ["Otherland"]),
        ("?known_by=2020-01-01", []),
    ],
)
def test_due_dates_are_whole_days_of_a_calendar(
    owing: None, client: FlaskClient, query: str, names: list[str]
) -> None:
    answer = client.get(f"/reporting.ics{query}")
    events = Calendar.from_ical(answer.data).walk("VEVENT")

    assert answer.mimetype == "text/calendar"
    assert sorted(str(each["summary"]).partition(":")[0] for each in events) == names
    for each in events:
        first, after = each.decoded("dtstart"), each.decoded("dtend")
        assert type(first) is date
        assert (after - first).days == 1
    assert len({str(each["uid"]) for each in events}) == len(events)


def test_a_calendar_of_no_state_is_not_found(client: FlaskClient) -> None:
    assert client.get("/reporting.ics?state=NOWHERE").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/states/KEN", "/states/KEN/commitments", "/commitments/GPA-2010-25", "/stories/survivors"],
)
def test_a_page_has_a_picture_for_link_previews(seeded_client: FlaskClient, address: str) -> None:
    meta = opened(seeded_client, address).select_one('meta[property="og:image"]')
    assert meta is not None
    answer = seeded_client.get(str(meta["content"]))

    with Image.open(BytesIO(answer.data)) as picture:
        assert picture.format == "PNG"
        assert picture.size == (1200, 630)
        assert len(picture.getcolors() or ()) > 8  # words were drawn, not only paper
    assert len(answer.data) < 60_000


@pytest.mark.parametrize("language", ["ar", "zh", "fr"])
@pytest.mark.parametrize("address", ["/states/KEN", "/commitments/GPA-2010-25"])
def test_the_picture_is_in_the_language_of_the_page(
    seeded_client: FlaskClient, address: str, language: str
) -> None:
    page = opened(seeded_client, f"/{language}{address}")
    answer = seeded_client.get(str(page.select_one('meta[property="og:image"]')["content"]))
    alternative = page.select_one('meta[property="og:image:alt"]')

    assert answer.headers["Content-Language"] == language
    assert not alternative.get("lang")
    assert len(answer.data) < 60_000


def test_a_picture_in_english_says_so_on_a_page_in_another_language(
    seeded_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "_shapes", lambda: False)

    page = opened(seeded_client, "/ar/stories/survivors")
    answer = seeded_client.get(str(page.select_one('meta[property="og:image"]')["content"]))

    assert answer.headers["Content-Language"] == "en"
    assert page.select_one('meta[property="og:image:alt"]')["lang"] == "en"


@pytest.mark.parametrize(
    "address",
    ["/previews/states/XYZ.png", "/previews/commitments/NO.png", "/previews/stories/x.png"],
)
def test_nothing_has_no_picture(seeded_client: FlaskClient, address: str) -> None:
    assert seeded_client.get(address).status_code == 404


def test_the_frame_of_a_chart_is_named_on_its_page(seeded_client: FlaskClient) -> None:
    link = opened(seeded_client, "/charts/pillars").select_one(
        'link[type="application/json+oembed"]'
    )

    assert link is not None
    assert "/embed/pillars" in seeded_client.get(str(link["href"])).get_json()["html"]
