"""Writing a report: who may, what is kept, and what two writers are told of each other."""

from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests import factories as make
from tests.reporting import filing, people
from tracker.accounts.actor import Actor
from tracker.audit.models import AuditContent, AuditEvent
from tracker.core.db import db
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.reporting import editing
from tracker.reporting.conflicts import EntryConflict, FrameConflict, ReportClosed
from tracker.reporting.entries import RecordResponse
from tracker.reporting.models import ReportEntry
from tracker.reporting.vocabulary import FactResponse
from tracker.review.lifecycle import Status

# Each row: who, what is raised, and why nobody but a focal point of the state writes.
REFUSED = [
    (people.AUTHORITY, Forbidden, "the authority clears what others write"),
    (people.FOREIGN_DRAFTER, NotFound, "another state's report is as if missing"),
    (people.REVIEWER, Forbidden, "a reviewer decides and does not write"),
    (people.CONTRIBUTOR, Forbidden, "a contributor logs actions"),
    (people.ADMINISTRATOR, Forbidden, "an administrator cannot edit what others report"),
    (people.ANYONE, Forbidden, "no role"),
]


@pytest.mark.parametrize(("who", "refusal", "why"), REFUSED)
def test_only_a_focal_point_of_the_state_writes(
    world: SimpleNamespace, who: Actor, refusal: type[Exception], why: str
) -> None:
    reference = filing.begun(filing.entry()).reference
    acts = (
        lambda: editing.save_entry(who, reference, filing.entry(level=4), version=1),
        lambda: editing.save_frame(who, reference, filing.frame("Other"), version=1),
        lambda: editing.drop_entry(who, reference, "PLAN-01", version=1),
        lambda: editing.answer_alike(who, reference, lead="PLAN-01", commitments=["PLAN-02"]),
    )

    for act in acts:
        with pytest.raises(refusal):
            act()

    assert [(each.level, each.version) for each in entries(reference)] == [(2, 1)], why


def test_a_report_is_begun_for_ones_own_state_only(world: SimpleNamespace) -> None:
    with pytest.raises(Forbidden):
        editing.start_report(people.FOREIGN_DRAFTER, "XAA", filing.frame())


def test_nothing_is_reported_on_the_time_before_membership(world: SimpleNamespace) -> None:
    world.one.member_since, world.one.member_on = 2015, date(2015, 7, 14)
    db.session.flush()
    reference = filing.begun().reference
    make.indicator("IND", measures=(world.first,))
    stated = {"indicator_values": "IND=3@2015-06"}
    acts = {
        "period_end": (
            lambda: editing.start_report(people.DRAFTER, "XAA", early),
            lambda: editing.save_frame(people.DRAFTER, reference, early, version=1),
        ),
        "indicator_values": (
            lambda: editing.save_entry(
                people.DRAFTER, reference, filing.entry(**stated), version=0
            ),
        ),
    }
    early = filing.frame("Early", period_start=date(2012, 1, 1), period_end=date(2015, 7, 13))

    for field, refused in acts.items():
        for act in refused:
            with pytest.raises(Invalid) as told:
                act()
            assert set(told.value.errors) == {field}
    on_the_day = filing.frame("On the day", period_end=date(2015, 7, 14))
    assert editing.start_report(people.DRAFTER, "XAA", on_the_day).period_end.day == 14


def entries(reference: str) -> list[ReportEntry]:
    report = editing.own_report(people.DRAFTER, reference)
    query = select(ReportEntry).where(ReportEntry.report_id == report.id)
    return list(db.session.scalars(query.order_by(ReportEntry.commitment_id)))


def test_an_entry_is_kept_as_it_was_typed(world: SimpleNamespace) -> None:
    reference = filing.begun().reference
    typed = filing.entry(
        "PLAN-01",
        4,
        measures_taken="=SUM(1)\nالقانون 💡",
        challenges="Few shelters.",
        assistance="Training.",
        survivors="led",
        survivors_how="They wrote it.",
        sources="https://example.org/law",
    )

    editing.save_entry(people.DRAFTER, reference, typed, version=0)

    (entry,) = entries(reference)
    assert editing.entry_draft(entry) == typed
    assert (entry.version, entry.changed_by) == (1, "drafter")


def test_saving_the_same_again_changes_nothing(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry()).reference
    events = count_of_events()

    saved = editing.save_entry(people.COLLEAGUE, reference, filing.entry(), version=7)

    assert (saved.version, count_of_events()) == (1, events)


def count_of_events() -> int:
    return len(db.session.scalars(select(AuditEvent.sequence)).all())


def test_the_second_writer_sees_both_texts(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=1)).reference
    editing.save_entry(people.DRAFTER, reference, filing.entry(level=2), version=1)
    mine = filing.entry(level=3)

    with pytest.raises(EntryConflict) as caught:
        editing.save_entry(people.COLLEAGUE, reference, mine, version=1)

    assert caught.value.stored == editing.Saved(filing.entry(level=2), 2)
    assert caught.value.offered == mine
    assert [each.level for each in entries(reference)] == [2]


