"""An organisation whose name is withheld, from its first word to the public record, in a browser.

It is warned, mends its text, and two reviewers publish; the state contests. Then everything that
anybody else can open is read: the name and what goes with it occurs nowhere.
"""

import io
import re
import zipfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests import attachable, people
from tests import factories as make
from tests.browser.conftest import listening, watch
from tests.conftest import OutsideClient, schema_template, serving, settings
from tests.databases import SQLiteFiles
from tracker.core.db import db, writing
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication

NAME = "Quiet Harbour of invented survivors"
VICTIM = "Marvana Quillster"
FILE = f"{VICTIM.replace(' ', '_')}_at_home.jpg"
OWN_KEY = "QH-own-number-7"
MOST_PAGES = 700  # an end, should addresses ever lead to new ones without limit
# Of one address with different filters this many are read, and every one that has no filter.
MOST_FILTERS = 4
SEARCHES = ("/search", "/commitments")


@dataclass
class Place:
    """A running site of its own, its people by role, and what must not be found."""

    app: Flask
    address: str
    people: dict[str, str]
    secrets: list[str] = field(default_factory=list)

    def client(self, person: str | None = None) -> FlaskClient:
        """Somebody else's way in: a visitor, or one of the people signed in."""
        self.app.test_client_class = OutsideClient
        made = people.Browser(self.app.test_client())
        if person is not None:
            with self.app.app_context():
                query = db.select(people.UserAccount).filter_by(email=self.people[person])
                made.enter(db.session.scalars(query).one())
        return made.client


@pytest.fixture
def place(run_folder: Path, worker_id: str, tmp_path: Path) -> Iterator[Place]:
    databases = SQLiteFiles(run_folder)
    name = f"withheld_{worker_id}"
    databases.copy(schema_template(databases, run_folder), name)
    with serving(settings(databases, name, tmp_path)) as app, listening(app) as address:
        with app.app_context(), writing():
            made = Place(app, address, *_world())
        yield made


def _world() -> tuple[dict[str, str], list[str]]:
    """A state that reports level 3, with an assessment; an organisation, and another one."""
    state = make.state()
    plan = make.instrument("PLAN")
    on = make.commitment("PLAN-01", of=plan, title="Pay for shelters")
    make.commitment("PLAN-02", of=plan, title="Train judges")
    make.report(state, on, level=3)
    make.assessment(state, on, level=2)
    own = make.organisation(NAME, survivor_led=True)
    other = make.organisation("Other invented watchers")
    make.action(state, on, level=2, by=other, title="An act that others logged")
    found = {
        "contributor": people.holder(Role.CONTRIBUTOR, organisation_id=own.id),
        "other": people.holder(Role.CONTRIBUTOR, organisation_id=other.id),
        "reviewer": people.holder(Role.REVIEWER),
        "second": people.holder(Role.REVIEWER),
        "focal": people.holder(Role.FOCAL_POINT, state="XAA"),
        "authority": people.holder(Role.VALIDATING_AUTHORITY, state="XAA"),
    }
    standing.rebuild()
    publication.registry_changed()
    emails = {name: person.email for name, person in found.items()}
    writer = found["contributor"]
    secrets = [NAME, own.public_id, writer.email, writer.name, writer.public_id, VICTIM, FILE]
    db.session.commit()
    return emails, [*secrets, OWN_KEY]


Enter = Callable[[str], Page]


