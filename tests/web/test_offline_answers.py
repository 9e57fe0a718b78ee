"""A report that is taken along: what a device gets of it, and how its answers are saved later."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.people import Browser
from tests.web.desks import Desk, desk
from tests.web.test_editor import begun, kept, save
from tracker.core.db import writing
from tracker.policy.predicates import Role
from tracker.review.lifecycle import Status
from tracker.web.workspace.entry_form import NAMES, ONLY, TEXTS_ALONE

ALONE = {ONLY: TEXTS_ALONE}


@pytest.fixture
def at(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    return desk(app)


@pytest.fixture
def draft(at: Desk, db: SQLAlchemy) -> str:
    return begun(db)


def taken(at: Desk, draft: str, who: str = "focal") -> Any:
    reference = draft.rsplit("/", 1)[1]
    return at.enter(who).client.get(f"/workspace/offline/reports/{reference}")


def test_a_device_gets_every_commitment_asked_with_its_version(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    save(at.enter("focal"), f"{draft}/PLAN-03", challenges="Few judges.")

    seen = taken(at, draft).get_json()

    entries = {each["commitment"]: each for each in seen["entries"]}
    assert {name: each["version"] for name, each in entries.items()} == {
        "PLAN-01": 0,
        "PLAN-02": 0,
        "PLAN-03": 1,
    }
    assert all(each["cells"].keys() == {*NAMES} for each in entries.values())
    assert entries["PLAN-03"]["cells"]["challenges"] == "Few judges."
    assert entries["PLAN-03"]["url"] == f"{draft}/PLAN-03"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (Status.CLEARED, "approved answers are not written any more"),
        (Status.SUBMITTED, "the reviewers have it"),
        (Status.PUBLISHED, "it is public"),
    ],
)
def test_a_report_that_is_no_draft_is_not_taken_along(
    at: Desk, db: SQLAlchemy, status: Status, reason: str
) -> None:
    closed = begun(db, status=status)

    known = at.enter("focal").client.get("/workspace/offline").get_json()

    assert taken(at, closed).status_code == 404, reason
    assert known["reports"] == [], reason


@pytest.mark.parametrize(("who", "listed"), [("focal", 1), ("colleague", 1), ("authority", 0)])
def test_people_who_write_reports_are_told_which_are_open(
    at: Desk, draft: str, who: str, listed: int
) -> None:
    known = at.enter(who).client.get("/workspace/offline").get_json()

    assert len(known["reports"]) == listed
    assert known["organisations"] == []
    assert known["csrf_token"]


def test_a_foreign_report_and_one_that_does_not_exist_are_answered_alike(
    at: Desk, draft: str
) -> None:
    foreign, missing = taken(at, draft, "foreign"), taken(at, "/workspace/reports/NO-SUCH")

    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_answers_from_a_device_leave_replies_and_repeats_as_they_are(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    make.action(at.one, at.first, level=1, reference="ACT-A")
    db.session.commit()
    browser = at.enter("focal")
    save(browser, f"{draft}/PLAN-01", alike="PLAN-02", **{"fact-ACT-A": "confirm"})
    before = kept(db, draft)

    answer = save(
        browser, f"{draft}/PLAN-01", version=1, script=True, challenges="Few judges.", **ALONE
    )

    assert answer.status_code == 200
    after = kept(db, draft)
    assert after["PLAN-01"].saved.draft.challenges == "Few judges."
    assert [fact.record for fact in after["PLAN-01"].facts] == ["ACT-A"]
    assert after["PLAN-01"].facts == before["PLAN-01"].facts
    assert after["PLAN-02"].repeats == before["PLAN-02"].repeats == "PLAN-01"


def test_an_answer_over_an_old_version_is_refused_with_both_texts(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    save(at.enter("colleague"), f"{draft}/PLAN-03", challenges="Theirs.")

    answer = save(at.enter("focal"), f"{draft}/PLAN-03", script=True, challenges="Mine.", **ALONE)

    seen = answer.get_json()
    assert answer.status_code == 409
    assert (seen["version"], seen["stored"]["challenges"]) == (1, "Theirs.")
    assert kept(db, draft)["PLAN-03"].saved.draft.challenges == "Theirs."


def test_a_contributor_is_told_the_organisations_and_no_report(
    at: Desk, db: SQLAlchemy, draft: str
) -> None:
    db.session.rollback()
    with writing():
        circle = make.organisation("Invented circle")
        person = people.holder(Role.CONTRIBUTOR, organisation_id=circle.id)
        db.session.commit()
    browser = Browser(at.client()).enter(person)

    known = browser.client.get("/workspace/offline").get_json()

    assert [each["name"] for each in known["organisations"]] == ["Invented circle"]
    assert known["reports"] == []
