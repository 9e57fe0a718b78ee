"""Large files: taken by one thread only, ended by their owner, told of when a process died."""

import os
import runpy
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tests import people
from tracker.core import clock
from tracker.core.db import writing
from tracker.evidence.models import IndicatorValue
from tracker.exchange.imports import background, runs
from tracker.exchange.imports import job as working
from tracker.exchange.imports.background import InBackground
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.imports.job import Cancelled, LeaseLost, work
from tracker.exchange.imports.models import ImportRun, State, Task
from tracker.exchange.imports.planning import Planned
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication

ROWS = "".join(f"N-{number},IND,XAA,3,20{number:02},SRC\n" for number in range(10, 25))
CONTENT = f"reference,indicator,state,value,effective_on,source\n{ROWS}".encode()


@pytest.fixture
def world(app: Flask, db: SQLAlchemy) -> SimpleNamespace:
    """Somebody who brings fifteen values of an invented state."""
    one = make.state("XAA")
    indicator = make.indicator("IND", measures=(make.commitment("P", of=make.instrument("P")),))
    old = make.value(indicator, one, "3", clock.today() - timedelta(days=9000), reference="OLD")
    standing.rebuild()
    publication.registry_changed()
    owner = people.holder(Role.ADMINISTRATOR)
    db.session.commit()
    folder = Path(app.config["DATA_DIR"])
    content = CONTENT.replace(b"SRC", old.source.code.encode())
    made = SimpleNamespace(app=app, db=db, folder=folder, actor=people.actor(owner))
    run = runs.begin(
        made.actor,
        OFFERS["indicator_values"],
        None,
        name="large.csv",
        content=content,
        data_dir=folder,
    )
    runs.choose_columns(made.actor, run, runs.load_view(made.actor, run, folder).matching)
    runs.ask(made.actor, run, Task.PLAN)
    db.session.commit()
    made.run = run
    return made


def by_thread(world: SimpleNamespace) -> ImportRun:
    """The run after the thread has done what waits."""
    background.wake(world.app)
    background.wait(world.app, 60)
    world.db.session.rollback()
    world.db.session.refresh(world.run)
    return world.run


def values(world: SimpleNamespace) -> int:
    world.db.session.rollback()
    return int(world.db.session.scalar(select(func.count()).select_from(IndicatorValue)) or 0)


def asked_to_write(world: SimpleNamespace) -> tuple[ImportRun, str]:
    """The planned run, to be written, as a worker that has just taken it finds it."""
    run = by_thread(world)
    runs.ask(world.actor, run, Task.WRITE)
    world.db.session.commit()
    taken = background._claim_next()
    assert taken is not None
    world.db.session.refresh(run)
    return run, taken[1]


def test_thread_plans_and_then_writes_what_was_confirmed(world: SimpleNamespace) -> None:
    run = by_thread(world)
    assert (run.state, run.task, run.progress, values(world)) == (State.WAITING, None, 15, 1)
    assert (run.counts or {})["created"] == 15

    runs.ask(world.actor, run, Task.WRITE)
    world.db.session.commit()
    done = by_thread(world)
    assert (done.state, done.worker, values(world)) == (State.DONE, None, 16)


def test_what_waits_is_gone_on_with_when_the_site_starts(world: SimpleNamespace) -> None:
    served = runpy.run_path(str(Path(__file__).parents[2] / "gunicorn.conf.py"))
    served["post_worker_init"](SimpleNamespace(app=SimpleNamespace(wsgi=lambda: world.app)))
    background.wait(world.app, 60)

    world.db.session.rollback()
    world.db.session.refresh(world.run)
    assert (world.run.task, (world.run.counts or {})["created"]) == (None, 15)


def test_run_that_somebody_has_is_taken_by_nobody_else(world: SimpleNamespace) -> None:
    first = background._claim_next()
    assert first is not None
    assert background._claim_next() is None
    world.db.session.refresh(world.run)
    assert (world.run.state, world.run.worker) == (State.RUNNING, first[1])


def test_cancelled_before_it_is_written_leaves_nothing(world: SimpleNamespace) -> None:
    run, worker = asked_to_write(world)
    hold = InBackground(world.app, run.id, worker)
    # The owner stops it after the last look and before the end of the transaction.
    hold.still = lambda: None  # type: ignore[method-assign]
    runs.cancel(world.actor, run, world.folder)
    world.db.session.commit()

    with pytest.raises(Cancelled):
        work(world.actor, run, world.folder, hold=hold)
    assert values(world) == 1
    background._ended(run.id, worker, world.folder)
    world.db.session.refresh(run)
    assert (run.state, run.shown) == (State.CANCELLED, None)
    assert list((world.folder / runs.FOLDER).iterdir()) == []


