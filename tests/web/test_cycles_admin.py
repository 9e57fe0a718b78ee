"""Cycles as administrators define, change and end them, and what they are told it did."""

from datetime import date
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tests.reporting import filing
from tests.web.pages import opened, words
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.reporting.models import DueDate, ReportingCycle
from tracker.review import publication

GIVEN = {
    "code": "round-1",
    "title": "An invented round",
    "statement": "What was done.",
    "instruments": "plan",
    "scope": "all_members",
    "first_period_start": "2021-01-01",
    "first_period_end": "2024-12-31",
    "first_due_on": "2025-03-31",
}


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    make.commitment("PLAN-01", of=make.instrument("PLAN"))
    one, other = make.state("XAA"), make.state("XBB", "Otherland", regional_group="APG")
    standing.rebuild()
    publication.registry_changed()
    keeper = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return SimpleNamespace(one=one, other=other, keeper=keeper)


@pytest.fixture
def keeper(client: FlaskClient, world: SimpleNamespace) -> people.Browser:
    return people.Browser(client).enter(world.keeper)


def defined(keeper: people.Browser, **more: str) -> str:
    answer = keeper.send("/admin/cycles/new", **{**GIVEN, **more})
    assert answer.status_code == 303, answer.text
    return answer.location


def due(db: SQLAlchemy) -> list[DueDate]:
    db.session.rollback()
    return list(db.session.scalars(select(DueDate).where(DueDate.dropped_at.is_(None))))


def test_a_defined_cycle_tells_what_it_made(
    db: SQLAlchemy, world: SimpleNamespace, keeper: people.Browser
) -> None:
    page = opened(keeper.client, defined(keeper))

    seen = words(page.find(class_="done"))
    assert "2 due dates created" in seen
    assert "0 removed" in seen
    assert {row.due_on for row in due(db)} == {date(2025, 3, 31)}
    assert "ROUND-1" in keeper.client.get("/admin/cycles").text
    assert people.events("reporting:cycle:defined")[0].actor == world.keeper.public_id


@pytest.mark.parametrize(
    ("field", "given", "expected"),
    [
        ("instruments", "PLAN; NOWHERE, OTHER", "NOWHERE, OTHER"),
        ("instruments", "", "required"),
        ("states", "XAA", "list States if"),
        ("first_due_on", "2025-02-30", "a date"),
        ("first_due_on", "2024-12-31", "after the end of the period"),
        ("every_months", "-3", "whole number"),
        ("every_months", "12", "give the last possible due date"),
        ("scope", "everybody", "one of"),
        ("title", "x" * 301, "at most 300"),
        ("code", "", "required"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    db: SQLAlchemy,
    world: SimpleNamespace,
    keeper: people.Browser,
    field: str,
    given: str,
    expected: str,
) -> None:
    answer = keeper.send("/admin/cycles/new", **{**GIVEN, field: given})

    field = "last_due_on" if expected.startswith("give the last") else field
    page = make_soup(answer.text)
    assert answer.status_code == 422
    assert expected in words(page.find(id=f"{field}-errors"))
    assert page.find(id="statement").text.strip() == "What was done."
    assert due(db) == []


def make_soup(html: str):  # type: ignore[no-untyped-def]
    from bs4 import BeautifulSoup

    return BeautifulSoup(html, "html.parser")


def test_states_not_on_record_are_named(world: SimpleNamespace, keeper: people.Browser) -> None:
    given = {**GIVEN, "scope": "listed", "states": "XAA; XZZ; XYY"}

    answer = keeper.send("/admin/cycles/new", **given)

    assert answer.status_code == 422
    assert "XYY, XZZ" in words(make_soup(answer.text).find(id="states-errors"))


def test_a_code_is_given_once(world: SimpleNamespace, keeper: people.Browser) -> None:
    defined(keeper)

    answer = keeper.send("/admin/cycles/new", **{**GIVEN, "code": "ROUND-1"})

    assert answer.status_code == 422
    assert "another cycle already has this code" in answer.text


def test_moving_a_cycle_keeps_what_is_answered(
    db: SQLAlchemy, world: SimpleNamespace, keeper: people.Browser
) -> None:
    address = defined(keeper).split("?")[0]
    ours = next(row.id for row in due(db) if row.state.iso3 == "XAA")
    filing.begun(filing.entry(), due_id=ours)
    db.session.commit()

    answer = keeper.send(address, **{**GIVEN, "first_due_on": "2025-06-30"})
    seen = words(opened(keeper.client, answer.location).find(class_="done"))

    assert "1 moved" in seen
    assert "1 unchanged" in seen
    assert {(row.state.iso3, row.due_on) for row in due(db)} == {
        ("XAA", date(2025, 3, 31)),
        ("XBB", date(2025, 6, 30)),
    }


def test_narrowing_a_cycle_removes_what_is_no_longer_asked(
    db: SQLAlchemy, world: SimpleNamespace, keeper: people.Browser
) -> None:
    address = defined(keeper).split("?")[0]

    answer = keeper.send(address, **{**GIVEN, "scope": "regional_group", "regional_group": "APG"})

    assert "dropped=1" in answer.location
    assert [row.state.iso3 for row in due(db)] == ["XBB"]


def test_nothing_changed_is_told_as_nothing(
    db: SQLAlchemy, world: SimpleNamespace, keeper: people.Browser
) -> None:
    address = defined(keeper).split("?")[0]

    answer = keeper.send(address, **GIVEN)

    assert "created=0&moved=0&dropped=0" in answer.location
    assert people.events("reporting:cycle:changed") == []


def test_an_ended_cycle_keeps_what_was_due(
    db: SQLAlchemy, world: SimpleNamespace, keeper: people.Browser
) -> None:
    ends = {"every_months": "48", "last_due_on": "2040-12-31"}
    address = defined(keeper, **ends).split("?")[0]

    answer = keeper.send(address, f"{address}/archive")
    page = opened(keeper.client, answer.location)

    assert "This cycle ended" in page.text
    assert "Save cycle" not in page.text
    assert {row.due_on.year for row in due(db)} == {2025}
    assert keeper.send("/account/preferences", address, **GIVEN).status_code == 422
    db.session.rollback()
    assert db.session.scalar(select(ReportingCycle)).archived_at is not None


def test_bringing_in_line_asks_states_that_joined(
    db: SQLAlchemy, world: SimpleNamespace, keeper: people.Browser
) -> None:
    address = defined(keeper).split("?")[0]
    db.session.rollback()
    make.state("XCC", "Newland")
    db.session.commit()

    answer = keeper.send(address, f"{address}/regenerate")

    assert "created=1&moved=0&dropped=0" in answer.location


def test_unknown_cycles_have_no_page(world: SimpleNamespace, keeper: people.Browser) -> None:
    asked = [keeper.client.get("/admin/cycles/NONE").status_code]
    asked += [
        keeper.send("/admin/cycles/new", f"/admin/cycles/NONE{act}", **GIVEN).status_code
        for act in ("", "/regenerate", "/archive")
    ]

    assert asked == [404, 404, 404, 404]
