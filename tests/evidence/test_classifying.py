"""Actions sent without a classification: a reviewer sets it, and nothing is public before that."""

from types import SimpleNamespace

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.evidence import logged
from tests.evidence.logged import FOCAL_POINT, REVIEWER, SECOND_REVIEWER
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import action_service, classification, review_decisions
from tracker.evidence.models import Action
from tracker.evidence.queries.own_actions import own_action
from tracker.evidence.review_queue import queue
from tracker.review.conflicts import ChangedSinceViewed, ClaimedByAnother, IllegalMove
from tracker.review.lifecycle import Status
from tracker.review.models import Submission

LEFT = {"classify": "yes", "kind": "", "commitments": "", "source_1_tier": ""}
CHOICE = {"kind": "court_ruling", "commitments": "PLAN-01=supports@2", "source_1_tier": "A"}
LOOKS = tuple(review_decisions.ReviewCheck)


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def sent(world: SimpleNamespace, **changed: str) -> Submission:
    return logged.submitted(world, **{**LEFT, **changed})


def record(submission: Submission) -> Action | None:
    return action_service.action_of(submission)


def classified(submission: Submission, **changed: str) -> Submission:
    return classification.classify(
        REVIEWER, submission.reference, {**CHOICE, **changed}, version=submission.version
    )


def test_it_can_be_sent_and_has_no_record(world: SimpleNamespace) -> None:
    submission = sent(world)

    assert submission.status == Status.SUBMITTED
    assert submission.unclassified
    assert record(submission) is None


@pytest.mark.parametrize(
    ("changed", "lacking", "reason"),
    [
        ({"classify": ""}, {"kind", "commitments", "source_1_tier"}, "nothing was left to us"),
        ({"classify": "no"}, {"kind", "commitments", "source_1_tier"}, "said to be no"),
        ({"state": ""}, {"state"}, "which state acted is a fact"),
        ({"happened_on": ""}, {"happened_on"}, "when it happened is a fact"),
        ({"title": ""}, {"title"}, "what happened is a fact"),
        ({"source_1_url": ""}, {"source_1_url"}, "nobody can check it without a source"),
    ],
)
def test_only_the_judgement_may_be_left_out(
    world: SimpleNamespace, changed: dict[str, str], lacking: set[str], reason: str
) -> None:
    with pytest.raises(Invalid) as refused:
        sent(world, **changed)

    assert set(refused.value.errors) == lacking, reason


@pytest.mark.parametrize(
    "chosen",
    [
        {"kind": "law"},
        {"kind": "law", "commitments": "PLAN-01=supports@2"},
        {"kind": "law", "source_1_tier": "B"},
        {"commitments": "PLAN-01", "kind": "law", "source_1_tier": "B"},
    ],
    ids=["type only", "no strength", "no commitment", "a commitment without its relation"],
)
def test_a_part_of_the_judgement_is_not_enough(
    world: SimpleNamespace, chosen: dict[str, str]
) -> None:
    assert sent(world, **chosen).unclassified


def test_a_whole_judgement_is_taken_as_it_is(world: SimpleNamespace) -> None:
    submission = logged.submitted(world, classify="yes")

    assert not submission.unclassified
    assert record(submission) is not None


@pytest.mark.parametrize("decide", [review_decisions.publish, review_decisions.approve])
def test_it_is_never_published_unclassified(world: SimpleNamespace, decide: object) -> None:
    submission = sent(world, withhold_name="yes")

    with pytest.raises(Invalid) as refused:
        decide(  # type: ignore[operator]
            REVIEWER, submission.reference, version=submission.version, checked=LOOKS
        )

    assert set(refused.value.errors) == {"kind"}
    assert record(submission) is None


NO_DESCRIPTION = {"source_1_title": "", "source_1_publisher": "", "source_1_language": ""}
DESCRIPTION = {
    "source_1_title": "Act 12 of 2021",
    "source_1_publisher": "Invented Gazette",
    "source_1_language": "en",
}


