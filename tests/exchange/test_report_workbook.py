"""A report out as a workbook, filled offline, and back in: nothing lost, nothing by surprise."""

import io
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.exchange.sheets_of_reports import Filled, opened, with_part
from tests.reporting import filing, people
from tracker.core.errors import Forbidden, Invalid, NotFound
from tracker.exchange.workbooks.report_upload import (
    PlanChanged,
    UploadPlan,
    carry_out_upload,
    plan_upload,
)
from tracker.exchange.workbooks.report_workbook import layout, report_workbook
from tracker.gap import standing
from tracker.reporting import editing
from tracker.reporting.conflicts import ReportClosed
from tracker.reporting.drafts import EntryDraft
from tracker.review import publication
from tracker.workspace import report_editor

NAME = "filled.xlsx"


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    plan = make.instrument("PLAN")
    first, second, third = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2, 3))
    make.relation(first, second)
    one = make.state("XAA")
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return SimpleNamespace(plan=plan, first=first, second=second, third=third, one=one)


def downloaded(reference: str) -> Filled:
    return opened(report_workbook(report_editor.report_editor(people.DRAFTER, reference)))


def planned(reference: str, filled: Filled | bytes) -> UploadPlan:
    content = filled if isinstance(filled, bytes) else filled.written()
    return plan_upload(people.DRAFTER, reference, NAME, content)


def uploaded(reference: str, filled: Filled) -> UploadPlan:
    content, plan = filled.written(), planned(reference, filled)
    return carry_out_upload(people.DRAFTER, reference, NAME, content, digest=plan.digest)


def counts(plan: UploadPlan) -> tuple[int, int, int, int, int]:
    found = (plan.created, plan.changed, plan.conflicts, plan.refused)
    return (len(found[0]), len(found[1]), plan.left, len(found[2]), len(found[3]))


def stored(reference: str, commitment: str) -> EntryDraft:
    return report_editor.report_editor(people.DRAFTER, reference).line(commitment).entry.saved.draft


def test_an_untouched_workbook_changes_nothing(world: SimpleNamespace) -> None:
    make.indicator("IND", measures=(world.first,))
    entry = filing.entry(
        "PLAN-01",
        3,
        measures_taken="=HYPERLINK(1)\nline two\tand a tab",
        challenges="-1 + 1 @home _x0041_ 💡 العربية",
        survivors="led",
        survivors_how="They wrote it.",
        indicator_values="IND=3@2024-05",
    )
    unsaid = filing.entry("PLAN-03", None, answer="not_assessed", reason="Under way.")
    reference = filing.begun(entry, unsaid).reference
    content = report_workbook(report_editor.report_editor(people.DRAFTER, reference))

    assert counts(planned(reference, content)) == (0, 0, 3, 0, 0)
    assert counts(planned(reference, opened(content))) == (0, 0, 3, 0, 0)


def test_no_text_is_written_as_a_formula(world: SimpleNamespace) -> None:
    reference = filing.begun(
        filing.entry("PLAN-01", 1, measures_taken="=1+1", challenges="https://example.org")
    ).reference
    content = report_workbook(report_editor.report_editor(people.DRAFTER, reference))

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets" in name]

    assert not any(b"<f>" in sheet or b"hyperlink" in sheet for sheet in sheets)
    assert opened(content).get("PLAN-01", "measures_taken") == "=1+1"


def test_what_was_filled_in_is_planned_then_written(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference)
    filled.set("PLAN-01", answer="2 – Partial")
    filled.set("PLAN-03", answer="not_assessed", reason="A survey is under way.")

    plan = planned(reference, filled)
    before = report_editor.report_editor(people.DRAFTER, reference).progress
    uploaded(reference, filled)

    assert counts(plan) == (1, 1, 1, 0, 0)
    assert (plan.changed[0].row, plan.changed[0].before.level, plan.changed[0].after.level) == (
        *(3, 1, 2),
    )
    assert before == report_editor.Progress(1, 0, 3), "a plan writes nothing"
    assert stored(reference, "PLAN-01").level == 2
    assert stored(reference, "PLAN-03").reason == "A survey is under way."