def test_an_entry_begun_by_two_at_once_is_told(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=1)).reference

    with pytest.raises(EntryConflict) as caught:
        editing.save_entry(people.COLLEAGUE, reference, filing.entry(level=4), version=0)

    assert caught.value.stored == editing.Saved(filing.entry(level=1), 1)


def test_an_entry_taken_out_meanwhile_is_told(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=1)).reference
    editing.drop_entry(people.COLLEAGUE, reference, "PLAN-01", version=1)

    with pytest.raises(EntryConflict) as caught:
        editing.save_entry(people.DRAFTER, reference, filing.entry(level=2), version=1)

    assert caught.value.stored is None
    assert editing.save_entry(people.DRAFTER, reference, filing.entry(), version=0).version == 1


def test_the_trail_keeps_what_was_taken_out(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(measures_taken="An invented act.")).reference

    with pytest.raises(EntryConflict):
        editing.drop_entry(people.DRAFTER, reference, "PLAN-01", version=9)
    editing.drop_entry(people.DRAFTER, reference, "PLAN-01", version=1)

    body = db.session.scalars(select(AuditContent).order_by(AuditContent.sequence.desc())).first()
    assert body.body["entry"]["measures_taken"] == "An invented act."
    assert entries(reference) == []


@pytest.mark.parametrize("status", [one for one in filing.AT if one is not Status.DRAFT])
def test_nothing_is_written_once_a_report_is_cleared(
    world: SimpleNamespace, status: Status
) -> None:
    reference = filing.AT[status]().reference

    with pytest.raises(ReportClosed) as caught:
        editing.save_entry(people.DRAFTER, reference, filing.entry(level=4), version=1)

    assert caught.value.status == status


def test_the_frame_tells_the_second_writer_too(world: SimpleNamespace) -> None:
    report = filing.begun()
    editing.save_frame(people.DRAFTER, report.reference, filing.frame("Mine"), version=1)

    with pytest.raises(FrameConflict) as caught:
        editing.save_frame(people.COLLEAGUE, report.reference, filing.frame("Theirs"), version=1)

    assert (caught.value.stored.title, caught.value.version) == ("Mine", 2)
    assert caught.value.offered.title == "Theirs"
    assert report.title == "Mine"


def test_one_entry_answers_all_that_ask_the_same(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=2)).reference

    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])
    editing.save_entry(people.DRAFTER, reference, filing.entry(level=3), version=1)

    assert [(each.level, each.version) for each in entries(reference)] == [(3, 2), (3, 2)]


def test_answering_alike_shares_stated_values_too(world: SimpleNamespace) -> None:
    make.indicator("IND", measures=(world.first,))
    reference = filing.begun(filing.entry(indicator_values="IND=3@2024")).reference
    db.session.expire_all()

    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])

    assert [[row.value for row in each.values] for each in entries(reference)] == [["3"], ["3"]]


def test_a_commitment_let_go_keeps_the_text(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=2)).reference
    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])

    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=[])
    editing.save_entry(people.DRAFTER, reference, filing.entry(level=3), version=1)

    assert [each.level for each in entries(reference)] == [3, 2]


# Each row: what the other commitment is and why the entry cannot answer it too.
UNLIKE = [
    ("PLAN-03", (), "it asks something else"),
    ("PLAN-02", (filing.entry("PLAN-02", 4),), "somebody has written an answer of its own"),
]


@pytest.mark.parametrize(("other", "written", "why"), UNLIKE)
def test_answering_alike_overwrites_nothing(
    world: SimpleNamespace, other: str, written: tuple, why: str
) -> None:
    reference = filing.begun(filing.entry(level=2), *written).reference

    with pytest.raises(Invalid) as caught:
        editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=[other])

    assert other in caught.value.errors["commitments"][0], why
    assert [each.level for each in entries(reference)] == [2, *(each.level for each in written)]


def test_taking_out_the_leading_entry_frees_the_others(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry(level=2)).reference
    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])

    editing.drop_entry(people.DRAFTER, reference, "PLAN-01", version=1)

    assert [(each.level, each.lead_id) for each in entries(reference)] == [(2, None)]


def test_stated_values_are_kept_in_the_entry(world: SimpleNamespace) -> None:
    make.indicator("IND", measures=(world.first,))
    reference = filing.begun().reference
    first = filing.entry(indicator_values="IND=3@2024\nIND=2@2023-05")

    editing.save_entry(people.DRAFTER, reference, first, version=0)
    again = editing.save_entry(people.DRAFTER, reference, first, version=1)
    fewer = filing.entry(indicator_values="IND=3@2024")
    editing.save_entry(people.DRAFTER, reference, fewer, version=1)

    (entry,) = entries(reference)
    assert again.version == 1
    assert editing.entry_draft(entry) == fewer
    assert [(row.value, row.effective_precision) for row in entry.values] == [("3", "year")]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("NONE=1@2024", "NONE"), ("IND=9@2024", "0, 1, 2, 3, 4")],
    ids=["no such indicator", "off its scale"],
)
def test_a_value_is_one_of_its_scale(world: SimpleNamespace, stated: str, expected: str) -> None:
    make.indicator("IND", measures=(world.first,))
    reference = filing.begun().reference
    entry = filing.entry(indicator_values=stated)

    with pytest.raises(Invalid) as fault:
        editing.save_entry(people.DRAFTER, reference, entry, version=0)

    assert expected in fault.value.errors["indicator_values"][0]


