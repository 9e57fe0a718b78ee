"""The template of each kind, filled and brought, is read row for row; what informs is no row."""

import csv
import io
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.exchange.small import small
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.pipeline import ReadingChoice, parse_import
from tracker.exchange.imports.templates import template_csv, template_workbook
from tracker.exchange.normalising.state_names import state_names
from tracker.exchange.plan import read_drafts
from tracker.exchange.specification import Kind, Specification
from tracker.registry.drafts import StateDraft

# What fits together better than the examples of single columns, which are told one by one.
WHOLE: dict[str, dict[str, str]] = {
    **{
        kind: rows[0]
        for kind, rows in small().items()
        if kind in ("instruments", "commitments", "relations", "indicator_values", "sources")
    },
    "actions": {"own_key": "2021-017", "title": "An invented law", "happened_on": "2021-05"},
    "report_entries": {"commitment": "PLAN-01", "level": "2", "measures_taken": "A law."},
}
NAMES = state_names(
    StateDraft.parse({**small()["states"][0], "iso3": iso3}) for iso3 in ("XQA", "KEN")
)


def row_of(specification: Specification[Any]) -> dict[str, str]:
    examples = {each.name: each.example for each in specification.columns}
    return WHOLE.get(specification.kind, examples)


def drafts_of(specification: Specification[Any], name: str, content: bytes) -> list[Any]:
    brought = parse_import(name, content, specification, way=ReadingChoice(), names=NAMES)
    assert all(each.source == each.column for each in brought.matching.matches)
    unbound: Any = Kind(specification, dict, lambda *_a, **_k: None)  # type: ignore[arg-type]
    reading = read_drafts(unbound, brought.translation.sheet)
    assert not reading.refused, [str(each) for each in reading.refused]
    return list(reading.drafts.values())


@pytest.mark.parametrize("kind", sorted(OFFERS))
def test_filled_template_of_each_kind_reads_as_it_was_filled(kind: str, app: Flask) -> None:
    specification = OFFERS[kind].specification
    given = row_of(specification)
    expected = specification.draft.parse(given)
    with app.app_context():
        text = io.StringIO(template_csv(specification).decode("utf-8-sig"), newline="")
        rows = list(csv.reader(text))
        assert rows[0] == list(specification.header)
        assert [row[0][:2] for row in rows[1:]] == ["# ", "# "]
        rows.append([given.get(name, "") for name in specification.header])
        filled = io.StringIO(newline="")
        csv.writer(filled).writerows(rows)
        assert drafts_of(specification, "f.csv", filled.getvalue().encode()) == [expected]

        book = CalamineWorkbook.from_filelike(io.BytesIO(template_workbook(specification, {})))
        seen = book.get_sheet_by_name("Rows").to_python(skip_empty_area=False)
        assert [list(map(str, row)) for row in seen[:3]] == rows[:3] or seen[0] == rows[0]
        again = io.BytesIO()
        with Workbook(again, {"in_memory": True}) as written:
            sheet = written.add_worksheet("Rows")
            for number, row in enumerate([*seen[:3], rows[-1]]):
                for place, cell in enumerate(row):
                    sheet.write_string(number, place, str(cell))
        assert drafts_of(specification, "f.xlsx", again.getvalue()) == [expected]


def test_empty_template_has_no_rows_to_bring(app: Flask) -> None:
    with app.app_context():
        for offer in OFFERS.values():
            content = template_csv(offer.specification)
            way = {"way": ReadingChoice(), "names": NAMES}
            brought = parse_import("f.csv", content, offer.specification, **way)
            assert not brought.table.rows, offer.name


def test_templates_and_columns_are_there_for_everybody(seeded_client: FlaskClient) -> None:
    for kind, offer in OFFERS.items():
        page = seeded_client.get(f"/data/import/{kind}")
        assert page.status_code == 200
        assert all(f"<code>{name}</code>" in page.text for name in offer.specification.header)
    answer = seeded_client.get("/data/import/indicator_values/template.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.data))
    codes = book.get_sheet_by_name("Codes").to_python()
    assert ["KEN", "Kenya"] in [row[2:4] for row in codes]
    assert seeded_client.get("/data/import/nothing").status_code == 404
    assert seeded_client.get("/data/import/commitments/template.pdf").status_code == 404
