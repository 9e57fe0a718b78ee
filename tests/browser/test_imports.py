"""The steps of an import as an administrator sees them, at a desk and on a phone."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests import people
from tests.browser.conftest import HEIGHTS, listening, watch
from tests.browser.reader import Reader
from tests.conftest import seed_template, serving, settings
from tests.databases import SQLiteFiles
from tracker.core.db import db, writing
from tracker.policy.predicates import Role

PICTURES = os.environ.get("IMPORT_PICTURES")
FILE = (
    "A,B,Text,Response,Action,Session,mechanism,date,Theme\n"
    "Norway,Kenya,X one on roads and bridges,Accepted,4,40,UPR,2022,Alpha; Beta\n"
    "Kenya,Norway,X two on rivers and lakes,Considered,2,40,UPR,2022,Gamma\n"
    "Kenya,Norway,X three on lakes,Considered,2,40,UPR,2022,Alpha\n"
)
SCALE = "".join(
    f"KEN;{word};20{10 + at};3P-PREVENTION;x-file\n"
    for at, word in enumerate(["Watchlist", "Watchlist", ">95", "<5", "Limited"])
)


@pytest.fixture
def office(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    databases = SQLiteFiles(run_folder)
    name = f"imports_{worker_id}"
    databases.copy(seed_template(databases, run_folder), name)
    with serving(settings(databases, name, tmp_path)) as app, listening(app) as address:
        yield app, address


def entered(browser: Browser, app: Flask, address: str, width: int) -> Page:
    with app.app_context(), writing():
        token = people.session_of(people.holder(Role.ADMINISTRATOR))
        db.session.commit()
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": HEIGHTS[width]}
    )
    watch(context, address, [])
    context.add_cookies([{"name": "session", "value": token, "url": address}])
    return context.new_page()


def looked_at(page: Page, name: str) -> None:
    """Nothing is wider than the window, and nothing breaks a rule of accessibility."""
    reader = Reader(page)
    reader.unfold()
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)
    assert not reader.measure("sideways"), name
    assert not reader.axe(), name


def sent(page: Page, folder: Path, kind: str, content: str) -> None:
    file = folder / "mine.csv"
    file.write_text(content, "utf-8")
    page.goto(f"/workspace/imports/new?kind={kind}")
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form.entry button[type=submit]").click()
    page.goto(page.url.replace("/reading", "/columns"))


def send_on(page: Page) -> None:
    page.locator("main form.entry button[type=submit]").first.click()
    page.wait_for_url("**/*")


def test_columns_values_and_check_are_readable_at_every_width(
    browser: Browser, office: tuple[Flask, str], tmp_path: Path, width: int
) -> None:
    app, address = office
    page = entered(browser, app, address, width)
    sent(page, tmp_path, "recommendations", FILE)
    looked_at(page, f"columns-{width}")
    for field, column in (("state", "B"), ("made_by", "A")):
        name = page.locator("fieldset.match", has=page.locator(f"code:text-is('{field}')"))
        name.locator("select").first.select_option(column)
    page.locator("select[name=rows_column]").select_option("Theme")
    page.locator("input[name=rows_values]").fill("Alpha; Gamma")
    send_on(page)
    page.wait_for_url("**/values")
    looked_at(page, f"words-{width}")
    send_on(page)
    page.wait_for_url("**/check")
    looked_at(page, f"check-{width}")

    sent(page, tmp_path, "indicator_values", f"state;Score;effective_on;indicator;source\n{SCALE}")
    send_on(page)
    page.wait_for_url("**/values")
    looked_at(page, f"scale-{width}")
    page.context.close()
