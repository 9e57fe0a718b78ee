"""Guides, glossary and the statement on accessibility: whole, linked, and true to the program."""

import csv
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.pages import links, opened, words
from tracker.core.languages import LANGUAGES, path_prefix
from tracker.policy.predicates import Role
from tracker.web.core.audience import Audience, audience_of
from tracker.web.guides.glossary import term
from tracker.web.guides.pages import GUIDES
from tracker.web.guides.terms import SITE_TERMS, official_terms
from tracker.web.public.about import accessibility as accessibility_page

TERMS = Path(__file__).parents[2] / "tracker" / "translations" / "terms.csv"
PAGES = ("/guides", "/glossary", "/accessibility", *(f"/guides/{role}" for role in GUIDES))


@pytest.mark.parametrize("address", PAGES)
def test_page_is_in_the_foot_of_every_page_or_in_the_list_of_guides(
    seeded_client: FlaskClient, address: str
) -> None:
    opened(seeded_client, address)
    start = "/guides" if address.startswith("/guides/") else "/about"

    assert address in links(opened(seeded_client, start))


@pytest.mark.parametrize("address", PAGES)
def test_page_is_in_the_sitemap(seeded_client: FlaskClient, address: str) -> None:
    assert f"{address}</loc>" in seeded_client.get("/sitemaps/pages.xml").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_each_language(seeded_client: FlaskClient, language: str) -> None:
    prefix = "" if language == "en" else f"/{language}"

    assert {seeded_client.get(prefix + address).status_code for address in PAGES} == {200}


def test_every_role_that_an_administrator_gives_has_a_guide() -> None:
    given = set(Role) - {Role.OPERATOR}  # operators have docs/operations.md

    assert {guide.role for guide in GUIDES.values()} - {None} == given


@pytest.mark.parametrize("name", GUIDES)
def test_a_reader_meets_no_link_to_a_page_that_needs_a_role(
    seeded_app: Flask, seeded_client: FlaskClient, name: str
) -> None:
    shown = links(opened(seeded_client, f"/guides/{name}"))

    with seeded_app.test_request_context():
        for part in GUIDES[name].parts:
            if part.endpoint:
                address = seeded_app.url_for(part.endpoint, _external=False)
                is_open = audience_of(seeded_app, part.endpoint) in (
                    Audience.EVERYONE,
                    Audience.GUESTS,
                )
                assert (address in shown) is is_open, address


def test_an_unknown_guide_is_not_found(seeded_client: FlaskClient) -> None:
    assert seeded_client.get("/guides/nobody").status_code == 404


def test_each_part_of_a_guide_has_its_own_anchor() -> None:
    for guide in GUIDES.values():
        codes = [part.code for part in guide.parts]
        assert len(codes) == len(set(codes)), guide.code


def test_every_term_of_the_glossary_has_an_anchor(seeded_client: FlaskClient) -> None:
    page = opened(seeded_client, "/glossary")
    anchors = {tag["id"] for tag in page.select("dt[id], .official-terms > li[id]")}

    assert anchors == {term.code for term in (*SITE_TERMS, *official_terms())}


def test_official_terms_stand_as_the_table_of_terms_has_them(seeded_client: FlaskClient) -> None:
    with TERMS.open(encoding="utf-8", newline="") as file:
        rows = {row["en"]: row for row in csv.DictReader(file)}
    page = opened(seeded_client, "/ar/glossary")

    for line in page.select(".official-terms > li"):
        cells = {cell["lang"]: words(cell) for cell in line.select("strong, bdi[dir]")}
        official = rows[cells["en"]]
        assert {code: official[code] for code in LANGUAGES if official[code]} == cells
        assert official["source"] in words(line)


def test_accessibility_names_the_contact_of_the_site(
    seeded_app: Flask, seeded_client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(seeded_app.config, "CONTACT", "mailto:help@example.org")

    with seeded_app.test_request_context("/accessibility"):
        page = str(accessibility_page())

    assert page.count("mailto:help@example.org") == 2, "in the statement and in the foot"


# Pages that use terms of the glossary, with the terms that each links at least.
TERMS_OF_PAGES = [
    ("/", {"commitment", "coverage", "evidence"}),
    ("/states/KEN", {"commitment", "coverage", "no-information", "pillar", "progress"}),
    ("/commitments/GPA-2010-38", {"text", "pillar", "theme"}),
    ("/states/KEN/GPA-2010-38", {"report", "evidence", "assessment"}),
    ("/methodology", {"level", "strength", "gap", "coverage", "range"}),
]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("address", "wanted"), TERMS_OF_PAGES)
def test_a_page_links_a_term_once_to_its_meaning(
    seeded_client: FlaskClient, address: str, wanted: set[str], language: str
) -> None:
    prefix = "" if language == "en" else f"/{language}"
    marked = opened(seeded_client, prefix + address).select("a.term")
    linked = [str(each["href"]) for each in marked]
    anchors = {str(each["id"]) for each in opened(seeded_client, f"{prefix}/glossary").select("dt")}

    assert all(words(each) for each in marked)
    assert len(linked) == len({*linked})
    assert {each.partition("#")[0] for each in linked} == {f"{prefix}/glossary"}
    assert wanted <= {each.partition("#")[2] for each in linked} <= anchors


def test_a_word_that_is_no_term_is_refused(seeded_app: Flask) -> None:
    with seeded_app.test_request_context(), pytest.raises(KeyError):
        term("no-such-term", "Words")


@pytest.mark.parametrize("role", GUIDES)
def test_the_guide_of_a_role_has_a_small_picture_in_every_language(
    seeded_client: FlaskClient, role: str
) -> None:
    expected = GUIDES[role].role is not None or role == "reader"
    shown = set()
    for language in LANGUAGES:
        page = opened(seeded_client, f"{path_prefix(language)}/guides/{role}")
        picture = page.select_one("figure.screen img")

        assert (picture is not None) is expected, language
        if picture is None:
            continue
        with seeded_client.get(str(picture["src"])) as answer:
            assert answer.status_code == 200, language
            assert 5_000 < len(answer.data) <= 50_000, language
            shown.add(answer.data)
        assert len(str(picture["alt"])) > 8, language
        assert picture["width"]
        assert picture["height"]
    assert len(shown) == (len(LANGUAGES) if expected else 0), "no two languages share a picture"
