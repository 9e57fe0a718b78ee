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
from tracker.evidence import review_decisions
from tracker.evidence.queries.under_review import decides
from tracker.evidence.review_decisions import LOOKS
from tracker.evidence.review_queue import EVERYTHING, ItemKind, QueueFilter, queue
from tracker.policy.predicates import Role
from tracker.review.assignment import Assignee
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
    review_decisions.approve(
        REVIEWER, made.withheld, version=withheld.version, checked=LOOKS[Kind.ACTION]
    )
    made.taken = logged.submitted(made, title="Another invented law").reference
    review_decisions.claim(REVIEWER, made.taken)
    logged.returned(made, title="A returned one")
    logged.begun(made)
    db.session.commit()
    return made


def seen(wanted: QueueFilter = EVERYTHING, by: Actor = REVIEWER) -> list[str]:
    return [one.reference for one in queue(by, wanted)]


def test_all_that_waits_stands_oldest_first(world: SimpleNamespace) -> None:
    assert seen() == [world.report, world.plain, world.withheld, world.taken]


@pytest.mark.parametrize(
    ("wanted", "left"),
    [
        (QueueFilter(sort=ItemKind.REPORT), ["report"]),
        (QueueFilter(sort=ItemKind.ACTION), ["plain", "withheld", "taken"]),
        (QueueFilter(sort=ItemKind.REPLY), []),
        (QueueFilter(state="XBB"), ["withheld"]),
        (QueueFilter(days=1), []),
        (QueueFilter(days=0), ["report", "plain", "withheld", "taken"]),
        (QueueFilter(hands=Assignee.MINE), ["taken"]),
        (QueueFilter(hands=Assignee.FREE), ["report", "plain", "withheld"]),
        (QueueFilter(withheld=True), ["withheld"]),
        (QueueFilter(withheld=False), ["report", "plain", "taken"]),
        (QueueFilter(second=True), ["withheld"]),
    ],
)
def test_each_filter_leaves_what_it_says(
    world: SimpleNamespace, wanted: QueueFilter, left: list[str]
) -> None:
    assert seen(wanted) == [getattr(world, name) for name in left]


def test_another_sees_that_it_is_taken_and_not_by_whom(world: SimpleNamespace) -> None:
    one = next(each for each in queue(SECOND_REVIEWER) if each.reference == world.taken)

    assert one.hands is Assignee.ANOTHER
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

        assert set(seen(QueueFilter(sort=ItemKind.ACTION), by=actor)) == allowed, actor.key


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