@pytest.fixture
def enter(browser: Browser, place: Place) -> Iterator[Enter]:
    """Signs somebody in, in a watched browser of their own."""
    troubles: list[str] = []
    contexts: list[BrowserContext] = []

    def come(person: str) -> Page:
        context = browser.new_context(base_url=place.address, reduced_motion="reduce")
        contexts.append(context)
        watch(context, place.address, troubles)
        page = context.new_page()
        page.goto("/sign-in")
        page.get_by_label("E-mail address").fill(place.people[person])
        page.get_by_label("Password").fill(people.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_label("Code").fill(people.code())
        page.get_by_role("button", name="Continue").click()
        page.locator(".corner").get_by_role("link", name=re.compile("Workspace|Review")).wait_for()
        return page

    yield come
    for context in contexts:
        context.close()
    assert not troubles, "the page was not quiet:\n" + "\n".join(troubles)


def write_it(page: Page) -> None:
    """Fill in the form, with a text that names a victim and a photograph that says where."""
    page.goto("/workspace/actions")
    page.get_by_role("button", name="Log an action").first.click()
    page.get_by_label("State", exact=True).select_option("XAA")
    page.get_by_label("What did the State do, in one line?").fill("It closed an invented shelter")
    page.get_by_text("Reversal", exact=True).click()
    page.locator("#happened_on").fill("2021-05-03")
    page.locator("#account").fill(
        f"The victim {VICTIM}, 17 years old, had to leave. The shelter is closed since."
    )
    page.get_by_label("Search all commitments").fill("shelters")
    page.get_by_role("button", name="Search", exact=True).click()
    page.locator("input[type=checkbox][name=commitment][value=PLAN-01]").first.click()
    card = page.locator("[data-bearing=PLAN-01]")
    card.locator("input[value=contradicts]").check()
    card.locator("input[name=level-PLAN-01][value='0']").check()
    page.locator("#source_1_url").fill("https://example.org/gazette/7")
    page.locator("#source_1_title").fill("Decree 7")
    page.locator("#source_1_publisher").fill("An invented gazette")
    page.locator("input[name=source_1_tier][value=A]").check()
    page.locator("#source_1_language").select_option("en")
    page.locator("#withhold_name").check()
    page.get_by_text("For your own records").click()
    page.locator("#own_key").fill(OWN_KEY)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("#file").set_input_files(
        {"name": FILE, "mimeType": "image/jpeg", "buffer": attachable.jpeg()}
    )
    page.locator("#new-caption").fill("The closed door")
    page.locator(".attach input[name=people_confirmed]").check()
    page.get_by_role("button", name="Attach file").click()
    expect(page.locator(".file")).to_have_count(1)


def send_it(page: Page) -> str:
    """Be warned, mend the text, send it; returns its reference."""
    page.get_by_role("button", name="Check and send").click()
    marked = page.locator("#found-account mark")
    expect(marked.filter(has_text=VICTIM)).to_have_count(1)
    expect(page.get_by_role("button", name="Send to the reviewers")).to_have_count(0)
    page.get_by_role("link", name="Edit the text").first.click()
    page.locator("#account").fill("Those who lived in the shelter had to leave. It is closed.")
    page.get_by_role("button", name="Check and send").click()
    for _place in range(page.get_by_role("button", name="Save explanation").count()):
        page.locator("form.explain input[name=explanation]:not([value])").first.fill("No person.")
    page.get_by_role("button", name="Send to the reviewers").click()
    expect(page.get_by_role("status").first).to_be_visible()
    return re.search(r"A-[A-Z2-7]{8}", page.url)[0]  # type: ignore[index]


def decide(page: Page, reference: str, button: str) -> None:
    """Settle what is open, tick what was looked at, and decide."""
    page.goto(f"/review/submissions/{reference}")
    for _place in range(20):
        harmless = page.get_by_role("button", name=re.compile("harmless", re.IGNORECASE))
        if not harmless.count():
            break
        harmless.first.click()
    form = page.locator("section[aria-labelledby=publish-title]")
    for tick in form.locator("input[type=checkbox]").all():
        tick.check()
    form.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("p.done")).to_be_visible()


def contest(page: Page, reference: str) -> str:
    """The state's answer to the action; returns the answer's reference."""
    page.goto("/workspace/replies")
    page.locator("li").filter(has_text=reference).get_by_role("button").first.click()
    page.locator("input[name=stance][value=contest]").check()
    page.locator("#text").fill("The shelter moved to another house and is open.")
    page.get_by_role("button", name="Save and check").click()
    page.get_by_role("button", name="Send to the reviewers").click()
    expect(page.get_by_role("status").first).to_be_visible()
    return re.search(r"RP-[A-Z2-7]{8}", page.url)[0]  # type: ignore[index]


