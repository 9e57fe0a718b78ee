"""Cycles make due dates; making them anew touches nothing that was filed."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import select

from tests import factories as make
from tests.reporting import filing, people
from tests.reporting.filing import CYCLE
from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.reporting import cycles, editing, transitions
from tracker.reporting.conflicts import AlreadyBegun
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.models import DueDate
from tracker.review.revisions import revision
from tracker.workspace import report_editor

ADMIN = people.ADMINISTRATOR


def put(**changes: str) -> object:
    return cycles.put_cycles(ADMIN, [CycleDraft.parse({**CYCLE, **changes})])


def due() -> list[tuple[str, date, date]]:
    query = select(DueDate).where(DueDate.dropped_at.is_(None))
    found = [(row.state.iso3, row.period_end, row.due_on) for row in db.session.scalars(query)]
    return sorted(found)


def due_id(iso3: str = "XAA") -> int:
    query = select(DueDate).where(DueDate.dropped_at.is_(None))
    return next(row.id for row in db.session.scalars(query) if row.state.iso3 == iso3)


@pytest.mark.parametrize(
    "who", [people.DRAFTER, people.AUTHORITY, people.REVIEWER, people.CONTRIBUTOR, people.ANYONE]
)
def test_only_administrators_define_cycles(world: SimpleNamespace, who: Actor) -> None:
    put()

    for act in (
        lambda: cycles.put_cycles(who, [CycleDraft.parse(CYCLE)]),
        lambda: cycles.regenerate(who, "ROUND"),
        lambda: cycles.archive_cycle(who, "ROUND"),
    ):
        with pytest.raises(Forbidden):
            act()


# Each row: what the cycle says, the states it then asks, and why.
SCOPES = [
    ({"scope": "all_members"}, ["XAA", "XBB"], "not the observer"),
    ({"scope": "regional_group", "regional_group": "APG"}, ["XBB"], "the one of the group"),
    ({"scope": "listed", "states": "XCC"}, ["XCC"], "an observer, because it is listed"),
    ({"scope": "listed", "states": "XBB; XAA"}, ["XAA", "XBB"], "those listed"),
]


@pytest.mark.parametrize(("said", "asked", "why"), SCOPES)
def test_a_cycle_asks_the_states_of_its_scope(
    world: SimpleNamespace, said: dict[str, str], asked: list[str], why: str
) -> None:
    make.state("XCC", "Watchland", status="observer", regional_group=None)

    put(**said)

    assert [iso3 for iso3, _end, _due in due()] == asked, why


# Each row: the day of membership, the due dates then asked, and why. The periods of the cycle end
# on 2024-12-31 and 2028-12-31.
MEMBERSHIPS = [
    (date(2024, 12, 31), [date(2025, 3, 31), date(2029, 3, 31)], "a member on the last day"),
    (
        date(2025, 1, 1),
        [date(2029, 3, 31)],
        "it joined before the report was due, but after all of its period",
    ),
    (date(2027, 12, 31), [date(2029, 3, 31)], "it joined within the second period"),
    (date(2029, 1, 1), [], "it joined after both"),
]


@pytest.mark.parametrize(("joined", "asked", "why"), MEMBERSHIPS)
def test_no_report_is_due_on_a_period_before_membership(
    world: SimpleNamespace, joined: date, asked: list[date], why: str
) -> None:
    make.state("XDD", "Newland", member_since=joined.year, member_on=joined)

    put(every_months="48", last_due_on="2030-01-01")

    assert [day for iso3, _end, day in due() if iso3 == "XDD"] == asked, why


def test_putting_the_same_again_changes_nothing(world: SimpleNamespace) -> None:
    put()
    before, number = due(), revision()

    changes = put()

    assert (changes.left, bool(changes), due(), revision()) == (1, False, before, number)


def test_an_unknown_state_or_instrument_is_told(world: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as caught:
        put(scope="listed", states="XAA; XZZ")
    assert "XZZ" in caught.value.errors["states"][0]

    with pytest.raises(Invalid) as caught:
        put(instruments="PLAN; NONE")
    assert "NONE" in caught.value.errors["instruments"][0]


def test_a_moved_due_date_leaves_what_was_begun(world: SimpleNamespace) -> None:
    put()
    answered = due_id("XAA")
    report = filing.begun(due_id=answered)

    put(first_due_on="2025-06-30")

    assert due() == [
        ("XAA", date(2024, 12, 31), date(2025, 3, 31)),
        ("XBB", date(2024, 12, 31), date(2025, 6, 30)),
    ]
    assert report.due_id == answered == due_id("XAA")


def test_a_state_no_longer_asked_keeps_its_report(world: SimpleNamespace) -> None:
    put()
    filing.published(due_id=due_id("XAA"))

    put(scope="listed", states="XBB")

    assert [iso3 for iso3, _end, _due in due()] == ["XAA", "XBB"]


def test_regenerating_asks_those_who_joined(world: SimpleNamespace) -> None:
    put()
    make.state("XDD", "Newland")

    done = cycles.regenerate(ADMIN, "ROUND")

    assert (done.created, done.moved, done.dropped, done.kept) == (1, 0, 0, 0)
    assert [iso3 for iso3, _end, _due in due()] == ["XAA", "XBB", "XDD"]
    assert cycles.regenerate(ADMIN, "ROUND").created == 0


def test_counts_of_regenerating_tell_moved_from_kept(world: SimpleNamespace) -> None:
    put()
    filing.begun(due_id=due_id("XAA"))
    db.session.scalar(select(cycles.ReportingCycle)).first_due_on = date(2025, 5, 1)

    done = cycles.regenerate(ADMIN, "ROUND")

    assert (done.created, done.moved, done.dropped, done.kept) == (0, 1, 0, 1)


def test_what_was_due_is_kept_as_it_was_known(world: SimpleNamespace) -> None:
    put()
    put(first_due_on="2025-06-30")

    rows = db.session.scalars(select(DueDate).where(DueDate.state_id == world.one.id)).all()

    assert sorted((row.due_on, row.dropped_at is None) for row in rows) == [
        (date(2025, 3, 31), False),
        (date(2025, 6, 30), True),
    ]


def test_an_archived_cycle_keeps_its_silence(world: SimpleNamespace) -> None:
    put(every_months="12", last_due_on="2028-12-31")

    with time_machine.travel(datetime(2026, 1, 10, tzinfo=UTC), tick=False):
        cycles.archive_cycle(ADMIN, "ROUND")
        cycles.regenerate(ADMIN, "ROUND")

    assert {day for _iso3, _end, day in due()} == {date(2025, 3, 31)}
    with pytest.raises(Invalid):
        put(title="Back again")


def test_a_due_date_is_answered_once_at_a_time(world: SimpleNamespace) -> None:
    put()
    report = filing.returned(due_id=due_id())

    with pytest.raises(AlreadyBegun) as caught:
        filing.begun(due_id=due_id())

    assert caught.value.reference == report.reference


def test_a_published_report_can_be_followed_by_a_corrected_one(world: SimpleNamespace) -> None:
    put()
    old = filing.published(due_id=due_id())

    new = filing.published(due_id=due_id())

    assert (old.status, new.status) == ("superseded", "published")


def test_a_discarded_draft_frees_its_due_date(world: SimpleNamespace) -> None:
    put()
    old = filing.begun(due_id=due_id())
    waiting = [each.due_id for each in report_editor.workspace(people.DRAFTER).due]

    transitions.discard(people.DRAFTER, old.reference)

    assert waiting == []
    assert [each.due_id for each in report_editor.workspace(people.DRAFTER).due] == [due_id()]
    assert filing.begun(due_id=due_id()).reference != old.reference


def test_a_due_date_of_another_state_is_not_found(world: SimpleNamespace) -> None:
    put()

    with pytest.raises(NotFound):
        editing.start_report(people.DRAFTER, "XAA", filing.frame(), due_id=due_id("XBB"))


def test_a_cycle_reads_back_as_it_was_put(world: SimpleNamespace) -> None:
    draft = CycleDraft.parse({**CYCLE, "every_months": "12", "last_due_on": "2027-03-31"})

    cycles.put_cycles(ADMIN, [draft])

    assert cycles.load_existing_drafts() == {("ROUND",): draft}
