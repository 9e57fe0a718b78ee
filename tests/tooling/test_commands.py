"""Every command says what to do where it cannot work: one sentence, exit status, no traceback."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import text

from tests.applications import serving, settings
from tests.databases import Databases
from tests.test_docs import commands
from tracker.cli.checks import UPGRADE
from tracker.core.db import db as database

ROOT = Path(__file__).resolve().parents[2]
# What each command needs to be typed at least; a command without arguments has no line.
ARGUMENTS: dict[str, list[str]] = {
    "cycles put": ["{folder}/none.csv"],
    "cycles regenerate": ["X-CYCLE"],
    "cycles archive": ["X-CYCLE"],
    "export": ["standings", "{folder}/standings.csv"],
    "gap explain": ["XAA", "PLAN-01"],
    "import": ["sources", "{folder}/none.csv"],
    "jobs run": ["files"],
    "mail again": ["1"],
    "redact": ["A-1", "--reason", "asked"],
    "seed load": ["{folder}"],
    "seed check": ["{folder}"],
    "users add": ["someone@example.org", "--role", "administrator"],
    "users disable": ["someone@example.org"],
    "users erase": ["someone@example.org"],
}
# Commands that must run where the database cannot be used, and what they say of missing tables.
OWN_CHECKS = {"doctor": "flask db upgrade"}


def typed(command: str, folder: Path) -> list[str]:
    (folder / "none.csv").touch()
    return [*command.split(), *(each.format(folder=folder) for each in ARGUMENTS.get(command, []))]


def said(runner: FlaskCliRunner, arguments: list[str], *, status: int = 1) -> str:
    """What a command says that cannot work: it ends with 1 and by its own decision.

    For arguments that cannot be used it ends with 2, like every command of click.
    """
    result = runner.invoke(args=arguments)
    assert isinstance(result.exception, SystemExit), (arguments, result.exception)
    assert result.exit_code == status, (arguments, result.output)
    assert "Traceback" not in result.output
    return str(result.output)


@pytest.fixture
def empty(databases: Databases, worker_id: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database without tables."""
    name = f"empty_{worker_id}"
    databases.drop(name)
    databases.create(name)
    with serving(settings(databases, name, tmp_path)) as app:
        yield app
    databases.drop(name)


def test_every_command_names_the_missing_tables(empty: Flask, tmp_path: Path) -> None:
    runner = empty.test_cli_runner()

    assert commands()
    for command in commands():
        remedy = OWN_CHECKS.get(command, UPGRADE)
        assert remedy in said(runner, typed(command, tmp_path)), command


@pytest.mark.parametrize(
    ("version", "remedy"),
    [
        pytest.param("0020", UPGRADE, id="of an older version"),
        pytest.param("9999", "DATABASE_URL", id="of a newer version"),
    ],
)
def test_commands_refuse_tables_of_another_version(app: Flask, version: str, remedy: str) -> None:
    with app.app_context():
        names = database.session.scalars(text("SELECT version_num FROM alembic_version")).all()
        assert len(names) == 1
        database.session.execute(
            text("UPDATE alembic_version SET version_num = :it"), {"it": version}
        )
        database.session.commit()

    for command in (["audit", "verify"], ["users", "list"]):
        seen = said(app.test_cli_runner(), command)
        assert remedy in seen
        assert version in seen


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:////nowhere/at/all/tracker.sqlite3",
        "postgresql+psycopg://tracker:a-secret-word@127.0.0.1:1/tracker",
    ],
)
@pytest.mark.parametrize("command", [["audit", "verify"], ["db", "upgrade"], ["db", "current"]])
def test_database_that_cannot_be_opened_is_named_without_its_password(
    tmp_path: Path, address: str, command: list[str]
) -> None:
    done = flask(tmp_path, *command, DATABASE_URL=address)

    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
    assert "a-secret-word" not in done.stdout + done.stderr


def test_commands_work_from_another_folder(tmp_path: Path) -> None:
    # A service or a cron line starts them anywhere; "db" looks for the migrations of the project.
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", str(ROOT / "wsgi.py"), "db", "heads"],
        cwd=tmp_path,
        env={**kept, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "(head)" in done.stdout


def test_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "tracker.sqlite3").write_bytes(b"A list of shopping.\n" * 50)

    done = flask(tmp_path, "forget")

    assert done.returncode == 1
    assert "DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("MAX_ATTACHMENT_MB", "many"),
        ("ASSESSMENT_REPLY_DAYS", "soon"),
        ("CONTACT", "javascript:alert(1)"),
        ("CONTACT", "the desk"),
        ("DANGER_ANSWER_HOURS", "0"),
        ("DANGER_ANSWER_HOURS", "soon"),
        ("QUICK_EXIT_URL", "http://example.org"),
        ("SITE_URL", "https://tracker.example.org/path"),
        ("EXTRA_HOSTS", "10.0.3.7:8080"),
    ],
)
def test_setting_that_does_harm_is_named_by_a_command(
    tmp_path: Path, setting: str, value: str
) -> None:
    done = flask(tmp_path, "audit", "verify", **{setting: value})

    assert done.returncode != 0
    assert setting in done.stderr
    assert "Traceback" not in done.stderr


def flask(folder: Path, *command: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """A command as it is typed, on a data folder of its own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(folder), **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def test_empty_registry_and_unusable_file_are_sentences(app: Flask, tmp_path: Path) -> None:
    runner = app.test_cli_runner()
    folder = tmp_path / "none.csv"
    folder.mkdir()

    assert "seed load" in said(runner, ["export", "standings", str(tmp_path / "standings.csv")])
    lost = tmp_path / "absent" / "standings.csv"
    assert "absent" in said(runner, ["export", "standings", str(lost)], status=2)


@pytest.mark.parametrize(
    "content",
    ["null", "[]", "5", "NaN", '"text"', '{"kind": null}', "[" * 60_000, "{", "", "\ud800",
     '{"kind": "sources", "matches": [], "columns": []}',
     '{"kind": "sources", "matches": {"title": {"source": 5}}, "columns": []}',
     '{"kind": "sources", "matches": {"title": {"why": []}}, "columns": {}}'],
)  # fmt: skip
def test_file_that_is_no_matching_is_refused(app: Flask, tmp_path: Path, content: str) -> None:
    matching, rows = tmp_path / "matching.json", tmp_path / "rows.csv"
    matching.write_bytes(content.encode("utf-8", "surrogatepass"))
    rows.write_text("code,title\nX-1,One\n", encoding="utf-8")

    result = app.test_cli_runner().invoke(
        args=["import", "sources", str(rows), "--matching", str(matching)]
    )

    assert result.exit_code == 2, result.output
    assert "--matching" in result.output


def test_new_command_is_guarded_whatever_group_it_is_in(app: Flask) -> None:
    guarded = [
        getattr(each, "tracker_guarded", False)
        for name, command in app.cli.commands.items()
        if name not in OWN_CHECKS
        for each in _leaves(command)
    ]

    assert len(guarded) >= len(commands()) - len(OWN_CHECKS)
    assert all(guarded)


def _leaves(command: click.Command) -> Iterator[click.Command]:
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from _leaves(each)
    else:
        yield command
