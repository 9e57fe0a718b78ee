"""What every test may ask for: an application on a fresh database of either kind, or on the seed.

Each test that asks for `app` runs twice, on SQLite and on PostgreSQL, and gets a database of its
own, copied from a template that the migrations made once in this run. Copying was preferred to
rolling back and to truncating. The application really commits, as in production, so nothing about
transactions is hidden from a test; the audit log refuses to be deleted, so there is no emptying it;
and a copy takes 1 ms on SQLite and 45 ms on PostgreSQL, where truncating forty tables took 55 ms.

The application itself is lent from test to test (applications.py).
"""

import fcntl
import gc
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_migrate import upgrade
from flask_sqlalchemy import SQLAlchemy

from tests import lean, postgres, properties, runs, statements
from tests.applications import RUN, Lender, OutsideClient, serving, settings
from tests.databases import Databases, PostgreSQLServer, SQLiteFiles
from tools.translations import compiling

KINDS = ("unit", "sqlite", "postgresql", "browser")
HERE = Path(__file__).parent
MISSED = pytest.StashKey[list[str]]()

properties.load()
recorder = statements.Recorder()

# Modules are read once and stay: looking for garbage among them, time and again, had taken a
# quarter of the suite's time. `pytest_collection_finish` ends this.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """One folder for the whole run and all that is temporary; the workers inherit its name."""
    if _records(config):
        recorder.start()
    if not hasattr(config, "workerinput"):
        folder = Path("/dev/shm")  # noqa: S108 – each run makes a private folder in it
        run = str(runs.begin(folder))
        os.environ[RUN] = os.environ["TMPDIR"] = tempfile.tempdir = run


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the catalogues that were changed; workers wait for nothing, the first has done it."""
    if not hasattr(session.config, "workerinput") and compiling.is_stale():
        compiling.compile_all()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the run started and remove its folder, once all workers have ended."""
    if not hasattr(config, "workerinput"):
        run = Path(os.environ.pop(RUN))
        # A server from outside outlives the run: nothing of ours may stay on it.
        if (run / "postgresql.done").exists() and "TEST_DATABASE_URL" in os.environ:
            PostgreSQLServer(postgres.address(run), prefix(run)).drop_all()
        postgres.stop(run)
        shutil.rmtree(run, ignore_errors=True)


def prefix(run: Path) -> str:
    """How the databases of this run begin: two runs may share a server named from outside."""
    return f"{run.name.replace('-', '_')}_"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of the commands in the Makefile."""
    parser.addoption("--lean", action="store_true", help="one database where that is enough")
    parser.addoption("--record-statements", metavar="FOLDER", help="keep what each test issued")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Note which test issues the statements that follow, and how long it takes."""
    recorder.test = lean.name_of(item)
    began = time.process_time()
    try:
        return (yield)
    finally:
        recorder.seconds[recorder.test] += time.process_time() - began


