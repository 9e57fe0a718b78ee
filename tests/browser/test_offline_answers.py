"""Answers of a State's report written without a connection: taken along, sent once, compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import factories as make
from tests import people
from tests.browser.conftest import listening
from tests.browser.device import PASSPHRASE, STORED, assert_nothing_left, faults
from tests.browser.office import Office, signed_in
from tests.browser.reader import Reader
from tests.conftest import seed_template, serving, settings
from tests.databases import SQLiteFiles
from tests.reporting import filing
from tracker.core.db import db, writing
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.reporting import editing
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.queries_private import entries_of
from tracker.review import publication

COMMITMENT = "GPA-2010-16"
MINE = "A new law covers every form of it."


@dataclass
class Ministry(Office):
    """A running site with a focal point of an invented state and a report begun."""

    report: str = ""

    def entry(self, commitment: str = COMMITMENT) -> Any:
        """What is stored of an answer; None if nothing is."""
        with self.app.app_context():
            return entries_of([self.report]).get(self.report, {}).get(commitment)

    def write(self, version: int, commitment: str = COMMITMENT, **cells: str) -> None:
        """Save an answer as a colleague would on the site."""
        draft = EntryDraft.parse({"commitment": commitment, "survivors": "not_stated", **cells})
        with self.app.app_context(), writing():
            actor = people.actor(db.session.get(people.UserAccount, self.person))
            editing.save_entry(actor, self.report, draft, version=version)
            db.session.commit()


@pytest.fixture
def office(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[Ministry]:
    databases = SQLiteFiles(run_folder)
    name = f"answers_{worker_id}"
    databases.copy(seed_template(databases, run_folder), name)
    with serving(settings(databases, name, tmp_path)) as app, listening(app) as address:
        yield ministry(app, address)


def ministry(app: Flask, address: str) -> Ministry:
    with app.app_context(), writing():
        make.state("XAA")
        standing.rebuild()
        publication.registry_changed()
        person = people.holder(Role.FOCAL_POINT, state="XAA")
        reference = editing.start_report(
            people.actor(person), "XAA", filing.frame(), due_id=None
        ).reference
        key = person.id
        db.session.commit()
    return Ministry(app, address, key, reference)


@pytest.fixture
def phone(browser: Browser, office: Ministry) -> Iterator[BrowserContext]:
    context = signed_in(browser, office, 390, [])
    context.on("page", lambda page: page.on("dialog", lambda dialog: dialog.accept()))
    yield context
    context.close()


def taken_along(phone: BrowserContext, office: Ministry) -> Page:
    """The page with the report on the device, still with a connection."""
    page = phone.new_page()
    page.goto(f"/workspace/reports/{office.report}")
    page.get_by_role("link", name="Answer without a connection").click()
    page.locator("#new-passphrase").fill(PASSPHRASE)
    page.locator("#repeated-passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Turn on").click()
    page.get_by_role("button", name="Take this report along").click()
    expect(page.locator("[data-take-status]")).to_contain_text("Stored on this device")
    page.evaluate("navigator.serviceWorker.ready.then((one) => Boolean(one.active))")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def unlocked(page: Page) -> None:
    page.goto("/offline")
    page.locator("#passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#commitment")).to_be_visible()


def answer(page: Page, office: Ministry, text: str = MINE) -> None:
    page.locator("#commitment").select_option(f"answer|{office.report}|{COMMITMENT}")
    page.locator("#choice").get_by_text("Partial", exact=True).click()
    page.locator("#measures_taken").fill(text)
    page.locator("[data-answer]").get_by_role("button", name="Store on this device").click()
    expect(page.locator("[data-entry]")).to_be_hidden()


def drafts(page: Page) -> Any:
    return expect(page.locator("[data-drafts]"))


def test_an_answer_written_without_a_connection_is_saved_once_it_returns(
    phone: BrowserContext, office: Ministry
) -> None:
    page = taken_along(phone, office)
    phone.set_offline(True)
    unlocked(page)
    answer(page, office)

    drafts(page).to_contain_text("On this device. Not sent.")
    assert not any(MINE in text or "invented report" in text for text in page.evaluate(STORED))
    assert office.entry() is None

    phone.set_offline(False)
    drafts(page).to_contain_text("It is saved in the report")
    saved = office.entry().saved
    assert (saved.version, saved.draft.level, saved.draft.measures_taken) == (1, 2, MINE)


def test_an_answer_whose_receipt_was_lost_is_saved_once(
    phone: BrowserContext, office: Ministry
) -> None:
    page = taken_along(phone, office)
    phone.set_offline(True)
    answer(page, office)
    lost = []

    def lose(route) -> None:  # type: ignore[no-untyped-def]
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    phone.route(f"**/{COMMITMENT}", lose)
    phone.set_offline(False)
    drafts(page).to_contain_text("We will try again")
    page.get_by_role("button", name="Send all").click()
    drafts(page).to_contain_text("It is saved in the report")

    assert len(lost) == 1
    assert office.entry().saved.version == 1


def test_an_answer_that_somebody_changed_meanwhile_is_shown_beside_it(
    phone: BrowserContext, office: Ministry
) -> None:
    office.write(0, answer="level", level="1", measures_taken="A bill.", challenges="Old.")
    page = taken_along(phone, office)
    phone.set_offline(True)
    answer(page, office)
    office.write(1, answer="level", level="1", measures_taken="A decree.", challenges="No money.")
    phone.set_offline(False)

    drafts(page).to_contain_text("someone else changed this answer")
    assert office.entry().saved.draft.measures_taken == "A decree."
    page.get_by_role("button", name="Compare both versions").click()
    compare = page.locator("[data-compare]")
    expect(compare).to_contain_text("A decree.")
    expect(compare.locator("textarea[name=measures_taken]")).to_have_value(MINE)
    assert Reader(page).axe() == []
    # What only the other changed is taken from them; what only the writer changed, from the writer.
    compare.get_by_role("button", name="Save selected versions").click()
    drafts(page).to_contain_text("It is saved in the report")

    saved = office.entry().saved
    assert (saved.version, saved.draft.level) == (3, 2)
    assert (saved.draft.measures_taken, saved.draft.challenges) == (MINE, "No money.")


def test_their_version_can_stay(phone: BrowserContext, office: Ministry) -> None:
    page = taken_along(phone, office)
    phone.set_offline(True)
    answer(page, office)
    office.write(0, answer="level", level="1", measures_taken="A decree.")
    phone.set_offline(False)
    page.get_by_role("button", name="Compare both versions").click()
    page.get_by_role("button", name="Keep their version and discard mine").click()

    expect(page.locator("[data-list]")).to_be_hidden()
    saved = office.entry().saved
    assert (saved.version, saved.draft.measures_taken) == (1, "A decree.")


def test_what_is_typed_is_still_there_after_the_page_was_closed(
    phone: BrowserContext, office: Ministry
) -> None:
    page = taken_along(phone, office)
    phone.set_offline(True)
    page.locator("#commitment").select_option(f"answer|{office.report}|{COMMITMENT}")
    page.locator("#challenges").press_sequentially("Half a sent")
    expect(page.locator("[data-answer-status]")).to_contain_text("Stored on this device")
    page.close()

    page = phone.new_page()
    unlocked(page)
    page.get_by_role("button", name="Change").click()

    expect(page.locator("#challenges")).to_have_value("Half a sent")


def test_signing_out_removes_the_report_and_the_answers_from_the_device(
    phone: BrowserContext, office: Ministry
) -> None:
    page = taken_along(phone, office)
    phone.set_offline(True)
    answer(page, office)
    phone.set_offline(False)
    drafts(page).to_contain_text("It is saved in the report")
    other = phone.new_page()
    other.goto("/workspace")
    other.locator("details.menu summary").click()
    other.locator(".corner").get_by_role("button", name="Sign out").click()
    other.wait_for_url("**/sign-in**")
    page.close()
    other.goto("/about")

    assert_nothing_left(other)


def test_leaving_quickly_removes_the_report_from_the_device(
    phone: BrowserContext, office: Ministry
) -> None:
    phone.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    page = taken_along(phone, office)
    page.get_by_role("link", name="Leave this page quickly").click()
    page.wait_for_url("https://www.wikipedia.org/**")
    page.goto("/about")

    assert_nothing_left(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_form_of_answers_is_accessible(browser: Browser, office: Ministry, width: int) -> None:
    troubles: list[str] = []
    context = signed_in(browser, office, width, troubles)
    page = taken_along(context, office)
    page.locator("#commitment").select_option(f"answer|{office.report}|{COMMITMENT}")
    expect(page.locator("#measures_taken")).to_be_visible()
    found = faults(page)
    context.close()

    assert found == []
    assert troubles == []
