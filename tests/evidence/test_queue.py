"""The queue of reviewers: what is in it, in which order, and what each filter leaves."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tests.evidence.logged import REVIEWER, SECOND_REVIEWER
from tests.reporting import filing
from tests.web.pages import statements
from tracker.accounts.actor import Actor
from tracker.evidence import deciding
from tracker.evidence.deciding import LOOKS
from tracker.evidence.queue import EVERYTHING, Sort, Wanted, queue
from tracker.evidence.under_review import decides
from tracker.policy.predicates import Role
from tracker.review.claims import Hands
from tracker.review.models import Submission
from tracker.review.submissions import Kind


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """A report, an action, one of a withheld name that was approved, and one that was taken up."""
    made = logged.world()
    made.report = filing.submitted().reference
    made.plain = logged.submitted(made).reference
    withheld = logged.submitted(made, withhold_name="yes", state="XBB")
    made.withheld = withheld.reference
    deciding.approve(REVIEWER, made.withheld, version=withheld.version, checked=LOOKS[Kind.ACTION])
    made.taken = logged.submitted(made, title="Another invented law").reference
    deciding.claim(REVIEWER, made.taken)
    logged.returned(made, title="A returned one")
    logged.begun(made)
    db.session.commit()
    return made


def seen(wanted: Wanted = EVERYTHING, by: Actor = REVIEWER) -> list[str]:
    return [one.reference for one in queue(by, wanted)]


def test_all_that_waits_stands_oldest_first(world: SimpleNamespace) -> None:
    assert seen() == [world.report, world.plain, world.withheld, world.taken]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (Wanted(sort=Sort.REPORT), ["report"]),
        (Wanted(sort=Sort.ACTION), ["plain", "withheld", "taken"]),
        (Wanted(sort=Sort.REPLY), []),
        (Wanted(state="XBB"), ["withheld"]),
        (Wanted(days=1), []),
        (Wanted(days=0), ["report", "plain", "withheld", "taken"]),
        (Wanted(hands=Hands.MINE), ["taken"]),
        (Wanted(hands=Hands.FREE), ["report", "plain", "withheld"]),
        (Wanted(withheld=True), ["withheld"]),
        (Wanted(withheld=False), ["report", "plain", "taken"]),
        (Wanted(second=True), ["withheld"]),
    ],
)
def test_each_filter_leaves_what_it_says(
    world: SimpleNamespace, wanted: Wanted, left: list[str]
) -> None:
    assert seen(wanted) == [getattr(world, name) for name in left]


def test_another_sees_that_it_is_taken_and_not_by_whom(world: SimpleNamespace) -> None:
    one = next(each for each in queue(SECOND_REVIEWER) if each.reference == world.taken)

    assert one.hands is Hands.ANOTHER
    assert REVIEWER.key not in repr(one)


def test_who_approved_is_told_that_another_decides(world: SimpleNamespace) -> None:
    mine = {one.reference for one in queue(REVIEWER) if one.approved_by_me}

    assert mine == {world.withheld}
    assert not [one for one in queue(SECOND_REVIEWER) if one.approved_by_me]


def test_queue_holds_exactly_what_one_may_decide_on(db: SQLAlchemy, world: SimpleNamespace) -> None:
    reviewer = frozenset({Role.REVIEWER})
    for actor in (
        REVIEWER,
        Actor("a", reviewer, states=frozenset({"XAA"})),
        Actor("b", reviewer, organisations=frozenset({world.own.id})),
        Actor("c", reviewer, organisations=frozenset({world.other.id})),
    ):
        waiting = db.session.query(Submission).filter(
            Submission.status.in_(("submitted", "second_review"))
        )
        allowed = {one.reference for one in waiting if decides(actor, one)}

        assert set(seen(Wanted(sort=Sort.ACTION), by=actor)) == allowed, actor.key


def test_queue_asks_the_same_however_long_it_is(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    db.session.rollback()
    with statements(app) as few:
        seen()
    for number in range(5):
        logged.submitted(world, title=f"Invented law {number} about something else")
    db.session.commit()
    db.session.remove()
    with statements(app) as many:
        seen()

    assert len(many) == len(few)
