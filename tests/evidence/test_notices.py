"""Letters about actions: who gets one, who does not, and that none says what it is about."""

from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import people
from tests.evidence import logged
from tracker.evidence import action_service, review_decisions
from tracker.evidence.review_decisions import LOOKS
from tracker.policy.predicates import Role
from tracker.review.submissions import Kind

ALL = LOOKS[Kind.ACTION]


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    made = logged.world()
    made.people = {
        "free": people.holder(Role.REVIEWER),
        "second": people.holder(Role.REVIEWER),
        "of the state": people.holder(Role.REVIEWER, state="XAA"),
        "of the organisation": people.holder(Role.REVIEWER, organisation_id=made.own.id),
        "silent": people.holder(Role.REVIEWER),
        "writer": people.holder(Role.CONTRIBUTOR, organisation_id=made.own.id),
        "of another organisation": people.holder(Role.CONTRIBUTOR, organisation_id=made.other.id),
        "focal point": people.holder(Role.FOCAL_POINT, state="XAA"),
    }
    made.people["silent"].notify_queue = False
    made.people["second"].notify_decisions = False
    db.session.commit()
    return made


def readers(world: SimpleNamespace, kind: str) -> list[str]:
    """Who was written to, by what they are called in these tests."""
    names = {user.email: name for name, user in world.people.items()}
    return sorted(names[letter.recipient] for letter in people.letters(kind))


def send(world: SimpleNamespace, **changed: str) -> tuple[str, int]:
    writer = people.actor(world.people["writer"])
    draft = action_service.begin(writer, world.own.id, {**logged.TEXT, **changed})
    sent = action_service.submit(writer, draft.reference, version=draft.version)
    return sent.reference, sent.version


def test_reviewers_without_a_part_learn_that_something_waits(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    send(world)
    db.session.commit()

    assert readers(world, "submission-waits") == ["free", "second"]
    assert readers(world, "submission-decided") == []


def test_second_reviewer_is_asked_and_the_first_is_not(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference, version = send(world, withhold_name="yes")
    first = people.actor(world.people["free"])

    review_decisions.approve(first, reference, version=version, checked=ALL)
    db.session.commit()

    assert readers(world, "submission-waits") == ["free", "second", "second"]


def test_decision_is_told_to_the_side_that_submitted(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference, version = send(world)

    review_decisions.decline(
        people.actor(world.people["free"]),
        reference,
        version=version,
        ground="not_an_act",
        reason="A reason for its writers.",
    )
    db.session.commit()

    assert readers(world, "submission-decided") == ["writer"]


def test_letters_name_the_reference_alone(db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference, version = send(world, withhold_name="yes")
    reviewer = people.actor(world.people["free"])
    reason = "A reason for its writers."
    review_decisions.return_(reviewer, reference, version=version, reason=reason, remarks={})
    db.session.commit()

    letters = [*people.letters("submission-waits"), *people.letters("submission-decided")]
    seen = " ".join(f"{one.subject} {one.body_text} {one.body_html}" for one in letters)

    assert len(letters) == 3
    assert reference in seen
    hidden = (world.own.name, world.own.public_id, logged.TEXT["title"], "Examplia", "XAA", reason)
    assert not [text for text in hidden if text in seen]
