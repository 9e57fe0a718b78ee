"""Views that a signed-in person saves: found on the start page, renamed, deleted, one's own."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.people import Browser
from tests.web.pages import opened
from tracker.accounts import erasure, saved_views
from tracker.accounts.actor import OPERATOR
from tracker.accounts.models import UserAccount
from tracker.accounts.view_models import SavedView
from tracker.audit.models import AuditEvent
from tracker.core.errors import Invalid
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication

START, NEW = "/account/start", "/account/views/new"


@pytest.fixture
def person(app: Flask, db: SQLAlchemy) -> UserAccount:
    make.commitment("PLAN-01", of=make.instrument("PLAN"))
    make.state("XAA")
    standing.rebuild()
    publication.registry_changed()
    made = people.user()
    db.session.commit()
    return made


@pytest.fixture
def browser(client: FlaskClient, person: UserAccount) -> Browser:
    return Browser(client).enter(person)


def views(browser: Browser) -> list[tuple[str, str]]:
    page = opened(browser.client, START)
    return [(each.text, each["href"]) for each in page.select("#views .desk-what a")]


def saved(browser: Browser, address: str, name: str = "Africa"):  # type: ignore[no-untyped-def]
    return browser.send(START, NEW, name=name, to=address)


def test_a_list_with_its_filters_is_saved_and_found_again(browser: Browser) -> None:
    page = opened(browser.client, "/states?region=africa&q=ex")
    asked = page.find("a", href=lambda each: each and each.startswith(NEW))
    form = opened(browser.client, asked["href"])

    to = form.find("input", {"name": "to"})["value"]
    answer = saved(browser, to)

    assert form.find("input", {"name": "name"})["value"]
    assert answer.headers["Location"] == f"{START}?done=saved"
    assert views(browser) == [("Africa", "/states?region=africa&q=ex")]
    assert browser.client.get(views(browser)[0][1]).status_code == 200


def test_a_view_opens_in_the_language_of_the_page(browser: Browser) -> None:
    saved(browser, "/fr/explore?region=africa")

    page = opened(browser.client, f"/ar{START}")

    assert page.select_one("#views .desk-what a")["href"] == "/ar/explore?region=africa"
    assert views(browser)[0][1] == "/explore?region=africa"


# Addresses of which no view is saved.
REFUSED = [
    ("https://example.org/states", "another site"),
    ("//example.org/states", "another site without its scheme"),
    ("/account", "no public list"),
    ("/reset/secret", "an address with a secret"),
    ("/nowhere", "no page"),
    ("/states/../account", "not a plain path"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("address", "why"), REFUSED, ids=[why for _each, why in REFUSED])
def test_only_pages_of_lists_are_saved(
    browser: Browser, db: SQLAlchemy, address: str, why: str
) -> None:
    assert browser.client.get(f"{NEW}?to={quote(address)}").status_code in (400, 404), why
    assert saved(browser, address).status_code == 422, why
    assert db.session.query(SavedView).count() == 0, why


def test_the_same_view_is_saved_once(browser: Browser) -> None:
    answers = [saved(browser, "/states?region=africa", name) for name in ("One", "Two")]

    assert [each.headers["Location"].rpartition("=")[2] for each in answers] == ["saved", "already"]
    assert [name for name, _address in views(browser)] == ["One"]


def test_a_view_is_renamed_and_deleted(browser: Browser, db: SQLAlchemy) -> None:
    saved(browser, "/states")
    one = f"/account/views/{db.session.query(SavedView).one().public_id}"

    nameless = browser.send(START, f"{one}/rename", name=" ")
    renamed = browser.send(START, f"{one}/rename", name="<b>Mine</b>")

    assert (nameless.status_code, renamed.status_code) == (422, 303)
    assert views(browser) == [("<b>Mine</b>", "/states")]
    assert browser.send(START, f"{one}/delete").status_code == 303
    assert views(browser) == []
    assert browser.send(START, f"{one}/delete").status_code == 404


def test_nobody_reads_or_changes_the_views_of_another(
    app: Flask, browser: Browser, db: SQLAlchemy
) -> None:
    saved(browser, "/states")
    one = f"/account/views/{db.session.query(SavedView).one().public_id}"
    stranger = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    other = Browser(app.test_client()).enter(stranger)

    assert views(other) == []
    for act in ("rename", "delete"):
        assert other.send(START, f"{one}/{act}", name="Taken").status_code == 404
    assert views(browser) == [("Africa", "/states")]


def test_readers_without_an_account_see_none_of_it(app: Flask, person: UserAccount) -> None:
    answer = app.test_client().get("/states")

    assert NEW not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert app.test_client().get(START).headers["Location"].startswith("/sign-in")


def test_pages_that_hold_no_list_offer_no_view(browser: Browser) -> None:
    for page in ("/about", "/account", START):
        assert NEW not in browser.client.get(page).text


def test_the_number_of_views_is_limited(person: UserAccount, db: SQLAlchemy) -> None:
    actor = people.actor(person)
    for number in range(saved_views.MOST_VIEWS):
        saved_views.save(actor, person, name="A view", address=f"/states?page={number}")

    with pytest.raises(Invalid):
        saved_views.save(actor, person, name="One too many", address="/explore")


@pytest.mark.parametrize("name", ["", "  ", "z" * 101])
def test_a_view_needs_a_name_of_some_length(person: UserAccount, name: str) -> None:
    with pytest.raises(Invalid):
        saved_views.save(people.actor(person), person, name=name, address="/states")


def test_erasing_the_account_erases_its_views_and_the_trail_never_had_them(
    person: UserAccount, db: SQLAlchemy
) -> None:
    saved_views.save(people.actor(person), person, name="Secret", address="/states?q=secret")
    erasure.erase(OPERATOR, person)

    assert db.session.query(SavedView).count() == 0
    assert not any("ecret" in str(event.content) for event in db.session.query(AuditEvent))


def test_a_start_page_leads_to_what_the_roles_are_for(
    app: Flask, person: UserAccount, db: SQLAlchemy
) -> None:
    reviewer = people.holder(Role.REVIEWER)
    db.session.commit()
    found = {}
    for who in (person, reviewer):
        page = BeautifulSoup(
            Browser(app.test_client()).enter(who).client.get(START).text, "html.parser"
        )
        found[who.id] = [each["href"] for each in page.select(".ways a")]

    assert found[person.id] == ["/account"]
    assert found[reviewer.id] == ["/review", "/review/open-work", "/review/hidden", "/account"]
