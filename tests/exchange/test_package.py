"""The whole data set: valid by the published rules, joined, the same each time, and public only."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.evidence import logged
from tests.exchange.table_schema import faults
from tracker.exchange.package import build_cache, builder
from tracker.gap import standing
from tracker.gap.standing import default_params


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    """One published action, a withheld one, a report and an assessment."""
    world = logged.world()
    logged.published(world)
    standing.rebuild()
    db.session.commit()
    return world


def test_package_of_the_demonstration_is_valid_and_joined(
    demonstration: Flask, tmp_path: Path
) -> None:
    ready = build_cache.archives()

    with ZipFile(ready.package.path) as archive:
        assert faults(archive) == []
        names = set(archive.namelist())
        readme = archive.read("README.md").decode()
    assert {"datapackage.json", "README.md", "data/reports.csv", "data/sources.csv"} <= names
    assert "invented States" in readme
    assert "never a zero" in readme
    with closing(sqlite3.connect(ready.database.path)) as database:
        ask = database.execute
        assert ask("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert ask("PRAGMA foreign_key_check").fetchall() == []
        for name, number in ready.rows.items():
            assert ask(f'SELECT count(*) FROM "{name}"').fetchone() == (number,), name  # noqa: S608
        assert all(ready.rows[name] for name in ("reports", "report_entries", "assessments"))
        for (view,) in ask("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            assert ask(f'SELECT count(*) FROM "{view}"').fetchone()[0] > 0, view  # noqa: S608
        cells = ask("SELECT count(*) FROM where_states_stand").fetchone()[0]
        assert cells == ready.rows["standings"]
        seen = dict(ask("SELECT name, value FROM _meta").fetchall())
        unknown = ask(
            "SELECT count(*), count(settled), count(gap) FROM standings"
            " WHERE status = 'no_information'"
        ).fetchone()
    assert seen["demonstration"] == "true"
    assert seen["citation"].startswith("Commitments Tracker, public data set")
    assert unknown[0] > 0
    assert unknown[1:] == (0, 0)

    # The same database gives the same bytes: every process offers the same checksum.
    database, package = tmp_path / "again.sqlite", tmp_path / "again.zip"
    made, tables = builder.make_database(database, default_params())
    builder.make_package(package, database, made, tables)
    assert database.read_bytes() == ready.database.path.read_bytes()
    assert package.read_bytes() == ready.package.path.read_bytes()


def test_withheld_name_is_nowhere_in_the_bytes(db: SQLAlchemy, world: SimpleNamespace) -> None:
    quiet = make.organisation("Quiet Harbour of invented survivors", survivor_led=True)
    about = make.commitment("OTHER-77", of=make.instrument("OTHER"))
    state = make.state("XCC", "Thirdland")
    hidden = make.action(state, about, level=2, by=quiet, name_withheld=True)
    said = make.report(state, about, level=3)
    make.reply(said.entries[0], by=quiet, name_withheld=True)
    standing.rebuild()
    db.session.commit()

    ready = build_cache.archives()

    with ZipFile(ready.package.path) as archive:
        texts = [archive.read(name) for name in archive.namelist()]
    texts.append(ready.database.path.read_bytes())
    everything = b"\n".join(texts)
    assert hidden.reference.encode() in everything
    assert world.own.name.encode() in everything
    for secret in (quiet.name, quiet.public_id):
        assert secret.encode() not in everything


def test_row_that_names_what_is_not_public_is_left_out_and_counted(
    db: SQLAlchemy, world: SimpleNamespace
) -> None:
    stays = make.commitment("OTHER-78", of=make.instrument("OTHER"))
    gone = make.commitment("OTHER-79", of=stays.instrument)
    make.relation(stays, gone)
    gone.published_at = None
    standing.rebuild()
    db.session.commit()

    database = build_cache.archives().database.path

    with closing(sqlite3.connect(database)) as file:
        query = "SELECT rows, left_out FROM _tables WHERE name = 'relations'"
        assert file.execute(query).fetchone() == (0, 1)


def test_two_who_ask_at_once_have_it_made_once(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.rollback()
    makes, begun, found = [], threading.Event(), []
    real = builder.make_database

    def counted(*args: object, **kwargs: object) -> object:
        makes.append(args)
        begun.set()
        return real(*args, **kwargs)  # type: ignore[arg-type]

    def ask() -> None:
        with app.app_context():
            found.append(build_cache.archives())

    monkeypatch.setattr(builder, "make_database", counted)
    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()

    assert len(makes) == 1
    assert found[0] == found[1]


def test_whoever_finds_another_at_work_is_told_to_wait(
    app: Flask, world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_cache, "PATIENCE", 0.3)
    root = Path(app.config["DATA_DIR"]) / build_cache.FOLDER
    root.mkdir()
    (root / "making-killed").mkdir()

    with build_cache._alone(root), pytest.raises(build_cache.BuildInProgress):
        build_cache.archives()
    assert build_cache.found() is None

    build_cache.archives()
    assert not list(root.glob("making-*"))


def test_public_change_makes_it_anew_and_drops_the_oldest(
    app: Flask, db: SQLAlchemy, world: SimpleNamespace
) -> None:
    first = build_cache.archives()
    assert build_cache.archives() == first
    made = [path for path in first.package.path.parents[1].rglob("*") if path.is_file()]
    assert len(made) == 4
    assert {path.stat().st_mode & 0o777 for path in made} == {0o600}

    seen = [first]
    for number in range(2):
        logged.published(world, title=f"Law {number} is adopted")
        db.session.commit()
        assert build_cache.found() is None
        seen.append(build_cache.archives())

    assert len({each.database.sha256 for each in seen}) == 3
    assert [each.package.path.exists() for each in seen] == [False, True, True]
