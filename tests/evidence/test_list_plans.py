"""Lists are found in an index that has their order: no table is read or sorted for a page."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from tests import factories as make
from tracker.core.db import db
from tracker.evidence.queries import action_list
from tracker.evidence.queries.action_list import ActionQuery
from tracker.evidence.queries.actions import actions
from tracker.evidence.queries.lists import actions_listed, values_offered
from tracker.evidence.queries.replies import replies_to
from tracker.reporting import report_list
from tracker.reporting.report_list import ReportQuery

DAY = date(2026, 11, 30)
PLACE = date(2015, 6, 1)
BIG = ("action", "report", "report_entry", "entry_fact", "indicator_value")


@pytest.fixture
def asked(app: Flask) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are issued, with their values."""
    issued: list[tuple[str, Any]] = []
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("PostgreSQL reads whole tables where they are small")
        state, commitment = make.state("XAA"), make.commitment("PLAN-01")
        make.action(state, commitment, level=1)
        make.report(state, commitment, level=1)
        db.session.commit()

        def note(_c: Any, _k: Any, statement: str, values: Any, *_rest: Any) -> None:
            issued.append((statement, values))

        event.listen(db.engine, "before_cursor_execute", note)
        yield issued
        event.remove(db.engine, "before_cursor_execute", note)


def plan(statement: str, values: Any) -> list[str]:
    """The steps of the plan."""
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    return [row[3] for row in rows]


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("actions of the API from a place", "ix_action_listed"),
        ("values of the API from a place", "ix_indicator_value_listed"),
        ("places of reports from a place", "ix_report_placed"),
    ],
)
def test_a_place_in_a_list_is_where_its_index_is_entered(
    asked: list[tuple[str, Any]], name: str, index: str
) -> None:
    LISTS[name]()
    # SQLite enters an index by the first upper bound alone: a second one, of the day of the list,
    # would have all that stands before the place skipped row by row.
    bounded = [
        (str(values[one[: one.index(" <= ?")].count("?")]), step)
        for one, values in list(asked)
        if "ORDER BY" in one
        for step in plan(one, values)
        if index in step
    ]

    assert bounded
    for bound, step in bounded:
        assert step.startswith("SEARCH")
        assert "<?" in step
        assert bound == PLACE.isoformat()


def test_filters_that_many_pass_are_asked_in_the_order_of_the_list(
    asked: list[tuple[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_list, "_are_many", lambda _asked: True)
    filters = (
        *({"polarity": "supports"}, {"instrument": "PLAN"}, {"commitment": "PLAN-01"}),
        *({"region": "africa"}, {"group": "AG"}),
    )
    for each in filters:
        action_list.listed(ActionQuery(each, DAY, DAY), page=1)
    pages = [each for each in asked if "ORDER BY action.effective_on" in each[0]]

    assert len(pages) == len(filters)
    for one, values in pages:
        steps = plan(one, values)
        assert any("COVERING INDEX ix_action_listed" in step for step in steps)
        assert not [step for step in steps if "TEMP B-TREE" in step]


def whole_tables(steps: list[str]) -> list[str]:
    """Steps that read a whole table without an index."""
    return [
        step
        for step in steps
        if step.startswith("SCAN") and "INDEX" not in step and step.split()[1] in BIG
    ]


LISTS = {
    "actions": lambda: action_list.listed(ActionQuery({}, DAY, DAY), page=1),
    "actions of a State": lambda: action_list.listed(
        ActionQuery({"state": "XAA"}, DAY, DAY), page=1
    ),
    "organisations": lambda: action_list.named(DAY, DAY),
    "reports": lambda: report_list.listed(ReportQuery({}, DAY, DAY), page=1),
    "places of reports": lambda: list(report_list.places(ReportQuery({}, DAY, DAY))),
    "actions of the API": lambda: list(actions_listed({}, as_of=DAY, known_by=DAY)),
    "actions of the API from a place": lambda: list(
        actions_listed({}, as_of=DAY, known_by=DAY, after=(PLACE, "A-X"))
    ),
    "values of the API from a place": lambda: list(
        values_offered({}, as_of=DAY, known_by=DAY, after=(PLACE, "A-X"))
    ),
    "places of reports from a place": lambda: list(
        report_list.places(ReportQuery({}, DAY, DAY), first=(PLACE, "A-X"))
    ),
    "reports with an entry on a commitment": lambda: list(
        report_list.places(ReportQuery({"commitment": "PLAN-01"}, DAY, DAY))
    ),
    "values of the API": lambda: list(values_offered({}, as_of=DAY, known_by=DAY)),
    "replies to a record": lambda: replies_to(["A-X"], DAY),
    "an action": lambda: actions(["A-X"]),
}


@pytest.mark.parametrize("name", LISTS)
def test_no_list_reads_a_whole_table(asked: list[tuple[str, Any]], name: str) -> None:
    LISTS[name]()
    statements = list(asked)
    wrong = {one: whole_tables(plan(one, values)) for one, values in statements}

    assert statements
    assert {one: steps for one, steps in wrong.items() if steps} == {}


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("actions", "ix_action_listed"),
        ("reports", "ix_report_listed"),
        ("places of reports", "ix_report_placed"),
        ("actions of the API", "ix_action_listed"),
        ("values of the API", "ix_indicator_value_listed"),
    ],
)
def test_the_order_of_a_list_is_that_of_its_index(
    asked: list[tuple[str, Any]], name: str, index: str
) -> None:
    LISTS[name]()
    ordered = [
        (one, values)
        for one, values in asked
        if "ORDER BY" in one and "effective_on DESC" in one or "period_end DESC" in one
    ]
    steps = [step for one, values in ordered for step in plan(one, values)]

    assert any(index in step for step in steps)
    assert not [step for step in steps if "TEMP B-TREE" in step]
