"""A site on several machines loses a node, a worker and its primary database.

`make test-all` runs this; it takes about a minute. It starts real servers on the loopback address:
a primary and a synchronous streaming replica of PostgreSQL, three nodes, nginx and two workers.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask_migrate import upgrade

from tests import factories as make
from tests.api import writing
from tests.applications import RUN, serving
from tests.machines import cluster
from tests.machines.cluster import Database, wait_for
from tests.machines.load import Load
from tests.machines.verdict import CLIENTS, DECISION, FAILOVER, WINDOW, Record, faults
from tracker.core.db import db
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication

KEY = "a key that signs nothing of worth"

missing = [
    name
    for name, found in (("nginx", cluster.nginx()), ("replication", cluster.postgresql()))
    if found is None
]
pytestmark = pytest.mark.skipif(bool(missing), reason=f"not on this machine: {missing}")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """The servers, all of them running, and a token that may log actions."""
    programs = cluster.postgresql()
    assert programs is not None
    databases = tmp_path / "databases"
    databases.mkdir()
    run = Path(os.environ[RUN])
    for folder in (one for one in databases.parents if one.is_relative_to(run)):
        folder.chmod(0o711)  # PostgreSQL runs under another name where this is root
    primary, replica = (
        Database(databases / "primary", programs),
        Database(databases / "replica", programs),
    )
    nodes, port = [cluster.free_port() for _number in range(3)], cluster.free_port()
    with ExitStack() as stack:
        primary.create()
        stack.callback(primary.stop)
        primary.start("wal_level=replica", "synchronous_standby_names=")
        token = fill(primary, tmp_path)
        replica.copy(primary)
        stack.callback(replica.stop)
        replica.start("synchronous_standby_names=", "hot_standby_feedback=on")
        # From here on nothing is acknowledged that is not on both machines.
        primary.query("ALTER SYSTEM SET synchronous_standby_names = 'FIRST 1 (replica1)'")
        primary.query("SELECT pg_reload_conf()")
        settings = {
            "DATABASE_URL": both(primary, replica, "read-write"),
            "DATABASE_READ_URL": both(replica, primary, "prefer-standby"),
            "DATA_DIR": str(tmp_path / "shared"),
            "SECRET_KEY": KEY,
            "SITE_URL": f"http://127.0.0.1:{port}",
        }
        running = {number: cluster.node(number, settings, tmp_path) for number in nodes}
        workers = [cluster.worker(number, settings, tmp_path) for number in range(2)]
        proxy = cluster.balancer(port, nodes, tmp_path)
        for program in (*running.values(), *workers, proxy):
            stack.callback(program.kill)
        for number in (*nodes, port):
            wait_for("a server listens", lambda number=number: cluster.answers(number))  # type: ignore[misc]
        wait_for("a worker has planned its jobs", lambda: bool(jobs(primary)))
        for number in nodes:
            Load(port, token).warm(number)
        yield SimpleNamespace(
            primary=primary,
            replica=replica,
            nodes=list(running.values()),
            workers=workers,
            port=port,
            token=token,
        )


def both(first: Database, second: Database, kind: str) -> str:
    """An address of two servers, of which the driver chooses one of a kind."""
    hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in (first, second))
    return f"postgresql://postgres@/postgres?{hosts}&target_session_attrs={kind}"


def fill(primary: Database, folder: Path) -> str:
    """The tables and a few invented records; returns a token of a contributor."""
    address = primary.address.replace("postgresql://", "postgresql+psycopg://", 1)
    given = {"SECRET_KEY": KEY, "SQLALCHEMY_DATABASE_URI": address, "DATA_DIR": folder / "shared"}
    with serving(given) as app, app.app_context():
        upgrade()
        made = writing.logged.world()
        token = writing.token(Role.CONTRIBUTOR, organisation_id=made.own.id)
        make.indicator("CASES")
        standing.rebuild()
        publication.registry_changed()
        db.session.commit()
    return token


def jobs(database: Database) -> dict[str, object]:
    rows = database.query("SELECT name, succeeded_at FROM background_job")
    return dict(rows)  # type: ignore[arg-type]


def make_due(database: Database, name: str) -> None:
    database.query(f"UPDATE background_job SET due_at = now() WHERE name = '{name}'")  # noqa: S608


def runs_job(database: Database, name: str) -> bool:
    """Whether a worker runs a job that has become due."""
    before = jobs(database)[name]
    make_due(database, name)
    wait_for(f"a worker runs {name}", lambda: jobs(database)[name] != before)
    return True


def test_a_site_survives_the_loss_of_a_node_a_worker_and_the_primary(
    site: SimpleNamespace, capsys: pytest.CaptureFixture[str]
) -> None:
    load = Load(site.port, site.token, CLIENTS)
    load.start()
    try:
        time.sleep(5)
        calm = time.monotonic()

        site.nodes[0].kill()
        time.sleep(WINDOW + 3)

        site.workers[0].kill()
        assert runs_job(site.primary, "files"), "the other worker goes on"

        lost = time.monotonic()
        site.primary.kill()
        time.sleep(DECISION)
        site.replica.query("SELECT pg_promote(true, 30)")
        promoted = time.monotonic()
        wait_for("a change is acknowledged", lambda: bool(load.answered_writes(promoted)), FAILOVER)
        assert runs_job(site.replica, "files"), "the worker finds the new primary"
        time.sleep(4)
    finally:
        load.stop()

    rows = site.replica.query("SELECT reference FROM submission")
    seen = Record(
        node_lost=calm,
        primary_lost=lost,
        promoted=promoted,
        requests=tuple(load.requests),
        acknowledged=frozenset(load.acknowledged),
        stored=frozenset(str(reference) for (reference,) in rows),
        unseen=tuple(load.unseen),
    )
    with capsys.disabled():
        print(report(seen))
    assert faults(seen) == []


def report(seen: Record) -> str:
    """What happened, for whoever reads the log of the test."""
    failed = [one for one in seen.requests if one.failed]
    node = sum(one.answered < seen.primary_lost for one in failed)
    after = [one for one in failed if one.answered >= seen.primary_lost]
    last = max((one.answered for one in after), default=seen.primary_lost) - seen.primary_lost
    first = (seen.recovered or float("inf")) - seen.primary_lost
    statuses = sorted({one.status for one in after})
    return (
        f"\n{len(seen.requests)} requests, {len(seen.acknowledged)} acknowledged changes,"
        f" {len(seen.acknowledged - seen.stored)} lost."
        f"\nNode killed: {node} requests failed."
        f"\nPrimary killed: {len(after)} requests failed with {statuses},"
        f" {sum(not one.needs_primary for one in after)} of them from readers. The last failed"
        f" {last:.1f} s after it, the first change was acknowledged after {first:.1f} s. The"
        f" promotion was decided after {DECISION:.0f} s."
    )