def test_uploading_again_changes_only_what_differs(world: SimpleNamespace) -> None:
    reference = filing.begun().reference
    filled = downloaded(reference).set("PLAN-03", answer="0")
    uploaded(reference, filled)

    again = planned(reference, filled)
    more = planned(reference, filled.set("PLAN-01", answer="0"))

    assert counts(again) == (0, 0, 3, 0, 0)
    assert [change.after.commitment for change in more.created] == ["PLAN-01"]


def test_what_changed_online_is_shown_and_never_overwritten(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1), filing.entry("PLAN-03", 1)).reference
    filled = downloaded(reference)
    online = filing.entry("PLAN-01", 4)
    editing.save_entry(people.COLLEAGUE, reference, online, version=1)
    editing.save_entry(people.COLLEAGUE, reference, filing.entry("PLAN-03", 4), version=1)
    filled.set("PLAN-01", answer="2")

    plan = uploaded(reference, filled)

    # The row of PLAN-03 was not touched, so what was changed online stands without a word.
    assert counts(plan) == (0, 0, 2, 1, 0)
    assert (plan.conflicts[0].stored.draft.level, plan.conflicts[0].offered.level) == (4, 2)
    assert [stored(reference, name).level for name in ("PLAN-01", "PLAN-03")] == [4, 4]


def test_a_report_begins_from_the_last_one(world: SimpleNamespace) -> None:
    last = filing.published(filing.entry("PLAN-03", 2), period_end=date(2023, 12, 31)).reference
    reference = filing.begun().reference
    filled = downloaded(reference)

    plan = planned(reference, filled)

    assert filled.get("PLAN-03", "begun_from") == last
    assert filled.get("PLAN-03", "answer") == "2 – Partial"
    assert [(each.after.commitment, each.taken_over) for each in plan.created] == [
        ("PLAN-03", last)
    ]
    assert counts(planned(reference, clear(filled, "PLAN-03"))) == (0, 0, 3, 0, 0)


def clear(filled: Filled, commitment: str) -> Filled:
    return filled.set(commitment, answer="", measures_taken="")


