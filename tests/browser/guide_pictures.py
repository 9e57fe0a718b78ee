"""Takes the pictures of the guides: real pages of the demonstration, by the people who use them."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from flask import Flask
from PIL import Image
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from tests import people
from tracker.core.db import db, writing
from tracker.core.languages import path_prefix

SIZE = {"width": 960, "height": 640}
QUALITY = 50  # of WebP; words stay sharp, and a picture stays below 50 kB
LARGEST = 50_000  # bytes


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody comes to the page of a picture: where they begin, and what they click."""

    email: str | None
    start: str
    clicks: tuple[str, ...] = ()
    top: str = "h1"  # what is at the top of the picture


# By guide. The accounts are those of the demonstration.
WAYS = {
    "reader": Way(None, "/states/XEX"),
    "civil-society": Way(
        "contributor@example.org", "/workspace/actions", ("#drafts a[href*='/workspace/actions/']",)
    ),
    "focal-point": Way(
        "focal@example.org",
        "/workspace",
        ("#drafts a[href*='/workspace/reports/']", "#entries a[href*='/workspace/reports/']"),
    ),
    "validating-authority": Way(
        "authority@example.org",
        "/workspace",
        ("#drafts a[href*='/workspace/reports/']", "main a[href$='/approval']"),
    ),
    "reviewer": Way("reviewer@example.org", "/review", ("main table a[href*='/review/']",)),
    "administrator": Way("administrator@example.org", "/review/open-work"),
}


def taken(browser: Browser, app: Flask, address: str, language: str) -> Iterator[tuple[str, bytes]]:
    """Each guide with the picture of its page, as WebP."""
    for guide, way in WAYS.items():
        context = browser.new_context(
            base_url=address, viewport=SIZE, reduced_motion="reduce", color_scheme="light"
        )
        if way.email:
            cookie = {"name": "session", "value": _session(app, way.email), "url": address}
            context.add_cookies([cookie])
        page = context.new_page()
        page.goto(path_prefix(language) + way.start)
        for selector in way.clicks:
            page.locator(selector).first.click()
            page.wait_for_load_state()
        yield guide, _picture(page, way.top)
        context.close()


def _picture(page: Page, top: str) -> bytes:
    page.wait_for_load_state("networkidle")
    page.locator(top).first.evaluate(
        "(it) => scrollTo(0, Math.max(0, it.getBoundingClientRect().top + scrollY - 24))"
    )
    file = BytesIO()
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(file, "WEBP", quality=QUALITY, method=6)
    return file.getvalue()


def _session(app: Flask, email: str) -> str:
    with app.app_context(), writing():
        query = select(people.UserAccount).where(people.UserAccount.email == email)
        token = people.session_of(db.session.scalars(query).one())
        db.session.commit()
    return token