def test_between_the_last_look_and_the_writing_nothing_public_changes(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "TRIES_BEFORE_LOCK", 0)
    run, worker = asked_to_write(world)
    order: list[str] = []

    def publish() -> None:
        with world.app.app_context(), writing():
            publication.touch_public()
            order.append("another is public")
            world.db.session.commit()

    others = [threading.Thread(target=publish) for _each in range(2)]
    waiting, plan = iter(others), working.plan_file

    def look(*args: Any, **more: Any) -> Planned:
        other = next(waiting)
        other.start()
        other.join(0.5 if other is others[1] else 30)
        order.append("looked")
        return plan(*args, **more)

    monkeypatch.setattr(working, "plan_file", look)
    working.work(world.actor, run, world.folder, hold=InBackground(world.app, run.id, worker))
    others[1].join(30)

    # Before the lock others go on, and what they changed is looked at again; after it they wait.
    assert order == ["another is public", "looked", "looked", "another is public"]
    assert values(world) == 16


def test_what_changes_meanwhile_is_looked_at_again_without_the_lock(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock is kept for a plan only where others would go on changing things for ever."""
    run, worker = asked_to_write(world)
    looks: list[bool] = []
    others: list[threading.Thread] = []
    plan = working.plan_file

    def publish() -> None:
        with world.app.app_context(), writing():
            publication.touch_public()
            world.db.session.commit()

    def look(*args: Any, **more: Any) -> Planned:
        other = threading.Thread(target=publish)
        others.append(other)
        other.start()
        other.join(30 if len(looks) <= working.TRIES_BEFORE_LOCK else 0.5)
        looks.append(not other.is_alive())
        return plan(*args, **more)

    monkeypatch.setattr(working, "plan_file", look)
    working.work(world.actor, run, world.folder, hold=InBackground(world.app, run.id, worker))

    others[-1].join(30)

    assert looks == [True] * (working.TRIES_BEFORE_LOCK + 1) + [False]
    assert values(world) == 16


def test_what_did_not_change_is_planned_once(
    world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, worker = asked_to_write(world)
    plan, held = working.plan_file, []

    def look(*args: Any, **more: Any) -> Planned:
        held.append(world.db.session.connection().info.get("tracker_wrote"))
        return plan(*args, **more)

    monkeypatch.setattr(working, "plan_file", look)
    working.work(world.actor, run, world.folder, hold=InBackground(world.app, run.id, worker))

    assert held == [None]
    assert values(world) == 16


def test_who_lost_the_run_writes_nothing(world: SimpleNamespace) -> None:
    run, worker = asked_to_write(world)
    hold = InBackground(world.app, run.id, worker)
    hold.still = lambda: None  # type: ignore[method-assign]
    with writing():
        world.db.session.refresh(run)
        run.worker = "another:1:abc:def"
        world.db.session.commit()

    with pytest.raises(LeaseLost):
        work(world.actor, run, world.folder, hold=hold)
    assert values(world) == 1


def test_run_of_a_dead_process_is_told_and_begun_again(world: SimpleNamespace) -> None:
    run, worker = asked_to_write(world)
    assert not background.is_abandoned(run)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    host = worker.partition(":")[0]
    run.worker = f"{host}:{dead.pid}:abc:def"
    world.db.session.commit()
    assert background.is_abandoned(run)

    background.mark_abandoned(run)
    world.db.session.commit()
    assert (run.state, bool(run.failure), values(world)) == (State.FAILED, True, 1)
    runs.again(world.actor, run)
    world.db.session.commit()
    assert (by_thread(world).counts or {})["created"] == 15
    assert os.getpid() != dead.pid


def test_silent_process_elsewhere_counts_as_dead_after_a_while(world: SimpleNamespace) -> None:
    run, _worker = asked_to_write(world)
    run.worker = "elsewhere:1:abc:def"
    for minutes, expected in ((1, False), (14, False), (16, True)):
        run.heartbeat_at = clock.now() - timedelta(minutes=minutes)
        assert background.is_abandoned(run) is expected
