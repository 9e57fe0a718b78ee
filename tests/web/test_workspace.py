"""The desk of those who report for a state: what is due, begun, returned and sent."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tests import people as accounts
from tests.reporting import filing
from tests.reporting.filing import CYCLE
from tests.reporting.people import ADMINISTRATOR
from tests.web.desks import Desk, desk
from tests.web.pages import opened, section, words
from tracker.core.db import writing
from tracker.policy.predicates import Role
from tracker.reporting import cycles
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.models import DueDate, Report
from tracker.review.lifecycle import Status


@pytest.fixture
def at(app: Flask, client: FlaskClient, db: SQLAlchemy) -> Desk:
    return desk(app)


def owed(db: SQLAlchemy, iso3: str = "XAA") -> int:
    db.session.rollback()
    with writing():
        cycles.put_cycles(ADMINISTRATOR, [CycleDraft.parse(CYCLE)])
        db.session.commit()
    return next(row.id for row in db.session.scalars(select(DueDate)) if row.state.iso3 == iso3)


def reports(db: SQLAlchemy) -> list[Report]:
    db.session.rollback()
    return list(db.session.scalars(select(Report).order_by(Report.id)))


FRAME = {"title": "An invented report", "period_start": "2021-01-01", "period_end": "2024-12-31"}


# The day on which it is looked at, and what the desk says of a report due on 31 March 2025.
DAYS = [
    (datetime(2025, 1, 1, tzinfo=UTC), "89 days left"),
    (datetime(2025, 3, 24, tzinfo=UTC), "soon: 7 days left"),
    (datetime(2025, 3, 31, tzinfo=UTC), "due today"),
    (datetime(2025, 4, 1, tzinfo=UTC), "1 day late"),
    (datetime(2025, 5, 1, tzinfo=UTC), "31 days late"),
]


@pytest.mark.parametrize(("day", "expected"), DAYS)
def test_a_due_date_is_told_in_words(
    app: Flask, client: FlaskClient, db: SQLAlchemy, day: datetime, expected: str
) -> None:
    with time_machine.travel(day, tick=True):
        at = desk(app)
        owed(db)
        due = section(opened(at.enter("focal").client, "/workspace"), "due")

    assert "An invented round" in due
    assert "31 Mar 2025" in due
    assert expected in due


# How far the one report that is due has come, and whether its lateness is told.
STAGES: list[tuple[str, Any, bool]] = [
    ("nobody has begun it", None, True),
    ("it is being written", filing.begun, True),
    ("it is ready to be sent", filing.cleared, True),
    ("it waits for a reviewer", filing.submitted, False),
    ("it was sent and returned", filing.returned, False),
    ("it is public", filing.published, False),
    ("its draft was discarded", filing.discarded, True),
]


@pytest.mark.parametrize(("stage", "act", "is_owed"), STAGES, ids=[each[0] for each in STAGES])
@pytest.mark.parametrize("is_late", [True, False], ids=["late", "in time"])
def test_first_sentence_says_what_the_lists_below_it_hold(
    app: Flask,
    client: FlaskClient,
    db: SQLAlchemy,
    stage: str,
    act: Any,
    is_owed: bool,
    is_late: bool,
) -> None:
    day = datetime(2025, 4, 20, tzinfo=UTC) if is_late else datetime(2025, 3, 1, tzinfo=UTC)
    with time_machine.travel(day, tick=True):
        at = desk(app)
        due = owed(db)
        if act is not None:
            with writing():
                act(filing.entry(), due_id=due)
                db.session.commit()
        page = opened(at.enter("focal").client, "/workspace")

    lead, below = words(page.find(class_="lead")), words(page.main)
    pressed = (
        below.count("days late") + below.count("1 day late") if is_late else below.count("left")
    )
    assert pressed == is_owed
    assert ("No report is due." in lead) == (not is_owed)
    assert ("1 report is late." in lead) == (is_owed and is_late)
    assert ("1 report is due." in lead) == (is_owed and not is_late)
    assert not any(part.startswith("0 ") for part in lead.split(". "))


def test_a_due_report_is_begun_once(at: Desk, db: SQLAlchemy) -> None:
    due, browser = owed(db), at.enter("focal")
    page = f"/workspace/reports/new?due={due}"

    first = browser.send(page, "/workspace/reports/new", due=str(due), **FRAME)
    token = accounts.form_token(browser.client.get("/workspace/reports/new").text)
    again = browser.client.post(
        "/workspace/reports/new", data={**FRAME, "due": str(due), "csrf_token": token}
    )

    (report,) = reports(db)
    assert first.headers["Location"] == f"/workspace/reports/{report.reference}?done=begun"
    assert report.due_id == due
    assert again.status_code in (303, 404)
    assert "An invented round" not in section(opened(browser.client, "/workspace"), "due")


def test_a_form_is_filled_with_what_the_round_asks(at: Desk, db: SQLAlchemy) -> None:
    page = at.enter("focal").client.get(f"/workspace/reports/new?due={owed(db)}").text

    for value in ("Report for 2021 to 2024", "2021-01-01", "2024-12-31"):
        assert f'value="{value}"' in page


def test_an_extra_report_is_begun(at: Desk, db: SQLAlchemy) -> None:
    answer = at.enter("focal").send("/workspace/reports/new", state="XAA", **FRAME)

    assert answer.status_code == 303
    assert [(row.state.iso3, row.due_id) for row in reports(db)] == [("XAA", None)]


# What is wrong with the form, and where that is told.
WRONG: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "title-errors"),
    ({"title": "x" * 301}, "title-errors"),
    ({"period_start": "soon"}, "period_start-errors"),
    ({"period_start": "2999-01-01", "period_end": "2999-12-31"}, "period_start-errors"),
    ({"period_end": "2020-01-01"}, "period_end-errors"),
    ({"state": ""}, "state-errors"),
    ({"state": "XBB"}, "state-errors"),
]


@pytest.mark.parametrize(("given", "place"), WRONG)
def test_a_wrong_start_is_told_at_its_field(
    at: Desk, db: SQLAlchemy, given: dict[str, Any], place: str
) -> None:
    answer = at.enter("focal").send("/workspace/reports/new", **{"state": "XAA", **FRAME, **given})

    assert answer.status_code == 422
    assert f'id="{place}"' in answer.text
    assert all(value in answer.text for name, value in given.items() if name != "state")
    assert reports(db) == []


def test_a_due_date_of_another_state_is_none(at: Desk, db: SQLAlchemy) -> None:
    theirs, browser = owed(db, "XBB"), at.enter("focal")
    token = accounts.form_token(browser.client.get("/workspace").text)

    shown = browser.client.get(f"/workspace/reports/new?due={theirs}")
    sent = browser.client.post(
        "/workspace/reports/new", data={**FRAME, "due": str(theirs), "csrf_token": token}
    )

    assert (shown.status_code, sent.status_code) == (404, 404)
    assert reports(db) == []


def test_the_desk_sorts_reports_by_their_standing(at: Desk, db: SQLAlchemy) -> None:
    make.action(at.one, at.third, level=1, reference="ACT-A", title="A shelter was opened")
    with writing():
        made = {status: filing.AT[status]().reference for status in (Status.DRAFT, Status.RETURNED)}
        db.session.commit()

    page = opened(at.enter("focal").client, "/workspace")

    assert "1 of 3 finished" in section(page, "drafts")
    assert "The level rests on no measure." in section(page, "returned")
    assert page.find("a", href=f"/workspace/reports/{made[Status.RETURNED]}")
    assert "1 action is waiting" in section(page, "waiting")
    assert "A shelter was opened" in section(page, "waiting")


def test_another_state_sees_nothing_of_it(at: Desk, db: SQLAlchemy) -> None:
    make.action(at.one, at.third, level=1, title="A shelter was opened")
    with writing():
        reference = filing.AT[Status.DRAFT]().reference
        db.session.commit()

    page = at.enter("foreign").client.get("/workspace").text

    assert reference not in page
    assert "A shelter was opened" not in page
    assert "Otherland" in page


def test_an_authority_is_offered_no_beginning(at: Desk, db: SQLAlchemy) -> None:
    due, browser = owed(db), at.enter("authority")

    page = browser.client.get("/workspace").text

    assert "Start report" not in page
    assert browser.client.get(f"/workspace/reports/new?due={due}").status_code == 404


def test_who_speaks_for_two_states_tells_them_apart(at: Desk, db: SQLAlchemy) -> None:
    accounts.membership(at.focal, Role.FOCAL_POINT, state="XBB")
    db.session.commit()
    owed(db)
    browser = at.enter("focal")

    due = section(opened(browser.client, "/workspace"), "due")
    answer = browser.send("/workspace/reports/new", state="XBB", **FRAME)

    assert "Examplia" in due
    assert "Otherland" in due
    assert answer.status_code == 303
    assert [row.state.iso3 for row in reports(db)] == ["XBB"]


def test_whoever_reports_arrives_at_the_desk(at: Desk, db: SQLAlchemy) -> None:
    person = accounts.user()
    accounts.membership(person, Role.FOCAL_POINT, state="XAA")
    plain = accounts.user()
    db.session.commit()

    arrivals = [
        accounts.Browser(at.client()).sign_in(each.email).headers["Location"]
        for each in (person, plain)
    ]

    assert arrivals == ["/workspace", "/account"]


def test_extra_report_that_is_started_twice_is_gone_on_with(at: Desk, db: SQLAlchemy) -> None:
    browser = at.enter("focal")
    first = browser.send("/workspace/reports/new", state="XAA", **FRAME)
    again = browser.send("/workspace/reports/new", state="XAA", **FRAME)
    other = browser.send("/workspace/reports/new", state="XAA", **{**FRAME, "title": "Another"})

    places = [answer.headers["Location"].partition("?")[0] for answer in (first, again, other)]
    assert places[0] == places[1] != places[2]
    assert db.session.scalar(select(func.count()).select_from(Report)) == 2
