"""The reviewers' pages: what waits, what is read beside what, and each decision once."""

import re
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.people import events
from tests.reporting import filing
from tests.reporting.people import AUTHORITY, REVIEWER
from tests.web.pages import links, opened, section, words
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.reporting import review_decisions, transitions
from tracker.review import publication
from tracker.review.lifecycle import Status

CHECKED = {"people": "y", "sources": "y", "levels": "y"}


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    plan = make.instrument("PLAN")
    first, third = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 3))
    one, other = make.state("XAA"), make.state("XBB", "Otherland", regional_group="APG")
    standing.rebuild()
    publication.registry_changed()
    free = people.holder(Role.REVIEWER)
    bound = people.holder(Role.REVIEWER, state="XAA")
    db.session.commit()
    return SimpleNamespace(first=first, third=third, one=one, other=other, free=free, bound=bound)


@pytest.fixture
def reviewer(client: FlaskClient, world: SimpleNamespace) -> people.Browser:
    return people.Browser(client).enter(world.free)


def submitted(db: SQLAlchemy, *entries: object) -> str:
    reference = filing.submitted(*entries).reference
    db.session.commit()
    return reference


def test_queue_tells_what_waits_and_how_long(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)

    page = opened(reviewer.client, "/review")

    row = words(page.find("tbody"))
    assert f"/review/reports/{reference}" in links(page.find("tbody"))
    assert "Examplia" in row
    assert "less than a day" in row
    assert "1 record is waiting" in page.text


@pytest.mark.parametrize("status", sorted(set(filing.AT) - {Status.SUBMITTED}))
def test_queue_holds_only_what_was_sent(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser, status: Status
) -> None:
    reference = filing.AT[status]().reference
    db.session.commit()

    assert reference not in reviewer.client.get("/review").text


def test_reports_of_an_own_state_are_as_if_not_there(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace, client: FlaskClient
) -> None:
    reference = submitted(db)
    bound = people.Browser(client).enter(world.bound)

    queue = client.get("/review").text
    hidden = client.get(f"/review/reports/{reference}")
    decided = [
        bound.send("/account/preferences", f"/review/reports/{reference}/{act}", **CHECKED)
        for act in ("claim", "release", "publish", "return")
    ]

    assert reference not in queue
    assert "You do not see records about Examplia" in queue
    assert [hidden.status_code, *(one.status_code for one in decided)] == [404] * 5
    assert moving_status(db, reference) == Status.SUBMITTED


def version(shown: str) -> str:
    """The version over which the forms of a page decide."""
    return re.findall(r'name="version" value="(\d+)"', shown)[0]


def decide(reviewer: people.Browser, page: str, decision: str, **fields: str):  # type: ignore[no-untyped-def]
    seen = version(reviewer.client.get(page).text)
    return reviewer.send(page, f"{page}/{decision}", version=seen, **fields)


def moving_status(db: SQLAlchemy, reference: str) -> str:
    from tracker.reporting.models import Report

    db.session.rollback()
    return db.session.query(Report.status).filter_by(reference=reference).scalar()


