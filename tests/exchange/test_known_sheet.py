"""What is known about the state, out in a workbook and answered: nothing lost or by surprise."""

from datetime import date
from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.exchange.sheets_of_reports import Filled, opened
from tests.reporting import filing, people
from tracker.evidence.models import Action
from tracker.exchange.workbooks.records_sheet import COLUMNS
from tracker.exchange.workbooks.report_upload import (
    PlanChanged,
    UploadPlan,
    carry_out_upload,
    plan_upload,
)
from tracker.exchange.workbooks.report_workbook import report_workbook
from tracker.gap import standing
from tracker.reporting import editing
from tracker.reporting.entries import RecordResponse
from tracker.reporting.vocabulary import FactResponse
from tracker.review import publication
from tracker.workspace import report_editor

NAME = "filled.xlsx"


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """ACT-A and a value bear on PLAN-01, whose text PLAN-02 can share; ACT-W withholds a name."""
    plan = make.instrument("PLAN")
    first, second = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2))
    make.relation(first, second)
    one, other = make.state("XAA"), make.state("XBB", "Otherland", regional_group="APG")
    make.action(one, first, level=1, reference="ACT-A", title="=A law", account="It was read.")
    hidden = make.organisation("A name that is withheld")
    make.action(one, second, level=1, reference="ACT-W", by=hidden, name_withheld=True)
    make.action(other, first, level=1, reference="ACT-OTHER")
    indicator = make.indicator("IND", measures=(first,))
    make.value(indicator, one, "3", date(2019, 5, 1), reference="IV-A")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return SimpleNamespace(reference=filing.begun(filing.entry("PLAN-01", 1)).reference)


def downloaded(reference: str) -> Filled:
    return opened(report_workbook(report_editor.report_editor(people.DRAFTER, reference)))


def planned(reference: str, filled: Filled) -> UploadPlan:
    return plan_upload(people.DRAFTER, reference, NAME, filled.written())


def uploaded(reference: str, filled: Filled) -> UploadPlan:
    content, plan = filled.written(), planned(reference, filled)
    return carry_out_upload(people.DRAFTER, reference, NAME, content, digest=plan.digest)


def said(reference: str, commitment: str) -> dict[str, tuple[str, str | None]]:
    entry = report_editor.report_editor(people.DRAFTER, reference).line(commitment).entry
    return {fact.record: (fact.response, fact.note) for fact in entry.facts} if entry else {}


def online(reference: str, *facts: RecordResponse, version: int = 1) -> None:
    """A colleague answers on the page."""
    entry = filing.entry("PLAN-01", 1)
    editing.save_entry(people.COLLEAGUE, reference, entry, version=version, facts=facts)


def test_each_known_record_has_a_row_under_its_commitment(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference)

    seen = [dict(zip(filled.known[0], row, strict=True)) for row in filled.known[2:]]

    assert {(row["commitment"], row["record"]) for row in seen} == {
        ("PLAN-01", "ACT-A"),
        ("PLAN-01", "IV-A"),
        ("PLAN-02", "ACT-W"),
    }
    assert {row["date"] for row in seen} == {"2020-03-10", "2019-05-01"}
    assert "=A law. It was read." in {row["what"] for row in seen}
    assert "A name that is withheld" not in repr(seen)


def test_an_untouched_sheet_changes_nothing(world: SimpleNamespace) -> None:
    contested = RecordResponse(
        "ACT-A", FactResponse.CONTEST, "=It was never read,\nsays the gazette."
    )
    online(world.reference, contested, RecordResponse("IV-A", FactResponse.CONFIRM))
    filled = downloaded(world.reference)

    plan = planned(world.reference, filled)

    assert (plan.acts, plan.known.changes, plan.known.conflicts, plan.refused) == ((), (), (), ())
    assert filled.fact("PLAN-01", "ACT-A")[6] == "contest – the record is wrong"