def test_an_emptied_row_empties_its_entry(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference

    plan = uploaded(reference, clear(downloaded(reference), "PLAN-01"))

    assert plan.changed[0].after.is_blank
    assert stored(reference, "PLAN-01").is_blank


def test_a_missing_row_leaves_its_entry(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference)
    filled.rows.remove(filled.row("PLAN-01"))

    assert counts(planned(reference, filled)) == (0, 0, 2, 0, 0)


def test_columns_and_rows_may_be_reordered(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference).set("PLAN-03", answer="0")
    filled.rows = [row[::-1] for row in [*filled.rows[:2], *filled.rows[:1:-1]]]

    assert [each.after.commitment for each in planned(reference, filled).created] == ["PLAN-03"]


def test_entries_that_shared_a_text_can_part(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    editing.answer_alike(people.DRAFTER, reference, lead="PLAN-01", commitments=["PLAN-02"])
    filled = downloaded(reference).set("PLAN-01", answer="2").set("PLAN-02", answer="3")

    uploaded(reference, filled)

    assert [stored(reference, name).level for name in ("PLAN-01", "PLAN-02")] == [2, 3]


def test_ten_thousand_empty_rows_say_nothing(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference)
    filled.rows += [["", " "]] * 10_000

    assert counts(planned(reference, filled)) == (0, 0, 3, 0, 0)


# Each row: the cells, the column at which the row is refused, and why.
BAD_CELLS = [
    ({"answer": "5"}, "F answer", "outside the scale"),
    ({"answer": "done"}, "F answer", "no such answer"),
    ({"answer": "level"}, "", "a level without its number is unfinished, not wrong"),
    ({"survivors": "maybe"}, "K survivors", "no such word"),
    ({"measures_taken": "x" * 10_001}, "H measures_taken", "overlong"),
    ({"measures_taken": "x" * 20_001}, "H measures_taken", "far overlong"),
    ({"challenges": "bell \x07"}, "I challenges", "a control character"),
    ({"indicator_values": "NONE=1@2020"}, "M indicator_values", "no such indicator"),
    ({"indicator_values": "IND=4@2999"}, "M indicator_values", "a future date"),
    ({"commitment": "PLAN-99"}, "A commitment", "no such commitment"),
    ({"commitment": "PLAN-01"}, "A commitment", "there twice"),
    ({"version": "9"}, "O version", "the hidden cell was changed"),
]


@pytest.mark.parametrize(("cells", "column", "why"), BAD_CELLS)
def test_a_bad_cell_is_named_by_sheet_row_and_column(
    world: SimpleNamespace, cells: dict[str, str], column: str, why: str
) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference).set("PLAN-03", **{"answer": "0", **cells})

    plan = planned(reference, filled)

    if not column:
        assert not plan.refused, why
        return
    assert [(each.file, each.row, each.column) for each in plan.refused] == [
        ("filled.xlsx, Report", 5, column)
    ], why
    with pytest.raises(Invalid):
        uploaded(reference, filled)


def test_a_contradiction_is_taken_and_named_as_unfinished(world: SimpleNamespace) -> None:
    reference = filing.begun().reference

    uploaded(reference, downloaded(reference).set("PLAN-03", answer="4 – Complete"))

    line = report_editor.report_editor(people.DRAFTER, reference).line("PLAN-03")
    assert (line.done, set(line.missing)) == (
        report_editor.EntryProgress.UNFINISHED,
        {"measures_taken"},
    )


def test_a_sheet_without_rows_changes_nothing(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference)
    del filled.rows[2:]

    assert counts(planned(reference, filled)) == (0, 0, 0, 0, 0)
    assert stored(reference, "PLAN-01").level == 1


def remove_column(filled: Filled) -> None:
    place = layout().names.index("challenges")
    for row in filled.rows:
        del row[place]


def rename_column(filled: Filled) -> None:
    filled.rows[0][layout().names.index("reason")] = "why"


def double_column(filled: Filled) -> None:
    for row in filled.rows:
        row.append(row[0])


def rename_sheet(filled: Filled) -> None:
    filled.report_name = "My report"


def rename_known(filled: Filled) -> None:
    filled.known_name = "Facts"


def age(filled: Filled) -> None:
    filled.signature[0][1] = "0"


def empty(filled: Filled) -> None:
    filled.rows = []


def swap(filled: Filled) -> None:
    filled.signature[1][1] = "R-XAA-OTHER"


def formula(filled: Filled) -> None:
    filled.touch = lambda sheet: sheet.write_formula("H4", "=1+1", None, "2")


def merge(filled: Filled) -> None:
    filled.touch = lambda sheet: sheet.merge_range("H4:I5", "both")


# Each row: what was done to the workbook, what the refusal tells, and why.
SPOILT = [
    (remove_column, "column challenges is missing", "a column was taken out"),
    (rename_column, "there is no column with the name why", "a heading was changed"),
    (double_column, "the column commitment appears twice", "a column was copied"),
    (rename_sheet, "a sheet with the name Report", "the sheet was renamed"),
    (rename_known, "a sheet with the name Known", "the sheet of what is known was renamed"),
    (empty, "column commitment is missing", "an empty sheet"),
    (age, "older format; download it again", "an old version of the workbook"),
    (swap, "belongs to the report R-XAA-OTHER", "another report's workbook"),
    (formula, "row 4, column H measures_taken: a text; this is a formula", "a formula"),
    (merge, "row 4, column H measures_taken: cells that are not merged", "merged cells"),
]


@pytest.mark.parametrize(("spoil", "expected", "why"), SPOILT)
def test_a_spoilt_workbook_is_refused_in_words(
    world: SimpleNamespace, spoil: object, expected: str, why: str
) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference)
    spoil(filled)

    plan = planned(reference, filled)

    assert expected in " | ".join(str(each) for each in plan.refused), why
    assert plan.created == plan.changed == (), why