def test_entries_stand_beside_evidence_and_the_earlier_report(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    hidden = make.organisation("A name that is withheld")
    make.action(world.one, world.first, level=1, by=hidden, name_withheld=True, title="A raid")
    standing.rebuild()
    transitions.publish(REVIEWER, filing.submitted(filing.entry(level=1)).reference)
    reference = submitted(db, filing.entry(level=4), filing.entry("PLAN-03", level=1))

    page = opened(reviewer.client, f"/review/reports/{reference}")

    beside = words(page.find("aside"))
    assert "two or more levels different from the previous report" in beside
    assert "A raid" in beside
    assert "name is withheld" in beside
    assert "A name that is withheld" not in page.text
    assert "Limited" in beside.split("Previous State report")[1]
    assert "No earlier report is published" in words(page.find_all("aside")[1])


@pytest.mark.parametrize("left", sorted(CHECKED))
def test_publishing_asks_that_everything_was_looked_at(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser, left: str
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"
    given = {name: text for name, text in CHECKED.items() if name != left}

    answer = decide(reviewer, page, "publish", **given)

    assert answer.status_code == 422
    assert f'id="{left}-errors"' in answer.text
    assert answer.text.count("checked") >= 2
    assert moving_status(db, reference) == Status.SUBMITTED


def test_published_report_is_public_and_next_steps_are_told(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"

    answer = decide(reviewer, page, "publish", **CHECKED)
    after = reviewer.client.get(answer.location)

    assert answer.status_code == 303
    assert "The report is published." in after.text
    assert f"/reports/{reference}" in after.text
    assert "Publish report" not in after.text
    assert reviewer.client.get(f"/reports/{reference}").status_code == 200


@pytest.mark.parametrize("reason", ["", "   ", "x" * 5001])
def test_returning_needs_a_reason_at_its_field(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser, reason: str
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"

    answer = decide(reviewer, page, "return", reason=reason)

    assert answer.status_code == 422
    assert 'id="reason-errors"' in answer.text
    assert reason.strip() in answer.text
    assert moving_status(db, reference) == Status.SUBMITTED


def test_returned_report_leaves_the_queue_with_its_reason(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"

    answer = decide(reviewer, page, "return", reason="PLAN-01 names no law.")
    after = opened(reviewer.client, answer.location)

    assert "returns to this list when the State has corrected" in words(after.find(class_="done"))
    assert "PLAN-01 names no law." in section(after, "history")
    assert reference not in reviewer.client.get("/review").text


def test_second_decision_is_refused_and_what_was_typed_stays(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"
    shown = reviewer.client.get(page).text
    transitions.publish(REVIEWER, reference)
    db.session.commit()

    typed = {"csrf_token": people.form_token(shown), "reason": "A long reasoning."}
    typed["version"] = version(shown)
    answer = reviewer.client.post(f"{page}/return", data=typed)

    assert answer.status_code == 409
    assert "Someone else decided first" in answer.text
    assert "A long reasoning." in answer.text
    assert moving_status(db, reference) == Status.PUBLISHED


def test_one_that_another_took_up_can_only_be_read(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"
    review_decisions.claim(REVIEWER, reference)
    db.session.commit()

    shown = opened(reviewer.client, page)
    refused = [
        reviewer.send(
            "/account/preferences", f"{page}/{each}", version="3", reason="No.", **CHECKED
        )
        for each in ("claim", "publish", "return")
    ]

    assert shown.find(id="decide") is None
    assert "Another reviewer has taken this" in shown.text
    assert "taken by another reviewer" in reviewer.client.get("/review").text
    assert [each.status_code for each in refused] == [409, 409, 409]
    assert all("Another reviewer is working on this." in each.text for each in refused)
    assert moving_status(db, reference) == Status.SUBMITTED


def test_taken_up_and_given_back_is_told_and_on_the_trail(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"

    taken = reviewer.client.get(reviewer.send(page, f"{page}/claim").location).text
    listed = reviewer.client.get("/review?hands=mine").text
    given = reviewer.client.get(reviewer.send(page, f"{page}/release").location).text

    assert "You have taken this for one day" in taken
    assert "Release it" in taken
    assert reference in listed
    assert "You have released this." in given
    assert len(events("reporting:report:claimed")) == len(events("reporting:report:released")) == 1


def test_report_that_came_again_is_not_decided_unseen(
    db: SQLAlchemy, world: SimpleNamespace, reviewer: people.Browser
) -> None:
    reference = submitted(db)
    page = f"/review/reports/{reference}"
    seen = version(reviewer.client.get(page).text)
    transitions.return_(REVIEWER, reference, reason="Name the law.")
    transitions.reopen(AUTHORITY, reference)
    transitions.clear(AUTHORITY, reference)
    transitions.submit(AUTHORITY, reference)
    db.session.commit()

    answer = reviewer.send(page, f"{page}/publish", version=seen, **CHECKED)

    assert answer.status_code == 409
    assert "No decision was saved" in answer.text
    assert moving_status(db, reference) == Status.SUBMITTED
