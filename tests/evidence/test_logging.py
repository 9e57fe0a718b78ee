"""An organisation logs an action: what is kept, what goes to reviewers, what comes back."""

from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.evidence import logged
from tests.evidence.logged import FOCAL_POINT, REVIEWER
from tests.people import events
from tracker.accounts.actor import ANONYMOUS
from tracker.core import clock
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import action_service, privacy_check
from tracker.evidence.models import Action, Attachment
from tracker.evidence.queries import under_review
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.own_actions import own_action, own_actions
from tracker.review.conflicts import IllegalMove, TextConflict
from tracker.review.lifecycle import Move, Status
from tracker.review.models import Submission
from tracker.review.submissions import Kind


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def action(reference: str) -> Action:
    return action_service.db.session.scalars(
        select(Action).where(Action.reference == reference)
    ).one()


def test_whatever_is_typed_is_kept_readable_or_not(world: SimpleNamespace) -> None:
    draft = logged.begun(world, happened_on="soon", state="Examplia", until="")

    again = own_action(world.contributor, draft.reference)

    assert again.text["happened_on"] == "soon"
    assert "until" not in again.text
    assert (draft.state, set(again.errors)) == (None, {"happened_on", "state"})


def test_two_writers_at_once_both_keep_their_text(world: SimpleNamespace) -> None:
    draft = logged.begun(world)
    mine, theirs = {**logged.TEXT, "title": "Mine"}, {**logged.TEXT, "title": "Theirs"}
    action_service.save(world.colleague, draft.reference, theirs, version=1)

    with pytest.raises(TextConflict) as caught:
        action_service.save(world.contributor, draft.reference, mine, version=1)

    assert (caught.value.stored["title"], caught.value.offered["title"]) == ("Theirs", "Mine")
    assert caught.value.version == 2


def test_saving_the_same_again_changes_nothing(world: SimpleNamespace) -> None:
    draft = logged.begun(world)

    again = action_service.save(world.contributor, draft.reference, logged.TEXT, version=99)

    action_service.save(
        world.contributor, draft.reference, {**logged.TEXT, "title": "B"}, version=1
    )
    action_service.db.session.commit()

    assert again.version == 2
    assert len(events("evidence:action:written")) == 1


def test_what_no_field_can_hold_is_refused(world: SimpleNamespace) -> None:
    for field, text in (("mood", "good"), ("account", "x" * 20_001), ("title", "\ud800")):
        with pytest.raises(Invalid) as caught:
            logged.begun(world, **{field: text})

        assert set(caught.value.errors) == {field}


def test_submission_puts_the_action_on_record_unpublished(world: SimpleNamespace) -> None:
    sent = logged.submitted(
        world,
        until="2021-07",
        withhold_name="yes",
        show_survivor_led="yes",
        commitments="PLAN-01=supports@2; PLAN-02=context",
        source_2_url="https://example.org/court",
        source_2_title="A judgment",
        source_2_publisher="An invented court",
        source_2_language="fr",
        source_2_tier="B",
        source_1_tier="C",
    )

    row = action(sent.reference)

    assert (sent.status, sent.name_withheld, sent.state) == (Status.SUBMITTED, True, "XAA")
    assert (row.published_at, row.name_withheld, row.survivor_led_shown) == (None, True, True)
    assert (row.began_on.isoformat(), row.effective_on.isoformat()) == ("2021-05-03", "2021-07-31")
    assert [(each.position, each.tier) for each in row.citations] == [(1, "B"), (2, "C")]
    seen = {each.commitment.reference: (each.polarity, each.level) for each in row.bearings}
    assert seen == {"PLAN-01": ("supports", 2), "PLAN-02": ("context", None)}
    assert actions([sent.reference]) == {}


REFUSED = [
    ({"title": ""}, "title", "nothing said"),
    ({"state": "XZZ"}, "state", "no such state"),
    ({"commitments": "PLAN-99=context"}, "commitments", "no such commitment"),
    ({"account": "Ana Invented, 14, told us."}, "account", "a child could be known"),
    ({"source_1_title": "Write to ana@example.org"}, "source_1_title", "an address of a person"),
]


def test_what_is_unfinished_or_tells_of_somebody_stays_a_draft(world: SimpleNamespace) -> None:
    for typed, field, why in REFUSED:
        draft = logged.begun(world, **typed)

        with pytest.raises(Invalid) as caught:
            action_service.submit(world.contributor, draft.reference, version=draft.version)

        assert (set(caught.value.errors), draft.status) == ({field}, Status.DRAFT), why
    assert action_service.db.session.scalar(select(Action)) is None


