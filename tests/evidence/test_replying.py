"""The other side answers: who may answer what, one standing answer, and what becomes of it."""

from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.evidence import logged
from tests.evidence.logged import FOCAL_POINT, REVIEWER
from tests.people import events
from tracker.accounts.actor import ANONYMOUS, Actor
from tracker.core import clock
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import privacy_check, reply_service, review_decisions
from tracker.evidence.models import Action, Reply
from tracker.evidence.queries.own_replies import entries_to_answer, own_replies
from tracker.evidence.queries.replies import replies_to
from tracker.evidence.reply_targets import about_action, about_entry
from tracker.policy.predicates import Role
from tracker.registry.models import Commitment, State
from tracker.review.lifecycle import Status
from tracker.review.models import Submission
from tracker.review.submissions import Kind
from tracker.workspace import replies

TEXT = {"stance": "contest", "text": "It was otherwise.", "language": "en"}
AUTHORITY = Actor("authority", frozenset({Role.VALIDATING_AUTHORITY}), states=frozenset({"XAA"}))
OTHER_STATE = Actor("other", frozenset({Role.FOCAL_POINT}), states=frozenset({"XBB"}))
EVERYTHING = ("people",)


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """A published act about XAA by one organisation, and a published entry of XAA."""
    made = logged.world()
    state = db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
    commitment = db.session.scalars(
        select(Commitment).where(Commitment.reference == "PLAN-01")
    ).one()
    made.act = make.action(state, commitment, level=1, by=made.own, reference="A-PUBLIC")
    made.report = make.report(state, commitment, level=4, reference="R-PUBLIC")
    made.to_act = about_action("A-PUBLIC")
    made.to_entry = about_entry("R-PUBLIC", "PLAN-01")
    db.session.commit()
    return made


def answered(
    actor: Actor, about: str, *, organisation: int | None = None, **changed: str
) -> Submission:
    """An answer that went to the reviewers."""
    draft = reply_service.begin(actor, about, organisation_id=organisation)
    saved = reply_service.save(actor, draft.reference, {**TEXT, **changed}, version=draft.version)
    return reply_service.submit(actor, saved.reference, version=saved.version)


def published(submission: Submission) -> Submission:
    return review_decisions.publish(
        REVIEWER, submission.reference, version=submission.version, checked=EVERYTHING
    )


def standing(record: str) -> list[tuple[str, str]]:
    found = replies_to([record], clock.today()).get(record, ())
    return [(str(one.stance), one.text) for one in found]


@pytest.mark.parametrize(
    ("who", "about", "organisation"),
    [
        pytest.param("other_state", "to_act", None, id="another state, of an act"),
        pytest.param("contributor", "to_act", "own", id="an organisation, of an act"),
        pytest.param("focal", "to_entry", None, id="the state, of its own entry"),
        pytest.param("contributor", "to_entry", "other", id="for another organisation"),
        pytest.param("focal", "draft", None, id="of an act that is not public"),
        pytest.param("focal", "nothing", None, id="of what is not there"),
    ],
)
def test_nobody_answers_what_is_not_theirs_to_answer(
    world: SimpleNamespace, who: str, about: str, organisation: str | None
) -> None:
    actors = {"focal": FOCAL_POINT, "other_state": OTHER_STATE, "contributor": world.contributor}
    hidden = about_action(logged.begun(world).reference)
    seen = {"draft": hidden, "nothing": "action:A-NOWHERE"}.get(about) or getattr(world, about)
    by = getattr(world, organisation).id if organisation else None

    with pytest.raises(NotFound):
        reply_service.begin(actors[who], seen, organisation_id=by)


@pytest.mark.parametrize("actor", [ANONYMOUS, REVIEWER], ids=["anonymous", "reviewer"])
def test_strangers_and_reviewers_answer_nothing(world: SimpleNamespace, actor: Actor) -> None:
    with pytest.raises(Forbidden):
        reply_service.begin(actor, world.to_act)


def test_state_s_answer_becomes_public_after_a_reviewer_alone(world: SimpleNamespace) -> None:
    submission = answered(
        FOCAL_POINT,
        world.to_act,
        source_1_url="https://example.org/x",
        source_1_title="A decree",
        source_1_publisher="A gazette",
        source_1_language="en",
    )
    before = standing("A-PUBLIC")

    published(submission)

    assert before == []
    assert standing("A-PUBLIC") == [("contest", "It was otherwise.")]
    reply = reply_service.reply_of(submission)
    assert reply is not None
    assert (reply.action_id, reply.organisation_id) == (world.act.id, None)
    assert [one.title for one in reply.citations] == ["A decree"]
    assert [one.role for one in submission.moves] == ["focal_point", "reviewer"]


def test_both_sides_of_a_state_write_in_one_answer(world: SimpleNamespace) -> None:
    one = reply_service.begin(FOCAL_POINT, world.to_act)

    assert reply_service.begin(AUTHORITY, world.to_act).reference == one.reference
    with pytest.raises(NotFound):
        reply_service.save(OTHER_STATE, one.reference, TEXT, version=one.version)


