"""A workbook that was filled and saved in LibreOffice Calc 7.4, not by a library of ours.

``typed_in_libreoffice.py`` made the file from the workbook of this very report.
"""

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.reporting import filing, people
from tracker.exchange.workbooks.report_upload import carry_out_upload, plan_upload
from tracker.exchange.workbooks.report_workbook import report_workbook
from tracker.gap import standing
from tracker.reporting.entries import RecordResponse
from tracker.reporting.vocabulary import Answer, FactResponse
from tracker.review import publication
from tracker.workspace import report_editor

FILLED = Path(__file__).with_name("typed_in_libreoffice.xlsx")
REFERENCE = "R-XAA-0FF1CE00"  # of the report whose workbook was filled


@pytest.fixture
def world(db: SQLAlchemy, tmp_path: Path) -> SimpleNamespace:
    """The report as it stood when its workbook was downloaded."""
    plan = make.instrument("PLAN")
    first, *_others = [make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2, 3)]
    one = make.state("XAA")
    make.action(one, first, level=1, reference="ACT-A")
    indicator = make.indicator("IND", measures=(first,))
    make.value(indicator, one, "3", date(2019, 5, 1), reference="IV-A")
    standing.rebuild()
    publication.registry_changed()
    report = filing.begun(
        filing.entry(
            "PLAN-01",
            3,
            measures_taken="=HYPERLINK(1)\nline two\tand a tab",
            challenges="-1 + 1 @home _x0041_ 💡 العربية",
            survivors="led",
            survivors_how="They wrote it.",
            indicator_values="IND=3@2024-05",
        )
    )
    report.reference = REFERENCE
    db.session.commit()
    content = report_workbook(report_editor.report_editor(people.DRAFTER, REFERENCE))
    (tmp_path / "report.xlsx").write_bytes(content)
    return SimpleNamespace(content=FILLED.read_bytes())


def test_what_another_program_saved_is_read_as_typed(world: SimpleNamespace) -> None:
    plan = plan_upload(people.DRAFTER, REFERENCE, FILLED.name, world.content)

    assert (plan.refused, plan.conflicts, plan.changed, plan.left) == ((), (), (), 1)
    seen = {each.after.commitment: each.after for each in plan.created}
    assert (seen["PLAN-03"].level, seen["PLAN-03"].measures_taken) == (2, "A law,\nand a plan.")
    assert (seen["PLAN-02"].answer, seen["PLAN-02"].reason) == (
        *(Answer.NOT_ASSESSED, "1/2 of it is under way."),
    )
    assert {each.record: each.after for each in plan.known.changes} == {
        "ACT-A": RecordResponse("ACT-A", FactResponse.CONTEST, "2021-03-04"),
        "IV-A": RecordResponse("IV-A", FactResponse.CONFIRM),
    }


def test_it_is_written_and_says_nothing_new_again(world: SimpleNamespace) -> None:
    plan = plan_upload(people.DRAFTER, REFERENCE, FILLED.name, world.content)

    carry_out_upload(people.DRAFTER, REFERENCE, FILLED.name, world.content, digest=plan.digest)
    again = plan_upload(people.DRAFTER, REFERENCE, FILLED.name, world.content)

    assert len(plan.acts) == 3
    assert (again.acts, again.conflicts, again.left) == ((), (), 3)