def test_an_explained_place_may_go_and_a_changed_one_asks_anew(world: SimpleNamespace) -> None:
    typed = "The minister answers at bo.leader@example.org."
    draft = logged.begun(world, account=typed)
    place = privacy_check.findings_of(draft)[0]

    privacy_check.explain(
        world.contributor,
        Kind.ACTION,
        draft.reference,
        field="account",
        fingerprint=place.fingerprint,
        explanation="She publishes this address herself.",
    )

    assert typed[place.start : place.end] == place.excerpt
    assert action_service.faults(draft) == {}
    changed = {**logged.TEXT, "account": "She answers at ana@example.org."}
    action_service.save(world.contributor, draft.reference, changed, version=draft.version)
    assert set(action_service.faults(draft)) == {"account"}


def test_a_place_found_harmful_has_to_be_taken_out(world: SimpleNamespace) -> None:
    draft = logged.begun(world, account="Write to ana@example.org.")
    place = privacy_check.findings_of(draft)[0]
    row = privacy_check.settlement(draft, place)
    row.explanation, row.settled_as = "It harms nobody.", privacy_check.ReviewedFinding.HARMFUL

    assert set(action_service.faults(draft)) == {"account"}


def test_only_a_place_that_is_there_can_be_explained(world: SimpleNamespace) -> None:
    draft = logged.begun(world)

    with pytest.raises(NotFound):
        privacy_check.explain(
            world.contributor,
            Kind.ACTION,
            draft.reference,
            field="account",
            fingerprint="0" * 32,
            explanation="Why not.",
        )


def test_a_picture_is_looked_at_before_it_goes(world: SimpleNamespace) -> None:
    draft = logged.begun(world)
    picture = Attachment(
        public_id="picture",
        submission_id=draft.id,
        position=1,
        sha256="0" * 64,
        media_type="image/jpeg",
        extension="jpg",
        size=10,
        caption="A shelter that does not exist",
        people_confirmed=False,
        added_at=clock.now(),
    )
    action_service.db.session.add(picture)
    action_service.db.session.flush()

    assert set(action_service.faults(draft)) == {"files"}
    picture.people_confirmed = True
    assert action_service.faults(draft) == {}


def test_what_was_seen_is_what_is_sent(world: SimpleNamespace) -> None:
    draft = logged.begun(world)
    action_service.save(
        world.colleague, draft.reference, {**logged.TEXT, "title": "Another"}, version=1
    )

    with pytest.raises(TextConflict):
        action_service.submit(world.contributor, draft.reference, version=1)


def test_a_returned_action_is_mended_and_sent_again(world: SimpleNamespace) -> None:
    back = logged.returned(world)
    owed = own_action(world.contributor, back.reference).returned
    assert owed is not None
    assert dict(owed.remarks) == {"happened_on": "The source says June."}

    draft = action_service.reopen(world.contributor, back.reference)
    mended = {**logged.TEXT, "happened_on": "2021-06-03", "commitments": "PLAN-02=supports"}
    action_service.save(world.contributor, draft.reference, mended, version=draft.version)
    action_service.submit(world.contributor, draft.reference, version=draft.version)

    row = action(back.reference)
    assert row.effective_on.isoformat() == "2021-06-03"
    assert [each.commitment.reference for each in row.bearings] == ["PLAN-02"]
    seen = own_action(world.contributor, back.reference)
    moves = [step.move for step in seen.steps]
    assert moves == [Move.SUBMIT, Move.RETURN, Move.REOPEN, Move.SUBMIT]
    assert seen.returned is None


def test_a_recalled_action_is_a_draft_and_can_be_discarded(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)
    action_service.recall(world.contributor, sent.reference)

    action_service.discard(world.contributor, sent.reference)

    assert own_actions(world.contributor) == ()
    assert action_service.db.session.scalar(select(Action)) is None
    action_service.db.session.commit()
    assert len(events("evidence:action:discarded")) == 1


def test_a_decision_outlives_the_draft_and_none_of_its_words(world: SimpleNamespace) -> None:
    back = logged.returned(world, own_key="7")
    reference = back.reference
    action_service.reopen(world.contributor, reference)

    action_service.discard(world.contributor, reference)
    action_service.db.session.commit()

    left = action_service.db.session.scalars(select(Submission)).one()
    assert (left.text, left.own_key, left.status) == ({}, None, Status.DISCARDED)
    assert [step.move for step in left.moves if step.waited is not None] == [Move.RETURN]
    assert not any(step.remarks for step in left.moves)
    assert action_service.db.session.scalar(select(Action)) is None
    assert own_actions(world.contributor) == ()
    with pytest.raises(NotFound):
        action_service.save(world.contributor, reference, {}, version=left.version)
    with pytest.raises(NotFound):
        under_review.load_submission(logged.REVIEWER, reference)
    begun = logged.begun(world, own_key="7")
    assert action_service.faults(begun).get("own_key") is None