def test_a_withheld_name_is_nowhere_and_the_record_everywhere(enter: Enter, place: Place) -> None:
    contributor = enter("contributor")
    write_it(contributor)
    reference = send_it(contributor)
    decide(enter("reviewer"), reference, "Approve")
    assert place.client().get(f"/actions/{reference}").status_code == 404
    second = enter("second")
    decide(second, reference, "Publish")
    answer = contest(enter("focal"), reference)
    decide(second, answer, "Publish")

    page = enter("authority")
    page.goto("/states/XAA/PLAN-01")
    shown = page.locator("main")
    expect(shown).to_contain_text("It closed an invented shelter")
    expect(shown).to_contain_text("An organisation whose name is withheld")
    expect(shown).to_contain_text("The shelter moved to another house and is open.")
    expect(shown).to_contain_text("challenged in a reply")
    for lane in ("reported", "evidenced", "assessed"):
        assert _cell(place, lane) is not None
    assert _picture(place, reference)
    reviewed = place.client("reviewer").get(f"/review/submissions/{reference}").text
    assert NAME in reviewed, "reviewers know it, so that the search below could find it"

    for person in (None, "focal", "other"):
        found, read = _search(place, place.client(person))
        assert read > 60, "the crawl no longer finds its way"
        assert not found, f"{person or 'a visitor'} can read {found}"
        print(f"{person or 'a visitor'} read {read} addresses")


def _cell(place: Place, lane: str) -> int | None:
    answer = place.client().get("/api/v1/standings/XAA/PLAN-01").get_json()
    level: int | None = answer["data"][lane]
    return level


def _picture(place: Place, reference: str) -> bool:
    """Whether readers get the photograph, without who took it and where."""
    client = place.client()
    page = client.get(f"/actions/{reference}").text
    address = re.search(r"/attachments/[a-z0-9]+", page)
    assert address, "the page leads to no file"
    answer = client.get(address[0])
    return answer.status_code == 200 and not attachable.traces(answer.data)


def _search(place: Place, client: FlaskClient) -> tuple[list[str], int]:
    """Every address that a secret can be read at, and how many were opened."""
    todo, known, filters = deque(_starts(place)), set(_starts(place)), {}
    found: list[str] = []
    read = 0
    while todo and read < MOST_PAGES:
        address = todo.popleft()
        answer = client.get(address, buffered=True)
        read += 1
        seen = f"{address}\n{answer.headers}\n{_text(answer.data)}"
        found += [f"{secret} at {address}" for secret in place.secrets if secret in seen]
        for link in _links(address, answer.text if answer.mimetype == "text/html" else ""):
            path, _mark, query = link.partition("?")
            if link not in known and (not query or filters.get(path, 0) < MOST_FILTERS):
                known.add(link)
                filters[path] = filters.get(path, 0) + bool(query)
                todo.append(link)
    return found, read


def _starts(place: Place) -> list[str]:
    """Every address without a name in it, searches for each secret, and the API's collections."""
    plain = [
        rule.rule
        for rule in place.app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "<" not in rule.rule
    ]
    # A page repeats what was asked for: all but the last letter, and it must not complete it.
    searches = [f"{page}?q={secret[:-1]}" for page in SEARCHES for secret in place.secrets]
    lists = [f"/api/v1/{name}{end}" for name in _collections(place) for end in ("", ".csv")]
    return [*plain, *searches, *lists]


def _collections(place: Place) -> list[str]:
    paths = place.client().get("/api/v1/openapi.json").get_json()["paths"]
    return sorted({path.split("/")[3] for path in paths if path.startswith("/api/v1/")})


def _links(base: str, html: str) -> Iterator[str]:
    for link in re.findall(r'(?:href|src|data-[a-z]+)="([^"#]+)', html):
        address = urlsplit(urljoin(f"http://here{base}", link.replace("&amp;", "&")))
        if address.netloc == "here" and not address.path.startswith("/static/"):
            yield address.path + (f"?{address.query}" if address.query else "")


def _text(data: bytes) -> str:
    """A body as text; what is packed is unpacked."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"\n".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", "replace")
