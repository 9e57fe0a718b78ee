"""Readers can reach the people who run the site: CONTACT in the foot, on About, in security.txt."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

import config
from tracker.core import clock

SECURITY_TXT = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("given", "link", "reason"),
    [
        (None, None, "not set"),
        ("  ", None, "an empty line of a settings file is not set"),
        ("desk@tracker.example", "mailto:desk@tracker.example", "an e-mail address is a link"),
        (" desk@tracker.example ", "mailto:desk@tracker.example", "spaces around it do no harm"),
        ("mailto:desk@tracker.example", "mailto:desk@tracker.example", "a link already"),
        ("https://tracker.example/contact?a=1", "https://tracker.example/contact?a=1", "a form"),
    ],
)
def test_contact_becomes_a_link(given: str | None, link: str | None, reason: str) -> None:
    assert config.contact(given) == link, reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("http://tracker.example/", "what is written there could be read on the way"),
        ("javascript:alert(1)", "it would run as a script of ours"),
        ("//tracker.example/", "it has no scheme"),
        ("desk", "nobody can be reached there"),
        ("desk@localhost", "only this machine knows it"),
        ("desk@a.example?subject=x", "a mailto link may carry no further fields"),
        ("desk@a.example,other@a.example", "it is one address"),
        ("desk@a.example\nExpires: never", "it would add a line to security.txt"),
        ('https://a.example/"onclick=', "no address holds a quotation mark"),
        ("https://name:word@a.example/", "it would publish a password"),
        ("https://", "there is nowhere to go"),
        ("https://a.example:0/", "no server listens on port 0"),
        ("https://[a", "a bracket is never closed"),
    ],
)
def test_contact_that_leads_nowhere_stops_the_start(given: str, reason: str) -> None:
    with pytest.raises(config.SettingError, match="CONTACT"):
        config.contact(given)


def test_contact_is_in_the_foot_and_on_about(app: Flask, client: FlaskClient) -> None:
    app.config["CONTACT"] = "mailto:desk@tracker.example"
    plain = 'href="mailto:desk@tracker.example"'
    assert client.get("/about").text.count(plain) == 2
    assert plain in client.get("/methodology").text


def test_pages_without_a_contact_have_no_empty_link(app: Flask, client: FlaskClient) -> None:
    app.config["CONTACT"] = None
    assert "mailto:" not in client.get("/about").text


def test_security_txt_names_contact_expiry_and_its_address(app: Flask, client: FlaskClient) -> None:
    app.config.update(config.site("https://tracker.example"), CONTACT="mailto:desk@tracker.example")
    answer = client.get(SECURITY_TXT)
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:desk@tracker.example"
    assert fields["Canonical"] == f"https://tracker.example{SECURITY_TXT}"
    day = fields["Expires"].removesuffix("T00:00:00Z")
    ahead = clock.today() + timedelta(days=300)
    assert clock.today().isoformat() < day < ahead.isoformat()


def test_security_txt_claims_no_canonical_address_without_tls(
    app: Flask, client: FlaskClient
) -> None:
    app.config.update(CONTACT="mailto:desk@tracker.example", SITE_URL="http://tracker.example")
    assert "Canonical" not in client.get(SECURITY_TXT).text


def test_security_txt_is_not_found_without_a_contact(app: Flask, client: FlaskClient) -> None:
    app.config["CONTACT"] = None
    assert client.get(SECURITY_TXT).status_code == 404


def _mistake_text(client: FlaskClient, path: str) -> str:
    found = re.search(r'href="(mailto:[^"]*[?][^"]*)"', client.get(path).text)
    assert found is not None
    return parse_qs(urlsplit(unescape(found[1])).query)["body"][0]


@pytest.mark.parametrize(
    "address", ["/states/KEN", "/commitments?pillar=protection&as_of=2013-12-31"]
)
def test_the_form_fills_in_the_page_with_its_settings(
    seeded_client: FlaskClient, address: str
) -> None:
    foot = BeautifulSoup(seeded_client.get(address).text, "html.parser").select_one(".colophon")
    assert foot is not None
    links = foot.select('a[href^="/report-mistake"]')

    assert [parse_qs(urlsplit(str(link["href"])).query)["page"] for link in links] == [
        [address],
        [address],
    ]


def test_the_form_never_repeats_an_address_that_holds_a_secret(client: FlaskClient) -> None:
    seen = client.get("/reset/a-secret-of-somebody").text

    assert "/report-mistake" in seen
    assert "a-secret" not in seen.partition('class="colophon"')[2]
