"""Pages of signed-in people in Arabic: ids once, names heard, fields labelled, texts directed."""

import re
from collections import Counter
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people as accounts
from tests.evidence import logged
from tests.people import Browser
from tests.reporting import filing
from tests.web.desks import desk
from tests.web.test_workspace import owed
from tracker.core.db import writing
from tracker.policy.predicates import Role
from tracker.review.lifecycle import Status

NAME = "Circle of invented survivors"
# Elements without a role of their own, whose aria-label screen readers leave out.
SILENT = frozenset(
    ("span", "div", "p", "b", "i", "em", "strong", "small", "code", "time")
    + ("dt", "dd", "td", "cite", "mark", "sup")
)
REFERRING = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
DESK = re.compile(r"/ar/(?:workspace|review|admin|account)\b")
STARTS = {
    "focal": ["/ar/workspace", "/ar/account"],
    "contributor": ["/ar/workspace/actions", "/ar/workspace/imports/new?kind=actions"],
    "administrator": ["/ar/admin/accounts", "/ar/admin/organisations", "/ar/admin/cycles/new"],
    "reviewer": ["/ar/review", "/ar/review/assessments"],
}
MOST_PAGES = 25


def faults(page: BeautifulSoup) -> list[str]:
    """What is wrong with the marks of a page."""
    ids = Counter(str(each["id"]) for each in page.find_all(id=True))
    found = [f"id twice: {name}" for name, times in ids.items() if times > 1]
    for each in page.find_all(attrs={"aria-label": True}):
        if each.name in SILENT and not each.get("role"):
            found.append(f"nobody hears {each['aria-label']}")
    for attribute in REFERRING:
        for each in page.find_all(attrs={attribute: True}):
            names = " ".join(each.get_attribute_list(attribute)).split()
            found += [f"{attribute} of nothing: {name}" for name in names if name not in ids]
    for text in page.find_all(string=re.compile(re.escape(NAME))):
        if text.parent.name not in ("title", "option") and not _is_directed(text.parent):
            found.append(f"no direction: {text.parent}"[:200])
    return found


def _is_directed(element: Tag) -> bool:
    return any(
        each.name == "bdi" or each.has_attr("dir")
        for each in (element, *element.parents)
        if each.name not in ("html", "[document]")
    )


@pytest.mark.parametrize("who", STARTS)
def test_pages_of_signed_in_people_are_marked_up(app: Flask, db: SQLAlchemy, who: str) -> None:
    at = desk(app)
    organisation = make.organisation(NAME)
    people = {
        "focal": at.focal,
        "contributor": accounts.holder(Role.CONTRIBUTOR, organisation_id=organisation.id),
        "administrator": accounts.holder(Role.ADMINISTRATOR),
        "reviewer": accounts.holder(Role.REVIEWER),
    }
    make.action(at.one, at.third, level=1, reference="ACT-A", by=organisation)
    db.session.commit()
    owed(db)
    with writing():
        filing.AT[Status.DRAFT]()
        filing.AT[Status.RETURNED]()
        writer = SimpleNamespace(contributor=accounts.actor(people["contributor"]))
        logged.begun(writer)
        logged.submitted(writer, title="Another law")
        db.session.commit()

    browser = Browser(at.client()).enter(people[who])
    waiting = list(STARTS[who])
    seen, wrong = set(waiting), {}
    for _page in range(MOST_PAGES):
        if not waiting:
            break
        address = waiting.pop()
        answer = browser.client.get(address, follow_redirects=True)
        assert answer.status_code < 500, address
        if "html" not in answer.headers["Content-Type"]:
            continue
        page = BeautifulSoup(answer.text, "html.parser")
        if found := faults(page):
            wrong[address] = found
        for link in page.find_all("a", href=True):
            to = urlsplit(urljoin(f"http://localhost{address}", str(link["href"])))
            path = f"{to.path}?{to.query}" if to.query else to.path
            if to.netloc == "localhost" and DESK.match(path) and path not in seen:
                seen.add(path)
                waiting.append(path)
    assert wrong == {}