def test_answers_are_planned_then_written(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference)
    filled.say("PLAN-01", "ACT-A", "correct – this is right instead", "It was read in 2021.")
    filled.say("PLAN-02", "ACT-W", "confirm")

    plan = planned(world.reference, filled)
    before = said(world.reference, "PLAN-01")
    uploaded(world.reference, filled)

    assert [(each.row, each.record, each.before) for each in plan.known.changes] == [
        (4, "ACT-A", None),
        (5, "ACT-W", None),
    ]
    assert before == {}, "a plan writes nothing"
    assert said(world.reference, "PLAN-01") == {"ACT-A": ("correct", "It was read in 2021.")}
    # No text stands beside it yet: the entry is there and waits for its answer.
    assert said(world.reference, "PLAN-02") == {"ACT-W": ("confirm", None)}
    assert report_editor.report_editor(people.DRAFTER, world.reference).progress.unfinished == 1
    assert planned(world.reference, filled).acts == (), "again, it changes nothing"


def test_both_sheets_change_one_entry_in_one_act(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference).set("PLAN-01", answer="3")
    filled.say("PLAN-01", "IV-A", "confirm")

    plan = uploaded(world.reference, filled)

    entry = report_editor.report_editor(people.DRAFTER, world.reference).line("PLAN-01").entry
    assert len(plan.acts) == 1
    assert (entry.saved.draft.level, entry.saved.version) == (3, 2)
    assert said(world.reference, "PLAN-01") == {"IV-A": ("confirm", None)}


def test_an_emptied_answer_is_taken_back_alone(world: SimpleNamespace) -> None:
    online(
        world.reference,
        RecordResponse("ACT-A", FactResponse.CONFIRM),
        RecordResponse("IV-A", FactResponse.CONFIRM),
    )
    filled = downloaded(world.reference).say("PLAN-01", "ACT-A")

    uploaded(world.reference, filled)

    assert said(world.reference, "PLAN-01") == {"IV-A": ("confirm", None)}


def test_a_shared_text_stays_while_records_are_answered(world: SimpleNamespace) -> None:
    reference = world.reference
    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])
    filled = downloaded(reference)
    filled.say("PLAN-01", "ACT-A", "confirm").say("PLAN-02", "ACT-W", "confirm")

    uploaded(reference, filled)

    levels = [
        report_editor.report_editor(people.DRAFTER, reference).line(name)
        for name in ("PLAN-01", "PLAN-02")
    ]
    assert [line.entry.saved.draft.level for line in levels] == [1, 1]
    assert said(reference, "PLAN-02") == {"ACT-W": ("confirm", None)}


def test_what_was_answered_online_is_never_overwritten(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference)
    online(world.reference, RecordResponse("ACT-A", FactResponse.CONTEST, "It was never read."))
    filled.say("PLAN-01", "ACT-A", "confirm").say("PLAN-01", "IV-A", "confirm")

    plan = uploaded(world.reference, filled)

    assert [each.stored.note for each in plan.known.conflicts] == ["It was never read."]
    # A record beside it, and the text above it, are not held up by that.
    assert said(world.reference, "PLAN-01") == {
        "ACT-A": ("contest", "It was never read."),
        "IV-A": ("confirm", None),
    }


def test_an_answer_online_does_not_hold_up_a_text(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference).set("PLAN-01", answer="3")
    online(world.reference, RecordResponse("ACT-A", FactResponse.CONFIRM))

    plan = uploaded(world.reference, filled)

    assert plan.conflicts == ()
    assert said(world.reference, "PLAN-01") == {"ACT-A": ("confirm", None)}


def test_an_answer_after_the_preview_is_shown_again(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference).say("PLAN-01", "ACT-A", "confirm")
    digest = planned(world.reference, filled).digest
    online(world.reference, RecordResponse("IV-A", FactResponse.CONFIRM))

    with pytest.raises(PlanChanged):
        carry_out_upload(people.DRAFTER, world.reference, NAME, filled.written(), digest=digest)