def test_a_source_with_an_address_needs_no_description(world: SimpleNamespace) -> None:
    submission = classified(sent(world, **NO_DESCRIPTION), **DESCRIPTION)

    action = record(submission)
    assert action is not None
    assert [one.title for one in action.citations] == ["Act 12 of 2021"]
    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.verb == "evidence:action:classified")
    ).one()
    assert "Gazette" not in repr(event.content.body)


def test_a_reviewer_must_describe_what_the_writers_did_not(world: SimpleNamespace) -> None:
    with pytest.raises(Invalid) as refused:
        classified(sent(world, **NO_DESCRIPTION))

    assert set(refused.value.errors) == set(NO_DESCRIPTION)


def test_a_printed_source_is_described_by_its_writers(world: SimpleNamespace) -> None:
    printed = {"source_1_url": "", "source_1_published_on": "2021-05"}
    with pytest.raises(Invalid) as refused:
        sent(world, **printed, **NO_DESCRIPTION)

    assert set(refused.value.errors) == set(NO_DESCRIPTION)


def test_a_reviewer_classifies_and_publishes_it(world: SimpleNamespace) -> None:
    submission = classified(sent(world))
    logged.publish(submission)

    action = record(submission)
    assert action is not None
    assert (action.kind, action.published_at is not None) == ("court_ruling", True)
    assert [(one.polarity, one.level) for one in action.bearings] == [("supports", 2)]
    assert [one.tier for one in action.citations] == ["A"]


def test_its_writers_see_what_was_chosen_and_by_no_name(world: SimpleNamespace) -> None:
    submission = classified(sent(world))

    own = own_action(world.contributor, submission.reference)
    assert own.draft.kind == "court_ruling"
    assert own.classified_at == submission.classified_at
    assert REVIEWER.key not in repr(own)


def test_its_writers_may_disagree_and_take_it_back(world: SimpleNamespace) -> None:
    submission = classified(sent(world))
    action_service.recall(world.contributor, submission.reference)
    text = {**submission.text, "kind": "enforcement"}
    action_service.save(world.contributor, submission.reference, text, version=submission.version)
    again = action_service.submit(
        world.contributor, submission.reference, version=submission.version
    )

    action = record(again)
    assert action is not None
    assert (action.kind, again.classified_at) == ("enforcement", None)


def test_its_writers_may_correct_it_once_it_is_public(world: SimpleNamespace) -> None:
    submission = logged.publish(classified(sent(world)))

    correction = action_service.correct(world.contributor, submission.reference)

    assert correction.text["kind"] == "court_ruling"


def test_the_record_of_an_earlier_round_goes_when_the_judgement_is_left_open(
    world: SimpleNamespace,
) -> None:
    submission = logged.returned(world)
    action_service.reopen(world.contributor, submission.reference)
    text = {**logged.TEXT, **LEFT}
    action_service.save(world.contributor, submission.reference, text, version=submission.version)
    action_service.submit(world.contributor, submission.reference, version=submission.version)

    assert record(submission) is None


@pytest.mark.parametrize(
    ("chosen", "fields", "reason"),
    [
        ({"kind": ""}, {"kind"}, "no type"),
        ({"kind": "opinion"}, {"kind"}, "no type of the list"),
        ({"commitments": ""}, {"commitments"}, "no commitment"),
        ({"commitments": "PLAN-01"}, {"commitments"}, "no relation to the commitment"),
        ({"commitments": "PLAN-01=supports@5"}, {"commitments"}, "no level of the scale"),
        ({"commitments": "NONE-99=supports@1"}, {"commitments"}, "no commitment on record"),
        ({"source_1_tier": ""}, {"source_1_tier"}, "no strength"),
        ({"source_1_tier": "E"}, {"source_1_tier"}, "no strength of the list"),
        ({"title": "Another"}, {"title"}, "facts are the writers' own"),
    ],
)
def test_a_classification_names_each_fault(
    world: SimpleNamespace, chosen: dict[str, str], fields: set[str], reason: str
) -> None:
    submission = sent(world)

    with pytest.raises(Invalid) as refused:
        classified(submission, **chosen)

    assert set(refused.value.errors) == fields, reason
    assert submission.unclassified


