"""Reviewers decide on actions: who may, over which text, having seen what; and what follows."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.evidence import logged
from tests.evidence.logged import FOCAL_POINT, REVIEWER, SECOND_REVIEWER
from tests.people import events
from tracker.accounts.actor import ANONYMOUS, OPERATOR, Actor
from tracker.audit import trail
from tracker.core import clock
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import action_service, review_decisions
from tracker.evidence.models import Action
from tracker.evidence.privacy_check import ReviewedFinding, findings_of
from tracker.evidence.queries.under_review import decides
from tracker.evidence.review_decisions import LOOKS, ReviewCheck
from tracker.evidence.review_queue import queue
from tracker.evidence.second_review import Cause, reasons_for_two
from tracker.gap import standing
from tracker.gap.cell import explain_cell
from tracker.gap.facts import ScoringParams
from tracker.gap.standing import default_params
from tracker.policy.predicates import Role
from tracker.registry.models import Commitment, State
from tracker.reporting.current_entries import reported_levels
from tracker.review import publication
from tracker.review.assignment import CLAIM_LASTS, Assignee
from tracker.review.conflicts import (
    ChangedSinceViewed,
    ClaimedByAnother,
    IllegalMove,
    NeedsSecond,
    NoLongerPublic,
    SameReviewer,
)
from tracker.review.lifecycle import Status
from tracker.review.models import Submission
from tracker.review.submissions import Kind

ALL = LOOKS[Kind.ACTION]
NAMED = "The gazette was signed by Maria Example, aged 44."


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def test_a_conflict_of_interest_hands_the_record_to_another_reviewer(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    submission = logged.submitted(world)
    review_decisions.claim(REVIEWER, submission.reference)

    review_decisions.recuse(REVIEWER, submission.reference)

    with pytest.raises(NotFound):
        review_decisions.claim(REVIEWER, submission.reference)
    assert [one.reference for one in queue(REVIEWER)] == []
    assert [one.hands for one in queue(SECOND_REVIEWER)] == [Assignee.FREE]
    db.session.commit()
    assert [one.actor for one in events("evidence:action:recused")] == [REVIEWER.key]


def test_what_one_approved_is_not_handed_on(world: SimpleNamespace) -> None:
    submission = logged.submitted(world, withhold_name="yes")
    review_decisions.approve(
        REVIEWER, submission.reference, version=submission.version, checked=ALL
    )

    with pytest.raises(IllegalMove):
        review_decisions.recuse(REVIEWER, submission.reference)


@pytest.mark.parametrize(
    ("note", "refused", "reason"),
    [
        ("  The gazette was read.  ", False, "said to the second reviewer"),
        ("", False, "nothing needs to be said"),
        ("Call +41 22 791 21 11 to check.", True, "a telephone number may lead to a person"),
        ("x" * 1_001, True, "longer than a remark may be"),
    ],
)
def test_a_note_to_the_second_reviewer(
    world: SimpleNamespace, note: str, refused: bool, reason: str
) -> None:
    submission = logged.submitted(world, withhold_name="yes")

    def approve() -> Submission:
        seen = submission.version
        return review_decisions.approve(
            REVIEWER, submission.reference, version=seen, checked=ALL, note=note
        )

    if refused:
        with pytest.raises(Invalid) as error:
            approve()
        assert set(error.value.errors) == {"note"}, reason
    else:
        assert approve().moves[-1].note == (note.strip() or None), reason


def reviewer(key: str, **bound: frozenset[object]) -> Actor:
    return Actor(key, frozenset({Role.REVIEWER}), **bound)  # type: ignore[arg-type]


def row(db: SQLAlchemy, reference: str) -> Action:
    return db.session.scalars(select(Action).where(Action.reference == reference)).one()


def settle(sent: Submission, found: ReviewedFinding) -> None:
    (place,) = findings_of(sent)
    review_decisions.settle(
        REVIEWER,
        sent.reference,
        field=place.field,
        fingerprint=place.fingerprint,
        found=found,
    )


def explained(world: SimpleNamespace) -> Submission:
    """Sent with a place that its writer explained."""
    from tracker.evidence import privacy_check

    draft = logged.begun(world, account=NAMED)
    (place,) = findings_of(draft)
    privacy_check.explain(
        world.contributor,
        Kind.ACTION,
        draft.reference,
        field=place.field,
        fingerprint=place.fingerprint,
        explanation="An officer.",
    )
    return action_service.submit(world.contributor, draft.reference, version=draft.version)


# Who may ------------------------------------------------------------------------------------


def test_only_reviewers_without_a_part_decide(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)
    own, other = frozenset({world.own.id}), frozenset({world.other.id})
    may = {
        "a reviewer of nothing": (REVIEWER, True),
        "of another state": (reviewer("a", states=frozenset({"XBB"})), True),
        "of another organisation": (reviewer("b", organisations=other), True),
        "of the state": (reviewer("c", states=frozenset({"XAA"})), False),
        "of the organisation": (reviewer("d", organisations=own), False),
        "of the state and another organisation": (
            reviewer("e", states=frozenset({"XAA"}), organisations=other),
            False,
        ),
        "who also logs for it": (
            Actor("f", frozenset({Role.REVIEWER, Role.CONTRIBUTOR}), organisations=own),
            False,
        ),
        "its own contributor": (world.contributor, False),
        "the state's focal point": (FOCAL_POINT, False),
        "an administrator": (Actor("g", frozenset({Role.ADMINISTRATOR})), False),
        "the operator": (OPERATOR, False),
        "nobody": (ANONYMOUS, False),
    }

    wrong = [name for name, (actor, allowed) in may.items() if decides(actor, sent) is not allowed]

    assert not wrong


@pytest.mark.parametrize("act", ["claim", "release", "settle", "approve", "publish", "return_"])
def test_for_whoever_has_a_part_there_is_nothing(world: SimpleNamespace, act: str) -> None:
    sent = logged.submitted(world)
    given = {
        "claim": {},
        "release": {},
        "settle": {"field": "account", "fingerprint": "", "found": "harmless"},
        "approve": {"version": sent.version, "checked": ALL},
        "publish": {"version": sent.version, "checked": ALL},
        "return_": {"version": sent.version, "reason": "Why.", "remarks": {}},
    }[act]

    with pytest.raises(NotFound):
        getattr(review_decisions, act)(
            reviewer("bound", states=frozenset({"XAA"})), sent.reference, **given
        )
    with pytest.raises(Forbidden):
        getattr(review_decisions, act)(world.contributor, sent.reference, **given)


def test_a_draft_is_unknown_to_reviewers(world: SimpleNamespace) -> None:
    draft = logged.begun(world)

    with pytest.raises(NotFound):
        review_decisions.claim(REVIEWER, draft.reference)


# Publishing ---------------------------------------------------------------------------------


def test_published_action_counts_at_once_and_is_told_to_the_trail(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    sent = logged.submitted(world)
    before = publication.revision()

    review_decisions.publish(REVIEWER, sent.reference, version=sent.version, checked=ALL)
    db.session.commit()

    cell = explain_cell("XAA", "PLAN-01", default_params()).standing
    stored = [each for _key, each in standing.stored() if each.evidenced is not None]
    assert (sent.status, cell.evidenced) == (Status.PUBLISHED, 2)
    assert [each.evidenced for each in stored] == [2]
    assert publication.revision() > before
    (event,) = events("evidence:action:publish")
    assert event.actor == REVIEWER.key
    assert logged.TEXT["title"] not in str(event.content.body)
    assert trail.verify().fault is None


@pytest.mark.parametrize("left", sorted(ReviewCheck))
def test_everything_has_to_be_looked_at(world: SimpleNamespace, left: ReviewCheck) -> None:
    sent = logged.submitted(world)

    with pytest.raises(Invalid) as refused:
        review_decisions.publish(
            REVIEWER,
            sent.reference,
            version=sent.version,
            checked=[look for look in ReviewCheck if look is not left],
        )

    assert set(refused.value.errors) == {left}
    assert sent.status == Status.SUBMITTED


def test_open_and_harmful_places_keep_it_back(db: SQLAlchemy, world: SimpleNamespace) -> None:
    sent = explained(world)
    seen = []

    for found in (None, ReviewedFinding.HARMFUL):
        if found:
            settle(sent, found)
        with pytest.raises(Invalid) as refused:
            review_decisions.publish(REVIEWER, sent.reference, version=sent.version, checked=ALL)
        seen.append(refused.value.errors["findings"][0])
    settle(sent, ReviewedFinding.HARMLESS)
    review_decisions.publish(REVIEWER, sent.reference, version=sent.version, checked=ALL)
    db.session.commit()

    assert "settle every place" in seen[0]
    assert "harmful" in seen[1]
    assert sent.status == Status.PUBLISHED
    findings = [event.content.body["found"] for event in events("evidence:action:settled")]
    assert findings == ["harmful", "harmless"]


def test_a_place_that_is_not_there_cannot_be_settled(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)

    with pytest.raises(NotFound):
        review_decisions.settle(
            REVIEWER, sent.reference, field="account", fingerprint="0", found="harmless"
        )


def test_text_that_changed_meanwhile_is_not_decided_on(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)
    seen, reference = sent.version, sent.reference
    again = action_service.recall(world.contributor, reference)
    again = action_service.save(
        world.contributor, reference, {**logged.TEXT, "title": "Else"}, version=again.version
    )
    action_service.submit(world.contributor, reference, version=again.version)

    for decide in (
        lambda: review_decisions.publish(REVIEWER, reference, version=seen, checked=ALL),
        lambda: review_decisions.decline(
            REVIEWER, reference, version=seen, ground="not_an_act", reason="No."
        ),
        lambda: review_decisions.return_(
            REVIEWER, reference, version=seen, reason="No.", remarks={}
        ),
    ):
        with pytest.raises(ChangedSinceViewed):
            decide()


def test_correction_takes_the_place_of_what_it_corrects(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    first = logged.published(world)
    draft = action_service.correct(world.contributor, first.reference)
    text = {**draft.text, "commitments": "PLAN-01=supports@4"}
    saved = action_service.save(world.contributor, draft.reference, text, version=draft.version)
    sent = action_service.submit(world.contributor, saved.reference, version=saved.version)

    logged.publish(sent)

    old, new = row(db, first.reference), row(db, sent.reference)
    assert (old.ended_as, old.ended_at) == ("superseded", new.published_at)
    assert (first.status, sent.status) == (Status.SUPERSEDED, Status.PUBLISHED)
    assert explain_cell("XAA", "PLAN-01", default_params()).standing.evidenced == 4


def test_what_corrects_something_withdrawn_is_not_published(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    first = logged.published(world)
    draft = action_service.correct(world.contributor, first.reference)
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)
    # Behind the back of the service, which would take the correction back.
    publication.withdraw(row(db, first.reference), reason="Elsewhere.")

    with pytest.raises(NoLongerPublic):
        review_decisions.publish(REVIEWER, sent.reference, version=sent.version, checked=ALL)


# Two reviewers ------------------------------------------------------------------------------


def test_withheld_name_needs_two_different_reviewers(world: SimpleNamespace) -> None:
    sent = logged.submitted(world, withhold_name="yes")
    seen = {"version": sent.version, "checked": ALL}

    with pytest.raises(NeedsSecond):
        review_decisions.publish(REVIEWER, sent.reference, **seen)
    review_decisions.approve(REVIEWER, sent.reference, **seen)
    seen = {**seen, "version": sent.version}
    with pytest.raises(SameReviewer):
        review_decisions.publish(REVIEWER, sent.reference, **seen)
    review_decisions.publish(SECOND_REVIEWER, sent.reference, **seen)

    assert [reason.cause for reason in reasons_for_two(sent)] == [Cause.NAME_WITHHELD]
    assert [move.actor for move in sent.moves[1:]] == ["reviewer", "second-reviewer"]
    assert sent.status == Status.PUBLISHED


# What the action says of the cell, what the state reports of it, whether two have to agree.
DENIALS = (
    ("contradicts@1", 3, True),
    ("contradicts@1", 4, True),
    ("contradicts", 4, True),
    ("supports@0", 3, True),
    ("contradicts@1", 2, False),  # the state does not claim much
    ("supports@1", 4, False),  # less than the state says, but no denial
    ("context", 4, False),
    ("contradicts@0", None, False),  # the state has said nothing
)


def test_denying_what_a_state_claims_needs_two(db: SQLAlchemy, world: SimpleNamespace) -> None:
    sent = logged.submitted(world)
    state = db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
    first = db.session.scalars(select(Commitment).where(Commitment.reference == "PLAN-01")).one()
    bearing = row(db, sent.reference).bearings[0]
    wrong = []

    for says, level, two in DENIALS:
        polarity, _at, shown = says.partition("@")
        bearing.polarity, bearing.level = polarity, int(shown) if shown else None
        nested = db.session.begin_nested()
        if level is not None:
            make.report(state, first, level=level)
        if bool(reasons_for_two(sent)) is not two:
            wrong.append((says, level))
        nested.rollback()

    assert not wrong


def test_level_reported_is_that_of_the_lane(db: SQLAlchemy, world: SimpleNamespace) -> None:
    state = db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
    first = db.session.scalars(select(Commitment).where(Commitment.reference == "PLAN-01")).one()
    today = clock.today()
    # One of more than 60 months ago has lapsed; the later period counts; one to come does not yet;
    # a later "not assessed" empties the lane.
    steps = (
        {"level": 2, "period_end": today - timedelta(days=5 * 366 + 1)},
        {"level": 3, "period_end": today - timedelta(days=700)},
        {"level": 1, "period_end": today - timedelta(days=1065)},
        {"level": 4, "period_end": today + timedelta(days=30)},
        {"answer": "not_assessed", "reason": "Why.", "period_end": today - timedelta(days=300)},
    )
    found = []

    for step in steps:
        make.report(state, first, **step)
        lane = explain_cell("XAA", "PLAN-01", ScoringParams(today, today)).standing.reported
        found.append((reported_levels("XAA", ["PLAN-01"], today).get("PLAN-01"), lane))

    assert found == [(None, None), (3, 3), (3, 3), (3, 3), (None, None)]


def test_one_is_enough_where_nothing_asks_for_two(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)

    with pytest.raises(IllegalMove):
        review_decisions.approve(REVIEWER, sent.reference, version=sent.version, checked=ALL)


def test_who_names_itself_is_not_published_without_its_name(world: SimpleNamespace) -> None:
    account = "LATER  named went to court."
    sent = logged.submitted(world, withhold_name="yes", account=account)
    # Its writer could submit it, because the organisation had another name then.
    world.own.name = "Later named"

    with pytest.raises(Invalid) as refused:
        review_decisions.approve(REVIEWER, sent.reference, version=sent.version, checked=ALL)

    assert set(refused.value.errors) == {"name"}


# Claims -------------------------------------------------------------------------------------


def test_claim_keeps_others_away_for_a_day(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = logged.submitted(world)
    review_decisions.claim(REVIEWER, sent.reference)
    seen = {"version": sent.version, "checked": ALL}

    with pytest.raises(ClaimedByAnother):
        review_decisions.claim(SECOND_REVIEWER, sent.reference)
    with pytest.raises(ClaimedByAnother):
        review_decisions.publish(SECOND_REVIEWER, sent.reference, **seen)
    review_decisions.release(SECOND_REVIEWER, sent.reference)
    later = clock.now() + CLAIM_LASTS
    monkeypatch.setattr(clock, "now", lambda: later)
    review_decisions.publish(SECOND_REVIEWER, sent.reference, **seen)

    assert sent.status == Status.PUBLISHED


def test_claims_are_told_to_the_trail(db: SQLAlchemy, world: SimpleNamespace) -> None:
    sent = logged.submitted(world)

    review_decisions.claim(REVIEWER, sent.reference)
    review_decisions.release(REVIEWER, sent.reference)
    db.session.commit()

    assert sent.claimed_by is None
    assert len(events("evidence:action:claimed")) == len(events("evidence:action:released")) == 1


# Returned and declined ----------------------------------------------------------------------


def test_remarks_stand_at_fields_that_were_given(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)
    remarks = {"title": "  Say  which law.", "stage": "not given", "nonsense": "x", "kind": " "}

    review_decisions.return_(
        REVIEWER, sent.reference, version=sent.version, reason="See there.", remarks=remarks
    )

    assert sent.moves[-1].remarks == {"title": "Say which law."}
    assert sent.status == Status.RETURNED


def test_reason_for_readers_tells_of_nobody(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)

    with pytest.raises(Invalid) as refused:
        review_decisions.return_(
            REVIEWER,
            sent.reference,
            version=sent.version,
            reason="Leave out Maria Example, aged 17.",
            remarks={},
        )

    assert "readers will see this" in refused.value.errors["reason"][0]


def test_declined_action_leaves_no_public_trace(db: SQLAlchemy, world: SimpleNamespace) -> None:
    sent = logged.submitted(world)
    before = publication.revision()

    review_decisions.decline(
        REVIEWER, sent.reference, version=sent.version, ground="not_checkable", reason="No source."
    )

    assert (sent.moves[-1].ground, sent.moves[-1].waited) == ("not_checkable", 0)
    assert publication.revision() == before
    assert row(db, sent.reference).published_at is None


def test_declining_needs_a_ground_of_the_list(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)

    with pytest.raises(Invalid) as refused:
        review_decisions.decline(
            REVIEWER, sent.reference, version=sent.version, ground="dislike", reason="No."
        )

    assert set(refused.value.errors) == {"ground"}
