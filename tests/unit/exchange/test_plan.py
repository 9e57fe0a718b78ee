"""What a load would do is decided in memory, from files and what is on record."""

from typing import Any

import pytest

from tests.exchange.small import Rows, as_files, small, value
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.plan import Plan, plan_all, read_drafts
from tracker.exchange.sheets import read_sheet

KINDS = {kind.name: kind for kind in SEED_KINDS}


def plans(files: dict[str, bytes], existing: dict[str, Any] | None = None) -> dict[str, Plan[Any]]:
    readings = [
        read_drafts(kind, read_sheet(f"{name}.csv", files[f"{name}.csv"], kind.specification))
        for name, kind in KINDS.items()
        if f"{name}.csv" in files
    ]
    on_record: dict[str, Any] = {name: {} for name in KINDS} | (existing or {})
    return {plan.kind.name: plan for plan in plan_all(readings, on_record)}


def on_record() -> dict[str, Any]:
    return {
        name: {draft.key: draft for draft in plan.drafts}
        for name, plan in plans(as_files(small())).items()
    }


def refusals(rows: Rows, existing: dict[str, Any] | None = None) -> list[tuple[str, int, str, str]]:
    return [
        (refusal.file, refusal.row or 0, refusal.column or "", refusal.reason)
        for plan in plans(as_files(rows), existing).values()
        for refusal in plan.refused
    ]


def test_small_load_is_new_to_an_empty_database() -> None:
    found = plans(as_files(small()))

    assert set(found) == set(small())
    assert not [plan.refused for plan in found.values() if plan.refused]
    assert all(len(plan.changes.created) == len(small()[name]) for name, plan in found.items())


def test_load_already_on_record_is_left() -> None:
    found = plans(as_files(small()), on_record())

    assert not any(plan.changes for plan in found.values())
    assert {name: plan.changes.left for name, plan in found.items()} == {
        name: len(rows) for name, rows in small().items()
    }


def test_row_not_in_a_newer_file_is_counted_and_not_dropped() -> None:
    rows = small()
    del rows["indicator_values"][0]

    changes = plans(as_files(rows), on_record())["indicator_values"].changes

    assert (changes.absent, changes.left, bool(changes)) == (1, 1, False)


def test_file_alone_refers_to_what_is_on_record() -> None:
    rows = {"indicator_values": [value("PARTY-XQA-2010", "XQA", "party", "2010")]}

    assert refusals(rows, on_record()) == []
    assert ("indicator_values.csv", 2, "state") in [each[:3] for each in refusals(rows)]


AMISS = [
    (
        "unknown state",
        "indicator_values",
        {"state": "XQX"},
        "state",
        "states.csv; XQX does not exist",
    ),
    (
        "a state in small letters",
        "indicator_values",
        {"state": "xqa"},
        "state",
        "xqa does not exist",
    ),
    ("unknown source", "indicator_values", {"source": "rumour"}, "source", "rumour does not exist"),
    (
        "a value not on the scale",
        "indicator_values",
        {"value": "maybe"},
        "value",
        "one of not_party, signed, party",
    ),
    (
        "unknown theme",
        "commitments",
        {"themes": "survivors; none"},
        "themes",
        "none does not exist",
    ),
    (
        "unknown instrument",
        "commitments",
        {"instrument": "PLAM"},
        "instrument",
        "PLAM does not exist",
    ),
    (
        "unknown commitment",
        "measures",
        {"commitment": "PLAN-02"},
        "commitment",
        "PLAN-02 does not exist",
    ),
    ("unknown end of a relation", "relations", {"to": "PLAN-02"}, "to", "PLAN-02 does not exist"),
    ("unknown treaty", "indicators", {"treaty": "TREATIES"}, "treaty", "TREATIES does not exist"),
    (
        "a spelling of an unknown state",
        "state_aliases",
        {"iso3": "XQX"},
        "iso3",
        "XQX does not exist",
    ),
    (
        "a level that membership has not",
        "indicator_levels",
        {"level": "2"},
        "level",
        "0 for not_party",
    ),
]


