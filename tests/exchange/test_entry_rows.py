"""Entries of reports on some commitments are those of all entries, found by few queries."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from tests import factories as make
from tests.web.pages import statements
from tracker.core.db import db
from tracker.gap import standing
from tracker.reporting.entry_rows import entry_rows


@pytest.fixture
def reports(app: Flask) -> Any:
    """Sixty reports; each tenth has an entry on the second commitment that repeats the first."""
    with app.app_context():
        plan = make.instrument("PLAN")
        first, second = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2))
        about = make.state("XAA")
        for number in range(60):
            end = date(1960 + number, 12, 31)
            one = make.report(about, first, level=1, period_end=end, reference=f"REP-{number:03}")
            if number % 10 == 0:
                make.entry(one, second, level=2, lead_id=one.entries[0].id)
        standing.rebuild()
        db.session.commit()
        yield app


def test_entries_on_a_commitment_are_those_of_all_entries(reports: Flask) -> None:
    names = [f"REP-{number:03}" for number in range(60)]
    every = [one for some in entry_rows(names, with_facts=True) for one in some]

    for commitments in ({"PLAN-01"}, {"PLAN-02"}, {"PLAN-01", "PLAN-02"}, {"PLAN-99"}, set()):
        found = [
            one
            for some in entry_rows(names, commitments=commitments, with_facts=True)
            for one in some
        ]
        assert found == [one for one in every if one.commitment in commitments], commitments


def test_an_entry_names_the_commitment_that_it_repeats_though_that_was_not_asked(
    reports: Flask,
) -> None:
    (found,) = entry_rows(["REP-010"], commitments={"PLAN-02"})

    assert [(one.commitment, one.repeats) for one in found] == [("PLAN-02", "PLAN-01")]


def test_the_list_of_entries_on_a_commitment_reads_only_reports_with_one(reports: Flask) -> None:
    client = reports.test_client()
    address = "/api/v1/report-entries?commitment=PLAN-02"
    client.get(address)
    with statements(reports) as sent:
        read = client.get(address).json

    assert [one["report"] for one in read["data"]] == [
        f"REP-{number:03}" for number in (50, 40, 30, 20, 10, 0)
    ]
    assert len(sent) <= 8


@pytest.mark.parametrize("limit", [1, 4, 5, 6])
@pytest.mark.parametrize("query", ["", "&commitment=PLAN-01", "&commitment=PLAN-02"])
def test_pages_of_the_list_are_the_list(reports: Flask, limit: int, query: str) -> None:
    client = reports.test_client()
    whole = client.get(f"/api/v1/report-entries?limit=500{query}").json["data"]
    found: list[Any] = []
    after = ""
    while True:
        read = client.get(f"/api/v1/report-entries?limit={limit}{query}{after}").json
        found += read["data"]
        if read["page"]["next"] is None:
            break
        after = f"&after={read['page']['next']}"

    assert found == whole
