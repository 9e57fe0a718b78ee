"""A record that may endanger somebody is out of sight at once, and comes back exactly as it was."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.evidence import logged
from tests.evidence.test_withheld_crawl import read, starts
from tests.traces import places
from tracker.accounts.actor import OPERATOR, Actor
from tracker.audit import trail
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.errors import Conflict, Forbidden, Invalid
from tracker.evidence import action_service, redaction
from tracker.evidence.history import history
from tracker.evidence.models import Action
from tracker.gap.facts import ScoringParams
from tracker.gap.rebuild import fingerprint
from tracker.gap.snapshot import load_snapshot
from tracker.gap.standing import rebuild
from tracker.policy.predicates import Role
from tracker.registry.models import Commitment, State
from tracker.review import hiding
from tracker.review.hiding import Outcome
from tracker.review.history import HistoryEventKind
from tracker.review.models import Submission
from tracker.review.publication import touch_public
from tracker.review.submissions import Kind
from tracker.search import indexing

SECRET = "Quzzelbrook"
ADMINISTRATOR = Actor("admin", frozenset({Role.ADMINISTRATOR}))


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    return logged.world()


def published(world: SimpleNamespace) -> Submission:
    """A public action with a correction, a reply to it, and the secret in all of their words."""
    texts = {
        "title": f"A law about {SECRET}",
        "account": f"It pays for shelters in {SECRET}.",
        "source_1_title": f"{SECRET} gazette",
        "source_1_url": f"https://example.org/{SECRET}",
    }
    first = logged.published(world, **texts)
    draft = action_service.correct(world.contributor, first.reference)
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)
    second = logged.publish(sent)
    action = logged.db.session.scalars(
        select(Action).where(Action.reference == second.reference)
    ).one()
    make.reply(action, text=f"It was not in {SECRET}.", reference="RP-HIDDEN")
    rebuild()
    logged.db.session.commit()
    return first


def hide(reference: str, actor: Actor = logged.REVIEWER, **more: str) -> hiding.Hiding:
    return hiding.hide(actor, reference=reference, ground=more.pop("ground", "danger"), **more)


def restore(case: hiding.Hiding, actor: Actor = logged.REVIEWER) -> hiding.Hiding:
    return hiding.restore(actor, public_id=case.public_id)


def figures(known_by: date, as_of: date) -> object:
    return load_snapshot(ScoringParams(as_of=as_of, known_by=known_by)).standings


def addresses(app: Flask, world: SimpleNamespace, *references: str) -> list[str]:
    """Every public address of the application with the records of this world."""
    return [
        *("/search?q=shelters", "/api/v1/search?q=shelters", f"/search/suggest?q={SECRET[:5]}"),
        *("/activity?known_by=2030-01-01", "/states/XAA?as_of=2022-01-01"),
        *starts(
            app,
            {
                "iso3": ("XAA",),
                "state": ("XAA",),
                "commitment": ("PLAN-01",),
                "reference": (*references, "PLAN-01"),
                "public_id": (world.own.public_id,),
                "organisation": (world.own.public_id,),
                "instrument": ("PLAN",),
                "/instruments/<code>:code": ("PLAN",),
                "thread": ("PLAN-01",),
            },
        ),
    ]


def everything(world: SimpleNamespace) -> tuple[str, str, str]:
    """A public action, a report and an assessment with the secret in their words, and replies.

    They name each other: the report comments on the action, and the assessment relies on it.
    """
    action = published(world).reference
    state = logged.db.session.scalars(select(State).where(State.iso3 == "XAA")).one()
    about = logged.db.session.scalars(select(Commitment).order_by(Commitment.id)).first()
    texts = {"measures_taken": f"A shelter in {SECRET}."}
    report = make.report(state, about, level=4, reference="R-XAA-HIDDEN", title=f"{SECRET} report")
    for name, text in texts.items():
        setattr(report.entries[0], name, text)
    make.word(report, f"{action}.2", note=f"Not in {SECRET}.")
    make.reply(report.entries[0], by=world.other, text=f"{SECRET}!", reference="RP-ENTRY")
    assessment = make.assessment(
        state, about, level=1, reference="ASM-HIDDEN", rationale=f"As seen in {SECRET}."
    )
    assessment.records = [make.relied_on(f"{action}.2"), make.relied_on(report.reference, "report")]
    make.reply(assessment, text=f"Not {SECRET}.", reference="RP-ASSESSED")
    rebuild()
    touch_public(report, texts=[report])
    logged.db.session.commit()
    return action, report.reference, assessment.reference


ANSWERS = ("RP-HIDDEN", "RP-ENTRY", "RP-ASSESSED")


def test_no_public_address_shows_it_until_it_is_restored(
    app: Flask, db: SQLAlchemy, client: FlaskClient, world: SimpleNamespace
) -> None:
    hidden = everything(world)
    asked = addresses(app, world, *hidden, f"{hidden[0]}.2", *ANSWERS)
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        cases = [hide(each) for each in hidden]
        db.session.commit()
        during = dict(read(client, asked))
        for case in cases:
            restore(case)
        db.session.commit()
        after = dict(read(client, asked))

    assert [address for address, text in during.items() if SECRET in text] == []
    assert sum(SECRET in text for text in after.values()) > 20


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_names_a_hidden_record_is_still_there_without_its_words(
    db: SQLAlchemy, client: FlaskClient, world: SimpleNamespace, place: int
) -> None:
    """The other two of the three records name it; every page that shows them answers."""
    hidden = everything(world)
    hide(hidden[place])
    db.session.commit()
    for address in (
        f"/actions/{hidden[0]}.2",
        f"/reports/{hidden[1]}",
        *(f"/api/v1/{kind}" for kind in ("actions", "reports", "assessments", "entries")),
        *("/states/XAA", "/states/XAA/PLAN-01", "/states/XAA/records", "/states/XAA/timeline"),
        *("/api/v1/explanation?state=XAA&commitment=PLAN-01", "/activity", "/reports", "/compare"),
        *("/api/v1/states/XAA/commitments/PLAN-01", "/states/XAA/card", "/actions.csv"),
    ):
        assert client.get(address, follow_redirects=True, buffered=True).status_code in (200, 404)
    assert client.get("/states/XAA/PLAN-01").status_code == 200


def test_the_figures_of_every_day_are_those_without_it_and_then_the_old_ones(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    today = clock.today()
    days = [(today, today), (today, date(2022, 1, 1)), (today + timedelta(days=1), today)]
    never = [figures(*each) for each in days]
    reference = published(world).reference
    before, unindexed = [figures(*each) for each in days], indexing.differences()

    case = hide(reference)
    during, stored = [figures(*each) for each in days], fingerprint()
    rebuild()
    assert fingerprint() == stored
    restore(case)
    after, stored = [figures(*each) for each in days], fingerprint()
    rebuild()

    assert during == never
    assert before != never
    assert after == before
    assert fingerprint() == stored
    assert indexing.differences() == unindexed


def test_every_version_and_each_reply_is_hidden_whichever_is_named(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference = published(world).reference
    family = {reference, f"{reference}.2", "RP-HIDDEN"}
    for named in (reference, f"{reference}.2"):
        case = hide(named)
        assert {one.reference for one in case.records} == family
        assert hide(reference) is case
        assert hide("RP-HIDDEN") is case
        restore(case)


def test_the_trail_and_the_history_tell_when_and_by_whom_but_no_word(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference = published(world).reference
    case = hide(reference, note=f"She lives in {SECRET}.")
    restore(case, ADMINISTRATOR)

    events = db.session.scalars(
        select(AuditEvent).where(AuditEvent.verb.startswith("review:record")).order_by("sequence")
    ).all()
    assert [(one.verb, one.actor, one.subject) for one in events] == [
        ("review:record:hidden", "reviewer", f"action:{reference}"),
        ("review:record:restored", "admin", f"action:{reference}"),
    ]
    assert SECRET not in str([one.content.body for one in events])
    assert case.note == ""
    assert trail.verify().fault is None
    events = [one.what for one in history(Kind.ACTION, reference, clock.today()).events]
    assert events[-2:] == [HistoryEventKind.HIDDEN, HistoryEventKind.RESTORED]


def test_removal_closes_the_case_and_leaves_no_word(db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference = published(world).reference
    case = hide(reference)
    redaction.redact(OPERATOR, reference, reason="Ordered by a court.")
    db.session.commit()

    assert case.outcome == Outcome.REMOVED
    assert [each for each in places(db, SECRET) if not each.startswith("reply.")] == []
    action = db.session.query(Action).filter_by(reference=f"{reference}.2").one()
    assert (action.ended_as, action.ended_reason) == ("withdrawn", "Ordered by a court.")
    with pytest.raises(Conflict):
        restore(case)


def test_a_correction_waits_until_somebody_decided(db: SQLAlchemy, world: SimpleNamespace) -> None:
    reference = published(world).reference
    draft = action_service.correct(world.contributor, f"{reference}.2")
    sent = action_service.submit(world.contributor, draft.reference, version=draft.version)
    case = hide(reference)
    with pytest.raises(Conflict):
        logged.publish(sent)
    with pytest.raises(Conflict):
        action_service.withdraw(world.contributor, f"{reference}.2", reason="Wrong.")
    restore(case)

    assert logged.publish(sent).status == "published"


def test_a_reply_stays_hidden_while_the_record_that_it_answers_is(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference = published(world).reference
    of_reply = hide("RP-HIDDEN")
    of_action = hide(reference)

    with pytest.raises(Conflict):
        restore(of_reply)
    restore(of_action)
    assert hiding.open_case("RP-HIDDEN") is of_reply
    restore(of_reply)
    assert hiding.open_case("RP-HIDDEN") is None


def test_people_on_duty_hide_and_those_without_a_part_in_it_decide(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    reference = published(world).reference
    for actor in (world.contributor, logged.FOCAL_POINT, Actor("plain")):
        with pytest.raises(Forbidden):
            hide(reference, actor)
    tied = {
        "of the organisation": Actor(
            "tied", frozenset({Role.REVIEWER}), organisations=frozenset({world.own.id})
        ),
        "of the State": Actor("tied", frozenset({Role.REVIEWER}), states=frozenset({"XAA"})),
    }
    for actor in tied.values():
        case = hide(reference, actor)
        with pytest.raises(Forbidden):
            restore(case, actor)
        restore(case, ADMINISTRATOR)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "because"}, "ground"),
        ({"note": "x" * 2001}, "note"),
        ({"reference": "A-NOSUCH"}, "reference"),
        ({"reference": ""}, "reference"),
    ],
)
def test_what_cannot_be_hidden_is_refused_at_its_field(
    db: SQLAlchemy, world: SimpleNamespace, given: dict[str, str], field: str
) -> None:
    asked = {"reference": published(world).reference, **given}
    with pytest.raises(Invalid) as refused:
        hide(**asked)
    assert list(refused.value.errors) == [field]


def test_what_was_never_public_cannot_be_hidden(db: SQLAlchemy, world: SimpleNamespace) -> None:
    with pytest.raises(Invalid):
        hide(logged.submitted(world).reference)


def test_a_direct_address_says_that_it_is_examined_and_nothing_else(
    db: SQLAlchemy, client: FlaskClient, world: SimpleNamespace
) -> None:
    reference = published(world).reference
    unknown = client.get("/actions/A-NOSUCH")
    hide(reference)
    db.session.commit()
    for address in (
        f"/actions/{reference}",
        f"/actions/{reference}.2?known_by=2020-01-01",
        f"/history/actions/{reference}",
        "/history/replies/RP-HIDDEN",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "under examination" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    problem = client.get(f"/api/v1/actions/{reference}")
    assert (problem.status_code, problem.json["status"]) == (404, 404)
    assert "under examination" in problem.json["detail"]
    assert "under examination" not in unknown.text
