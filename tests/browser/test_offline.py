"""Actions written without a connection: sealed on the device, sent once, forgotten at sign-out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.device import PASSPHRASE, STORED, assert_nothing_left, faults
from tests.browser.office import Office, open_office, signed_in
from tracker.review.lifecycle import Status

TITLE = "A shelter was opened in the north"


@pytest.fixture
def office(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(run_folder, worker_id, tmp_path) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser, office: Office) -> Iterator[BrowserContext]:
    context = signed_in(browser, office, 390, [])
    context.on("page", lambda page: page.on("dialog", lambda dialog: dialog.accept()))
    yield context
    context.close()


def turned_on(phone: BrowserContext) -> Page:
    page = phone.new_page()
    page.goto("/workspace/actions")
    page.get_by_role("link", name="Log actions without a connection").click()
    page.locator("#new-passphrase").fill(PASSPHRASE)
    page.locator("#repeated-passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator("#title")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then((one) => Boolean(one.active))")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def unlocked(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open").click()
    expect(page.locator("#title")).to_be_visible()


def write(page: Page, title: str = TITLE) -> None:
    page.locator("#state").select_option("XAA")
    page.locator("#title").fill(title)
    page.locator("#happened_on").fill("2026-03-04")
    page.locator("#account").fill("It has twelve places.")
    page.get_by_role("button", name="Store on this device").click()
    expect(page.locator("[data-drafts]")).to_contain_text(title)


def test_what_was_written_without_a_connection_is_sent_once_it_returns(
    phone: BrowserContext, office: Office
) -> None:
    page = turned_on(phone)
    phone.set_offline(True)

    unlocked(page, "/states/KEN")  # any address leads to the stored page
    write(page)

    expect(page.locator("[data-drafts]")).to_contain_text("On this device. Not sent.")
    assert not any("shelter" in text or "twelve" in text for text in page.evaluate(STORED))
    assert office.statuses() == []

    phone.set_offline(False)
    expect(page.locator("[data-drafts]")).to_contain_text("It is a draft now")
    sent = office.actions()
    assert [(each.status, each.text["title"]) for each in sent] == [(Status.DRAFT, TITLE)]
    page.get_by_role("link", name="Check and send").click()
    expect(page).to_have_url(re.compile(f"{sent[0].reference}/check"))


def test_a_text_whose_answer_was_lost_is_sent_again_and_is_one_draft(
    phone: BrowserContext, office: Office
) -> None:
    page = turned_on(phone)
    phone.set_offline(True)
    write(page)
    lost = []

    def lose(route) -> None:  # type: ignore[no-untyped-def]
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    phone.route("**/workspace/offline", lose)
    phone.set_offline(False)
    expect(page.locator("[data-drafts]")).to_contain_text("We will try again")
    page.get_by_role("button", name="Send all").click()
    expect(page.locator("[data-drafts]")).to_contain_text("It is a draft now")

    assert len(lost) == 1
    assert office.statuses() == [Status.DRAFT]


def test_an_ended_session_keeps_the_texts_until_somebody_signs_in(
    phone: BrowserContext, office: Office
) -> None:
    page = turned_on(phone)
    phone.clear_cookies()
    write(page)

    expect(page.locator("[data-drafts]")).to_contain_text("Sign in to send it")
    assert office.statuses() == []

    phone.add_cookies([{"name": "session", "value": office.cookie(), "url": office.address}])
    page.get_by_role("button", name="Send all").click()
    expect(page.locator("[data-drafts]")).to_contain_text("It is a draft now")


def test_a_wrong_passphrase_opens_nothing(phone: BrowserContext) -> None:
    page = turned_on(phone)
    page.goto("/offline")

    page.locator("#passphrase").fill("another passphrase")
    page.get_by_role("button", name="Open").click()

    expect(page.locator("#passphrase-errors")).to_be_visible()
    expect(page.locator("#title")).not_to_be_visible()


def test_what_is_typed_is_still_there_after_the_page_was_closed(phone: BrowserContext) -> None:
    page = turned_on(phone)
    phone.set_offline(True)
    page.locator("#title").press_sequentially("Half a title")
    expect(page.locator("[data-status]")).to_contain_text("Stored on this device")
    page.close()

    page = phone.new_page()
    unlocked(page, "/offline")
    page.get_by_role("button", name="Change").click()

    expect(page.locator("#title")).to_have_value("Half a title")


@pytest.mark.parametrize("way", ["sign out", "leave"])
def test_leaving_removes_everything_from_the_device(phone: BrowserContext, way: str) -> None:
    phone.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    page = turned_on(phone)
    phone.set_offline(True)
    write(page)
    phone.set_offline(False)
    expect(page.locator("[data-drafts]")).to_contain_text("It is a draft now")

    if way == "leave":
        page.get_by_role("link", name="Leave this page quickly").click()
        page.wait_for_url("https://www.wikipedia.org/**")
    else:
        page.goto("/workspace/actions")
        page.locator("details.menu summary").click()
        page.locator(".corner").get_by_role("button", name="Sign out").click()
        page.wait_for_url("**/sign-in**")
    page.goto("/about")

    assert_nothing_left(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_each_view_of_the_page_is_accessible(browser: Browser, office: Office, width: int) -> None:
    troubles: list[str] = []
    context = signed_in(browser, office, width, troubles)
    page = context.new_page()
    page.goto("/offline")
    expect(page.locator("#new-passphrase")).to_be_visible()
    found = faults(page)
    page.close()
    page = turned_on(context)
    write(page)
    found += faults(page)
    page.goto("/offline")
    expect(page.locator("#passphrase")).to_be_visible()
    found += faults(page)
    context.close()

    assert found == []
    assert troubles == []
