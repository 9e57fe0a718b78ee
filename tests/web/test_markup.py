"""What holds of the markup of every page, for every kind of visitor of the demonstration."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from tests.people import Browser
from tracker.accounts.models import UserAccount

# So many pages of each endpoint are read.
EACH = 1
# Elements that have no role by themselves: a name on one of them is told to nobody.
GENERIC = {"span", "div", "p", "b", "strong", "em", "i", "code", "small", "time", "li", "td"}
VISITORS = (None, "focal", "authority", "contributor", "reviewer", "administrator")


def enter(app: Flask, name: str | None) -> FlaskClient:
    browser = Browser(app.test_client())
    if name is not None:
        browser.enter(UserAccount.query.filter_by(email=f"{name}@example.org").one())
    return browser.client


def crawl(app: Flask, client: FlaskClient) -> Iterator[tuple[str, BeautifulSoup]]:
    """Pages that links lead to, at most ``EACH`` of every endpoint."""
    waiting, known = ["/", "/workspace", "/review", "/admin/accounts", "/account"], set()
    read: Counter[str] = Counter()
    adapter = app.url_map.bind("localhost")
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        try:
            endpoint = adapter.match(path)[0]
        except Exception:  # noqa: BLE001, S112 - a link to a file or to another site
            continue
        if address in known or read[endpoint] >= EACH or "sign-out" in path:
            continue
        known.add(address)
        read[endpoint] += 1
        answer = client.get(address, buffered=True)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
        yield address, page
        for link in page.find_all("a", href=True):
            target = urljoin(address, str(link["href"])).partition("#")[0]
            if target.startswith("/"):
                waiting.append(target)


def faults(page: BeautifulSoup) -> list[str]:
    ids = Counter(str(element["id"]) for element in page.find_all(id=True))
    return [
        *(f"id {name} is there {number} times" for name, number in ids.items() if number > 1),
        *(f"named without a role: {element}"[:160] for element in _silent(page)),
        *(
            f"a label for nothing: {label['for']}"
            for label in page.find_all("label", attrs={"for": True})
            if label["for"] not in ids
        ),
    ]


def _silent(page: BeautifulSoup) -> Iterator[Tag]:
    for element in page.find_all(attrs={"aria-label": True}):
        if element.name in GENERIC and not element.get("role"):
            yield element


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_page_has_ids_of_its_own_and_names_that_are_told(
    demonstration: Flask, visitor: str | None
) -> None:
    client = enter(demonstration, visitor)

    found, read = {}, 0
    for address, page in crawl(demonstration, client):
        read += 1
        if wrong := faults(page):
            found[address] = wrong
    assert read > 30
    assert found == {}
