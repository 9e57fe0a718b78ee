"""`flask export`: whole files at any two days, nothing half written, the same rows as the page."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.exchange.table_schema import faults
from tracker.cli import export as command
from tracker.gap import standing


@pytest.fixture
def runner(db: SQLAlchemy, cli: FlaskCliRunner) -> FlaskCliRunner:
    """A registry of one commitment of 2010 and one state with two values."""
    state, about = make.state(), make.commitment("PLAN-01")
    indicator = make.indicator(measures=(about,))
    for year in (2011, 2015):
        make.value(indicator, state, "2", on=about.instrument.adopted_on.replace(year=year))
    standing.rebuild()
    db.session.commit()
    db.session.remove()
    return cli


def test_every_form_is_written_whole_at_the_day_asked_for(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    early = ["--as-of", "2012-12-31"]
    numbers = {}
    for name, ending in (("package", "zip"), ("sqlite", "sqlite"), ("indicator_values", "csv")):
        file = tmp_path / f"out.{ending}"
        result = runner.invoke(args=["export", name, str(file), *early])
        assert result.exit_code == 0, result.output
        numbers[name] = file.stat().st_size
        assert f"{numbers[name]} bytes" in result.stderr
        assert result.stdout == ""

    with ZipFile(tmp_path / "out.zip") as archive:
        assert faults(archive) == []
        packed = archive.read("data/indicator_values.csv")
    assert packed == (tmp_path / "out.csv").read_bytes()
    assert len(list(csv.DictReader(packed.decode().splitlines()))) == 1, "2015 was not yet"
    with closing(sqlite3.connect(tmp_path / "out.sqlite")) as database:
        seen = dict(database.execute("SELECT name, value FROM _meta").fetchall())
    assert seen["as_of"] == "2012-12-31"
    assert sorted(path.name for path in tmp_path.glob("*out*")) == [
        *("out.csv", "out.sqlite", "out.zip")
    ]


def test_one_file_goes_to_the_standard_output(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["export", "states", "-"])
    refused = runner.invoke(args=["export", "package", "-"])
    unknown = runner.invoke(args=["export", "accounts", "-"])

    assert result.stdout.startswith("iso3,")
    assert len(result.stdout.splitlines()) == 2
    assert refused.exit_code != 0
    assert unknown.exit_code != 0


def test_what_fails_leaves_the_file_as_it_was(
    runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "states.csv"
    file.write_text("as it was")

    def broken(*_args: object) -> object:
        yield b"half"
        raise OSError("the disk is full")

    monkeypatch.setattr(command, "_pieces", broken)
    result = runner.invoke(args=["export", "states", str(file)])

    assert result.exit_code != 0
    assert file.read_text() == "as it was"
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".states")] == []


NO_PLACE = [
    ("the folder does not exist", "absent/out.csv", "absent"),
    ("a folder above it does not exist", "absent/deeper/out.csv", "absent/deeper"),
    ("its folder is a file", "file.txt/out.csv", "file.txt"),
    ("it is a folder itself", "folder", "folder"),
]


@pytest.mark.parametrize("name", ["states", "package", "sqlite"])
@pytest.mark.parametrize(
    ("place", "named"), [row[1:] for row in NO_PLACE], ids=[row[0] for row in NO_PLACE]
)
def test_place_that_cannot_be_written_is_named_before_anything_is_made(
    runner: FlaskCliRunner, tmp_path: Path, name: str, place: str, named: str
) -> None:
    (tmp_path / "file.txt").write_text("x")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.rglob("*"))

    result = runner.invoke(args=["export", name, str(tmp_path / place)])

    assert result.exit_code == 2
    assert str(tmp_path / named) in result.stderr
    assert "/.out" not in result.stderr, "no temporary file is named"
    assert sorted(tmp_path.rglob("*")) == before
