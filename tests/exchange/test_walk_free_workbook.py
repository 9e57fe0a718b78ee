"""The workbook of Walk Free 2023 is imported in one step, and what it did not see is no zero.

The shape is that of the published workbook (Global Slavery Index 2023, read in a copy of commit
2130d59): a line about the source above the header, a column for each indicator, "NEG" behind those
that look for failings with -1 for seen, totals of regions below the countries. The values and the
states here are invented.
"""

import io
from pathlib import Path

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tests import people
from tracker.evidence.models import IndicatorValue, Source
from tracker.exchange.imports import walk_free
from tracker.exchange.parsing import LayoutChoice
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.registry.models import Indicator, State
from tracker.review import publication

HEADER = ("Region", "Country", "M1111", "M1112", "M1151NEG", "Total (n)")
ROWS = (
    ("Africa", "Examplia", 1, 1, -1, 3),
    ("Africa", "Otherland", 0, 0, 0, 1),
    ("Asia", "Thirdland", "", "", "", ""),
)
TOTALS = (
    ("", "", "", "", "", ""),
    ("Regional totals", "", "", "", "", ""),
    ("Africa", "", 7, 7, -7, 9),
)
SCALES = {
    "GSI23-M1111": {"0": "Not met", "1": "Met"},
    "GSI23-M1151": {"failing_seen": "Seen", "failing_not_seen": "Not seen"},
}
FAILINGS = {"failing_seen": 1, "failing_not_seen": None}