def test_a_known_record_is_answered_in_an_entry(world: SimpleNamespace) -> None:
    known(world)
    reference = filing.begun().reference
    said = [
        RecordResponse("ACT-A", FactResponse.CONFIRM),
        RecordResponse("IV-A", FactResponse.CORRECT, "It was signed in 2019."),
    ]

    editing.save_entry(people.DRAFTER, reference, filing.entry(), version=0, facts=said)
    editing.save_entry(people.DRAFTER, reference, filing.entry(level=3), version=1)
    kept = [(fact.record, fact.response, fact.note) for fact in entries(reference)[0].facts]
    editing.save_entry(people.DRAFTER, reference, filing.entry(level=3), version=2, facts=said[:1])

    assert kept == [
        ("ACT-A", "confirm", None),
        ("IV-A", "correct", "It was signed in 2019."),
    ]
    assert [fact.record for fact in entries(reference)[0].facts] == ["ACT-A"]


def known(world: SimpleNamespace) -> None:
    """An act and a value that are published about XAA and PLAN-01."""
    make.action(world.one, world.first, level=1, reference="ACT-A")
    indicator = make.indicator("IND", measures=(world.first,))
    make.value(indicator, world.one, "1", date(2019, 5, 1), reference="IV-A")


def test_to_contest_a_record_one_says_why(world: SimpleNamespace) -> None:
    known(world)
    reference = filing.begun().reference
    bare = [RecordResponse("ACT-A", FactResponse.CONTEST, " ")]

    with pytest.raises(Invalid) as caught:
        editing.save_entry(people.DRAFTER, reference, filing.entry(), version=0, facts=bare)

    assert caught.value.errors == {"ACT-A": ["say what is correct instead, or why you contest it"]}


# Each row: which record an answer names, and why it is none of this entry's.
NOT_KNOWN = [
    ("ACT-NONE", "there is no such record"),
    ("ACT-OTHER-STATE", "it is about another state"),
    ("ACT-OTHER-COMMITMENT", "it bears on another commitment"),
    ("ACT-DRAFT", "nobody has published it"),
    ("ACT-GONE", "it was withdrawn"),
    ("IV-OTHER-STATE", "a value of another state"),
    ("IV-OTHER-INDICATOR", "a value that measures another commitment"),
]


@pytest.mark.parametrize(("record", "why"), NOT_KNOWN)
def test_only_published_records_of_the_cell_are_answered(
    world: SimpleNamespace, record: str, why: str
) -> None:
    make.action(world.other, world.first, level=1, reference="ACT-OTHER-STATE")
    make.action(world.one, world.second, level=1, reference="ACT-OTHER-COMMITMENT")
    make.action(world.one, world.first, level=1, reference="ACT-DRAFT", published_at=None)
    gone = {"ended_at": make.LONG_AGO, "ended_as": "withdrawn", "ended_reason": "It was wrong."}
    make.action(world.one, world.first, level=1, reference="ACT-GONE", **gone)
    here, elsewhere = make.indicator("HERE", measures=(world.first,)), make.indicator("ELSE")
    make.value(here, world.other, "1", date(2019, 5, 1), reference="IV-OTHER-STATE")
    make.value(elsewhere, world.one, "1", date(2019, 5, 1), reference="IV-OTHER-INDICATOR")
    reference = filing.begun().reference
    said = [RecordResponse(record, FactResponse.CONFIRM)]

    with pytest.raises(Invalid) as caught:
        editing.save_entry(people.DRAFTER, reference, filing.entry(), version=0, facts=said)

    assert list(caught.value.errors) == [record], why


def test_what_was_said_stays_when_its_record_is_withdrawn(world: SimpleNamespace) -> None:
    act = make.action(world.one, world.first, level=1, reference="ACT-A")
    reference, said = filing.begun().reference, [RecordResponse("ACT-A", FactResponse.CONFIRM)]
    editing.save_entry(people.DRAFTER, reference, filing.entry(), version=0, facts=said)
    act.ended_at, act.ended_as, act.ended_reason = make.LONG_AGO, "withdrawn", "It was wrong."

    editing.save_entry(people.DRAFTER, reference, filing.entry(level=3), version=1, facts=said)

    assert [fact.record for fact in entries(reference)[0].facts] == ["ACT-A"]


def test_a_commitment_that_does_not_exist_is_no_entry(world: SimpleNamespace) -> None:
    reference = filing.begun().reference

    with pytest.raises(NotFound):
        editing.save_entry(people.DRAFTER, reference, filing.entry("PLAN-99"), version=0)
