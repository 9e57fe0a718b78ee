"""Two reviewers at the same moment: one decides, the other is told, nothing is half done."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tests.evidence.logged import REVIEWER, SECOND_REVIEWER
from tests.people import events
from tests.reporting.test_simultaneity import at_once, kinds_of_conflict
from tracker.audit import trail
from tracker.evidence import action_service, review_decisions
from tracker.evidence.review_decisions import LOOKS
from tracker.review.conflicts import ChangedSinceViewed, ClaimedByAnother, IllegalMove
from tracker.review.lifecycle import Status
from tracker.review.models import Submission
from tracker.review.submissions import Kind

ALL = LOOKS[Kind.ACTION]


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def sent(db: SQLAlchemy, world: SimpleNamespace, **changed: str) -> tuple[str, int]:
    made = logged.submitted(world, **changed)
    told_of = made.reference, made.version
    db.session.commit()
    db.session.remove()
    return told_of


def status(db: SQLAlchemy, reference: str) -> str:
    return db.session.query(Submission.status).filter_by(reference=reference).scalar()


def test_one_of_two_claims_wins(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference, _version = sent(db, world)

    outcomes = at_once(
        app,
        lambda: review_decisions.claim(REVIEWER, reference),
        lambda: review_decisions.claim(SECOND_REVIEWER, reference),
    )

    assert kinds_of_conflict(outcomes) == {type(None), ClaimedByAnother}
    assert len(events("evidence:action:claimed")) == 1


def test_one_of_two_decisions_wins(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference, version = sent(db, world)

    outcomes = at_once(
        app,
        lambda: review_decisions.publish(REVIEWER, reference, version=version, checked=ALL),
        lambda: review_decisions.decline(
            SECOND_REVIEWER, reference, version=version, ground="not_an_act", reason="No."
        ),
    )

    assert kinds_of_conflict(outcomes) == {type(None), IllegalMove}
    assert status(db, reference) in (Status.PUBLISHED, Status.DECLINED)
    assert trail.verify().fault is None


def test_two_first_approvals_are_one(app: Flask, db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference, version = sent(db, world, withhold_name="yes")

    outcomes = at_once(
        app,
        lambda: review_decisions.approve(REVIEWER, reference, version=version, checked=ALL),
        lambda: review_decisions.approve(SECOND_REVIEWER, reference, version=version, checked=ALL),
    )

    assert kinds_of_conflict(outcomes) == {type(None), ChangedSinceViewed}
    assert status(db, reference) == Status.SECOND_REVIEW


def test_taking_back_and_publishing_do_not_both_happen(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference, version = sent(db, world)

    outcomes = at_once(
        app,
        lambda: action_service.recall(world.contributor, reference),
        lambda: _publish_if_there(reference, version),
    )

    assert kinds_of_conflict(outcomes) == {type(None), IllegalMove}
    assert status(db, reference) in (Status.DRAFT, Status.PUBLISHED)


def _publish_if_there(reference: str, version: int) -> None:
    """Once it is taken back there is nothing: told here like any other collision."""
    from tracker.core.errors import NotFound
    from tracker.review.lifecycle import Move

    try:
        review_decisions.publish(REVIEWER, reference, version=version, checked=ALL)
    except NotFound:
        raise IllegalMove(Status.DRAFT, Move.PUBLISH) from None