def bomb() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, b"<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return target.getvalue()


def crowd() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(1_001):
            archive.writestr(str(number), b"")
    return target.getvalue()


# Each row: the bytes under the name of a workbook, what is told, and why.
NO_WORKBOOK = [
    (b"", "this file is damaged or of another type", "nothing"),
    (b"commitment,answer\nPLAN-01,2\n", "this file is damaged or of another type", "a CSV file"),
    (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "without a password", "an old .xls, or an encrypted one"),
    (b"PK\x03\x04" + b"\0" * 100, "this file is damaged or of another type", "a torn zip"),
    (bomb(), "too large when unpacked", "a zip bomb"),
    (crowd(), "too large when unpacked", "a zip of a thousand and one entries"),
    (b"x" * (10 * 1024 * 1024 + 1), "at most 10 MiB", "too large"),
]


@pytest.mark.parametrize(
    ("content", "expected", "why"), NO_WORKBOOK, ids=[c[2] for c in NO_WORKBOOK]
)
def test_other_content_under_the_name_is_refused(
    world: SimpleNamespace, content: bytes, expected: str, why: str
) -> None:
    reference = filing.begun().reference

    plan = planned(reference, content)

    assert [expected in str(each) for each in plan.refused] == [True], why


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
PARTS = [
    ("xl/sharedStrings.xml", LAUGHS, "defines XML entities", "entities that unfold"),
    ("xl/vbaProject.bin", b"x", "must not contain macros", "macros"),
    ("xl/workbook.xml", b"<torn", "damaged", "torn XML"),
    (
        "xl/worksheets/sheet1.xml",
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>',
        "one cell is beyond",
        "a stray cell that would stretch the sheet to billions",
    ),
]


@pytest.mark.parametrize(("name", "part", "expected", "why"), PARTS)
def test_a_trap_inside_a_workbook_is_refused(
    world: SimpleNamespace, name: str, part: bytes, expected: str, why: str
) -> None:
    reference = filing.begun().reference
    content = report_workbook(report_editor.report_editor(people.DRAFTER, reference))

    plan = planned(reference, with_part(content, name, part))

    assert [expected in str(each) for each in plan.refused] == [True], why


def test_what_was_confirmed_is_what_is_written(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    filled = downloaded(reference).set("PLAN-01", answer="2").set("PLAN-03", answer="0")
    digest = planned(reference, filled).digest
    editing.save_entry(people.COLLEAGUE, reference, filing.entry("PLAN-01", 4), version=1)

    with pytest.raises(PlanChanged) as caught:
        carry_out_upload(people.DRAFTER, reference, NAME, filled.written(), digest=digest)

    assert len(caught.value.plan.conflicts) == 1
    assert stored(reference, "PLAN-01").level == 4


def test_only_the_states_own_drafters_upload(world: SimpleNamespace) -> None:
    reference = filing.begun(filing.entry("PLAN-01", 1)).reference
    content = downloaded(reference).set("PLAN-01", answer="2").written()
    digest = plan_upload(people.DRAFTER, reference, NAME, content).digest

    for who, refusal in (
        (people.FOREIGN_DRAFTER, NotFound),
        (people.REVIEWER, Forbidden),
        (people.AUTHORITY, Forbidden),
    ):
        with pytest.raises(refusal):
            carry_out_upload(who, reference, NAME, content, digest=digest)


def test_a_cleared_report_takes_no_workbook(world: SimpleNamespace) -> None:
    report = filing.begun(filing.entry("PLAN-01", 1))
    content = downloaded(report.reference).written()
    filing.transitions.clear(people.AUTHORITY, report.reference)

    with pytest.raises(ReportClosed):
        planned(report.reference, content)
