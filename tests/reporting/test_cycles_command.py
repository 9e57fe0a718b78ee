"""Operators define cycles from a file, and are told what that did."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import func, select

from tests.reporting.filing import CYCLE
from tracker.core.db import db
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.models import DueDate


@pytest.fixture
def file(tmp_path: Path, world: SimpleNamespace) -> Path:
    names = [column.name for column in CycleDraft.columns()]
    path = tmp_path / "rounds.csv"
    row = ",".join(CYCLE.get(name, "") for name in names)
    path.write_text(f"{','.join(names)}\n{row}\n", encoding="utf-8")
    return path


def due() -> int:
    db.session.rollback()
    return db.session.scalar(
        select(func.count()).select_from(DueDate).where(DueDate.dropped_at.is_(None))
    )


def test_cycles_are_put_from_a_file(cli: FlaskCliRunner, file: Path) -> None:
    tried = cli.invoke(args=["cycles", "put", str(file), "--dry-run"])
    assert (tried.exit_code, due()) == (0, 0), tried.output

    done = cli.invoke(args=["cycles", "put", str(file)])
    again = cli.invoke(args=["cycles", "put", str(file)])

    assert done.output == "1 created, 0 changed, 0 unchanged\n"
    assert again.output == "0 created, 0 changed, 1 unchanged\n"
    assert due() == 2


def test_a_bad_row_is_named_and_nothing_written(cli: FlaskCliRunner, file: Path) -> None:
    file.write_text(file.read_text().replace("PLAN", "NONE"), encoding="utf-8")

    result = cli.invoke(args=["cycles", "put", str(file)])

    assert result.exit_code == 1
    assert "row 2, column instruments" in result.output
    assert due() == 0


def test_rounds_are_listed_with_their_counts(cli: FlaskCliRunner, file: Path) -> None:
    before = cli.invoke(args=["cycles", "list"]).output
    cli.invoke(args=["cycles", "put", str(file)])

    assert "no reports are due" in before
    line = cli.invoke(args=["cycles", "list"]).output
    assert line.split()[:2] == ["ROUND:2024-12-31", "2025-03-31"]
    assert "2 silent" in line


def test_a_cycle_is_regenerated_and_archived(cli: FlaskCliRunner, file: Path) -> None:
    cli.invoke(args=["cycles", "put", str(file)])

    seen = cli.invoke(args=["cycles", "regenerate", "ROUND"]).output
    ended = cli.invoke(args=["cycles", "archive", "ROUND"])
    unknown = cli.invoke(args=["cycles", "regenerate", "NONE"])

    assert (
        seen == "Due dates: 0 created, 0 moved, 0 removed, 0 unchanged because they have reports\n"
    )
    assert (ended.exit_code, due()) == (0, 2)
    assert (unknown.exit_code, "no cycle NONE" in unknown.output) == (1, True)
