"""Answering in a browser: what waits, the form, the check, and what is not one's own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people as accounts
from tests.people import Browser, form_token
from tests.web.desks import Desk
from tests.web.desks import desk as laid
from tests.web.pages import opened, words
from tracker.policy.predicates import Role
from tracker.review import publication

DESK = "/workspace/replies"
JSON = {"Accept": "application/json"}


@pytest.fixture
def desk(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    """An act about XAA and an entry of XAA are public; a contributor logged the act."""
    made = laid(app)
    own = make.organisation("Own organisation", survivor_led=True, public_id="own-organisation")
    act = make.action(made.one, made.first, level=1, by=own, reference="A-PUBLIC")
    make.report(made.one, made.first, level=4, reference="R-PUBLIC")
    made.contributor = accounts.holder(Role.CONTRIBUTOR, organisation_id=own.id)
    made.act = act
    publication.registry_changed()
    db.session.commit()
    return made


def begun(browser: Browser, about: str, **more: str) -> str:
    answer = browser.send(DESK, f"{DESK}/new", about=about, **more)
    assert answer.status_code == 303
    return answer.location.partition("?")[0]


def test_act_waits_is_answered_checked_and_sent(desk: Desk) -> None:
    browser = desk.enter("focal")
    waiting = words(opened(browser.client, DESK))
    page = begun(browser, "action:A-PUBLIC")

    kept = browser.send(page, stance="contest", language="en", text="", version="1", next="1")
    check = words(opened(browser.client, kept.location))
    browser.send(page, stance="contest", language="en", text="Never so.", version="2")
    sent = browser.send(f"{page}/check", f"{page}/submit", version="3")
    done = words(opened(browser.client, sent.location))

    assert "An invented act" in waiting
    assert kept.location == f"{page}/check"
    assert "say what is correct instead, or why you contest it" in check
    assert sent.location == f"{page}?done=submitted"
    assert "The State contests this" in done
    assert "Never so." in done
    assert "Withdraw from review and edit" in done
    assert "Nothing is waiting for your reply" in words(opened(browser.client, DESK))


def test_script_saves_and_is_told_of_a_colleague(desk: Desk) -> None:
    browser, other = desk.enter("focal"), desk.enter("colleague")
    page = begun(browser, "action:A-PUBLIC")
    token = form_token(browser.client.get(page).text)
    form = {"stance": "contest", "text": "Mine", "language": "en", "csrf_token": token}

    saved = browser.client.post(page, data={**form, "version": "1"}, headers=JSON)
    other.send(page, stance="confirm", text="Theirs", language="en", version="2")
    late = browser.client.post(page, data={**form, "text": "Late", "version": "2"}, headers=JSON)
    shown = browser.client.post(page, data={**form, "text": "Late", "version": "2"})

    assert (saved.status_code, saved.json["version"]) == (200, 2)
    assert (late.status_code, late.json["stored"]["text"], late.json["version"]) == (
        409,
        "Theirs",
        3,
    )
    assert shown.status_code == 409
    assert "Theirs" in shown.text
    assert "Late" in shown.text
    assert 'name="version" value="3"' in shown.text


def test_place_that_may_tell_who_one_is_is_explained(desk: Desk) -> None:
    browser = desk.enter("authority")
    page = begun(browser, "action:A-PUBLIC")
    seen = "Write to amara.lopez@example.org."
    browser.send(page, stance="correct", text=seen, language="en", version="1")

    refused = browser.send(f"{page}/check", f"{page}/submit", version="2")
    check = opened(browser.client, f"{page}/check")
    place = {
        name: check.find("input", {"name": name})["value"] for name in ("field", "fingerprint")
    }
    browser.send(f"{page}/check", f"{page}/explain", explanation="An office.", **place)
    sent = browser.send(f"{page}/check", f"{page}/submit", version="2")

    assert refused.status_code == 422
    assert "amara.lopez@example.org" in words(check)
    assert sent.status_code == 303


def test_organisation_answers_an_entry_without_its_name(desk: Desk) -> None:
    browser = desk.enter("contributor")
    waiting = words(opened(browser.client, DESK))
    page = begun(browser, "entry:R-PUBLIC:PLAN-01", organisation="own-organisation")
    form = words(opened(browser.client, page))
    given = {"stance": "contest", "text": "One of nine.", "language": "en"}
    browser.send(page, **given, withhold_name="yes", version="1")

    check = words(opened(browser.client, f"{page}/check"))

    assert "1 action of yours concerns this commitment" in waiting
    assert "Readers may know that survivors lead the organisation" in form
    assert "An organisation whose name is withheld contests this" in check


def test_what_is_another_side_s_is_not_there(desk: Desk) -> None:
    page = begun(desk.enter("focal"), "action:A-PUBLIC")
    for who in ("foreign", "contributor"):
        browser = desk.enter(who)

        assert browser.client.get(page).status_code == 404
        assert browser.client.get(f"{page}/check").status_code == 404
        assert browser.send(DESK, page, text="Mine now", version="1").status_code == 404
        assert browser.send(DESK, f"{DESK}/new", about="action:A-PUBLIC").status_code == 404
    assert desk.client().get(page).status_code == 303


def test_draft_is_deleted_and_the_act_waits_again(desk: Desk) -> None:
    browser = desk.enter("focal")
    page = begun(browser, "action:A-PUBLIC")

    gone = browser.send(page, f"{page}/discard")

    assert gone.location == f"{DESK}?done=discarded"
    assert browser.client.get(page).status_code == 404
    assert "An invented act" in words(opened(browser.client, DESK))
