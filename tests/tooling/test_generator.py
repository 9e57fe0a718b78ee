"""The generator of large data fills the real schema with records that the application reads."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from random import Random

import pytest
from flask import Flask
from sqlalchemy import Table, func, select

from benchmarks.actions import Actions
from benchmarks.buffer import Buffer
from benchmarks.bulk import Row, writer
from benchmarks.chain import Chain
from benchmarks.generate import fill
from benchmarks.reports import Reports
from benchmarks.world import World
from tests import factories as make
from tracker.audit import trail
from tracker.core.db import db
from tracker.evidence.models import Action
from tracker.gap import standing
from tracker.registry.models import State
from tracker.reporting.models import Report, ReportEntry
from tracker.review import publication
from tracker.review.revisions import is_demonstration

ENTRIES = 300


@pytest.fixture
def generated(app: Flask) -> Iterator[Flask]:
    """A database of a small registry with generated records."""
    with app.app_context():
        plan = make.instrument("PLAN")
        for number in range(1, 45):
            make.commitment(f"PLAN-{number:02}", of=plan)
        for iso3 in ("KEN", "FRA", "PER"):
            make.state(iso3)
        publication.registry_changed()
        db.session.commit()
        with closing(writer(db.engine)) as to:
            fill(to, ENTRIES, seed=1)
        standing.rebuild()
        db.session.commit()
        yield app


def count(query: object) -> int:
    return db.session.scalar(select(func.count()).select_from(query)) or 0  # type: ignore[arg-type]


def test_generated_records_are_as_many_as_asked_and_are_read_by_the_application(
    generated: Flask,
) -> None:
    public = Report.published_at.is_not(None) & Report.ended_at.is_(None)
    entries = select(ReportEntry.id).join(ReportEntry.report).where(public)
    actions = select(Action.id).where(Action.published_at.is_not(None), Action.ended_at.is_(None))
    chain = trail.verify()

    assert count(entries.subquery()) == ENTRIES
    assert count(actions.subquery()) == ENTRIES // 2
    assert chain.fault is None
    assert chain.events > ENTRIES
    for address in ("/", "/actions", "/reports", "/states/XAA", "/decisions"):
        assert generated.test_client().get(address).status_code == 200, address


def test_no_generated_record_is_about_a_real_state_and_the_database_says_so(
    generated: Flask,
) -> None:
    codes = set(db.session.scalars(select(State.iso3)))

    assert {code[0] for code in codes} == {"X"}
    assert is_demonstration()
    with closing(writer(db.engine)) as again, pytest.raises(SystemExit, match="reports"):
        fill(again, ENTRIES, seed=1)


class Rows:
    """A writer that keeps the rows."""

    def __init__(self) -> None:
        self.rows: list[tuple[object, ...]] = []

    def insert(self, table: Table, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
        self.rows += [(table.name, columns, row) for row in rows]


def rows_of(seed: int) -> list[tuple[object, ...]]:
    kept, random = Rows(), Random(seed)  # noqa: S311 - invented records
    buffer = Buffer(kept)  # type: ignore[arg-type]
    commitments = tuple((number, f"PLAN-{number}") for number in range(1, 45))
    world = World(((1, "XAA"), (2, "XAB")), (1, 2, 3), commitments)
    chain = Chain(buffer, 0, trail.GENESIS)
    Reports(buffer, chain, world, random).write(200)
    Actions(buffer, chain, world, random).write(100)
    buffer.flush()
    return kept.rows


def test_the_same_seed_gives_the_same_records_and_another_seed_others() -> None:
    assert rows_of(1) == rows_of(1)
    assert rows_of(1) != rows_of(2)