def _records(config: pytest.Config) -> bool:
    return bool(config.getoption("--lean") or config.getoption("--record-statements"))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Leave what this process saw; the first process compares what all of them saw."""
    config = session.config
    if not _records(config):
        return
    run = Path(os.environ[RUN])
    recorder.write(run, os.environ.get("PYTEST_XDIST_WORKER", "alone"))
    if hasattr(config, "workerinput"):
        return
    files = sorted(run.glob("statements-*.json"))
    if folder := config.getoption("--record-statements"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        for file in files:
            shutil.copy(file, folder)
    if config.getoption("--lean") and session.exitstatus == pytest.ExitCode.OK:
        seen, texts, _seconds = statements.read(files)
        config.stash[MISSED] = statements.missed(seen, texts, lean.on_sqlite_only)
        if len(config.stash[MISSED]) > lean.MOST_MISSED:
            lean.RECORDS.mkdir(parents=True, exist_ok=True)
            for file in files:
                shutil.copy(file, lean.RECORDS)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test with its kind: by folder, or by the database it runs on."""
    for item in items:
        parts = item.path.relative_to(HERE).parts
        if parts[0] in ("unit", "browser"):
            item.add_marker(parts[0])
        elif kind := getattr(item, "callspec", None) and item.callspec.params.get("databases"):
            item.add_marker(kind)
    if config.getoption("--lean"):
        left_out = [item for item in items if lean.is_left_out(item)]
        items[:] = [item for item in items if not lean.is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """All that was read by now is looked at no more; what tests make is garbage one day."""
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many tests of each kind ran, so that a missing database or browser shows."""
    for statement in config.stash.get(MISSED, ()):
        terminalreporter.write_line(f"Not issued on PostgreSQL: {statement}")
    if config.stash.get(MISSED, ()):
        terminalreporter.write_line(lean.WHAT_TO_DO)
    reports = (
        report
        for outcome in ("passed", "failed", "error", "xfailed")
        for report in terminalreporter.stats.get(outcome, ())
    )
    ran = {
        report.nodeid: next((kind for kind in KINDS if kind in report.keywords), "other")
        for report in reports
        # A module that could not be read is an error too, but it is no test.
        if isinstance(report, pytest.TestReport)
    }
    counts = Counter(ran.values())
    line = ", ".join(f"{counts[kind]} {kind}" for kind in (*KINDS, "other"))
    terminalreporter.write_line(f"Tests that ran: {line}")


@pytest.fixture(scope="session")
def run_folder() -> Path:
    """The folder that all workers of this run share."""
    return Path(os.environ[RUN])


@contextmanager
def alone(run: Path, what: str) -> Iterator[bool]:
    """Hold a lock of this run; yields whether the work it stands for is still to be done."""
    with (run / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run / f"{what}.done"
        yield not done.exists()
        done.touch()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, run_folder: Path) -> Databases:
    """The databases of one kind; this is what makes a test run on both."""
    if request.param == "sqlite":
        return SQLiteFiles(run_folder)
    with alone(run_folder, "postgresql"):
        address = postgres.address(run_folder)
    return PostgreSQLServer(address, prefix(run_folder))


def schema_template(databases: Databases, run: Path) -> str:
    """The template with all tables and no rows, made by the migrations once per run."""
    with alone(run, f"{databases.kind}-schema") as to_do:
        if to_do:
            databases.create("schema")
            with serving(settings(databases, "schema", run)) as app, app.app_context():
                upgrade()
    return "schema"


def seed_template(databases: Databases, run: Path) -> str:
    """The template with the real seed, loaded by its own command once per run."""
    schema = schema_template(databases, run)
    with alone(run, f"{databases.kind}-seed") as to_do:
        if to_do:
            databases.copy(schema, "seed")
            with serving(settings(databases, "seed", run)) as app:
                result = app.test_cli_runner().invoke(args=["seed", "load", "seed_data"])
            assert result.exit_code == 0, result.output
    return "seed"


def demo_template(databases: Databases, run: Path) -> str:
    """The template with the demonstration; what it keeps beside the database is in a folder."""
    schema = schema_template(databases, run)
    folder = demo_folder(databases, run)
    with alone(run, f"{databases.kind}-demo") as to_do:
        if to_do:
            folder.mkdir()
            databases.copy(schema, "demo")
            with serving(settings(databases, "demo", folder)) as app:
                result = app.test_cli_runner().invoke(args=["demo"])
            assert result.exit_code == 0, result.output
    return "demo"


def demo_folder(databases: Databases, run: Path) -> Path:
    """Where the template of the demonstration keeps its accounts."""
    return run / f"{databases.kind}-demo-files"


@pytest.fixture(scope="session")
def schema(databases: Databases, run_folder: Path) -> str:
    """The name of the template with all tables and no rows."""
    return schema_template(databases, run_folder)


@pytest.fixture(scope="session")
def seed(databases: Databases, run_folder: Path) -> str:
    """The name of the template with the real seed."""
    return seed_template(databases, run_folder)


@pytest.fixture(scope="session")
def lender(
    databases: Databases, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lender]:
    """Lends the application of this worker to one test after the other."""
    name = f"test_{worker_id}"
    with serving(settings(databases, name, tmp_path_factory.mktemp("nobody"))) as app:
        yield Lender(app, databases, name)


@pytest.fixture
def app(lender: Lender, schema: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database of this test's own, with all tables and no rows."""
    with lender.lend(schema, tmp_path) as app:
        yield app


@pytest.fixture
def own_app(databases: Databases, schema: str, worker_id: str, tmp_path: Path) -> Iterator[Flask]:
    """An application for this test alone, which may add routes to it; the database is its own."""
    name = f"own_{worker_id}"
    databases.copy(schema, name)
    with serving(settings(databases, name, tmp_path)) as app:
        yield app


@pytest.fixture
def demonstration(
    lender: Lender, databases: Databases, run_folder: Path, tmp_path: Path
) -> Iterator[Flask]:
    """An application on a copy of the demonstration that this test may change, in its context."""
    template = demo_template(databases, run_folder)
    shutil.copytree(demo_folder(databases, run_folder), tmp_path, dirs_exist_ok=True)
    with lender.lend(template, tmp_path) as app:
        app.test_client_class = OutsideClient
        with app.app_context():
            yield app


@pytest.fixture
def db(app: Flask) -> Iterator[SQLAlchemy]:
    """The database within the application's context, for tests below the doors.

    What a test prepares here it must commit before it asks `client` to see it.
    """
    from tracker.core.db import db as tracker_db

    with app.app_context():
        yield tracker_db


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor without an account."""
    app.test_client_class = OutsideClient
    return app.test_client()


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    """The command line of this application: `cli.invoke(args=["seed", "load", "seed_data"])`."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def seeded_app(
    databases: Databases, seed: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An application on the real seed, which the database itself refuses to change."""
    name = f"seeded_{worker_id}"
    databases.copy(seed, name)
    databases.freeze(name)
    with serving(settings(databases, name, tmp_path_factory.mktemp("seeded"))) as app:
        app.test_client_class = OutsideClient
        yield app


@pytest.fixture
def seeded_client(seeded_app: Flask) -> FlaskClient:
    """A visitor of the real seed."""
    return seeded_app.test_client()


@pytest.fixture
def seeded_copy(lender: Lender, seed: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a copy of the real seed that this test may change."""
    with lender.lend(seed, tmp_path) as app:
        app.test_client_class = OutsideClient
        yield app
