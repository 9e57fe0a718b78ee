"""Addresses by language: the prefix, what keeps it, what has one address, what is never mixed."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.web.pages import opened
from tracker.core.languages import LANGUAGES
from tracker.gap import standing
from tracker.review import publication
from tracker.web.core import page_cache
from tracker.web.core.language import OFFERS

OTHERS = [code for code in LANGUAGES if code != "en"]
PAGES = ["/", "/states", "/states/KEN", "/commitments", "/explore", "/search?q=trafficking"]


@pytest.fixture
def world(db: SQLAlchemy) -> None:
    """One State and one commitment."""
    plan = make.instrument("PLAN")
    make.commitment("PLAN-01", of=plan)
    make.state("XAA")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()


@pytest.fixture
def stored(app: Flask) -> Iterator[None]:
    """Pages are stored, as they are outside of tests."""
    pages = page_cache.of_app(app).pages
    pages.limit = 64 * page_cache.MEGABYTE
    yield
    pages.discard(lambda _key: True)
    pages.limit = 0


ROUTES = [
    ("/fr/", 200, "fr", "the front page"),
    ("/fr/states", 200, "fr", "a list"),
    ("/ar/states/XAA", 200, "ar", "a State"),
    ("/zh/states/XAA/PLAN-01", 200, "zh", "a commitment of a State"),
    ("/ru/activity.atom", 200, "ru", "a feed holds words"),
    ("/es/sign-in", 200, "es", "signing in"),
    ("/fr/api/v1/docs", 200, "fr", "the documentation of the API is a page"),
    ("/states", 200, "en", "English is plain"),
    ("/fr", 308, "/fr/", "the front page ends in a slash"),
    ("/fr?as_of=2013-12-31", 308, "/fr/?as_of=2013-12-31", "with its settings"),
    ("/fr/states/", 308, "/fr/states", "other pages do not"),
    ("/fr/states/xaa", 301, "/fr/states/XAA", "codes are in upper case"),
    ("/en/states", 308, "/states", "English has one address"),
    ("/en", 308, "/", "so has its front page"),
    ("/FR/states", 308, "/fr/states", "the prefix is in lower case"),
    ("/zh-CN/states", 308, "/zh/states", "regions have no pages of their own"),
    ("/zh-Hant-TW/", 308, "/zh/", "nor have scripts"),
    ("/en-GB/states?q=a", 308, "/states?q=a", "also of English"),
    ("/en//evil.example", 308, "/evil.example", "no redirect leads to another site"),
    ("/en/%5Cevil.example", 308, "/%5Cevil.example", "however the address is written"),
    ("/fr/api/v1/states", 308, "/api/v1/states", "the API has one address"),
    ("/fr/robots.txt", 308, "/robots.txt", "so have robots"),
    ("/fr/sitemap.xml", 308, "/sitemap.xml", "and the sitemap of all languages"),
    ("/fr/oembed?url=/charts/map", 308, "/oembed?url=/charts/map", "and the service for frames"),
    ("/fr/static/site.css", 404, "en", "files of the site have no language"),
    ("/fr/fr/states", 404, "fr", "one prefix"),
    ("/de/states", 404, "en", "a language that the site does not have"),
    ("/fra/states", 404, "en", "a code of three letters"),
    ("/frstates", 404, "en", "a prefix is a whole segment"),
]


@pytest.mark.parametrize(("address", "status", "result", "reason"), ROUTES)
def test_a_language_is_the_first_segment_of_the_path(
    world: None, client: FlaskClient, address: str, status: int, result: str, reason: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == status, reason
    if status in (301, 308):
        assert answer.headers["Location"] == result, reason
    else:
        assert answer.headers["Content-Language"] == result, reason


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_keeps_its_language(
    seeded_client: FlaskClient, page: str, language: str
) -> None:
    shown = opened(seeded_client, f"/{language}{page}")

    assert shown.html is not None
    assert shown.html["lang"] == language
    leaving = {
        link[name]
        for name in ("href", "action", "src", "data-suggest")
        for link in shown.select(f"[{name}]")
        if not link.has_attr("hreflang")
        and link[name].startswith("/")
        and not re.match(rf"/(?:{language}/|static/|api/v1/)", link[name])
    }
    assert leaving == set()


@pytest.mark.parametrize("page", PAGES)
def test_every_page_names_itself_in_all_languages_and_is_named_back(
    seeded_client: FlaskClient, page: str
) -> None:
    def named(address: str) -> dict[str, str]:
        links = opened(seeded_client, address).select("link[rel=alternate][hreflang]")
        return {link["hreflang"]: link["href"].removeprefix("http://localhost") for link in links}

    found = named(page)

    assert set(found) == {*LANGUAGES, "x-default"}
    assert found["x-default"] == found["en"]
    for language in LANGUAGES:
        prefix = "" if language == "en" else f"/{language}"
        assert found[language] == prefix + page
        assert named(found[language]) == found
        canonical = opened(seeded_client, found[language]).select_one("link[rel=canonical]")
        assert canonical is not None
        assert canonical["href"] == f"http://localhost{found[language]}"


def test_a_page_offers_itself_in_each_language_under_its_own_name(
    seeded_client: FlaskClient,
) -> None:
    for place in ("header .languages", "footer .languages"):
        links = opened(seeded_client, "/ar/states/KEN?as_of=2013-12-31").select(f"{place} a")
        assert [(link["lang"], link.get_text()) for link in links] == list(LANGUAGES.items())
        assert {link["lang"]: link["dir"] for link in links if link["dir"] == "rtl"} == {
            "ar": "rtl"
        }
        assert [link["lang"] for link in links if link.has_attr("aria-current")] == ["ar"]
        assert links[0]["href"] == "/states/KEN?as_of=2013-12-31"
        assert links[1]["href"] == "/fr/states/KEN?as_of=2013-12-31"


@pytest.mark.parametrize("language", OTHERS)
def test_the_english_front_page_offers_the_language_of_the_browser_and_does_not_redirect(
    world: None, client: FlaskClient, language: str
) -> None:
    answer = client.get("/", headers={"Accept-Language": f"{language},en;q=0.5"})
    offer = BeautifulSoup(answer.text, "html.parser").select_one(".offer")

    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "en"
    assert "Accept-Language" in answer.headers["Vary"]
    assert offer is not None
    assert (offer["lang"], offer.get_text(strip=True)) == (language, OFFERS[language])
    assert offer.a is not None
    assert offer.a["href"] == f"/{language}/"


@pytest.mark.parametrize(
    ("address", "header", "reason"),
    [
        ("/", "en", "the reader asks for English"),
        ("/", "de", "the site has no German"),
        ("/fr/", "ru", "a prefix was chosen"),
        ("/states", "fr", "only the front page looks at the header"),
    ],
)
def test_no_other_page_offers_a_language(
    world: None, client: FlaskClient, address: str, header: str, reason: str
) -> None:
    answer = client.get(address, headers={"Accept-Language": header})

    assert 'class="offer' not in answer.text, reason
    assert ("Accept-Language" in answer.headers["Vary"]) == (address == "/"), reason


def test_stored_pages_of_one_language_are_never_sent_under_another(
    world: None, stored: None, client: FlaskClient
) -> None:
    for _again in range(2):
        for language in (*LANGUAGES, *reversed(LANGUAGES)):
            prefix = "" if language == "en" else f"/{language}"
            answer = client.get(f"{prefix}/states/XAA")
            assert f'<html lang="{language}"' in answer.text
            assert answer.headers["Content-Language"] == language


def test_a_stored_front_page_offers_each_reader_their_own_language(
    world: None, stored: None, client: FlaskClient
) -> None:
    for _again in range(2):
        for header in ("fr", "ar-EG", "en", "uk", "zh-TW"):
            text = client.get("/", headers={"Accept-Language": header}).text
            offer = BeautifulSoup(text, "html.parser").select_one(".offer")
            wanted = {"fr": "fr", "ar-EG": "ar", "zh-TW": "zh"}.get(header)
            assert (offer and offer["lang"]) == wanted


def test_a_tag_of_one_language_does_not_hold_for_another(world: None, client: FlaskClient) -> None:
    tags = {
        language: client.get(f"/{language}/states/XAA").headers["ETag"] for language in OTHERS
    } | {"en": client.get("/states/XAA").headers["ETag"]}

    assert len(set(tags.values())) == len(LANGUAGES)
    french = {"If-None-Match": tags["fr"]}
    assert client.get("/fr/states/XAA", headers=french).status_code == 304
    assert client.get("/es/states/XAA", headers=french).status_code == 200


def test_the_api_answers_in_the_language_of_the_header_under_one_address(
    world: None, client: FlaskClient
) -> None:
    seen = {}
    for header, language in (("fr-CH, en;q=0.5", "fr"), ("uk", "en"), ("zh-TW", "zh")):
        answer = client.get("/api/v1/states?nothing=1", headers={"Accept-Language": header})
        assert answer.status_code == 400
        assert answer.headers["Content-Language"] == language
        assert "Accept-Language" in answer.headers["Vary"]
        seen[language] = answer.json
    assert len({str(body["type"]) for body in seen.values()}) == 1
    assert all(body["errors"].keys() == {"nothing"} for body in seen.values())


def test_a_list_of_the_api_has_a_tag_for_each_language(world: None, client: FlaskClient) -> None:
    tags = {
        language: client.get("/api/v1/states", headers={"Accept-Language": language}).headers[
            "ETag"
        ]
        for language in LANGUAGES
    }

    assert len(set(tags.values())) == len(LANGUAGES)


def test_an_entry_of_a_feed_has_an_id_in_each_language(
    seeded_client: FlaskClient,
) -> None:
    ids = {
        language: re.findall(r"<id>(.*?)</id>", seeded_client.get(f"{prefix}/activity.atom").text)
        for language, prefix in (("en", ""), ("fr", "/fr"))
    }

    assert len(ids["en"]) == len(ids["fr"]) > 1
    assert not set(ids["en"]) & set(ids["fr"])


def test_a_frame_is_in_the_language_of_the_address_that_was_pasted(
    world: None, client: FlaskClient
) -> None:
    for prefix in ("", "/ar"):
        seen = client.get("/oembed", query_string={"url": f"http://localhost{prefix}/charts/map"})
        assert seen.json is not None
        assert f'src="http://localhost{prefix}/embed/' in seen.json["html"]


@pytest.mark.parametrize(
    ("account", "page", "onward", "reason"),
    [
        ("fr", "/sign-in", "/fr/account", "nothing was chosen: the language of the account"),
        ("en", "/sign-in", "/account", "English is plain"),
        ("fr", "/ar/sign-in", "/ar/account", "the prefix was chosen"),
        ("fr", "/sign-in?next=/states/XAA", "/fr/states/XAA", "where the person wanted to go"),
        ("fr", "/sign-in?next=/ru/states/XAA", "/ru/states/XAA", "the page was in Russian"),
    ],
)
def test_after_sign_in_the_language_of_the_account_is_used_unless_one_was_chosen(
    world: None,
    db: SQLAlchemy,
    client: FlaskClient,
    account: str,
    page: str,
    onward: str,
    reason: str,
) -> None:
    people.user(email="a@example.org", language=account)
    db.session.commit()
    wanted = page.partition("next=")[2]

    answer = people.Browser(client).send(
        page,
        page.partition("?")[0],
        email="a@example.org",
        password=people.PASSWORD,
        next=wanted,
    )

    assert answer.status_code == 303, reason
    assert answer.headers["Location"] == onward, reason


@pytest.mark.parametrize(
    ("template", "expected", "reason"),
    [
        ('{{ ngettext("%(num)s row", "%(num)s rows", 2070) }}', "2,070 rows", "with separators"),
        ('{{ ngettext("%(num)s row", "%(num)s rows", 1) }}', "1 row", "the plural follows it"),
        (
            '{{ ngettext("%(many)s row", "%(many)s rows", 2, many="two", one="one") }}',
            "two rows",
            "a message may call its own values as it likes",
        ),
    ],
)
def test_counts_in_templates(app: Flask, template: str, expected: str, reason: str) -> None:
    with app.test_request_context("/"):
        assert app.jinja_env.from_string(template).render() == expected, reason
