"""Actions brought to where a test wants them, by the acts of those who may; all of it invented."""

from types import SimpleNamespace

from tests import factories as make
from tracker.accounts.actor import Actor
from tracker.core.db import db
from tracker.evidence import action_service, review_decisions
from tracker.evidence.privacy_check import ReviewedFinding, findings_of
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review.models import Submission

REVIEWER = Actor("reviewer", frozenset({Role.REVIEWER}))
SECOND_REVIEWER = Actor("second-reviewer", frozenset({Role.REVIEWER}))
FOCAL_POINT = Actor("focal", frozenset({Role.FOCAL_POINT}), states=frozenset({"XAA"}))

TEXT = {
    "state": "XAA",
    "kind": "law",
    "title": "An invented law was adopted",
    "account": "It sets penalties and pays for shelters.",
    "happened_on": "2021-05-03",
    "language": "en",
    "commitments": "PLAN-01=supports@2",
    "source_1_url": "https://example.org/gazette/12",
    "source_1_title": "Act 12",
    "source_1_publisher": "An invented gazette",
    "source_1_language": "en",
    "source_1_tier": "A",
}


def world() -> SimpleNamespace:
    """Two invented states, a plan of three commitments, two organisations and who logs for them."""
    plan = make.instrument("PLAN")
    for number in (1, 2, 3):
        make.commitment(f"PLAN-0{number}", of=plan)
    make.state("XAA")
    make.state("XBB", "Otherland")
    own = make.organisation("Circle of invented survivors", survivor_led=True)
    other = make.organisation("Other invented watchers")
    standing.rebuild()
    db.session.commit()
    return SimpleNamespace(
        own=own,
        other=other,
        contributor=speaker("contributor", own.id),
        colleague=speaker("colleague", own.id),
        foreign=speaker("foreign", other.id),
    )


def speaker(key: str, organisation_id: int) -> Actor:
    return Actor(key, frozenset({Role.CONTRIBUTOR}), organisations=frozenset({organisation_id}))


def begun(world: SimpleNamespace, by: Actor | None = None, **changed: str) -> Submission:
    """A draft with a whole text, but for what the test says otherwise."""
    actor = by or world.contributor
    return action_service.begin(actor, min(actor.organisations), {**TEXT, **changed})


def submitted(world: SimpleNamespace, **changed: str) -> Submission:
    draft = begun(world, **changed)
    return action_service.submit(world.contributor, draft.reference, version=draft.version)


def returned(world: SimpleNamespace, **changed: str) -> Submission:
    sent = submitted(world, **changed)
    return review_decisions.return_(
        REVIEWER,
        sent.reference,
        version=sent.version,
        reason="The date is not that of the source.",
        remarks={"happened_on": "The source says June."},
    )


def declined(world: SimpleNamespace, **changed: str) -> Submission:
    sent = submitted(world, **changed)
    return review_decisions.decline(
        REVIEWER, sent.reference, version=sent.version, ground="not_checkable", reason="No source."
    )


def published(world: SimpleNamespace, **changed: str) -> Submission:
    return publish(submitted(world, **changed))


def publish(sent: Submission) -> Submission:
    """By as many reviewers as it needs, each having looked at everything."""
    for place in findings_of(sent):
        review_decisions.settle(
            REVIEWER,
            sent.reference,
            field=place.field,
            fingerprint=place.fingerprint,
            found=ReviewedFinding.HARMLESS,
        )
    looks = tuple(review_decisions.ReviewCheck)
    if review_decisions.reasons_for_two(sent):
        review_decisions.approve(REVIEWER, sent.reference, version=sent.version, checked=looks)
        return review_decisions.publish(
            SECOND_REVIEWER, sent.reference, version=sent.version, checked=looks
        )
    return review_decisions.publish(REVIEWER, sent.reference, version=sent.version, checked=looks)