# Each row: cells of the row of ACT-A (row 4), the column at which it is refused, and why.
BAD_CELLS = [
    ({"response": "perhaps"}, "G response", "no such answer"),
    ({"note": "It was in 2021."}, "G response", "a note without an answer"),
    ({"response": "correct"}, "H note", "nothing is said of what is right"),
    ({"response": "contest", "note": "x" * 2_001}, "H note", "overlong"),
    ({"response": "contest", "note": "x" * 20_001}, "H note", "far overlong"),
    ({"response": "contest", "note": "bell \x07"}, "H note", "a control character"),
    ({"record": "ACT-NONE", "response": "confirm"}, "C record", "no such record"),
    ({"record": "ACT-OTHER", "response": "confirm"}, "C record", "about another state"),
    ({"record": "ACT-W", "response": "confirm"}, "C record", "bears on another commitment"),
    ({"record": "IV-A", "response": "confirm"}, "C record", "there twice"),
    ({"commitment": "PLAN-99"}, "A commitment", "no such commitment"),
    ({"version": ""}, "I version", "the hidden cell was emptied"),
]


@pytest.mark.parametrize(("cells", "column", "why"), BAD_CELLS)
def test_a_bad_cell_is_named_by_sheet_row_and_column(
    world: SimpleNamespace, cells: dict[str, str], column: str, why: str
) -> None:
    filled = downloaded(world.reference)
    row, names = filled.fact("PLAN-01", "ACT-A"), filled.known[0]
    for name, text in cells.items():
        row[names.index(name)] = text

    plan = planned(world.reference, filled)

    assert [(each.file, each.row, each.column) for each in plan.refused] == [
        ("filled.xlsx, Known", 4, column)
    ], why
    assert plan.acts == (), why


# Each row: what was done to the sheet, what the refusal tells, and why.
SPOILT = [
    (
        lambda filled: [row.pop(7) for row in filled.known],
        "filled.xlsx, Known row 1: column note is missing",
        "a column was taken out",
    ),
    (
        lambda filled: setattr(
            filled, "touch_known", lambda sheet: sheet.write_formula("H3", "=1+1", None, "2")
        ),
        "filled.xlsx, Known row 3, column H note: a text; this is a formula",
        "a formula",
    ),
    (
        lambda filled: setattr(
            filled, "touch_known", lambda sheet: sheet.merge_range("G3:H3", "confirm")
        ),
        "filled.xlsx, Known row 3, column G response: cells that are not merged",
        "merged cells",
    ),
]


@pytest.mark.parametrize(("spoil", "expected", "why"), SPOILT)
def test_a_spoilt_sheet_is_refused_in_words(
    world: SimpleNamespace, spoil: object, expected: str, why: str
) -> None:
    filled = downloaded(world.reference)
    spoil(filled)

    plan = planned(world.reference, filled)

    assert expected in " | ".join(str(each) for each in plan.refused), why


def test_columns_and_rows_may_be_reordered(world: SimpleNamespace) -> None:
    filled = downloaded(world.reference).say("PLAN-01", "IV-A", "confirm")
    filled.known = [row[::-1] for row in [*filled.known[:2], *filled.known[:1:-1]]]

    plan = planned(world.reference, filled)

    assert len(filled.known[0]) == len(COLUMNS)
    assert [each.record for each in plan.known.changes] == ["IV-A"]


def test_a_record_withdrawn_since_is_refused_only_if_answered(
    world: SimpleNamespace, db: SQLAlchemy
) -> None:
    filled = downloaded(world.reference)

    act = db.session.query(Action).filter_by(reference="ACT-A").one()
    act.ended_at, act.ended_as, act.ended_reason = make.LONG_AGO, "withdrawn", "It was wrong."
    db.session.flush()

    untouched = planned(world.reference, filled)
    answered = planned(world.reference, filled.say("PLAN-01", "ACT-A", "confirm"))

    assert untouched.refused == ()
    assert [each.column for each in answered.refused] == ["C record"]