def test_a_later_answer_takes_the_place_of_the_standing_one(world: SimpleNamespace) -> None:
    first = published(answered(FOCAL_POINT, world.to_act))

    second = answered(AUTHORITY, world.to_act, stance="confirm", text="We were wrong.")
    published(second)

    assert second.replaces == first.reference
    assert second.reference == f"{first.reference}.2"
    assert first.status == Status.SUPERSEDED
    assert standing("A-PUBLIC") == [("confirm", "We were wrong.")]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        pytest.param({"stance": ""}, {"stance"}, id="no stance"),
        pytest.param({"stance": "correct", "text": ""}, {"text"}, id="corrects, says nothing"),
        pytest.param({"stance": "shout"}, {"stance"}, id="no such stance"),
        pytest.param(
            {"source_1_title": "Half"},
            {"source_1_url", "source_1_publisher", "source_1_language"},
            id="half a source",
        ),
        pytest.param({"text": "Ask amara.lopez@example.org."}, {"text"}, id="tells who one is"),
    ],
)
def test_unfinished_answers_stay_with_their_writer(
    world: SimpleNamespace, changed: dict[str, str], fields: set[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        answered(FOCAL_POINT, world.to_act, **changed)

    assert set(caught.value.errors) == fields


@pytest.mark.parametrize("stance", ["confirm", "take_note"])
def test_agreeing_and_taking_note_need_no_words(world: SimpleNamespace, stance: str) -> None:
    submission = answered(FOCAL_POINT, world.to_act, stance=stance, text="")

    assert submission.status == Status.SUBMITTED


def test_explained_places_go_on_to_the_reviewer(world: SimpleNamespace) -> None:
    draft = reply_service.begin(FOCAL_POINT, world.to_act)
    text = {**TEXT, "text": "Write to amara.lopez@example.org."}
    saved = reply_service.save(FOCAL_POINT, draft.reference, text, version=draft.version)
    (place,) = privacy_check.findings_of(saved)

    privacy_check.explain(
        FOCAL_POINT,
        Kind.REPLY,
        saved.reference,
        field=place.field,
        fingerprint=place.fingerprint,
        explanation="The public address of an office.",
    )
    sent = reply_service.submit(FOCAL_POINT, saved.reference, version=saved.version)

    with pytest.raises(Invalid):
        published(sent)


def test_withdrawn_answer_leaves_at_once_and_frees_the_record(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    first = published(answered(FOCAL_POINT, world.to_act))
    later = reply_service.begin(AUTHORITY, world.to_act)

    reply_service.withdraw(FOCAL_POINT, first.reference, reason="It was sent by mistake.")
    gone = standing("A-PUBLIC")
    saved = reply_service.save(AUTHORITY, later.reference, TEXT, version=later.version)
    sent = reply_service.submit(AUTHORITY, later.reference, version=saved.version)
    published(sent)

    assert gone == []
    assert (sent.replaces, sent.status) == (None, Status.PUBLISHED)
    assert standing("A-PUBLIC") == [("contest", "It was otherwise.")]
    db.session.commit()
    assert events("evidence:reply:withdraw")[0].subject == f"reply:{first.reference}"


def test_answer_to_an_act_that_was_withdrawn_is_not_sent(world: SimpleNamespace) -> None:
    draft = reply_service.begin(FOCAL_POINT, world.to_act)
    saved = reply_service.save(FOCAL_POINT, draft.reference, TEXT, version=draft.version)
    reply_service.publication.withdraw(world.act, reason="Never happened.")

    with pytest.raises(Invalid) as caught:
        reply_service.submit(FOCAL_POINT, draft.reference, version=saved.version)

    assert set(caught.value.errors) == {"about"}


def test_withheld_name_needs_two_reviewers_and_is_not_shown(world: SimpleNamespace) -> None:
    submission = answered(
        world.contributor, world.to_entry, organisation=world.own.id, withhold_name="yes"
    )
    review_decisions.approve(
        REVIEWER, submission.reference, version=submission.version, checked=EVERYTHING
    )
    review_decisions.publish(
        logged.SECOND_REVIEWER, submission.reference, version=submission.version, checked=EVERYTHING
    )

    (view,) = replies_to(["R-PUBLIC"], clock.today())["R-PUBLIC"]
    assert (view.organisation, view.survivor_led, view.published_precision) == (None, None, "month")
    assert (view.commitment, view.by_state) == ("PLAN-01", False)


def test_entries_wait_for_those_who_logged_something_on_them(world: SimpleNamespace) -> None:
    waiting = entries_to_answer(world.contributor)[world.own.id]
    nothing_logged = entries_to_answer(world.foreign)

    reply_service.begin(world.contributor, world.to_entry, organisation_id=world.own.id)

    assert [(one.report, one.commitment, one.acts) for one in waiting] == [
        ("R-PUBLIC", "PLAN-01", 1)
    ]
    assert nothing_logged == {}
    assert entries_to_answer(world.contributor) == {}


def test_acts_wait_until_the_answer_is_sent(world: SimpleNamespace) -> None:
    def waiting() -> list[str]:
        return [one.reference for one in replies.waiting_acts("XAA")]

    before = waiting()
    reply_service.begin(FOCAL_POINT, world.to_act)
    drafted = waiting()
    answered(FOCAL_POINT, world.to_act)

    assert before == drafted == ["A-PUBLIC"]
    assert waiting() == []


def test_a_side_sees_its_own_answers_alone(world: SimpleNamespace) -> None:
    ours = reply_service.begin(FOCAL_POINT, world.to_act)
    theirs = reply_service.begin(world.contributor, world.to_entry, organisation_id=world.own.id)

    assert [one.reference for one in own_replies(AUTHORITY)] == [ours.reference]
    assert [one.reference for one in own_replies(world.colleague)] == [theirs.reference]
    assert own_replies(world.foreign) == ()
    assert own_replies(OTHER_STATE) == ()


def test_discarded_draft_leaves_nothing_but_an_event(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    sent = answered(FOCAL_POINT, world.to_act)
    reply_service.recall(FOCAL_POINT, sent.reference)

    reply_service.discard(FOCAL_POINT, sent.reference)

    assert db.session.scalars(select(Reply)).all() == []
    assert db.session.scalars(select(Submission)).all() == []
    assert db.session.scalars(select(Action)).all() == [world.act]
