"""Every move of a report: where it starts and leads, who may make it, what follows for readers."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests.reporting import filing, people
from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.audit.models import AuditEvent
from tracker.core import clock
from tracker.core.db import db as tracker_db
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.gap import rebuild, standing
from tracker.gap.facts import ScoringParams
from tracker.gap.models import StandingRow
from tracker.gap.snapshot import load_snapshot
from tracker.reporting import editing, transitions
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.entries import RecordResponse
from tracker.reporting.models import Report
from tracker.reporting.report_detail import own_report_page
from tracker.reporting.vocabulary import FactResponse
from tracker.review.conflicts import IllegalMove
from tracker.review.lifecycle import Move, Status
from tracker.review.revisions import revision

REASON = "An invented reason."
ACTS = {
    Move.CLEAR: lambda who, reference: transitions.clear(who, reference),
    Move.DISCARD: lambda who, reference: transitions.discard(who, reference),
    Move.REOPEN: lambda who, reference: transitions.reopen(who, reference),
    Move.SUBMIT: lambda who, reference: transitions.submit(who, reference),
    Move.PUBLISH: lambda who, reference: transitions.publish(who, reference),
    Move.RETURN: lambda who, reference: transitions.return_(who, reference, reason=REASON),
    Move.WITHDRAW: lambda who, reference: transitions.withdraw(who, reference, reason=REASON),
}
MOVER = {
    Move.CLEAR: people.AUTHORITY,
    Move.DISCARD: people.DRAFTER,
    Move.REOPEN: people.DRAFTER,
    Move.SUBMIT: people.AUTHORITY,
    Move.PUBLISH: people.REVIEWER,
    Move.RETURN: people.REVIEWER,
    Move.WITHDRAW: people.AUTHORITY,
}
LEGAL = {
    (Status.DRAFT, Move.CLEAR): Status.CLEARED,
    (Status.DRAFT, Move.DISCARD): Status.DISCARDED,
    (Status.CLEARED, Move.REOPEN): Status.DRAFT,
    (Status.CLEARED, Move.SUBMIT): Status.SUBMITTED,
    (Status.SUBMITTED, Move.PUBLISH): Status.PUBLISHED,
    (Status.SUBMITTED, Move.RETURN): Status.RETURNED,
    (Status.RETURNED, Move.REOPEN): Status.DRAFT,
    (Status.PUBLISHED, Move.WITHDRAW): Status.WITHDRAWN,
}
# Reviewers do not learn that a report exists before it is sent.
UNKNOWN_TO_REVIEWERS = (Status.DRAFT, Status.CLEARED, Status.DISCARDED)


@pytest.mark.parametrize("move", ACTS)
@pytest.mark.parametrize("status", filing.AT)
def test_a_report_moves_only_along_the_table(
    world: SimpleNamespace, status: Status, move: Move
) -> None:
    report = filing.AT[status]()
    reference, number = report.reference, revision()
    hidden = MOVER[move] is people.REVIEWER and status in UNKNOWN_TO_REVIEWERS

    if (status, move) in LEGAL:
        assert ACTS[move](MOVER[move], reference).status == LEGAL[status, move]
        assert report.moves[-1].move == move
    else:
        with pytest.raises(NotFound if hidden else IllegalMove):
            ACTS[move](MOVER[move], reference)
        assert (report.status, revision()) == (status, number)


# Each row: who, at which status, which move, and why it is refused.
REFUSED = [
    (people.DRAFTER, Status.DRAFT, Move.CLEAR, NotFound, "only the authority clears"),
    (people.DRAFTER, Status.CLEARED, Move.SUBMIT, NotFound, "only the authority sends"),
    (people.AUTHORITY, Status.DRAFT, Move.DISCARD, NotFound, "who writes it gives it up"),
    (people.FOREIGN_DRAFTER, Status.DRAFT, Move.DISCARD, NotFound, "another state's report"),
    (people.REVIEWER, Status.DRAFT, Move.DISCARD, NotFound, "knows of no draft"),
    (people.FOREIGN_AUTHORITY, Status.DRAFT, Move.CLEAR, NotFound, "another state's report"),
    (people.FOREIGN_AUTHORITY, Status.PUBLISHED, Move.WITHDRAW, NotFound, "another state's"),
    (people.FOREIGN_DRAFTER, Status.CLEARED, Move.REOPEN, NotFound, "another state's report"),
    (people.AUTHORITY, Status.SUBMITTED, Move.PUBLISH, NotFound, "a state decides on no report"),
    (people.OWN_REVIEWER, Status.SUBMITTED, Move.PUBLISH, NotFound, "has part in it"),
    (people.OWN_REVIEWER, Status.SUBMITTED, Move.RETURN, NotFound, "has part in it"),
    (people.REVIEWER, Status.PUBLISHED, Move.WITHDRAW, NotFound, "the state withdraws"),
    (people.REVIEWER, Status.RETURNED, Move.REOPEN, NotFound, "the state's side reopens"),
    (people.CONTRIBUTOR, Status.SUBMITTED, Move.PUBLISH, Forbidden, "moves no report"),
    (people.ADMINISTRATOR, Status.SUBMITTED, Move.PUBLISH, Forbidden, "no part in reporting"),
    (people.ADMINISTRATOR, Status.DRAFT, Move.CLEAR, Forbidden, "no part in reporting"),
    (people.ANYONE, Status.PUBLISHED, Move.WITHDRAW, Forbidden, "holds no role"),
]


@pytest.mark.parametrize(("who", "status", "move", "refusal", "why"), REFUSED)
def test_a_move_is_refused_to_others(
    world: SimpleNamespace,
    who: Actor,
    status: Status,
    move: Move,
    refusal: type[Exception],
    why: str,
) -> None:
    report = filing.AT[status]()

    with pytest.raises(refusal):
        ACTS[move](who, report.reference)

    assert report.status == status, why


def test_what_was_once_sent_is_never_discarded(world: SimpleNamespace) -> None:
    report = filing.returned()
    transitions.reopen(people.DRAFTER, report.reference)

    with pytest.raises(IllegalMove):
        transitions.discard(people.DRAFTER, report.reference)

    assert report.status == Status.DRAFT


@pytest.mark.parametrize(("reason", "kept"), [(" The wrong year. ", "The wrong year."), ("", None)])
def test_a_draft_is_discarded_with_or_without_a_reason(
    world: SimpleNamespace, reason: str, kept: str | None
) -> None:
    reference = filing.begun(filing.entry()).reference

    report = transitions.discard(people.DRAFTER, reference, reason=reason)

    step = report.moves[-1]
    assert (step.move, step.role, step.reason) == ("discard", "focal_point", kept)
    subject = f"report:{reference}"
    query = select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.sequence)
    last = tracker_db.session.scalars(query).all()[-1]
    assert (last.actor, last.verb) == ("drafter", "reporting:report:discard")
    assert own_report_page(people.COLLEAGUE, reference).history[-1].reason == kept


def test_why_a_draft_is_discarded_is_no_essay(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())

    with pytest.raises(Invalid) as caught:
        transitions.discard(people.DRAFTER, report.reference, reason="x" * 5_001)

    assert (list(caught.value.errors), report.status) == (["reason"], Status.DRAFT)


def test_an_answer_to_a_record_alone_needs_a_level(world: SimpleNamespace) -> None:
    make.action(world.one, world.first, level=1, reference="ACT-A")
    reference = filing.begun(filing.entry("PLAN-03")).reference
    said = [RecordResponse("ACT-A", FactResponse.CONFIRM)]
    bare = EntryDraft.parse({"commitment": "PLAN-01"})
    editing.save_entry(people.DRAFTER, reference, bare, version=0, facts=said)

    with pytest.raises(Invalid) as caught:
        transitions.clear(people.AUTHORITY, reference)

    assert set(caught.value.errors) == {"PLAN-01.answer"}


def test_foreign_and_missing_reports_answer_alike(world: SimpleNamespace) -> None:
    reference = filing.submitted().reference

    for asked in (reference, "R-XAA-00000000"):
        with pytest.raises(NotFound) as caught:
            transitions.clear(people.FOREIGN_AUTHORITY, asked)
        assert (caught.value.kind, caught.value.name) == ("report", asked)


def test_the_authority_reopens_what_was_cleared(world: SimpleNamespace) -> None:
    report = filing.cleared()

    assert transitions.reopen(people.AUTHORITY, report.reference).status == Status.DRAFT


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 5001])
def test_a_return_says_why_and_not_too_long(world: SimpleNamespace, reason: str) -> None:
    report = filing.submitted()

    with pytest.raises(Invalid) as caught:
        transitions.return_(people.REVIEWER, report.reference, reason=reason)

    assert set(caught.value.errors) == {"reason"}
    assert report.status == Status.SUBMITTED


def test_an_unfinished_report_cannot_be_cleared(world: SimpleNamespace) -> None:
    unfinished = filing.entry("PLAN-01", 3, measures_taken="")
    unsaid = filing.entry("PLAN-03", None, challenges="There are few shelters.")
    report = filing.begun(unfinished, unsaid, survivors="not_stated", period_end=date(2100, 1, 1))

    with pytest.raises(Invalid) as caught:
        transitions.clear(people.AUTHORITY, report.reference)

    assert set(caught.value.errors) == {
        *("survivors", "period_end", "PLAN-01.measures_taken", "PLAN-03.answer")
    }


def test_a_report_of_nothing_cannot_be_cleared(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry("PLAN-01", None))

    with pytest.raises(Invalid) as caught:
        transitions.clear(people.AUTHORITY, report.reference)

    assert set(caught.value.errors) == {"entries"}


def test_a_returned_report_comes_back_corrected(world: SimpleNamespace) -> None:
    report = filing.returned()
    sent = report.submitted_at

    transitions.reopen(people.DRAFTER, report.reference)
    transitions.clear(people.AUTHORITY, report.reference)
    transitions.submit(people.AUTHORITY, report.reference)
    transitions.publish(people.REVIEWER, report.reference)

    seen = [(move.move, move.role, move.reason) for move in report.moves]
    assert seen == [
        ("clear", "validating_authority", None),
        ("submit", "validating_authority", None),
        ("return", "reviewer", "The level rests on no measure."),
        ("reopen", "focal_point", None),
        ("clear", "validating_authority", None),
        ("submit", "validating_authority", None),
        ("publish", "reviewer", None),
    ]
    assert report.submitted_at == sent, "a return does not make a report late"


def test_every_move_is_in_the_trail(world: SimpleNamespace) -> None:
    report = filing.withdrawn()

    subject = f"report:{report.reference}"
    query = select(AuditEvent).where(AuditEvent.subject == subject).order_by(AuditEvent.sequence)
    seen = [
        (event.actor, event.verb.rpartition(":")[2]) for event in tracker_db.session.scalars(query)
    ]
    assert seen == [
        ("drafter", "started"),
        ("drafter", "saved"),
        ("authority", "clear"),
        ("authority", "submit"),
        ("reviewer", "publish"),
        ("authority", "withdraw"),
    ]
    assert trail.verify().fault is None


def test_publication_feeds_the_reported_lane_at_once(world: SimpleNamespace) -> None:
    filing.published(filing.entry("PLAN-01", 3), filing.entry("PLAN-03", None, **NOT_ASSESSED))

    row = tracker_db.session.get(StandingRow, (world.one.id, world.first.id))
    unsaid = tracker_db.session.get(StandingRow, (world.one.id, world.third.id))
    kept = rebuild.fingerprint()
    standing.rebuild()

    assert (row.reported, row.settled, row.basis, row.gap) == (3, 3, "reported", 0.25)
    assert (unsaid.reported, unsaid.reported_answer, unsaid.gap) == (None, "not_assessed", None)
    assert rebuild.fingerprint() == kept


NOT_ASSESSED = {"answer": "not_assessed", "reason": "The survey is under way."}


@pytest.mark.parametrize(
    "status",
    [Status.DRAFT, Status.CLEARED, Status.SUBMITTED, Status.RETURNED, Status.DISCARDED],
)
def test_nothing_unpublished_reaches_a_lane(world: SimpleNamespace, status: Status) -> None:
    filing.AT[status]()

    standing.rebuild()
    rows = tracker_db.session.scalars(select(StandingRow)).all()

    assert len(rows) == 6
    assert {(row.reported, row.reported_answer, row.settled) for row in rows} == {
        (None, None, None)
    }


def test_the_next_report_on_a_period_supersedes(world: SimpleNamespace) -> None:
    old = filing.published(filing.entry("PLAN-01", 1), filing.entry("PLAN-03", 4))
    elsewhere = filing.published(filing.entry("PLAN-02", 1), period_end=date(2023, 12, 31))

    new = filing.published(filing.entry("PLAN-01", 2))

    assert (old.status, old.ended_as) == (Status.SUPERSEDED, "superseded")
    assert (old.moves[-1].move, old.moves[-1].role) == ("supersede", "reviewer")
    assert {new.status, elsewhere.status} == {Status.PUBLISHED}
    levels = {
        row.commitment_id: row.reported
        for row in tracker_db.session.scalars(
            select(StandingRow).where(StandingRow.state_id == world.one.id)
        )
    }
    # An older entry is not brought back (methodology 1).
    assert levels == {world.first.id: 2, world.second.id: 1, world.third.id: None}


def test_withdrawal_leaves_no_trace_from_that_day_on(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    with time_machine.travel(datetime(2025, 3, 1, 12, tzinfo=UTC), tick=False):
        report = filing.published(filing.entry("PLAN-01", 3))
    with time_machine.travel(datetime(2025, 5, 1, 12, tzinfo=UTC), tick=False):
        transitions.withdraw(people.AUTHORITY, report.reference, reason=REASON)
        db.session.commit()

    def reported(known_by: date) -> int | None:
        reading = ScoringParams(as_of=clock.today(), known_by=known_by)
        return load_snapshot(reading).standings["XAA"]["PLAN-01"].reported

    assert reported(date(2025, 4, 30)) == 3
    assert reported(date(2025, 5, 1)) is None
    assert reported(clock.today()) is None
    assert report.ended_reason == REASON


def test_sending_a_report_changes_what_readers_see(world: SimpleNamespace) -> None:
    report = filing.cleared()
    number = revision()

    transitions.submit(people.AUTHORITY, report.reference)

    assert revision() == number + 1


def test_a_cleared_report_keeps_its_blank_entries_unpublished(world: SimpleNamespace) -> None:
    report = filing.published(filing.entry("PLAN-01", 1), filing.entry("PLAN-03", None))

    stored = tracker_db.session.get(Report, report.id)
    row = tracker_db.session.get(StandingRow, (world.one.id, world.third.id))

    assert [entry.answer for entry in stored.entries] == ["level", None]
    assert row.reported_answer is None