def workbook(
    *rows: tuple[object, ...], header: tuple[str, ...] = HEADER, sheet: str = walk_free.SHEET
) -> bytes:
    """A workbook of that shape, with a first sheet about something else."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("CONTENTS").write_row(0, 0, ("An invented index", "page"))
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, ("Source: an invented source, not the published one",))
        for number, row in enumerate((header, *rows), start=1):
            page.write_row(number, 0, row)
    return out.getvalue()


def cells(content: bytes) -> list[tuple[str, ...]]:
    table = walk_free.read("mine.xlsx", content, LayoutChoice(), lambda: SCALES)
    assert table is not None
    return [row.cells[:3] for row in table.rows]


@pytest.fixture
def registry(db: SQLAlchemy) -> SQLAlchemy:
    """Three states, a met-or-not indicator, one of failings, and the source without a value."""
    for code, name in (("XAA", "Examplia"), ("XBB", "Otherland"), ("XCC", "Thirdland")):
        make.state(code, name)
    promise = make.commitment("PLAN-01")
    make.indicator("GSI23-M1111", measures=(promise,), levels={"0": 0, "1": 4})
    make.indicator("GSI23-M1151", measures=(promise,), levels=FAILINGS)
    make.saved(
        Source(
            code=walk_free.SOURCE,
            title="An invented index",
            publisher="An invented publisher",
            url="https://example.org",
            tier="C",
            language="en",
            licence="All rights reserved",
            citation="An invented index, 2023.",
            family="walk-free",
        )
    )
    standing.rebuild()
    publication.registry_changed()
    db.session.commit()
    return db


def stored(db: SQLAlchemy) -> set[tuple[str, str, str]]:
    query = (
        select(State.iso3, Indicator.code, IndicatorValue.value)
        .join(IndicatorValue.state)
        .join(IndicatorValue.indicator)
    )
    db.session.remove()
    return {tuple(row) for row in db.session.execute(query)}


def test_each_cell_of_a_known_indicator_becomes_a_row(app: Flask) -> None:
    with app.test_request_context():
        found = cells(workbook(*ROWS, *TOTALS))

    assert found == [
        ("Examplia", "GSI23-M1111", "1"),
        ("Examplia", "GSI23-M1151", "failing_seen"),
        ("Otherland", "GSI23-M1111", "0"),
        ("Otherland", "GSI23-M1151", "failing_not_seen"),
    ]


def test_workbook_is_written_in_one_step(
    registry: SQLAlchemy, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(workbook(*ROWS, *TOTALS))
    result = cli.invoke(args=["import", "indicator_values", str(file), "--write"])

    assert result.exit_code == 0, result.output
    assert stored(registry) == {
        ("XAA", "GSI23-M1111", "1"),
        ("XAA", "GSI23-M1151", "failing_seen"),
        ("XBB", "GSI23-M1111", "0"),
        ("XBB", "GSI23-M1151", "failing_not_seen"),
    }
    again = cli.invoke(args=["import", "indicator_values", str(file), "--write"])
    assert again.exit_code == 0, again.output
    assert len(stored(registry)) == 4


def test_a_failing_that_was_not_seen_is_no_information_and_no_zero(
    registry: SQLAlchemy, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(workbook(("Africa", "Otherland", "", "", 0, 0)))
    cli.invoke(args=["import", "indicator_values", str(file), "--write"])

    registry.session.remove()
    found = standing.of_state("XBB", standing.default_params())["PLAN-01"]
    assert (found.settled, found.evidenced, found.gap) == (None, None, None)


def test_a_failing_no_longer_seen_ends_the_older_finding(
    registry: SQLAlchemy, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "older.csv"
    older = "GSI23-M1151,XBB,failing_seen,2022,walkfree-gsi-2023"
    file.write_text(f"indicator,state,value,effective_on,source\n{older}\n", encoding="utf-8")
    cli.invoke(args=["import", "indicator_values", str(file), "--write"])
    registry.session.remove()
    assert standing.of_state("XBB", standing.default_params())["PLAN-01"].evidenced == 1

    newer = tmp_path / "mine.xlsx"
    newer.write_bytes(workbook(("Africa", "Otherland", "", "", 0, 0)))
    cli.invoke(args=["import", "indicator_values", str(newer), "--write"])
    registry.session.remove()
    found = standing.of_state("XBB", standing.default_params())["PLAN-01"]
    assert (found.settled, found.evidenced) == (None, None)


@pytest.mark.parametrize(
    ("content", "choice"),
    [
        (workbook(*ROWS, sheet="Another sheet"), LayoutChoice()),
        (workbook(*ROWS, header=("Region", "State", *HEADER[2:])), LayoutChoice()),
        (workbook(*ROWS, header=("Region", "Country", "A", "B", "C", "D")), LayoutChoice()),
        (workbook(*ROWS), LayoutChoice(sheet="CONTENTS")),
        (b"Country,M1111\nExamplia,1\n", LayoutChoice()),
    ],
    ids=[
        "no sheet of that name",
        "no column of countries",
        "no indicator of this site",
        "the reader means another sheet",
        "no workbook",
    ],
)
def test_any_other_file_is_read_as_ever(app: object, content: bytes, choice: LayoutChoice) -> None:
    with app.test_request_context():
        assert walk_free.read("mine.xlsx", content, choice, lambda: SCALES) is None


def test_a_word_that_is_no_value_is_not_taken_for_one(
    registry: SQLAlchemy, cli: FlaskCliRunner, tmp_path: Path
) -> None:
    file = tmp_path / "mine.xlsx"
    file.write_bytes(workbook(("Africa", "Examplia", "n/k", 1, 2, 0)))
    result = cli.invoke(args=["import", "indicator_values", str(file), "--write"])

    assert result.exit_code != 0
    assert stored(registry) == set()


def test_page_recognises_the_workbook_too(registry: SQLAlchemy, app: Flask) -> None:
    owner = people.holder(Role.ADMINISTRATOR)
    registry.session.commit()
    browser = people.Browser(app.test_client()).enter(owner)
    place = "/workspace/imports/new"
    answer = browser.send(
        f"{place}?kind=indicator_values",
        place,
        kind="indicator_values",
        file=(io.BytesIO(workbook(*ROWS, *TOTALS)), "mine.xlsx"),
    )

    assert answer.status_code == 303, answer.text
    columns = browser.client.get(f"{answer.location.removesuffix('/reading')}/columns").text
    for name in walk_free.COLUMNS:
        assert f'value="{name}" selected' in columns


def test_without_a_value_for_it_an_unseen_failing_is_left_out_and_told(app: Flask) -> None:
    scales = {"GSI23-M1151": {"failing_seen": "Seen"}}
    with app.test_request_context():
        table = walk_free.read("mine.xlsx", workbook(*ROWS), LayoutChoice(), lambda: scales)

    assert table is not None
    assert [row.cells[0] for row in table.rows] == ["Examplia"]
    assert any("1 cell" in note for note in table.notes)
