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
from tests.machines.load import Load, Request
from tracker.core.db import db
from tracker.gap import standing
from tracker.policy.predicates import Role
from tracker.review import publication

KEY = "a key that signs nothing of worth"
WINDOW = 2.0  # seconds in which requests may fail that were under way at a killed node
FAILOVER = 30.0  # seconds in which requests may fail after the primary was killed
DECISION = 1.0  # seconds until somebody decides to promote the replica

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
    load = Load(site.port, site.token)
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

    failed = [one for one in load.requests if one.answered >= lost and one.failed]
    last = max((one.answered for one in failed), default=lost)
    written = load.answered_writes(lost)[0].answered
    with capsys.disabled():
        print(report(load, calm, lost, failed, last, written))
    assert last - lost < FAILOVER
    windows = ((calm, calm + WINDOW), (lost, last))
    assert not load.failed_outside(*windows), "nothing else fails, before, between or after"
    assert load.answered_writes(last), "changes too"
    assert not load.unseen, "a writer sees at once what was written, through any node"

    rows = site.replica.query("SELECT reference FROM submission")
    missing = set(load.acknowledged) - {str(reference) for (reference,) in rows}
    assert not missing, "an acknowledged change was lost"
    assert len(load.acknowledged) > 10


def report(
    load: Load, calm: float, lost: float, failed: list[Request], last: float, written: float
) -> str:
    """What happened, for whoever reads the log of the test."""
    total = len(load.requests)
    node = sum(one.failed and one.answered < lost for one in load.requests)
    reads = sum(not one.writes for one in failed)
    return (
        f"\n{total} requests, {len(load.acknowledged)} acknowledged changes, none lost."
        f"\nNode killed: {node} requests failed."
        f"\nPrimary killed: {len(failed)} requests failed, {reads} of them read. The last failed"
        f" {last - lost:.1f} s after it, the first change was acknowledged after"
        f" {written - lost:.1f} s. The promotion was decided after {DECISION:.0f} s."
    )
