"""Signing in, setting up the second factor and being warned, in a real browser."""

import re
from collections.abc import Iterator

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.reader import open_menu
from tests.people import PASSWORD
from tracker.accounts.models import UsedAllowance
from tracker.core.db import db, writing
from tracker.policy.predicates import Role


@pytest.fixture
def administrator(live_app: Flask) -> Iterator[str]:
    """The address of an administrator who has no second factor yet."""
    with live_app.app_context(), writing():
        made = people.user(name="Ada Lovelace")
        people.membership(made, Role.ADMINISTRATOR)
        email = made.email
        db.session.query(UsedAllowance).delete()
        db.session.commit()
    return email


def sign_in(page: Page, email: str) -> None:
    page.goto("/admin/accounts")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    # A page that is opened while the form is on its way would take its place.
    expect(page).not_to_have_url(re.compile("/sign-in"))


def test_an_administrator_is_led_to_the_second_factor(page: Page, administrator: str) -> None:
    sign_in(page, administrator)
    expect(page).to_have_url(re.compile("/account/second-factor$"))
    key = page.locator("code.secret").inner_text().replace(" ", "")

    page.get_by_label("Code shown by the app").fill(pyotp.TOTP(key).now())
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".recovery li")).to_have_count(10)
    open_menu(page)
    page.get_by_role("link", name="Administration").click()

    expect(page.get_by_role("link", name="Ada Lovelace").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.allows_console("status of 422")
def test_errors_lead_to_their_fields(page: Page) -> None:
    page.goto("/join")
    page.get_by_role("button", name="Send request").click()

    page.get_by_role("alert").get_by_role("link").nth(1).click()

    expect(page.get_by_label("E-mail address")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_attribute("aria-invalid", "true")


def test_the_end_of_a_session_is_told_before(page: Page, administrator: str) -> None:
    page.clock.install()
    sign_in(page, administrator)
    page.goto("/account")
    ending = page.get_by_role("alert")

    page.clock.fast_forward("54:00")
    expect(ending).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(ending).to_contain_text("signed out in five minutes")
    page.get_by_role("button", name="Stay signed in").click()
    expect(ending).to_be_hidden()

    page.clock.fast_forward(61 * 60 * 1000)
    expect(ending).to_contain_text("You were signed out")


def test_signing_out_leaves_no_session_behind(page: Page, administrator: str) -> None:
    sign_in(page, administrator)
    open_menu(page)
    page.get_by_role("button", name="Sign out").first.click()

    expect(page.get_by_role("status")).to_contain_text("You are signed out.")
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"form", "known"}
