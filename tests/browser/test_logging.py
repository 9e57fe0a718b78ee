"""An organisation logs an action, by keyboard at a desk and by thumb on a phone.

Seconds are those of a browser that never hesitates; what a person needs is told by fields and
keys, at the pace of a slow typist.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.office import Office, open_office, signed_in
from tests.browser.reader import Reader
from tracker.review.lifecycle import Status

KEYS_A_MINUTE = 200  # 40 words a minute
PROMISED = 120  # seconds: "under two minutes"
TITLE = "Parliament adopted an act that pays for shelters for victims"
ACCOUNT = "The act was adopted on third reading. It pays for twelve shelters and their staff."
URL = "https://example.org/gazette/12"


@pytest.fixture
def office(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[Office]:
    with open_office(run_folder, worker_id, tmp_path) as opened:
        yield opened


class Hand:
    """Fills fields and counts what that takes; by keyboard it goes from one to the next."""

    def __init__(self, page: Page, *, by_keyboard: bool) -> None:
        self.page = page
        self.by_keyboard = by_keyboard
        self.fields = self.keys = 0

    def reach(self, selector: str) -> None:
        """Come to a field: with the Tab key until it is there, or with one tap."""
        if not self.by_keyboard:
            self.keys += 1
            return
        for _step in range(60):
            if self.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"no way by keyboard to {selector}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def write(self, selector: str, text: str) -> None:
        self.fields += 1
        self.reach(selector)
        if self.by_keyboard:
            self.page.keyboard.type(text)
        else:
            self.page.locator(selector).fill(text)
        self.keys += len(text)

    def day(self, selector: str, iso: str) -> None:
        year, month, day = iso.split("-")
        if self.by_keyboard:
            return self.write(selector, f"{month}{day}{year}")
        return self.write(selector, iso)

    def choose(self, selector: str, label: str) -> None:
        """One of a list: by the beginning of its name."""
        self.fields += 1
        self.reach(selector)
        if self.by_keyboard:
            self.page.keyboard.type(label[:4])
        else:
            self.page.locator(selector).select_option(label=label)
        self.keys += 4

    def tick(self, selector: str, *, down: int = 0) -> None:
        """A box or the first of a group of choices, then as many further down."""
        self.fields += 1
        self.reach(selector)
        if self.by_keyboard:
            self.press("Space")
            for _step in range(down):
                self.press("ArrowDown")
        else:
            group = self.page.locator(selector).first
            name = group.get_attribute("name") or ""
            same = self.page.locator(f"[name='{name}']")
            (same.nth(down) if down else group).tap()


def fill(page: Page, hand: Hand) -> None:
    """The whole form, in the order in which it stands."""
    page.locator("#state").focus()
    hand.choose("#state", "Examplia")
    hand.write("#title", TITLE)
    hand.tick("#kind input")
    hand.day("#happened_on", "2026-03-04")
    hand.write("#account", ACCOUNT)
    expect(page.locator("[data-offer]").first).to_be_visible()
    hand.tick("[data-offer]")
    hand.tick("[data-bearing] [name^=polarity-]")
    hand.tick("[data-bearing] [name^=level-]", down=3)
    hand.write("#source_1_url", URL)
    hand.write("#source_1_title", "Act 12 of 2026")
    hand.write("#source_1_publisher", "Official Gazette")
    hand.tick("#source_1_tier input")
    hand.choose("#source_1_language", "English")


PROMISED_SHORT = 60  # seconds
MOST_INPUTS, MOST_HEIGHT = 8, 2_500  # of the short form on a phone


def test_the_short_form_takes_a_minute_on_a_phone(browser: Browser, office: Office) -> None:
    troubles: list[str] = []
    context = signed_in(browser, office, 390, troubles)
    page = context.new_page()
    reader = Reader(page)
    page.goto("/workspace/actions")
    began = perf_counter()
    page.get_by_role("button", name="Short form").tap()
    page.wait_for_url(re.compile("/A-"))
    page.wait_for_load_state("load")
    height = page.evaluate("document.querySelector('main').scrollHeight")

    hand = Hand(page, by_keyboard=False)
    hand.choose("#state", "Examplia")
    hand.write("#title", "Parliament adopted an act that pays for shelters")
    hand.day("#happened_on", "2026-03-04")
    hand.write("#account", "The act pays for twelve shelters.")
    hand.write("#source_1_url", URL)
    expect(page.locator("[data-progress]")).to_have_text("6 of 6 required fields are complete")
    looks = [reader.axe(), reader.measure("sideways")]
    page.get_by_role("button", name="Check and send").tap()
    page.wait_for_url("**/check")
    looks += [reader.axe(), reader.measure("sideways")]
    page.get_by_role("button", name="Send to the reviewers").tap()
    expect(page.get_by_role("status")).to_contain_text("to the reviewers")
    seconds = perf_counter() - began

    at_a_slow_pace = hand.keys / KEYS_A_MINUTE * 60
    print(
        f"short form: {hand.fields} fields, {height} px, {seconds:.1f} s + {at_a_slow_pace:.0f} s"
    )
    context.close()
    assert looks == [[]] * 4
    assert troubles == []
    assert office.statuses() == [Status.SUBMITTED]
    assert hand.fields <= MOST_INPUTS
    assert height <= MOST_HEIGHT
    assert at_a_slow_pace + seconds < PROMISED_SHORT


@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_an_action_is_logged_in_two_minutes(browser: Browser, office: Office, width: int) -> None:
    troubles: list[str] = []
    context = signed_in(browser, office, width, troubles)
    page = context.new_page()
    reader = Reader(page)
    page.goto("/workspace")
    began = perf_counter()
    page.get_by_role("button", name="Log an action").click()
    page.wait_for_url(re.compile("/A-"))

    hand = Hand(page, by_keyboard=width == 1280)
    fill(page, hand)
    expect(page.locator("[data-status]")).to_contain_text("Saved")
    expect(page.locator("[data-progress]")).to_have_text("8 of 8 required fields are complete")
    looks = [reader.axe(), reader.measure("sideways")]
    page.get_by_role("button", name="Check and send").click()
    page.wait_for_url("**/check")
    looks += [reader.axe(), reader.measure("sideways")]
    page.get_by_role("button", name="Send to the reviewers").click()
    expect(page.get_by_role("status")).to_contain_text("to the reviewers")
    seconds = perf_counter() - began
    looks += [reader.axe(), reader.measure("sideways")]

    at_a_slow_pace = hand.keys / KEYS_A_MINUTE * 60
    print(
        f"{width} px: {hand.fields} fields, {hand.keys} keys and taps,"
        f" {seconds:.1f} s in the browser, {at_a_slow_pace:.0f} s at {KEYS_A_MINUTE} keys a minute"
    )
    context.close()
    assert looks == [[]] * 6
    assert troubles == []
    assert office.statuses() == [Status.SUBMITTED]
    assert at_a_slow_pace < PROMISED


def test_leaving_quickly_signs_out_and_leaves_nothing(browser: Browser, office: Office) -> None:
    context = browser.new_context(base_url=office.address, reduced_motion="reduce")
    # The page to which it leads is another's: here somebody answers in its place.
    context.route("https://www.wikipedia.org/**", lambda route: route.fulfill(body="elsewhere"))
    context.add_cookies([{"name": "session", "value": office.cookie(), "url": office.address}])
    page = context.new_page()
    page.goto("/workspace/actions")
    page.get_by_role("button", name="Log an action").click()
    page.locator("#title").press_sequentially("Not to be found")
    address = page.url

    # One call for all three presses: on a busy machine single ones may take more than the two
    # seconds within which they count. People press once scripts are there, and so does this.
    page.wait_for_load_state()
    page.evaluate(
        "for (let time = 0; time < 3; time += 1) document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, cancelable: true}))"
    )
    page.wait_for_url("https://www.wikipedia.org/**")

    page.go_back()
    assert "Not to be found" not in page.content()
    for _attempt in range(50):
        page.goto(address)
        if "/sign-in" in page.url:
            break
        page.wait_for_timeout(100)
    assert "/sign-in" in page.url
    assert page.evaluate("Object.keys(localStorage).length") == 0
    context.close()
