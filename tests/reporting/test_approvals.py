"""How a draft goes between the focal point, who asks, and the authority, who answers."""

from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from tests.reporting import filing, people
from tracker.accounts.actor import Actor
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.reporting import approvals, editing, successor_notes, transitions
from tracker.reporting.approvals import AlreadyAsked, Outcome
from tracker.reporting.content_hash import content_hash
from tracker.reporting.models import ApprovalRequest, SuccessorNote
from tracker.reporting.successor_notes import NoteConflict
from tracker.review.conflicts import ChangedSinceViewed, IllegalMove
from tracker.review.lifecycle import Status

SECRET = "Between the two of us: table 3 is new."
REASON = "Article 9 is missing."


def requests() -> list[ApprovalRequest]:
    query = select(ApprovalRequest).order_by(ApprovalRequest.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def changed(reference: str) -> None:
    """Another finished answer in the draft."""
    editing.save_entry(people.DRAFTER, reference, filing.entry("PLAN-03"), version=0)


def test_a_request_leaves_the_report_a_draft_and_waits(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())

    approvals.ask(people.DRAFTER, report.reference, note=f"  {SECRET} ")

    found = approvals.last(people.AUTHORITY, report.reference)
    assert report.status == Status.DRAFT
    assert found is not None
    assert (found.is_open, found.note, found.content) == (True, SECRET, content_hash(report))


def test_an_unfinished_report_is_not_offered(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry("PLAN-01", 4, measures_taken=""))

    with pytest.raises(Invalid) as refused:
        approvals.ask(people.DRAFTER, report.reference)

    assert set(refused.value.errors) == {"PLAN-01.measures_taken"}
    assert requests() == []


def test_the_same_text_is_asked_for_once_and_a_changed_one_anew(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())
    approvals.ask(people.DRAFTER, report.reference)

    with pytest.raises(AlreadyAsked):
        approvals.ask(people.COLLEAGUE, report.reference)
    changed(report.reference)
    approvals.ask(people.COLLEAGUE, report.reference)

    assert [each.outcome for each in requests()] == [Outcome.REPLACED, None]


def test_what_changed_since_it_was_shown_is_neither_asked_for_nor_approved(
    world: SimpleNamespace,
) -> None:
    report = filing.begun(filing.entry())
    seen = content_hash(report)
    changed(report.reference)

    with pytest.raises(ChangedSinceViewed):
        approvals.ask(people.DRAFTER, report.reference, seen=seen)
    with pytest.raises(ChangedSinceViewed):
        transitions.clear(people.AUTHORITY, report.reference, seen=seen)

    assert report.status == Status.DRAFT


# What ends an open request besides a return, and how it is then told.
ENDS = [
    (lambda reference: transitions.clear(people.AUTHORITY, reference), Outcome.APPROVED),
    (lambda reference: transitions.discard(people.DRAFTER, reference), Outcome.DELETED),
]


@pytest.mark.parametrize(("act", "outcome"), ENDS, ids=["approved", "deleted"])
def test_a_request_ends_with_the_draft(
    world: SimpleNamespace, act: object, outcome: Outcome
) -> None:
    report = filing.begun(filing.entry())
    approvals.ask(people.DRAFTER, report.reference)

    act(report.reference)  # type: ignore[operator]

    assert [each.outcome for each in requests()] == [outcome]


def test_a_return_says_why_and_the_next_request_says_what_changed(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())
    approvals.ask(people.DRAFTER, report.reference)
    approvals.send_back(people.AUTHORITY, report.reference, reason=REASON)

    seen = approvals.last(people.DRAFTER, report.reference)
    changed(report.reference)
    approvals.ask(people.DRAFTER, report.reference)
    again = approvals.last(people.AUTHORITY, report.reference)

    assert seen is not None
    assert (seen.is_returned, seen.reason) == (True, REASON)
    assert again is not None
    assert again.returned_at == seen.closed_at
    assert seen.closed_at is not None
    since = approvals.changed_since(people.AUTHORITY, report.reference, seen.closed_at)
    assert since == ("PLAN-03",)


def test_a_return_needs_a_reason_and_a_request(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())
    with pytest.raises(IllegalMove):
        approvals.send_back(people.AUTHORITY, report.reference, reason=REASON)
    approvals.ask(people.DRAFTER, report.reference)

    for reason in ("", " \n ", "z" * (approvals.NOTE_LIMIT + 1)):
        with pytest.raises(Invalid):
            approvals.send_back(people.AUTHORITY, report.reference, reason=reason)


@pytest.mark.parametrize("status", [each for each in filing.AT if each is not Status.DRAFT])
def test_only_a_draft_is_offered(world: SimpleNamespace, status: Status) -> None:
    report = filing.AT[status]()

    with pytest.raises(IllegalMove):
        approvals.ask(people.DRAFTER, report.reference)


# Who may not ask, and who may not return: the same answer as for a report that is not there.
STRANGERS = [
    (people.AUTHORITY, NotFound, "asks nobody"),
    (people.FOREIGN_DRAFTER, NotFound, "another state's report"),
    (people.OWN_REVIEWER, NotFound, "has no side in writing"),
    (people.ADMINISTRATOR, Forbidden, "no part in reporting"),
    (people.CONTRIBUTOR, Forbidden, "no part in reporting"),
]


@pytest.mark.parametrize(("who", "refusal", "why"), STRANGERS)
def test_others_cannot_ask(
    world: SimpleNamespace, who: Actor, refusal: type[Exception], why: str
) -> None:
    report = filing.begun(filing.entry())

    with pytest.raises(refusal):
        approvals.ask(who, report.reference)

    assert requests() == [], why


@pytest.mark.parametrize("who", [people.DRAFTER, people.FOREIGN_AUTHORITY, people.REVIEWER])
def test_others_cannot_return(world: SimpleNamespace, who: Actor) -> None:
    report = filing.begun(filing.entry())
    approvals.ask(people.DRAFTER, report.reference)

    with pytest.raises(NotFound):
        approvals.send_back(who, report.reference, reason=REASON)


def test_no_note_or_reason_enters_the_audit_trail(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())
    approvals.ask(people.DRAFTER, report.reference, note=SECRET)
    approvals.send_back(people.AUTHORITY, report.reference, reason=REASON)
    successor_notes.save(people.DRAFTER, "XAA", SECRET, version=0)

    events = db.session.scalars(select(AuditEvent)).all()
    verbs = [each.verb for each in events]
    assert {"reporting:approval:asked", "reporting:approval:returned"} <= set(verbs)
    assert "reporting:note:saved" in verbs
    assert not any(text in str(each.content) for each in events for text in (SECRET, REASON))


def test_only_the_own_side_reads_the_request(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry())
    approvals.ask(people.DRAFTER, report.reference, note=SECRET)

    assert approvals.last(people.FOREIGN_DRAFTER, report.reference) is None
    with pytest.raises(Forbidden):
        approvals.last(people.REVIEWER, report.reference)


def test_a_note_is_saved_over_what_was_read(world: SimpleNamespace) -> None:
    first = successor_notes.save(people.DRAFTER, "XAA", " First.\r\nSecond. ", version=0)

    with pytest.raises(NoteConflict) as refused:
        successor_notes.save(people.COLLEAGUE, "XAA", "Mine.", version=0)
    second = successor_notes.save(people.COLLEAGUE, "XAA", "Mine.", version=first.version)

    assert (first.text, first.version) == ("First.\nSecond.", 1)
    assert refused.value.stored == first
    assert (second.text, second.version) == ("Mine.", 2)
    assert db.session.scalar(select(func.count()).select_from(SuccessorNote)) == 1


def test_the_note_of_a_state_is_its_own(world: SimpleNamespace) -> None:
    successor_notes.save(people.DRAFTER, "XAA", SECRET, version=0)

    assert successor_notes.note(people.AUTHORITY, "XAA").text == SECRET
    assert successor_notes.notes(people.FOREIGN_DRAFTER) == {}
    for who in (people.FOREIGN_DRAFTER, people.AUTHORITY):
        with pytest.raises(NotFound):
            successor_notes.save(who, "XAA", "Other.", version=1)
    with pytest.raises(NotFound):
        successor_notes.note(people.FOREIGN_DRAFTER, "XAA")
    with pytest.raises(Invalid):
        successor_notes.save(people.DRAFTER, "XAA", "z" * 10_001, version=1)
