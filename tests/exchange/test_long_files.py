"""Files of many records: read in steps, from plain rows, with nothing open in between."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.core import clock
from tracker.core.clock import PartialDate
from tracker.core.db import released
from tracker.evidence.queries.action_list import ActionQuery, every, every_bearing, references
from tracker.exchange.downloads.records import INDICATOR_VALUES
from tracker.exchange.downloads.selection import Selection
from tracker.gap.standing import default_params
from tracker.reporting.drafts import StatedValue
from tracker.reporting.entry_rows import EntryRow, entry_rows, frame_rows
from tracker.reporting.models import EntryFact, EntryValue, ReportEntry
from tracker.reporting.report_detail import EntryPage, ReportPage, public_reports
from tracker.review import publication


def today() -> ActionQuery:
    return ActionQuery({}, clock.today(), clock.today())


def test_steps_of_one_record_give_the_list_of_one_step(db: SQLAlchemy) -> None:
    state, commitment = make.state(), make.commitment()
    for day in (1, 1, 1, 2, 3):
        make.action(state, commitment, level=2, effective_on=date(2020, 3, day))
    whole = [view.reference for view in every(today(), step=100)]
    assert len(whole) == 5
    assert [view.reference for view in every(today(), step=1)] == whole
    assert list(references(today(), step=2)) == whole
    bearings = [(view.reference, one) for view in every(today()) for one in view.bearings]
    assert list(every_bearing(today(), step=2)) == bearings


def test_a_file_holds_what_was_public_when_it_was_begun(db: SQLAlchemy) -> None:
    """Otherwise it would hold both the old version of a record and the new one."""
    state, commitment = make.state(), make.commitment()
    later, old = (
        make.action(state, commitment, level=2, effective_on=date(2020, 3, day)) for day in (9, 8)
    )
    begun = every(today(), step=1)
    assert next(begun).reference == later.reference
    new = make.action(state, commitment, level=3, effective_on=date(2020, 3, 7), published_at=None)
    publication.supersede(old, new)
    assert [view.reference for view in begun] == [old.reference]
    assert [view.reference for view in every(today())] == [later.reference, new.reference]


def test_values_that_end_while_their_file_is_read_stay_in_it(db: SQLAlchemy) -> None:
    state, indicator = make.state(), make.indicator()
    make.value(indicator, state, "2", date(2019, 1, 1), reference="FIRST")
    second = make.value(indicator, state, "3", date(2020, 1, 1), reference="SECOND")
    rows = INDICATOR_VALUES.records(Selection(default_params()), step=1)
    assert next(rows)[1].reference == "FIRST"
    publication.withdraw(second, reason="It was wrong.")
    assert [draft.reference for _place, draft in rows] == ["SECOND"]


def test_cells_of_values_are_those_of_their_drafts(db: SQLAlchemy) -> None:
    state, indicator = make.state(), make.indicator()
    make.value(indicator, state, "2", date(2019, 12, 31), effective_precision="year")
    make.value(indicator, state, "3", date(2020, 2, 29), effective_precision="month", note="x; =y")
    make.value(indicator, state, "4", date(2021, 5, 3), reference="NAMED.2", act="ratification")
    selection = Selection(default_params())
    drafts = [draft for _place, draft in INDICATOR_VALUES.records(selection)]
    assert [tuple(draft.cells().values()) for draft in drafts] == [
        *INDICATOR_VALUES.rows(selection)
    ]


def test_no_transaction_is_open_while_a_reader_takes_a_piece(db: SQLAlchemy) -> None:
    make.state()
    db.session.commit()

    def pieces() -> Iterator[bytes]:
        for _number in range(3):
            yield b"".join(reference.encode() for reference in references(today())) or b"none"

    for _piece in released(pieces()):
        assert not db.session().in_transaction()


# Reports ------------------------------------------------------------------------------------


def as_row(report: ReportPage, entry: EntryPage) -> EntryRow:
    draft = entry.draft
    return EntryRow(
        report.reference,
        report.iso3,
        report.period_end,
        entry.passage.reference,
        draft.answer or "",
        draft.level,
        draft.reason,
        draft.measures_taken,
        draft.challenges,
        draft.assistance,
        draft.survivors,
        draft.survivors_how,
        draft.indicator_values,
        draft.sources,
        entry.repeats,
        entry.facts,
    )


def test_rows_of_entries_are_those_of_the_pages_of_reports(db: SQLAlchemy) -> None:
    plan = make.instrument()
    first, second, third = (make.commitment(f"PLAN-{name}", of=plan) for name in "BAC")
    indicator = make.indicator()
    reports = [
        make.report(make.state(code), first, level=2, period_end=date(2021, 12, 31))
        for code in ("XAA", "XAB")
    ]
    lead = reports[0].entries[0]
    lead.values = [
        EntryValue(
            indicator_id=indicator.id,
            value=value,
            effective_on=day,
            effective_precision="day",
        )
        for value, day in (("3", date(2020, 5, 1)), ("2", date(2019, 5, 1)))
    ]
    lead.facts = [EntryFact(record="IV-9", response="contest", note="It is 3.")]
    reports[0].entries += [
        ReportEntry(commitment_id=second.id, answer="level", level=2, lead_id=lead.id),
        ReportEntry(commitment_id=third.id, answer=None, measures_taken="Not finished."),
    ]
    db.session.flush()
    asked = [report.reference for report in reports]
    found = [*entry_rows(asked, together=1, with_facts=True)]
    pages = public_reports(asked, clock.today())
    assert found == [
        sorted(
            (as_row(pages[reference], entry) for entry in pages[reference].entries),
            key=lambda row: row.commitment,
        )
        for reference in asked
    ]
    assert [row.commitment for row in found[0]] == ["PLAN-A", "PLAN-B"]
    assert found[0][0].repeats == "PLAN-B"
    assert found[0][1].indicator_values[0] == StatedValue(
        indicator.code, "2", PartialDate(date(2019, 5, 1), "day")
    )
    assert [row[:12] for rows in entry_rows(asked) for row in rows] == [
        row[:12] for rows in found for row in rows
    ]


def test_rows_of_reports_are_those_of_their_pages(db: SQLAlchemy) -> None:
    day = date(2021, 12, 31)
    report = make.report(make.state(), make.commitment(), level=2, period_end=day)
    report.period_start = day - timedelta(days=364)
    db.session.flush()
    (row,) = frame_rows([report.reference])
    page = public_reports([report.reference], clock.today())[report.reference]
    assert row._asdict() == {name: getattr(page, name) for name in row._fields}
