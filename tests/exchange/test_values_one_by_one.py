"""An import of many values leaves every table as it is after recording them one by one.

Many values are written by the driver, with cells worked out before the lock on writing is taken;
one value goes through the service alone. No rule may notice the difference.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Table, func, select

from tests import factories as make
from tests import people
from tracker.accounts.actor import OPERATOR, Actor
from tracker.audit import trail
from tracker.audit.models import AuditContent
from tracker.core.db import UTCDateTime, has_changes
from tracker.evidence import service
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.models import IndicatorValue
from tracker.evidence.storage import INDICATOR_VALUES
from tracker.exchange.imports import planning
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.one_shot import import_at_once
from tracker.exchange.imports.pipeline import ReadingChoice
from tracker.gap import standing
from tracker.gap.planned_cells import PlannedCells
from tracker.gap.rebuild import fingerprint
from tracker.policy.predicates import Role
from tracker.review import publication
from tracker.storage.records import load_existing_drafts

HEADER = tuple(IndicatorValueDraft.attributes())
TODAY = date.today()
# One event and one revision for a file, one for each value: what these say is compared apart.
COUNTED = {"audit_event", "audit_content", "audit_head", "public_revision", "part_revision"}
COUNTED |= {"state_columns"}  # derived, in the order of publication
Rows = list[dict[str, str]]


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """Three States with records of every kind, and twelve values that a file may change."""
    plan = make.instrument("PLAN")
    first, second, third = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2, 3))
    make.relation(first, second)
    treaty = make.instrument("PACT", kind="treaty", membership_indicator="PARTY")
    article = make.commitment(
        "PACT-01", of=treaty, kind="treaty_obligation", addressees=("states_parties",)
    )
    score = make.indicator("SCORE", measures=(first, second, article))
    party = make.indicator("PARTY", kind="membership", treaty=treaty, measures=(third,))
    number = make.indicator("NUMBER", kind="count", measures=(second,), levels={})
    states = [make.state(code) for code in ("XAA", "XBB", "XCC")]
    sources = [make.source("A"), make.source("C", family="observers")]
    for place, (about, of) in enumerate((one, of) for one in states for of in (score, party)):
        said = "2" if of is score else "signed"
        for years in (1, 9):
            make.value(
                *(of, about, said, TODAY - timedelta(days=365 * years)),
                reference=f"OLD-{place}-{years}",
                source=sources[place % 2],
            )
    act = make.action(states[0], first, level=1, polarity="contradicts")
    make.reply(act)
    make.report(states[1], first, level=3)
    make.assessment(states[2], second, level=2)
    gone = db.session.scalars(select(IndicatorValue).filter_by(reference="OLD-2-1")).one()
    publication.withdraw(gone, reason="It was another State's.")
    standing.rebuild()
    owner = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    return SimpleNamespace(
        db=db, actor=people.actor(owner), sources=[each.code for each in sources], number=number
    )


def file_of(world: SimpleNamespace, seed: int) -> Rows:
    """New values of all indicators, successors of older ones, and some that change nothing."""
    chances = Random(seed)  # noqa: S311 – nothing is secret here
    values = {"SCORE": "01234", "PARTY": ("signed", "party", "not_party"), "NUMBER": ("7", "120")}
    rows = [
        {
            "reference": f"NEW-{place}",
            "indicator": (indicator := chances.choice(list(values))),
            "state": chances.choice(("XAA", "XBB", "XCC")),
            "value": chances.choice(values[indicator]),
            "effective_on": spelled(TODAY - timedelta(days=chances.randrange(3_000)), chances),
            "source": chances.choice(world.sources),
            "act": "",
            "note": chances.choice(("", "Invented, with a tab\tand “signs”.")),
            "before_membership": "",
        }
        for place in range(40)
    ]
    drafts = {draft.reference: draft.cells() for draft in stored(world)}
    for reference in chances.sample(sorted(drafts), 8):
        row = drafts[reference]
        if chances.random() < 0.7:
            row["value"] = chances.choice(values[row["indicator"]])
        rows.append(row)
    chances.shuffle(rows)
    alone = {}
    for row in rows:  # On one day a source says one thing of a State.
        alone.setdefault(tuple(row[name] for name in IndicatorValueDraft.IDENTITY), row)
    return list(alone.values())


def spelled(day: date, chances: Random) -> str:
    """A day, or a month or a year that ended before today."""
    return chances.choice((day.isoformat(), f"{day.year - 1}-{day.month:02}", str(day.year - 1)))


def stored(world: SimpleNamespace) -> Iterator[IndicatorValueDraft]:
    """The values as drafts, the latest version of each."""
    yield from load_existing_drafts(INDICATOR_VALUES).values()
    world.db.session.rollback()


def one_by_one(rows: Rows) -> None:
    for row in rows:
        service.record_indicator_values(OPERATOR, [IndicatorValueDraft.parse(row)])


def imported(actor: Actor, rows: Rows) -> None:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADER)
    writer.writeheader()
    writer.writerows(rows)
    done = import_at_once(
        actor,
        OFFERS["indicator_values"],
        None,
        name="values.csv",
        content=text.getvalue().encode(),
        way=ReadingChoice(),
        write=True,
        accept_valid=False,
    )
    assert done.written, done.refused


def tables(db: SQLAlchemy) -> dict[str, Any]:
    """Every table without ids of values, moments and counts of changes, its rows in one order."""
    db.session.flush()
    found = {}
    for table in db.metadata.sorted_tables:
        if table.name not in COUNTED:
            rows = db.session.execute(select(*compared(table)))
            found[table.name] = sorted(map(repr, rows))
    return found


def compared(table: Table) -> list[Any]:
    """Of a moment only whether there is one."""
    skipped = {("indicator_value", "id"), ("standing_build", "revision")}
    return [
        column.is_(None) if isinstance(column.type, UTCDateTime) else column
        for column in table.columns
        if (table.name, column.name) not in skipped
    ]


def stored_values(db: SQLAlchemy) -> dict[str, Any]:
    """What the events of the trail say of values, put together."""
    said: dict[str, Any] = defaultdict(list)
    for body in db.session.scalars(select(AuditContent.body).order_by(AuditContent.sequence)):
        said["created"] += body.get("created", []) if isinstance(body, dict) else []
        said["changed"] += (
            sorted((body.get("changed") or {}).items()) if isinstance(body, dict) else []
        )
    return {name: sorted(each) for name, each in said.items()}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_file_leaves_what_its_values_leave_one_by_one(world: SimpleNamespace, seed: int) -> None:
    db, rows = world.db, file_of(world, seed)
    one_by_one(rows)
    expected, said = tables(db), stored_values(db)
    db.session.rollback()

    imported(world.actor, rows)

    assert tables(db) == expected
    assert stored_values(db) == said
    assert trail.verify().fault is None
    refreshed = fingerprint()
    standing.rebuild()
    assert fingerprint() == refreshed


def test_next_value_after_a_file_has_an_id_of_its_own(world: SimpleNamespace) -> None:
    rows = file_of(world, 4)
    imported(world.actor, rows)
    world.db.session.commit()

    highest = world.db.session.scalar(select(func.max(IndicatorValue.id)))
    one_by_one([{**rows[0], "reference": "LATER", "effective_on": "2019-03-02"}])

    later = world.db.session.scalars(select(IndicatorValue).filter_by(reference="LATER")).one()
    assert later.id > highest


def test_cells_are_worked_out_before_the_lock_and_only_written_under_it(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, order = file_of(world, 5), []
    settle, write, lock = standing._rows, PlannedCells.write, publication.lock_publication

    def worked_out(*args: Any) -> Any:
        order.append("settled")
        assert not has_changes()
        return settle(*args)

    monkeypatch.setattr(standing, "_rows", worked_out)
    monkeypatch.setattr(
        publication, "lock_publication", lambda: (order.append("locked"), lock())[1]
    )
    monkeypatch.setattr(
        PlannedCells, "write", lambda cells: (order.append("written"), write(cells))[1]
    )
    imported(world.actor, rows)

    assert list(dict.fromkeys(order)) == ["settled", "locked", "written"]


@pytest.mark.parametrize("why", ["another change", "another day", "another build"])
def test_cells_that_are_no_longer_true_are_worked_out_again(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, why: str
) -> None:
    """A change that the plan of the rows does not rest on may still move the cells."""
    rows = file_of(world, 6)
    prepare = planning.standing.plan_cells

    def then_changed(change: Any) -> Any:
        cells = prepare(change)
        if why == "another change":
            return PlannedCells(
                cells.day, cells.revision._replace(number=-5), cells.build, (), cells.rows
            )
        if why == "another build":
            return PlannedCells(cells.day, cells.revision, None, (), cells.rows)
        return PlannedCells(
            cells.day - timedelta(days=1), cells.revision, cells.build, (), cells.rows
        )

    monkeypatch.setattr(planning.standing, "plan_cells", then_changed)
    imported(world.actor, rows)

    refreshed = fingerprint()
    standing.rebuild()
    assert fingerprint() == refreshed


def test_table_of_an_earlier_day_is_brought_up_to_date_with_the_file(
    world: SimpleNamespace,
) -> None:
    """Cells that changed as days passed are planned with those that the file touches."""
    rows = file_of(world, 7)
    with time_machine.travel(TODAY + timedelta(days=2_500), tick=False):
        imported(world.actor, rows)

        refreshed = fingerprint()
        standing.rebuild()
        assert fingerprint() == refreshed
