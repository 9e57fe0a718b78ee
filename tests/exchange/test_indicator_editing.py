"""An indicator typed on a page: refused as a file is, previewed by the very rules, then saved."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tracker.accounts.models import UserAccount
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.errors import Forbidden
from tracker.exchange import indicator_editing
from tracker.exchange.indicator_editing import IndicatorRows, plan_indicator, stored_rows
from tracker.gap import standing
from tracker.gap.models import StandingRow
from tracker.policy.predicates import Role
from tracker.registry.models import Indicator, Measure
from tracker.review import publication
from tracker.review.revisions import revision

NEW = {
    "code": "new-scale",
    "title": "An invented scale",
    "statement": "What is invented.",
    "type": "process",
    "kind": "ordinal",
    "direction": "up",
    "speaks": "24",
    "source_note": "Invented. CC BY 4.0.",
    "steps-0-value": "1",
    "steps-0-level": "4",
    "steps-0-label": "All",
    "steps-0-meaning": "All is done.",
    "measures-0-commitment": "PLAN-01",
    "measures-0-reason": "It is what it asks.",
    "measures-0-ceiling": "3",
}


@pytest.fixture
def world(db: SQLAlchemy) -> UserAccount:
    asked = make.commitment("PLAN-01", of=make.instrument("PLAN"))
    make.commitment("PLAN-02", of=make.instrument("OTHER"))
    first, second = make.state("XAA"), make.state("XBB", "Otherland")
    held = make.indicator("HELD", measures=(asked,))
    today = clock.today()
    make.value(held, first, "1", date(today.year, 1, 1))
    make.value(held, second, "3", date(today.year, 1, 1))
    standing.rebuild()
    publication.registry_changed()
    keeper = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return keeper


@pytest.fixture
def keeper(client: FlaskClient, world: UserAccount) -> people.Browser:
    return people.Browser(client).enter(world)


def soup(text: str) -> BeautifulSoup:
    return BeautifulSoup(text, "html.parser")


def typed(page: BeautifulSoup) -> dict[str, str]:
    """Every field of the form of a page, as a browser would send it."""
    form = page.find("form", class_="entry")
    sent = {}
    for box in form.find_all(["input", "textarea", "select"]):
        if box.name == "select":
            chosen = box.find("option", selected=True) or box.find("option")
            sent[box["name"]] = chosen["value"]
        elif box.name == "textarea":
            sent[box["name"]] = box.text.strip()
        elif box.get("type") != "checkbox":
            sent[box["name"]] = box.get("value", "")
    sent.pop("csrf_token")
    return sent


def table(db: SQLAlchemy) -> list[tuple[int, int, float | None]]:
    rows = select(StandingRow.state_id, StandingRow.commitment_id, StandingRow.gap)
    return [tuple(row) for row in db.session.execute(rows.order_by("state_id", "commitment_id"))]


def test_a_preview_counts_the_results_that_change_and_writes_nothing(
    db: SQLAlchemy, keeper: people.Browser
) -> None:
    sent = typed(soup(keeper.client.get("/admin/indicators/HELD").text))
    before, at = table(db), revision()
    events = db.session.query(AuditEvent).count()

    # The value 1 of one State means level 1; now it is to mean level 3. The other State stays.
    answer = keeper.send("/admin/indicators/HELD", **{**sent, "steps-1-level": "3"})

    seen = soup(answer.text).find(id="preview")
    db.session.rollback()
    assert answer.status_code == 200
    assert [each.text for each in seen.find_all("dd")] == ["1", "1", "1"]
    assert (table(db), revision()) == (before, at)
    assert db.session.query(AuditEvent).count() == events


def test_what_was_previewed_is_saved_with_one_event_for_each_kind_of_record(
    db: SQLAlchemy, keeper: people.Browser
) -> None:
    preview = keeper.send("/admin/indicators/new", **NEW)
    sent = typed(soup(preview.text))

    answer = keeper.send("/admin/indicators/new", **sent, save="1")

    assert answer.status_code == 303, answer.text
    assert answer.location.startswith("/admin/indicators/NEW-SCALE")
    row = db.session.scalars(select(Indicator).where(Indicator.code == "NEW-SCALE")).one()
    assert (row.title, row.speaks, row.source_note) == (NEW["title"], "24", NEW["source_note"])
    assert [(step.value, step.level) for step in row.levels] == [("1", 4)]
    assert [(each.commitment.reference, each.ceiling) for each in row.measures] == [("PLAN-01", 3)]
    for kind in indicator_editing.PARTS:
        verb = f"registry:{kind.replace('_', '-')}:loaded"
        assert len(people.events(verb)) == 1
    assert keeper.client.get("/indicators/NEW-SCALE").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": ""}, "code"),
        ({"code": "HELD"}, "code"),
        ({"title": ""}, "title"),
        ({"statement": ""}, "statement"),
        ({"type": ""}, "type"),
        ({"kind": "else"}, "kind"),
        ({"kind": "count"}, "kind"),
        ({"kind": "membership"}, "treaty"),
        ({"treaty": "PLAN"}, "treaty"),
        ({"treaty": "A treaty of nobody"}, "treaty"),
        ({"speaks": "0"}, "speaks"),
        ({"steps-0-level": "7"}, "steps-0-level"),
        ({"steps-0-value": ""}, "steps-0-value"),
        ({"steps-0-meaning": ""}, "steps-0-meaning"),
        ({"steps-0-number": "many"}, "steps-0-number"),
        ({"measures-0-commitment": "PLAN-99"}, "measures-0-commitment"),
        ({"measures-0-reason": ""}, "measures-0-reason"),
        ({"measures-0-ceiling": "5"}, "measures-0-ceiling"),
    ],
    ids=lambda part: next(iter(part)) if isinstance(part, dict) else "at " + part,
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(
    db: SQLAlchemy, keeper: people.Browser, changed: dict[str, str], field: str
) -> None:
    answer = keeper.send("/admin/indicators/new", **{**NEW, **changed})

    page = soup(answer.text)
    assert answer.status_code == 422
    assert page.find(id=f"{field}-errors") is not None, answer.text
    assert page.find("a", href=f"#{field}") is not None
    assert page.find(id="source_note").text.strip() == NEW["source_note"]
    assert page.find(id="preview") is None
    assert db.session.query(Indicator).count() == 1


def test_each_value_of_the_scale_stands_once(keeper: people.Browser) -> None:
    twice = {key.replace("-0-", "-1-"): text for key, text in NEW.items() if "steps-0" in key}

    answer = keeper.send("/admin/indicators/new", **NEW, **twice)

    assert answer.status_code == 422
    assert soup(answer.text).find(id="steps-1-value-errors") is not None


def test_what_changed_after_the_preview_is_shown_again_and_not_saved(
    db: SQLAlchemy, keeper: people.Browser
) -> None:
    sent = typed(soup(keeper.send("/admin/indicators/new", **NEW).text))

    answer = keeper.send("/admin/indicators/new", **{**sent, "title": "Another title"}, save="1")

    assert answer.status_code == 409
    assert soup(answer.text).find(id="preview") is not None
    assert db.session.query(Indicator).count() == 1


def test_an_indicator_no_longer_measures_a_commitment_that_is_removed(
    db: SQLAlchemy, keeper: people.Browser
) -> None:
    sent = typed(soup(keeper.client.get("/admin/indicators/HELD").text))
    sent["measures-0-remove"] = "y"

    preview = keeper.send("/admin/indicators/HELD", **sent)
    seen = soup(preview.text)
    again = {**typed(seen), "measures-0-remove": "y"}
    answer = keeper.send("/admin/indicators/HELD", **again, save="1")

    assert "2" in [each.text for each in seen.find(id="preview").find_all("dd")]
    assert answer.status_code == 303, answer.text
    db.session.rollback()
    assert [row.ended_as for row in db.session.scalars(select(Measure))] == ["withdrawn"]
    assert [gap for _state, _commitment, gap in table(db) if gap is not None] == []
    assert len(people.events("registry:measures:withdrawn")) == 1
    assert plan_indicator_is_empty(db)


def plan_indicator_is_empty(db: SQLAlchemy) -> bool:
    """Whether the form as it is filled anew says what is on record."""
    actor = people.actor(people.holder(Role.ADMINISTRATOR))
    return plan_indicator(actor, stored_rows("HELD")).is_empty


def test_more_lines_keep_what_is_typed(keeper: people.Browser) -> None:
    page = soup(keeper.send("/admin/indicators/new", **NEW, more="1").text)

    boxes = page.find_all("input", {"list": "commitment-names"})
    assert len(boxes) == 7
    assert page.find(id="title")["value"] == NEW["title"]


def test_only_administrators_change_indicators(db: SQLAlchemy, world: UserAccount) -> None:
    reviewer = people.actor(people.holder(Role.REVIEWER))

    with pytest.raises(Forbidden):
        plan_indicator(reviewer, IndicatorRows({"code": "NEW"}))