def test_the_same_choice_again_changes_nothing(world: SimpleNamespace) -> None:
    submission = sent(world)
    first = submission.version
    classified(submission)
    after = submission.version

    classification.classify(REVIEWER, submission.reference, CHOICE, version=first)

    assert submission.version == after
    assert events(submission) == ["classified"]


def test_another_choice_over_an_old_version_is_a_conflict(world: SimpleNamespace) -> None:
    submission = sent(world)
    first = submission.version
    classified(submission)

    with pytest.raises(ChangedSinceViewed):
        classification.classify(
            SECOND_REVIEWER, submission.reference, {**CHOICE, "kind": "law"}, version=first
        )


def test_a_choice_can_be_changed_until_somebody_approves(world: SimpleNamespace) -> None:
    submission = classified(sent(world, withhold_name="yes"))
    classified(submission, kind="law")
    review_decisions.approve(
        REVIEWER, submission.reference, version=submission.version, checked=LOOKS
    )

    action = record(submission)
    assert action is not None
    assert action.kind == "law"
    with pytest.raises(IllegalMove):
        classified(submission, kind="policy")


def test_what_its_writers_classified_themselves_is_not_changed(world: SimpleNamespace) -> None:
    submission = logged.submitted(world)

    with pytest.raises(IllegalMove):
        classified(submission)


def test_nobody_classifies_what_another_reviewer_has_taken(world: SimpleNamespace) -> None:
    submission = sent(world)
    review_decisions.claim(SECOND_REVIEWER, submission.reference)

    with pytest.raises(ClaimedByAnother):
        classified(submission)


def test_only_reviewers_without_ties_classify(world: SimpleNamespace) -> None:
    submission = sent(world)

    for actor in (FOCAL_POINT, world.contributor):
        with pytest.raises(Forbidden):
            classification.classify(actor, submission.reference, CHOICE, version=1)
    tied = logged.Actor(
        "tied", frozenset({logged.Role.REVIEWER}), organisations=frozenset({world.own.id})
    )
    with pytest.raises(NotFound):
        classification.classify(tied, submission.reference, CHOICE, version=1)


def test_the_queue_says_what_waits_to_be_classified(world: SimpleNamespace) -> None:
    submission = sent(world)

    (item,) = queue(REVIEWER)
    assert (item.unclassified, item.title) == (True, logged.TEXT["title"])
    classified(submission)
    (item,) = queue(REVIEWER)
    assert not item.unclassified


def test_it_can_be_returned_or_declined_as_it_is(world: SimpleNamespace) -> None:
    one, other = sent(world), sent(world, title="Another invented law was adopted")

    review_decisions.return_(
        REVIEWER, one.reference, version=one.version, reason="Which law?", remarks={}
    )
    review_decisions.decline(
        REVIEWER, other.reference, version=other.version, ground="not_an_act", reason="No act."
    )

    assert (one.status, other.status) == (Status.RETURNED, Status.DECLINED)


def test_the_trail_holds_codes_and_no_words(world: SimpleNamespace, db: SQLAlchemy) -> None:
    submission = classified(sent(world))

    event = db.session.scalars(
        select(AuditEvent).where(AuditEvent.verb == "evidence:action:classified")
    ).one()
    assert event.subject == f"action:{submission.reference}"
    assert event.content.body == CHOICE


def events(submission: Submission) -> list[str]:
    found = action_service.db.session.scalars(
        select(AuditEvent.verb)
        .where(AuditEvent.subject == f"action:{submission.reference}")
        .order_by(AuditEvent.sequence)
    )
    return [verb.rpartition(":")[2] for verb in found if verb.endswith("classified")]
