"""Desks for tests of pages: an invented state with a plan, its people, and browsers signed in."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from tests import factories as make
from tests import people as accounts
from tests.people import Browser
from tracker.accounts.models import UserAccount
from tracker.core.db import db
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication


@dataclass
class Desk:
    """Who reports for XAA, and one who reports for XBB."""

    app: Flask
    focal: UserAccount
    colleague: UserAccount
    authority: UserAccount
    foreign: UserAccount
    first: object
    second: object
    third: object
    one: object

    def enter(self, who: str) -> Browser:
        """A browser of its own in which this person is signed in."""
        return Browser(self.client()).enter(getattr(self, who))

    def client(self) -> FlaskClient:
        """A browser of its own."""
        return self.app.test_client()


def approve(browser: Browser, address: str) -> Any:
    """Approve a report as its page does: with the hash of the text that is shown."""
    shown = BeautifulSoup(browser.client.get(f"{address}/approval").text, "html.parser")
    field = shown.find(id="seen-approving")
    seen = field["value"] if field else ""
    return browser.send("/account", f"{address}/clear", seen=seen)


def desk(app: Flask) -> Desk:
    """PLAN-01 and PLAN-02 ask the same, PLAN-03 is of another pillar; nothing is filed."""
    plan = make.instrument("PLAN")
    first, second = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2))
    third = make.commitment("PLAN-03", of=plan, pillar="prevention")
    make.relation(first, second)
    one, _other = make.state("XAA"), make.state("XBB", "Otherland")
    people = SimpleNamespace(
        focal=accounts.holder(Role.FOCAL_POINT, state="XAA"),
        colleague=accounts.holder(Role.FOCAL_POINT, state="XAA"),
        authority=accounts.holder(Role.VALIDATING_AUTHORITY, state="XAA"),
        foreign=accounts.holder(Role.FOCAL_POINT, state="XBB"),
    )
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return Desk(app, **vars(people), first=first, second=second, third=third, one=one)
