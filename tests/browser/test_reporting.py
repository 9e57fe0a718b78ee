"""A state reports, in a real browser: from the first entry to the gap on its page.

The registry is the real one, the state and everything it says are invented. It has a server and a
database of its own, for it changes what readers see.
"""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import factories as make
from tests import people
from tests.browser.conftest import listening, watch
from tests.conftest import seed_template, serving, settings
from tests.databases import SQLiteFiles
from tracker.accounts.models import UserAccount
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.gap import standing
from tracker.gap.aggregate import state_score
from tracker.gap.facts import CellFacts, Publication, ReportFact
from tracker.gap.figures import Score
from tracker.gap.lanes import settle
from tracker.gap.snapshot import load_snapshot
from tracker.gap.standing import default_params
from tracker.policy.predicates import Role
from tracker.reporting.vocabulary import Answer
from tracker.review import publication

# What the focal point answers, entry by entry, in the order in which the editor leads.
LEVELS = (0, 1, 2, 3, 4, 2, 1, 3, 4, 0)
END = date(2024, 12, 31)
LOST = "ERR_INTERNET_DISCONNECTED"


@dataclass
class Office:
    """A running site of its own with the people of an invented state and a reviewer."""

    app: Flask
    address: str
    focal: str
    authority: str
    reviewer: str


@pytest.fixture
def office(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[Office]:
    databases = SQLiteFiles(run_folder)
    name = f"office_{worker_id}"
    databases.copy(seed_template(databases, run_folder), name)
    with serving(settings(databases, name, tmp_path)) as app, listening(app) as address:
        with app.app_context(), writing():
            make.state("XAA")
            standing.rebuild()
            publication.registry_changed()
            found = [
                people.holder(Role.FOCAL_POINT, state="XAA"),
                people.holder(Role.VALIDATING_AUTHORITY, state="XAA"),
                people.holder(Role.REVIEWER),
            ]
            emails = [each.email for each in found]
            db.session.commit()
        yield Office(app, address, *emails)


Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, office: Office, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """Signs a person in, with password and one-time code, in a watched browser of their own."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def come(email: str) -> Page:
        context = browser.new_context(base_url=office.address, reduced_motion="reduce")
        contexts.append(context)
        watch(context, office.address, troubles)
        page = context.new_page()
        page.goto("/sign-in")
        sign_in(page, email)
        return page

    yield come
    for context in contexts:
        context.close()
    allowed = [text for mark in request.node.iter_markers("allows_console") for text in mark.args]
    left = [each for each in troubles if not any(text in each for text in allowed)]
    assert not left, "the page was not quiet:\n" + "\n".join(left)


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(people.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(people.code())
    page.get_by_role("button", name="Continue").click()
    page.locator(".corner").get_by_role("link", name=re.compile("Workspace|Review")).wait_for()


def begin(page: Page) -> str:
    """Start a report of one's own accord; the address of its page."""
    page.get_by_role("link", name="Start a report outside a reporting cycle").click()
    page.get_by_label("Title of the report").fill("An invented report")
    page.get_by_label("First day of the period").fill("2021-01-01")
    page.get_by_label("Last day of the period").fill(END.isoformat())
    page.get_by_role("button", name="Start report").click()
    expect(page.get_by_role("status").first).to_contain_text("The report is started.")
    page.get_by_role("link", name="Edit title, period and survivors").click()
    page.get_by_label("Survivors were consulted", exact=True).check()
    page.get_by_label("How, or why not").fill("An invented association read the draft.")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").click()
    return page.url.partition("?")[0]


def open_first_entry(page: Page) -> None:
    """Open the first commitment of the list; the address is then that of its entry."""
    with page.expect_navigation():
        page.locator("ol.entries a").first.click()


def choose(page: Page, level: int) -> None:
    """The level, by keys alone: into the group, then down."""
    page.locator("input[name=choice]").first.focus()
    page.keyboard.press("Space")
    for _step in range(level):
        page.keyboard.press("ArrowDown")


def write(page: Page, number: int, level: int) -> None:
    """One entry with its texts, by keys alone."""
    choose(page, level)
    page.keyboard.press("Tab")  # over the reason, which a level does not need
    for text in (f"Measure {number}.", f"Challenge {number}.", f"Training {number}."):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.type("They read the draft.")


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue").press("Enter")


def expect_text(page: Page, text: str) -> None:
    expect(page.locator("[data-status]")).to_contain_text(text)


def lose_and_find_the_connection(page: Page) -> None:
    """What is typed without a connection is kept here, and saved when there is one again."""
    page.context.set_offline(True)
    page.locator("#sources").press_sequentially("Written on a train.")
    expect_text(page, "Not saved: no connection. Your text is stored on this device.")
    kept = page.evaluate("Object.values(localStorage)")
    assert len(kept) == 1
    assert "Written on a train." not in kept[0]
    page.context.set_offline(False)
    expect_text(page, "Saved ")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.reload()
    expect(page.locator("#sources")).to_have_value("Written on a train.")


def close_without_a_connection(page: Page) -> None:
    """A page that was left without a connection finds its text again."""
    here = page.url
    page.context.set_offline(True)
    page.locator("#challenges").press_sequentially(" Written in a tunnel.")
    expect_text(page, "stored on this device")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(here)
    expect(page.locator("#challenges")).to_have_value(re.compile("Written in a tunnel"))
    is_stored(page, here, "Written in a tunnel.")


def is_stored(page: Page, address: str, text: str) -> None:
    """The server has the text: sent on return, or by the page as it was left; both are right."""
    for _attempt in range(100):
        if text in page.request.get(address).text():
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"the server never had {text!r}")


