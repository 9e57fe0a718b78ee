"""The pages on which approval is asked for and given, and the note of a state."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import people as accounts
from tests.reporting import filing
from tests.web.desks import Desk, approve, desk
from tests.web.pages import opened, section, words
from tests.web.test_editor import begun, save, soup, status_of
from tracker.accounts.mail import preferences


@pytest.fixture
def at(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    return desk(app)


@pytest.fixture
def draft(at: Desk, db: SQLAlchemy) -> str:
    return begun(db, filing.entry("PLAN-01"))


def ask(at: Desk, draft: str, note: str = "Table 3 is new.") -> Any:
    browser, page = at.enter("focal"), f"{draft}/approval"
    seen = soup(browser.client.get(page)).find(id="seen-asking")["value"]
    return browser.send(page, f"{page}/ask", seen=seen, note=note)


def test_the_authority_is_asked_by_letter_and_on_its_page(at: Desk, draft: str) -> None:
    asked = ask(at, draft)

    page = opened(at.enter("authority").client, "/workspace")
    letters = accounts.letters("approval-asked")
    assert asked.headers["Location"] == f"{draft}?done=asked"
    assert "An invented report" in section(page, "approve")
    assert [each.recipient for each in letters] == [at.authority.email]
    assert "Table 3" not in (letters[0].body_text or "")
    assert "validating authority" in (letters[0].body_text or "")


def test_every_answer_is_shown_before_it_is_approved(at: Desk, draft: str) -> None:
    ask(at, draft)
    authority = at.enter("authority")

    page = opened(authority.client, f"{draft}/approval")
    answer = approve(authority, draft)

    assert "An invented law was adopted." in words(page.main)
    assert "Table 3 is new." in words(page.main)
    assert answer.headers["Location"] == f"{draft}?done=clear"


def test_a_change_after_the_page_was_opened_is_shown_and_not_approved(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    authority, page = at.enter("authority"), f"{draft}/approval"
    seen = soup(authority.client.get(page)).find(id="seen-approving")["value"]
    save(at.enter("focal"), f"{draft}/PLAN-03", measures_taken="A later answer.")

    late = authority.send(page, f"{draft}/clear", seen=seen)
    unseen = authority.send(page, f"{draft}/clear")

    assert (late.status_code, unseen.status_code) == (409, 409)
    assert "A later answer." in late.text
    assert status_of(db, draft) == "draft"


def test_what_changed_after_the_request_is_named(at: Desk, draft: str) -> None:
    ask(at, draft)
    save(at.enter("focal"), f"{draft}/PLAN-03", measures_taken="A later answer.")

    page = opened(at.enter("authority").client, f"{draft}/approval")

    assert [each["href"] for each in page.select(".asks a")] == ["#PLAN-03"]


def test_a_return_comes_to_the_focal_point_with_its_reason(at: Desk, draft: str) -> None:
    ask(at, draft)
    authority, page = at.enter("authority"), f"{draft}/approval"

    silent = authority.send(page, f"{page}/return", reason=" ")
    seen = authority.send(page, f"{page}/return", reason="Article 9 is missing.")
    again = authority.send(page, f"{page}/return", reason="Article 9 is missing.")

    letters = accounts.letters("approval-returned")
    assert (silent.status_code, seen.status_code) == (422, 303)
    assert again.headers["Location"] == f"{draft}?done=moved"
    assert {each.recipient for each in letters} == {at.focal.email, at.colleague.email}
    assert "Article 9" not in "".join(each.body_text or "" for each in letters)
    for address in (draft, "/workspace", page):
        assert "Article 9 is missing." in at.enter("focal").client.get(address).text


def test_an_unfinished_report_leads_to_what_is_missing(at: Desk, db: SQLAlchemy) -> None:
    draft = begun(db, filing.entry("PLAN-01", 4, measures_taken=""))

    answer = ask(at, draft)

    assert answer.status_code == 422
    assert soup(answer).select_one(f'#errors a[href="{draft}/PLAN-01"]')
    assert "Table 3 is new." in answer.text


def test_letters_about_approval_can_be_turned_off() -> None:
    for kind in ("approval-asked", "approval-returned"):
        assert preferences.HEEDED[kind] is preferences.Preference.CLEARANCE


def test_the_note_of_the_state_is_read_by_its_side_and_written_by_focal_points(
    at: Desk, db: SQLAlchemy
) -> None:
    page, focal = "/workspace/notes/XAA", at.enter("focal")

    saved = focal.send(page, text="Ask <the> office.\nSecond line.", version="0")
    late = at.enter("colleague").send(page, text="Mine.", version="0")

    assert saved.headers["Location"].startswith("/workspace")
    assert late.status_code == 409
    assert "Ask &lt;the&gt; office." in late.text
    assert 'value="1"' in late.text
    assert "Ask &lt;the&gt; office." in at.enter("authority").client.get("/workspace").text
    assert at.enter("authority").client.get(page).status_code == 404
    assert at.enter("foreign").client.get(page).status_code == 404
    assert "office" not in at.enter("foreign").client.get("/workspace").text