def test_what_is_with_reviewers_is_not_deleted(world: SimpleNamespace) -> None:
    sent = logged.submitted(world)

    with pytest.raises(IllegalMove):
        action_service.discard(world.contributor, sent.reference)


def test_a_withdrawn_action_ends_at_once_with_its_reason(world: SimpleNamespace) -> None:
    public = logged.published(world)

    action_service.withdraw(world.contributor, public.reference, reason="The source was wrong.")

    row = action(public.reference)
    assert (row.ended_as, row.ended_reason) == ("withdrawn", "The source was wrong.")
    assert row.ended_at is not None
    assert public.status == Status.WITHDRAWN


def test_a_withdrawal_says_why_and_tells_of_nobody(world: SimpleNamespace) -> None:
    public = logged.published(world)

    for reason in (" ", "x" * 5_001, "Ana asked us, ana@example.org."):
        with pytest.raises(Invalid):
            action_service.withdraw(world.contributor, public.reference, reason=reason)

    assert action(public.reference).ended_at is None


def test_a_correction_takes_the_place_of_what_it_corrects(world: SimpleNamespace) -> None:
    public = logged.published(world)
    draft = action_service.correct(world.contributor, public.reference)
    again = action_service.correct(world.colleague, public.reference)
    better = {**logged.TEXT, "title": "A corrected law"}
    action_service.save(world.contributor, draft.reference, better, version=draft.version)
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)

    logged.publish(sent)

    assert again.reference == draft.reference == f"{public.reference}.2"
    assert action(public.reference).ended_as == "superseded"
    assert action(draft.reference).title == "A corrected law"
    assert public.status == Status.SUPERSEDED


def test_a_correction_falls_back_when_its_base_is_withdrawn(world: SimpleNamespace) -> None:
    public = logged.published(world)
    draft = action_service.correct(world.contributor, public.reference)
    action_service.submit(world.contributor, draft.reference, version=draft.version)

    action_service.withdraw(world.contributor, public.reference, reason="All of it was wrong.")

    assert draft.status == Status.DRAFT
    with pytest.raises(Invalid) as caught:
        action_service.submit(world.contributor, draft.reference, version=draft.version)
    assert set(caught.value.errors) == {"replaces"}


def test_a_declined_correction_does_not_block_the_next(world: SimpleNamespace) -> None:
    public = logged.published(world)
    first = action_service.correct(world.contributor, public.reference)
    sent = action_service.submit(world.contributor, first.reference, version=first.version)
    logged.review_decisions.decline(
        REVIEWER, sent.reference, version=sent.version, ground="already_there", reason="Same."
    )

    second = action_service.correct(world.contributor, public.reference)

    assert second.reference == f"{public.reference}.3"


def test_an_own_number_names_one_action_and_its_corrections(world: SimpleNamespace) -> None:
    public = logged.published(world, own_key="17")
    other = logged.begun(world, own_key="17")
    correction = action_service.correct(world.contributor, public.reference)

    assert correction.own_key == "17"
    assert action_service.faults(correction) == {}
    assert set(action_service.faults(other)) == {"own_key"}


ACTS = {
    "save": lambda actor, name: action_service.save(actor, name, logged.TEXT, version=1),
    "discard": action_service.discard,
    "submit": lambda actor, name: action_service.submit(actor, name, version=1),
    "recall": action_service.recall,
    "reopen": action_service.reopen,
    "withdraw": lambda actor, name: action_service.withdraw(actor, name, reason="Mine now."),
    "correct": action_service.correct,
    "look": own_action,
}


def test_another_organisations_action_is_as_if_absent(world: SimpleNamespace) -> None:
    draft = logged.begun(world)

    for what, act in ACTS.items():
        for stranger in (world.foreign, FOCAL_POINT):
            for name in (draft.reference, "A-NOWHERE1"):
                with pytest.raises(NotFound):
                    act(stranger, name)
        with pytest.raises(Forbidden):
            act(ANONYMOUS, draft.reference)
        assert draft.version == 1, what


def test_nobody_logs_for_another_organisation(world: SimpleNamespace) -> None:
    for stranger in (world.foreign, FOCAL_POINT, REVIEWER):
        with pytest.raises(Forbidden):
            action_service.begin(stranger, world.own.id, logged.TEXT)
    assert action_service.db.session.scalar(select(Submission)) is None
    assert own_actions(world.foreign) == ()
