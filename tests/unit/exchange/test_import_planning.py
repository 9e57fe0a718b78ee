"""What one file would do, with the rows that are refused apart from those without fault."""

import json
from typing import Any

import pytest

from tests.exchange.small import sheet, small, value
from tracker.exchange.imports import refused_rows
from tracker.exchange.imports.planning import plan_file, shown
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.parsing import read_table
from tracker.exchange.plan import read_drafts
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import read_sheet
from tracker.exchange.specification import Kind
from tracker.schema.drafts import Key

KINDS = {kind.name: kind for kind in SEED_KINDS}
EXISTING: dict[str, dict[Key, Any]] = {"indicators": {("PARTY",): 1}, "states": {("XQA",): 1}}


def drafts(kind: Kind[Any], *rows: dict[str, str]) -> dict[Key, Any]:
    reading = read_drafts(kind, read_sheet("a.csv", sheet(kind.name, [*rows]), kind.specification))
    return {draft.key: draft for draft in reading.drafts.values()}


def planned(*rows: dict[str, str], on_record: tuple[dict[str, str], ...] = ()) -> Any:
    kind = KINDS["indicator_values"]
    content = sheet(kind.name, [*rows])
    reading = read_drafts(kind, read_sheet("a.csv", content, kind.specification))
    existing = {
        **EXISTING,
        "sources": {("depositary",): 1},
        kind.name: drafts(kind, *on_record),
        "indicator_levels": {("PARTY", "party"): 1, ("PARTY", "signed"): 1},
    }
    return plan_file(reading, existing, total=len(rows))


GOOD, OTHER = value("A", "XQA", "party", "2005"), value("B", "XQA", "party", "2006")


def test_rows_without_fault_are_planned_beside_refused_ones() -> None:
    found = planned(GOOD, value("B", "XZZ", "party", "2005"), value("C", "XQA", "party", "x"))
    assert [draft.reference for draft in found.plan.drafts] == ["A"]
    assert {(each.row, each.column) for each in found.refused} == {
        (3, "state"),
        (4, "effective_on"),
    }
    assert (found.counts.created, found.counts.refused, found.counts.rows) == (1, 2, 3)


def test_what_rests_on_a_refused_row_is_refused_with_it() -> None:
    kind = KINDS["relations"]
    first, second = small()["relations"][0], {**small()["relations"][0]}
    second |= {"from": "PLAN-01", "to": "TREATY-01"}
    reading = read_drafts(
        kind, read_sheet("a.csv", sheet("relations", [first, second]), kind.specification)
    )
    commitments = read_drafts(
        KINDS["commitments"],
        read_sheet(
            "c.csv",
            sheet("commitments", small()["commitments"]),
            KINDS["commitments"].specification,
        ),
    )
    held = {draft.key: draft for draft in commitments.drafts.values()}
    known = {"commitments": held, "relations": {}}
    found = plan_file(reading, known, total=2)
    assert {each.row for each in found.refused} == {2, 3}  # each the other way round of the other
    assert not found.changes


@pytest.mark.parametrize(
    ("rows", "same"),
    [
        ((GOOD,), True),  # the same rows
        ((OTHER,), False),  # another row
        (({**GOOD, "value": "signed"},), False),  # another value
        ((GOOD, {**OTHER, "state": "XZZ"}), True),  # what is refused is not written
    ],
)
def test_digest_names_exactly_what_would_be_written(
    rows: tuple[dict[str, str], ...], same: bool
) -> None:
    assert (planned(*rows).digest == planned(GOOD).digest) is same


def test_digest_tells_over_what_is_written() -> None:
    over = planned(GOOD, on_record=({**GOOD, "value": "signed"},))
    assert over.digest != planned(GOOD).digest
    assert over.digest != planned(GOOD, on_record=({**GOOD, "note": "Other."},)).digest


def test_preview_tells_fields_with_their_row() -> None:
    created, changed = shown(planned(GOOD, OTHER, on_record=({**OTHER, "value": "signed"},)))
    assert [(each.row, each.key, each.fields["state"]) for each in created] == [
        (2, "A", (None, "XQA"))
    ]
    assert [(each.row, dict(each.fields)) for each in changed] == [
        (3, {"value": ("signed", "party")})
    ]


def test_refused_rows_keep_the_texts_and_columns_of_the_file() -> None:
    table = read_table("a.csv", b"Wert,Name\n-5,=1+1\n7,ok\n-0.25,x\n")
    refused = [Refusal("a.csv", 2, "Wert", "-5", "a"), Refusal("a.csv", 4, None, "", "b")]
    refused.append(Refusal("a.csv", 2, "Name", "", "c"))
    header, rows = refused_rows.refused_rows(table, refused)
    assert header == ["Wert", "Name", "refused_because"]
    assert rows == [["-5", "=1+1", "Wert: a; Name: c"], ["-0.25", "x", "b"]]
    assert refused_rows.unpacked(refused_rows.packed(header, rows)) == (header, rows)
    seen = b"".join(refused_rows.as_csv(header, rows)).decode("utf-8-sig").splitlines()
    # A formula is guarded, a negative number stays one.
    assert seen[1:] == ["-5,'=1+1,Wert: a; Name: c", "-0.25,x,b"]
    assert json.loads(refused_rows.packed(header, rows))[0] == header
