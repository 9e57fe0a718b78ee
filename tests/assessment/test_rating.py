"""Reviewers rate cells: what is refused, who is told, when it counts, and the blind second look."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tracker.accounts.actor import ANONYMOUS, OPERATOR, Actor
from tracker.assessment import agreement, own_ratings, publication, waiting
from tracker.assessment.drafts import RatingDraft
from tracker.assessment.models import Assessment, SecondRating
from tracker.assessment.queries import answers_to_assessments, assessments
from tracker.assessment.service import rate
from tracker.core import clock
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.evidence import reply_service, review_decisions
from tracker.evidence.reply_targets import about_assessment
from tracker.gap import standing
from tracker.gap.models import StandingRow
from tracker.policy.predicates import Role

FIRST = Actor("first", frozenset({Role.REVIEWER}))
SECOND = Actor("second", frozenset({Role.REVIEWER}))
THIRD = Actor("third", frozenset({Role.REVIEWER}))
OWN = Actor("own", frozenset({Role.REVIEWER}), states=frozenset({"XAA"}))
FOCAL_POINT = Actor("focal", frozenset({Role.FOCAL_POINT}), states=frozenset({"XAA"}))
TEXT = {
    "level": "2",
    "confidence": "medium",
    "rationale": "The law is in force; shelters are missing.",
    "effective_on": "2024-12-31",
    "records": "A-ONE; R-ONE",
}


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """A cell with an act, an entry and a value, and one with nothing."""
    plan = make.instrument("PLAN")
    first, other = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2))
    state = make.state("XAA")
    make.action(state, first, level=1, reference="A-ONE")
    make.action(state, other, level=1, reference="A-OTHER")
    make.report(state, first, level=4, reference="R-ONE")
    make.value(
        make.indicator("IND", measures=(first,)), state, "2", date(2020, 1, 1), reference="IV-ONE"
    )
    standing.rebuild()
    db.session.commit()
    return SimpleNamespace(state=state, commitment=first)


def rated(by: Actor = FIRST, cell: str = "PLAN-01", **changed: str):  # type: ignore[no-untyped-def]
    return rate(by, "XAA", cell, RatingDraft.parse({**TEXT, **changed}))


def later(days: int) -> time_machine.travel:
    return time_machine.travel(datetime.now(UTC) + timedelta(days=days), tick=False)


def assessed_level(db: SQLAlchemy, world: SimpleNamespace) -> int | None:
    row = db.session.get(StandingRow, (world.state.id, world.commitment.id))
    assert row is not None
    db.session.refresh(row)
    return row.assessed


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        pytest.param({"level": "5"}, {"level"}, id="beyond the scale"),
        pytest.param({"level": ""}, {"level"}, id="no level"),
        pytest.param({"rationale": "  "}, {"rationale"}, id="no reason"),
        pytest.param({"confidence": "sure"}, {"confidence"}, id="no such confidence"),
        pytest.param({"records": ""}, {"records"}, id="no record"),
        pytest.param({"records": "A-OTHER"}, {"records"}, id="a record of another cell"),
        pytest.param({"effective_on": "2999-01-01"}, {"effective_on"}, id="not yet"),
        pytest.param({"rationale": "Ask amara.lopez@example.org."}, {"rationale"}, id="a person"),
    ],
)
def test_unfounded_ratings_are_refused(
    world: SimpleNamespace, changed: dict[str, str], fields: set[str]
) -> None:
    with pytest.raises(Invalid) as caught:
        rated(**changed)

    assert set(caught.value.errors) == fields


def test_what_was_looked_at_may_stand_in_the_reasons(world: SimpleNamespace) -> None:
    from tracker.pii.finder import find

    draft = RatingDraft.parse({**TEXT, "rationale": "See office@example.org, ana.ruiz@example.org"})
    places = {place.fingerprint for place in find(draft.rationale)}

    assert places
    assert rate(FIRST, "XAA", "PLAN-01", draft, harmless=places).waits_until


@pytest.mark.parametrize("actor", [ANONYMOUS, FOCAL_POINT, OWN], ids=["anybody", "state", "own"])
def test_only_reviewers_without_a_part_in_it_rate(world: SimpleNamespace, actor: Actor) -> None:
    with pytest.raises(Forbidden):
        rated(actor)


def test_cells_that_are_not_there_are_not_found(world: SimpleNamespace) -> None:
    with pytest.raises(NotFound):
        rate(FIRST, "XZZ", "PLAN-01", RatingDraft.parse(TEXT))


def test_assessment_counts_once_its_days_are_past(db: SQLAlchemy, world: SimpleNamespace) -> None:
    made = rated()
    hidden = assessments([made.reference])
    with later(30):
        assert publication.publish_due(OPERATOR, clock.today()) == ()
    assert assessed_level(db, world) is None

    with later(31):
        done = publication.publish_due(OPERATOR, clock.today())
        again = publication.publish_due(OPERATOR, clock.today())
        level = assessed_level(db, world)
        view = assessments([made.reference])[made.reference]
        db.session.commit()

    assert hidden == {}
    assert made.waits_until == clock.today() + timedelta(days=30)
    assert (done, again, level) == ((made.reference,), (), 2)
    assert [one.record for one in view.records] == ["A-ONE", "R-ONE"]
    assert len(people.events("assessment:assessment:published")) == 1


def test_days_that_were_named_hold_whatever_the_setting_says(
    app: Flask, world: SimpleNamespace
) -> None:
    app.config["ASSESSMENT_REPLY_DAYS"] = 5
    made = rated()
    app.config["ASSESSMENT_REPLY_DAYS"] = 90

    with later(6):
        assert publication.publish_due(OPERATOR, clock.today()) == (made.reference,)


def test_timer_publishes_once_and_can_only_look(
    app: Flask, db: SQLAlchemy, cli: FlaskCliRunner, world: SimpleNamespace
) -> None:
    app.config["ASSESSMENT_REPLY_DAYS"] = 0
    reference = rated().reference
    db.session.commit()
    with later(1):
        seen = [
            cli.invoke(args=["assessments", "publish", *more]).output
            for more in (["--dry-run"], [], [])
        ]

    assert seen == [
        f"{reference}\n1 assessments, not saved\n",
        f"{reference}\n1 assessments\n",
        "0 assessments\n",
    ]


def test_strangers_publish_nothing(world: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        publication.publish_due(FIRST, clock.today())


def test_state_is_told_and_answers_before_anybody_else_knows(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    people.holder(Role.FOCAL_POINT, state="XAA")
    made = rated()
    (waits,) = waiting.to_answer(FOCAL_POINT)["XAA"]
    draft = reply_service.begin(FOCAL_POINT, about_assessment(made.reference))
    text = {"stance": "contest", "text": "A decree was overlooked.", "language": "en"}
    saved = reply_service.save(FOCAL_POINT, draft.reference, text, version=draft.version)
    sent = reply_service.submit(FOCAL_POINT, draft.reference, version=saved.version)
    review_decisions.publish(THIRD, sent.reference, version=sent.version, checked=("people",))

    before = answers_to_assessments([made.reference], clock.today())
    with later(31):
        publication.publish_due(OPERATOR, clock.today())
        (answer,) = answers_to_assessments([made.reference], clock.today())[made.reference]
        row = db.session.get(StandingRow, (world.state.id, world.commitment.id))
        assert row is not None
        disputed = row.disputed
        db.session.commit()

    assert (waits.level, waits.rationale, waits.reply_until) == (
        2,
        TEXT["rationale"],
        made.waits_until,
    )
    assert before == {}
    assert (str(answer.stance), answer.text, disputed) == (
        "contest",
        "A decree was overlooked.",
        True,
    )
    assert waiting.to_answer(FOCAL_POINT)["XAA"] == ()
    (letter,) = people.letters("assessment-waits")
    assert "PLAN-01" in letter.body_text
    assert "law is in force" not in letter.body_text


def test_second_rater_is_blind_and_votes_in_no_lane(db: SQLAlchemy, world: SimpleNamespace) -> None:
    rated()
    (wanted,) = own_ratings.cells_to_rate(SECOND)
    second = rated(SECOND, level="4", rationale="Shelters are there.")

    assert (wanted.iso3, wanted.commitment) == ("XAA", "PLAN-01")
    assert not {"level", "rationale", "confidence"} & set(wanted.__slots__)
    assert second.waits_until is None
    assert own_ratings.cells_to_rate(SECOND) == own_ratings.cells_to_rate(THIRD) == ()
    assert [(one.level, one.second) for one in own_ratings.own_ratings(SECOND)] == [(4, True)]
    with later(31):
        publication.publish_due(OPERATOR, clock.today())
        assert assessed_level(db, world) == 2
        found = agreement.agreement()
    assert (found.cells, found.assessed, found.same, found.kappa) == (1, 1, 0, None)


def test_nobody_rates_in_a_cell_that_was_rated_twice(world: SimpleNamespace) -> None:
    rated()
    rated(SECOND)

    with pytest.raises(Invalid):
        rated(THIRD)


def test_saying_the_very_same_again_adds_nothing(db: SQLAlchemy, world: SimpleNamespace) -> None:
    rated()
    rated(SECOND)
    for who in (FIRST, SECOND):
        with pytest.raises(Invalid):
            rated(who)

    assert len(db.session.scalars(select(Assessment)).all()) == 1
    assert len(db.session.scalars(select(SecondRating)).all()) == 1


def test_whoever_decided_on_the_answer_is_no_second_rater(world: SimpleNamespace) -> None:
    made = rated()
    draft = reply_service.begin(FOCAL_POINT, about_assessment(made.reference))
    text = {"stance": "take_note", "language": "en"}
    saved = reply_service.save(FOCAL_POINT, draft.reference, text, version=draft.version)
    sent = reply_service.submit(FOCAL_POINT, draft.reference, version=saved.version)
    review_decisions.publish(SECOND, sent.reference, version=sent.version, checked=("people",))

    with pytest.raises(Invalid):
        rated(SECOND)


def test_own_state_is_in_no_list_of_a_bound_reviewer(world: SimpleNamespace) -> None:
    rated()

    assert own_ratings.cells_to_rate(OWN) == ()
