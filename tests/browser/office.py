"""A running site with an organisation that logs actions, and a browser of its contributor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext

from tests import factories as make
from tests import people
from tests.browser.conftest import listening, watch
from tests.conftest import seed_template, serving, settings
from tests.databases import SQLiteFiles
from tracker.core.db import db, writing
from tracker.evidence.queries.own_actions import OwnAction, own_actions
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication
from tracker.review.lifecycle import Status


@dataclass
class Office:
    """A running site of its own with an organisation of survivors and who logs for it."""

    app: Flask
    address: str
    person: int

    def cookie(self) -> str:
        """The cookie of a new session of the contributor."""
        with self.app.app_context(), writing():
            token = people.session_of(db.session.get(people.UserAccount, self.person))
            db.session.commit()
        return token

    def statuses(self) -> list[Status]:
        return [each.status for each in self.actions()]

    def actions(self) -> tuple[OwnAction, ...]:
        with self.app.app_context():
            person = db.session.get(people.UserAccount, self.person)
            return own_actions(people.actor(person))


@contextmanager
def open_office(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[Office]:
    """Serve a seeded site with one invented state and one organisation of survivors."""
    databases = SQLiteFiles(run_folder)
    name = f"logging_{worker_id}"
    databases.copy(seed_template(databases, run_folder), name)
    with serving(settings(databases, name, tmp_path)) as app, listening(app) as address:
        with app.app_context(), writing():
            make.state("XAA")
            standing.rebuild()
            publication.registry_changed()
            circle = make.organisation("Invented circle of survivors", survivor_led=True)
            person = people.holder(Role.CONTRIBUTOR, organisation_id=circle.id).id
            db.session.commit()
        yield Office(app, address, person)


def signed_in(browser: Browser, office: Office, width: int, troubles: list[str]) -> BrowserContext:
    """A browser of the contributor, a phone at 390 px; it adds what goes wrong to ``troubles``."""
    phone = {"is_mobile": True, "has_touch": True} if width == 390 else {}
    context = browser.new_context(
        base_url=office.address,
        viewport={"width": width, "height": 844},
        reduced_motion="reduce",
        locale="en-US",
        **phone,
    )
    watch(context, office.address, troubles)
    context.add_cookies([{"name": "session", "value": office.cookie(), "url": office.address}])
    return context