@pytest.mark.parametrize(
    ("kind", "change", "column", "reason"),
    [case[1:] for case in AMISS],
    ids=[case[0] for case in AMISS],
)
def test_row_that_does_not_fit_the_rest_is_refused(
    kind: str, change: dict[str, str], column: str, reason: str
) -> None:
    rows = small()
    rows[kind][0] |= change

    found = [each for each in refusals(rows) if each[0] == f"{kind}.csv"]

    assert [each[:3] for each in found] == [(f"{kind}.csv", 2, column)]
    assert reason in found[0][3]


def test_membership_has_no_other_values() -> None:
    rows = small()
    rows["indicator_levels"][1] |= {"value": "intends"}
    rows["indicator_values"] = []

    assert refusals(rows) == [
        ("indicator_levels.csv", 3, "value", "one of not_party, signed, party")
    ]


def test_indicator_of_another_treaty_does_not_tell_membership() -> None:
    rows = small()
    rows["instruments"][0] |= {"kind": "treaty"}
    rows["indicators"][0] |= {"treaty": "PLAN"}

    assert [each[:3] for each in refusals(rows)] == [("instruments.csv", 3, "membership_indicator")]


def test_pair_related_both_ways_is_refused_on_both_rows() -> None:
    rows = small()
    there = rows["relations"][0]
    rows["relations"].append(there | {"from": there["to"], "to": there["from"]})

    assert [each[:3] for each in refusals(rows)] == [
        ("relations.csv", 2, "to"),
        ("relations.csv", 3, "to"),
    ]


def test_pair_related_the_other_way_on_record_is_refused() -> None:
    rows = small()
    there = rows["relations"][0]
    rows["relations"] = [there | {"from": there["to"], "to": there["from"]}]

    assert [each[:3] for each in refusals(rows, on_record())] == [("relations.csv", 2, "to")]


# What the second row of one record says, and the rows that are refused.
REPEATED = [("Other", [2, 3]), (None, [3])]


@pytest.mark.parametrize(("name", "rows_refused"), REPEATED, ids=["contradicting", "alike"])
def test_rows_of_the_same_key_are_refused(name: str | None, rows_refused: list[int]) -> None:
    rows = small()
    rows["themes"].append(rows["themes"][0] | ({"name": name} if name else {}))

    reason = "each record only once; row {} is the same record"
    assert refusals(rows) == [
        ("themes.csv", row, "code", reason.format(5 - row)) for row in rows_refused
    ]


def test_two_records_do_not_share_what_is_unique() -> None:
    rows = small()
    rows["states"][1] |= {"m49": "991"}

    assert [(each[:3], each[3][-3:]) for each in refusals(rows)] == [
        (("states.csv", 2, "m49"), "ame"),
        (("states.csv", 3, "m49"), "ame"),
    ]


def test_two_records_may_exchange_what_is_unique() -> None:
    rows = small()
    north, south = rows["states"]
    north["iso2"], south["iso2"] = south["iso2"], north["iso2"]

    found = plans(as_files(rows), on_record())["states"]

    assert (found.refused, len(found.changes.changed)) == ((), 2)


def test_refused_row_does_not_have_its_referrers_refused() -> None:
    rows = small()
    rows["states"][0] |= {"region": "atlantis"}

    assert [each[:3] for each in refusals(rows)] == [("states.csv", 2, "region")]


def test_unusable_file_is_told_once_and_not_at_each_referrer() -> None:
    files = as_files(small()) | {"states.csv": b"iso3;iso2\n"}

    refused = [each for plan in plans(files).values() for each in plan.refused]

    assert [(each.file, each.row) for each in refused] == [("states.csv", 1)]


def test_every_bad_cell_of_every_row_is_told_in_order() -> None:
    rows = small()
    rows["indicator_values"][1] |= {"effective_on": "٢٠١٦", "state": "XQX"}
    rows["indicator_values"][0] |= {"effective_on": "2999", "act": "Ratified!"}

    seen = [each[:3] for each in refusals(rows)]

    assert seen == [
        ("indicator_values.csv", 2, "effective_on"),
        ("indicator_values.csv", 2, "act"),
        ("indicator_values.csv", 3, "effective_on"),
    ]