def expected(app: Flask, answers: dict[str, int], before: dict[str, Any]) -> Score:
    """The state's score by the rules of the methodology, from the levels chosen here."""
    with app.app_context():
        reading = default_params()
        seen = load_snapshot(reading)
        cells = []
        for reference, line in seen.commitments.items():
            now = before[reference]
            if reference in answers:
                fact = ReportFact(
                    reference="R",
                    answer=Answer.LEVEL,
                    level=answers[reference],
                    reason=None,
                    effective_on=END,
                    publication=Publication(began=clock.now()),
                )
                now = settle(line.fact, CellFacts(reports=(fact,)), reading)
            cells.append((line.fact, now))
        return state_score(cells, reading)


@pytest.mark.allows_console(LOST)
def test_a_report_travels_from_first_key_to_the_gap(office: Office, enter: Enter) -> None:
    with office.app.app_context():
        before = dict(load_snapshot(default_params()).standings["XAA"])
    page = enter(office.focal)
    report = begin(page)
    answers: dict[str, int] = {}

    # Of treaties it is not known here whether the state is a party; this plan speaks to all states.
    page.get_by_label("Search in commitments").fill("GPA-2010")
    with page.expect_navigation():
        page.get_by_role("button", name="Show").click()
    open_first_entry(page)
    began = time.perf_counter()
    for number, level in enumerate(LEVELS):
        answers[page.url.partition("?")[0].rsplit("/", 1)[1]] = level
        write(page, number, level)
        if number == 5:
            lose_and_find_the_connection(page)
        if number == 7:
            close_without_a_connection(page)
        go_on(page)
    seconds = time.perf_counter() - began
    print(f"ten entries by keyboard: {seconds:.1f} s")
    page.goto(report)
    expect(page.locator("[data-progress]").first).to_contain_text("10 of")

    authority = enter(office.authority)
    authority.goto(report)
    authority.get_by_role("link", name="Check and approve").click()
    authority.get_by_role("button", name="Approve report").click()
    authority.get_by_role("button", name="Send for review").click()
    expect(authority.get_by_role("status").first).to_contain_text("The report is sent.")

    publish(enter(office.reviewer), report.rsplit("/", 1)[1])

    shows_the_levels(page, answers)
    score = expected(office.app, answers, before)
    page.goto("/states/XAA")
    spread = page.locator("#state-pillars .sentence")
    expect(spread).to_contain_text(f"{1 - score.high:.0%}")
    expect(spread).to_contain_text(f"{1 - score.low:.0%}")


def publish(page: Page, reference: str) -> None:
    page.goto(f"/review/reports/{reference}")
    for box in page.locator("#decide [type=checkbox]").all():
        box.check()
    page.get_by_role("button", name="Publish report").click()
    expect(page.get_by_role("status").first).to_contain_text("The report is published.")


def shows_the_levels(page: Page, answers: dict[str, int]) -> None:
    words = ("Not started", "Limited", "Partial", "Substantial", "Complete")
    page.goto("/states/XAA/commitments")
    for reference, level in answers.items():
        row = page.locator("#commitments tr", has_text=reference)
        expect(row.first).to_contain_text(words[level])


@pytest.mark.allows_console("status of 409", LOST)
def test_two_people_see_both_texts(office: Office, enter: Enter) -> None:
    page = enter(office.focal)
    begin(page)
    open_first_entry(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#measures_taken").press_sequentially("Text of the other.")
    expect_text(other, "Saved ")

    page.locator("#measures_taken").press_sequentially("My own text.")
    expect_text(page, "someone else changed this answer")
    page.get_by_role("button", name="Compare both versions").click()

    expect(page.locator(".both").first).to_contain_text("Text of the other.")
    page.locator(".both textarea").first.fill("Text of the other, and my own.")
    page.get_by_role("button", name="Save selected versions").click()
    expect(page.locator("#measures_taken")).to_have_value("Text of the other, and my own.")
    assert page.evaluate("Object.keys(localStorage).length") == 0


@pytest.mark.allows_console(LOST)
def test_text_outlives_the_session(office: Office, enter: Enter) -> None:
    page = enter(office.focal)
    begin(page)
    open_first_entry(page)
    page.context.clear_cookies()
    page.locator("#measures_taken").press_sequentially("Typed after the session.")
    expect_text(page, "you were signed out")

    page.get_by_role("link", name="Sign in again").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    sign_in_again(page, office)

    expect(page.locator("#measures_taken")).to_have_value("Typed after the session.")
    expect_text(page, "Saved ")
    page.locator("#measures_taken").press_sequentially(" And more.")
    page.get_by_role("button", name="Sign out").first.click()
    expect(page.get_by_role("status")).to_contain_text("You are signed out.")
    assert page.evaluate("Object.keys(localStorage).length") == 0


def sign_in_again(page: Page, office: Office) -> None:
    """A one-time code is good once: forget that the last one was used."""
    with office.app.app_context(), writing():
        for user in db.session.query(UserAccount):
            user.totp_last_step = None
        db.session.commit()
    sign_in(page, office.focal)
