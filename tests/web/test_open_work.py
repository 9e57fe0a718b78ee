"""The page of open work: each kind from the list behind it, by role, narrowed, as a file."""

import csv
import io
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tests.evidence import logged
from tests.people import Browser
from tests.reporting import filing
from tests.reporting.people import ADMINISTRATOR
from tests.web.pages import opened, words
from tracker.accounts import invitations
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.evidence import review_decisions
from tracker.evidence.review_queue import queue
from tracker.feedback import queries as feedback_queries
from tracker.feedback import service as feedback
from tracker.gap import standing
from tracker.policy.predicates import Held, Role
from tracker.registry.models import Commitment, State
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.review import hiding, hiding_queries, publication
from tracker.workspace.open_work import WorkKind, open_work

PAGE, FILE = "/review/open-work", "/review/open-work.csv"
LATE_BY = 19
TODAY = datetime(2025, 4, 19, 12, tzinfo=UTC)
LEFT = {"classify": "yes", "kind": "", "commitments": "", "source_1_tier": ""}


@pytest.fixture
def world(db: SQLAlchemy, client: FlaskClient) -> Any:
    """One of each kind for XAA, and what XBB alone has; looked at 19 days after a due date."""
    with time_machine.travel(TODAY, tick=True):
        made = logged.world()
        one, other = (db.session.scalar(select(State).where(State.iso3 == code)) for code in CODES)
        other.region = "asia"
        late = {**filing.CYCLE, "scope": "listed", "states": "XAA"}
        soon = {**late, "code": "NEXT", "first_due_on": "2025-06-30", "states": "XBB"}
        later = {**soon, "code": "FAR", "first_due_on": "2026-06-30"}
        cycles.put_cycles(ADMINISTRATOR, [CycleDraft.parse(each) for each in (late, soon, later)])
        _challenge(db, one)
        endangering = make.action(one, db.session.scalar(select(Commitment).limit(1)), level=1)
        hiding.hide(OPERATOR, reference=endangering.reference, ground="danger")
        made.waiting = logged.submitted(made).reference
        made.unclassified = logged.submitted(made, **LEFT, title="Left to reviewers").reference
        review_decisions.recuse(logged.SECOND_REVIEWER, made.waiting)
        seen = {"subject": "mistake", "page": "/data", "problem": "A number is wrong."}
        feedback.send(ANONYMOUS, fields=seen, language="en")
        invitations.invite(
            OPERATOR, email="slow@example.org", held=Held(Role.FOCAL_POINT, state="XBB")
        )
        made.reviewer = people.holder(Role.REVIEWER)
        made.bound = people.holder(Role.REVIEWER, state="XAA")
        made.administrator = people.holder(Role.ADMINISTRATOR)
        db.session.commit()
        yield made


CODES = ("XAA", "XBB")


def _challenge(db: SQLAlchemy, state: State) -> None:
    """A published action that its state contests."""
    third = db.session.scalar(select(Commitment).where(Commitment.reference == "PLAN-03"))
    act = make.action(state, third, level=1)
    make.reply(act)
    standing.rebuild()
    publication.registry_changed()


def counts(world: SimpleNamespace, who: str) -> dict[str, int]:
    found = open_work(people.actor(getattr(world, who)))
    return {kind.value: found.counts[kind] for kind in found.kinds}


def test_a_reviewer_sees_each_kind_once(world: SimpleNamespace) -> None:
    assert counts(world, "reviewer") == {
        "late": 1,
        "due": 1,
        "challenged": 1,
        "unclassified": 1,
        "waiting": 1,
        "conflict": 1,
        "hidden": 1,
        "correction": 1,
    }


def test_an_administrator_sees_invitations_and_nothing_under_review(
    world: SimpleNamespace,
) -> None:
    seen = {"late": 1, "due": 1, "challenged": 1, "hidden": 1, "correction": 1, "invitation": 1}

    assert counts(world, "administrator") == seen


def test_a_reviewer_sees_nothing_to_decide_about_the_own_state(world: SimpleNamespace) -> None:
    seen = counts(world, "bound")

    assert [seen[kind] for kind in ("challenged", "unclassified", "waiting", "conflict")] == [0] * 4


def test_counts_agree_with_the_lists_behind(world: SimpleNamespace) -> None:
    actor, seen = people.actor(world.reviewer), counts(world, "reviewer")

    assert seen["unclassified"] + seen["waiting"] == len(queue(actor))
    assert seen["hidden"] == len(hiding_queries.waiting(actor))
    assert seen["correction"] == len(feedback_queries.waiting(actor))


def test_a_late_report_says_by_how_many_days(world: SimpleNamespace) -> None:
    item = open_work(people.actor(world.reviewer), kind=WorkKind.LATE).items[0]

    assert (item.iso3, item.days) == ("XAA", LATE_BY)


def browser(app: Flask, world: SimpleNamespace, who: str) -> FlaskClient:
    return Browser(app.test_client()).enter(getattr(world, who)).client


@pytest.mark.parametrize("who", ["reviewer", "administrator"])
def test_every_line_leads_to_a_page_that_answers(
    app: Flask, world: SimpleNamespace, who: str
) -> None:
    client = browser(app, world, who)

    page = opened(client, PAGE)

    found = [each["href"] for each in page.select("#items th a")]
    assert len(found) == len(open_work(people.actor(getattr(world, who))).items)
    assert [client.get(each).status_code for each in found] == [200] * len(found)


def test_the_page_and_the_file_are_narrowed_alike(app: Flask, world: SimpleNamespace) -> None:
    client = browser(app, world, "reviewer")

    for query in ("", "?kind=late", "?region=asia", "?kind=waiting&region=asia"):
        page = opened(client, f"{PAGE}{query}")
        file = client.get(f"{FILE}{query}", buffered=True)
        rows = list(csv.DictReader(io.StringIO(file.text)))
        assert len(page.select("#items tbody tr")) == len(rows), query
        assert file.headers["Cache-Control"] == "no-store"
        if "asia" in query:
            assert {row["state"] for row in rows} <= {"XBB"}
    for wrong in ("?kind=lost", "?region=atlantis", "?page=x"):
        assert client.get(f"{PAGE}{wrong}").status_code == 400


def test_where_nothing_is_open_the_page_says_so(
    app: Flask, client: FlaskClient, db: SQLAlchemy
) -> None:
    make.state("XAA")
    standing.rebuild()
    person = people.holder(Role.REVIEWER)
    db.session.commit()

    page = opened(Browser(client).enter(person).client, PAGE)

    assert page.select_one(".empty")
    assert "0" in words(page.select_one(".facts"))


def test_readers_are_told_by_how_many_days_a_report_is_late(
    app: Flask, world: SimpleNamespace
) -> None:
    client = app.test_client()

    page = opened(client, "/reporting?round=ROUND:2024-12-31")
    file = client.get("/reporting.csv?round=ROUND:2024-12-31", buffered=True)

    assert f"{LATE_BY} days late" in words(page.find(id="states"))
    assert [row["days_late"] for row in csv.DictReader(io.StringIO(file.text))] == [str(LATE_BY)]
    early = client.get("/reporting.csv?round=ROUND:2024-12-31&as_of=2025-03-31", buffered=True)
    assert [row["days_late"] for row in csv.DictReader(io.StringIO(early.text))] in ([], [""])
