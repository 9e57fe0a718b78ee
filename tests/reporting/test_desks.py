"""What lies before those who write and decide: asked, said so far, known; in few queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from tests import factories as make
from tests.reporting import filing, people
from tests.reporting.filing import CYCLE
from tracker.core.db import db
from tracker.core.errors import Forbidden, NotFound
from tracker.gap import standing
from tracker.reporting import cycles, editing, queries_private, transitions
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.entries import RecordResponse
from tracker.reporting.report_detail import own_report_page, report_under_review
from tracker.reporting.vocabulary import FactResponse
from tracker.review import publication
from tracker.workspace import report_editor


def due_id() -> int:
    cycles.put_cycles(people.ADMINISTRATOR, [CycleDraft.parse(CYCLE)])
    query = cycles.select(cycles.DueDate)
    return next(row.id for row in db.session.scalars(query) if row.state.iso3 == "XAA")


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_c: object, _k: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_workspace_tells_what_is_due_and_where_reports_stand(world: SimpleNamespace) -> None:
    due_id()
    draft = filing.begun(filing.entry("PLAN-01", 2), filing.entry("PLAN-03", 2, measures_taken=""))
    returned = filing.returned(period_end=date(2023, 12, 31))
    public = filing.published(period_end=date(2022, 12, 31))

    seen = report_editor.workspace(people.AUTHORITY)

    assert [(each.iso3, each.cycle, each.standing) for each in seen.due] == [
        ("XAA", "ROUND", "silent")
    ]
    assert [each.report.reference for each in seen.drafts] == [draft.reference]
    assert seen.drafts[0].progress == report_editor.Progress(finished=1, unfinished=1, asked=3)
    assert [each.report.reason for each in seen.returned] == ["The level rests on no measure."]
    assert [each.report.reference for each in seen.returned] == [returned.reference]
    assert [each.report.reference for each in seen.published] == [public.reference]


def test_a_due_date_leaves_the_desk_once_begun(world: SimpleNamespace) -> None:
    report = filing.begun(due_id=due_id())

    seen = report_editor.workspace(people.DRAFTER)

    assert seen.due == ()
    assert seen.drafts[0].report.due_on == date(2025, 3, 31)
    assert report_editor.workspace(people.FOREIGN_DRAFTER).drafts == ()
    assert [each.iso3 for each in report_editor.workspace(people.FOREIGN_DRAFTER).due] == ["XBB"]
    assert report.due_id


@pytest.mark.parametrize("who", [people.REVIEWER, people.CONTRIBUTOR, people.ADMINISTRATOR])
def test_only_a_states_own_side_has_a_desk(world: SimpleNamespace, who: object) -> None:
    reference = filing.begun().reference

    for look in (
        lambda: report_editor.workspace(who),
        lambda: report_editor.report_editor(who, reference),
        lambda: own_report_page(who, reference),
    ):
        with pytest.raises(Forbidden):
            look()


def test_a_foreign_draft_is_as_if_missing(world: SimpleNamespace) -> None:
    reference = filing.begun().reference

    for look in (report_editor.report_editor, own_report_page):
        with pytest.raises(NotFound):
            look(people.FOREIGN_DRAFTER, reference)


def test_the_editor_goes_commitment_by_commitment(world: SimpleNamespace) -> None:
    reference = filing.begun(
        filing.entry("PLAN-01", 2), filing.entry("PLAN-03", 2, measures_taken="")
    ).reference
    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])

    seen = report_editor.report_editor(people.DRAFTER, reference)

    assert [(each.card.reference, each.done, each.version) for each in seen.lines] == [
        ("PLAN-01", "finished", 1),
        ("PLAN-02", "finished", 1),
        ("PLAN-03", "unfinished", 1),
    ]
    assert [each.alike for each in seen.lines] == [
        (("PLAN-02", True),),
        (("PLAN-01", False),),
        (),
    ]
    assert set(seen.lines[2].missing) == {"measures_taken"}
    assert seen.progress == report_editor.Progress(2, 1, 3)


# Each row: the filters, the commitments left, and why.
FILTERS = [
    ({"pillar": "prosecution"}, ["PLAN-01", "PLAN-02", "PLAN-03", "PACT-01"], "all are"),
    ({"pillar": "protection"}, [], "none is"),
    ({"instrument": "PACT"}, ["PACT-01"], "the treaty's"),
    ({"unanswered": True}, ["PLAN-02", "PLAN-03", "PACT-01"], "all but the finished one"),
]


@pytest.mark.parametrize(("filters", "left", "why"), FILTERS)
def test_the_editor_narrows_what_it_shows(
    world: SimpleNamespace, filters: dict, left: list[str], why: str
) -> None:
    treaty(world)
    reference = filing.begun(filing.entry("PLAN-01", 2)).reference

    seen = report_editor.report_editor(people.DRAFTER, reference, **filters)

    assert [each.card.reference for each in seen.lines] == left, why
    assert seen.progress == report_editor.Progress(1, 0, 4)


def treaty(world: SimpleNamespace) -> SimpleNamespace:
    """A treaty with one article, of whose parties an indicator tells."""
    pact = make.instrument("PACT", date(2011, 1, 1), kind="treaty", membership_indicator="PARTY")
    article = make.commitment(
        "PACT-01", of=pact, kind="treaty_obligation", addressees=("states_parties",)
    )
    party = make.indicator("PARTY", kind="membership", treaty=pact)
    standing.rebuild()
    publication.registry_changed()
    return SimpleNamespace(pact=pact, article=article, party=party)


def test_a_cycle_asks_about_its_instruments_only(world: SimpleNamespace) -> None:
    treaty(world)
    report = filing.begun(due_id=due_id())

    seen = report_editor.report_editor(people.DRAFTER, report.reference)

    assert {each.card.instrument.code for each in seen.lines} == {"PLAN"}


def test_a_treaty_asks_nothing_of_a_state_not_party(world: SimpleNamespace) -> None:
    party = treaty(world).party
    value = make.value(party, world.one, "not_party", date(2020, 1, 1), published_at=None)
    publication.publish([value])

    seen = report_editor.report_editor(people.DRAFTER, filing.begun().reference)

    assert "PACT-01" not in {each.card.reference for each in seen.lines}


def test_an_entry_begins_from_what_was_last_said(world: SimpleNamespace) -> None:
    filing.published(filing.entry("PLAN-01", 1), period_end=date(2022, 12, 31))
    last = filing.published(filing.entry("PLAN-01", 2), period_end=date(2023, 12, 31))
    filing.submitted(filing.entry("PLAN-01", 4), period_end=date(2024, 6, 30))

    line = report_editor.report_editor(people.DRAFTER, filing.begun().reference).line("PLAN-01")

    assert (line.prefill.report, line.prefill.draft.level) == (last.reference, 2)
    assert (line.entry, line.done, line.version) == (None, "empty", 0)


def test_the_editor_shows_what_is_known_and_by_whom(world: SimpleNamespace) -> None:
    indicator = make.indicator("IND", measures=(world.third,))
    make.value(indicator, world.one, "1", date(2019, 1, 1), reference="IV-OLD")
    make.value(indicator, world.one, "2", date(2020, 1, 1), reference="IV-NEW")
    make.value(indicator, world.other, "4", date(2020, 1, 1))
    hidden = make.organisation("A name that is withheld")
    make.action(world.one, world.third, level=1, by=hidden, reference="ACT-W", name_withheld=True)
    make.action(world.one, world.third, level=1, reference="ACT-DRAFT", published_at=None)

    line = report_editor.report_editor(people.DRAFTER, filing.begun().reference).line("PLAN-03")

    assert [each.reference for each in line.known] == ["IV-NEW", "ACT-W"]
    assert "A name that is withheld" not in repr(line)
    assert "A name that is withheld" not in repr(report_editor.workspace(people.DRAFTER))


def test_what_others_published_waits_for_an_answer(world: SimpleNamespace) -> None:
    make.action(world.one, world.third, level=1, reference="ACT-A")
    make.action(world.one, world.third, level=1, reference="ACT-B")
    make.action(world.other, world.third, level=1, reference="ACT-C")
    reference = filing.begun().reference

    before = report_editor.workspace(people.DRAFTER).waiting["XAA"]
    said = [RecordResponse("ACT-A", FactResponse.CONTEST, "It did not happen.")]
    editing.save_entry(people.DRAFTER, reference, filing.entry("PLAN-03"), version=0, facts=said)

    assert sorted(each.reference for each in before) == ["ACT-A", "ACT-B"]
    assert [each.reference for each in report_editor.workspace(people.DRAFTER).waiting["XAA"]] == [
        "ACT-B"
    ]


def test_reviewers_see_what_was_sent_and_not_their_own(world: SimpleNamespace) -> None:
    filing.begun()
    report = filing.returned()
    transitions.reopen(people.DRAFTER, report.reference)
    transitions.clear(people.AUTHORITY, report.reference)
    transitions.submit(people.AUTHORITY, report.reference)

    (queued,) = queries_private.review_queue(people.REVIEWER)

    assert (queued.reference, queued.times_sent, queued.entries) == (report.reference, 2, 1)
    assert queries_private.review_queue(people.OWN_REVIEWER) == ()
    with pytest.raises(Forbidden):
        queries_private.review_queue(people.DRAFTER)


def test_a_reviewer_reads_what_was_sent_only(world: SimpleNamespace) -> None:
    draft, sent = filing.begun().reference, filing.submitted().reference

    assert report_under_review(people.REVIEWER, sent).entries[0].draft.level == 2
    for who, reference in ((people.REVIEWER, draft), (people.OWN_REVIEWER, sent)):
        with pytest.raises(NotFound):
            report_under_review(who, reference)


def test_the_number_of_queries_does_not_grow(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01")).reference
    db.session.commit()
    report_editor.report_editor(people.DRAFTER, reference)
    db.session.commit()
    with counted() as few:
        report_editor.report_editor(people.DRAFTER, reference)
        report_editor.workspace(people.DRAFTER)
    for number in range(4, 12):
        commitment = make.commitment(f"PLAN-{number:02}", of=world.plan)
        make.action(world.one, commitment, level=1)
        editing.save_entry(people.DRAFTER, reference, filing.entry(commitment.reference), version=0)
    filing.published(filing.entry("PLAN-01"), filing.entry("PLAN-05"))
    publication.registry_changed()
    db.session.commit()
    report_editor.report_editor(people.DRAFTER, reference)
    db.session.commit()

    with counted() as many:
        report_editor.report_editor(people.DRAFTER, reference)
        report_editor.workspace(people.DRAFTER)

    # Where there is more to read at all, what hangs on it is read once more.
    assert len(many) <= len(few) + 8 < 50
