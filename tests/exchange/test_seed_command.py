"""The seed command says what it does, does all or nothing, and ends with a status that tells."""

import csv
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.exchange.small import small, write
from tracker.audit.models import AuditEvent
from tracker.core.db import db
from tracker.registry.models import State
from tracker.registry.recommendation_drafts import RecommendationDraft
from tracker.registry.recommendation_models import Position

SEED = Path(__file__).parents[2] / "seed_data"


def run(app: Flask, *arguments: str | Path) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["seed", *map(str, arguments)])
    return result.exit_code, result.output


def counts(app: Flask) -> tuple[int | None, int | None]:
    with app.app_context():
        return (
            db.session.scalar(select(func.count()).select_from(State)),
            db.session.scalar(select(func.count()).select_from(AuditEvent)),
        )


def test_load_prints_a_line_per_file_in_order(app: Flask, tmp_path: Path) -> None:
    status, output = run(app, "load", write(tmp_path / "seed", small()))

    lines = output.splitlines()
    assert status == 0
    assert " ".join(lines[0].split()) == "themes 1 created, 0 changed, 0 unchanged"
    assert " ".join(lines[-1].split()) == "indicator_values 2 created, 0 changed, 0 unchanged"
    assert len(lines) == len(small())
    assert counts(app)[0] == 2


def test_second_load_leaves_everything(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "seed", small())
    run(app, "load", folder)
    before = counts(app)

    status, output = run(app, "load", folder)

    assert status == 0
    assert all("0 created, 0 changed" in line for line in output.splitlines())
    assert counts(app) == before


@pytest.mark.parametrize("arguments", [("check",), ("load", "--dry-run")], ids=" ".join)
def test_dry_run_tells_the_same_and_writes_nothing(
    app: Flask, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    status, output = run(app, *arguments, write(tmp_path / "seed", small()))

    assert status == 0
    assert "2 created, 0 changed, 0 unchanged" in output
    assert counts(app) == (0, 0)


@pytest.mark.parametrize("command", ["load", "check"])
def test_refusals_are_told_with_status_one(app: Flask, tmp_path: Path, command: str) -> None:
    rows = small()
    rows["commitments"][1] |= {"pillar": "foo"}
    rows["indicator_values"][0] |= {"state": "XQX"}

    status, output = run(app, command, write(tmp_path / "seed", rows))

    assert status == 1
    assert output.splitlines() == [
        'commitments.csv row 3, column pillar: "foo" — one of prevention, protection, prosecution,'
        " partnership, cross_cutting",
        'indicator_values.csv row 2, column state: "XQX" — a code that exists or is in states.csv;'
        " XQX does not exist",
        "2 rows rejected. Nothing was saved.",
    ]
    assert counts(app) == (0, 0)


def test_many_refusals_are_counted_beyond_the_first_hundred(app: Flask, tmp_path: Path) -> None:
    rows = small()
    rows["themes"] += [{"code": f"theme-{number}", "name": "…"} for number in range(130)]

    status, output = run(app, "load", write(tmp_path / "seed", rows))

    assert status == 1
    assert len(output.splitlines()) == 102
    assert output.endswith("… and 30 more\n130 rows rejected. Nothing was saved.\n")


def test_rows_not_in_the_file_are_counted(app: Flask, tmp_path: Path) -> None:
    run(app, "load", write(tmp_path / "seed", small()))
    rows = small()
    del rows["indicator_values"][0]

    _status, output = run(app, "load", write(tmp_path / "newer", rows))

    assert "0 created, 0 changed, 1 unchanged, 1 not in the file" in output


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("comitments.csv", "the file must have one of these names"),
        ("States.CSV", "the file must have one of these names"),
    ],
    ids=["a misspelt name", "a name in capitals"],
)
def test_file_that_is_no_kind_is_refused_not_passed_over(
    app: Flask, tmp_path: Path, name: str, reason: str
) -> None:
    folder = write(tmp_path / "seed", small())
    (folder / name).write_text("a,b\n")
    (folder / "README.md").write_text("Not a sheet.")

    status, output = run(app, "load", folder)

    assert (status, f"{name}: {reason}" in output) == (1, True)
    assert counts(app) == (0, 0)


def test_folder_without_files_is_refused(app: Flask, tmp_path: Path) -> None:
    status, output = run(app, "load", tmp_path)

    assert (status, "at least one of these files" in output) == (1, True)


def test_real_seed_is_sound_and_loading_it_again_changes_nothing(seeded_copy: Flask) -> None:
    before = counts(seeded_copy)

    status, output = run(seeded_copy, "load", SEED)

    assert status == 0, output
    assert all("0 created, 0 changed" in line for line in output.splitlines())
    assert "not in the file" not in output
    assert counts(seeded_copy) == before


RECOMMENDED = {
    "mechanism": "universal_periodic_review",
    "session": "17",
    "state": "XQA",
    "made_by": "Southland",
    "wording": "Words of a test …",
    "title": "Trafficking in persons: law",
    "position": "noted",
    "position_source": "A list of a test",
}


def test_folder_may_hold_what_states_are_recommended(app: Flask, tmp_path: Path) -> None:
    folder = write(tmp_path / "seed", small())
    with (folder / "recommendations.csv").open("w", encoding="utf-8", newline="") as file:
        header = [column.name for column in RecommendationDraft.columns()]
        sheet = csv.DictWriter(file, header, restval="")
        sheet.writeheader()
        sheet.writerow(RECOMMENDED)

    first, again = run(app, "load", folder), run(app, "load", folder)

    assert " ".join(first[1].splitlines()[-1].split()) == (
        "recommendations 1 created, 0 changed, 0 unchanged"
    )
    assert " ".join(again[1].splitlines()[-1].split()) == (
        "recommendations 0 created, 0 changed, 1 unchanged"
    )
    with app.app_context():
        (position,) = db.session.scalars(select(Position))
        assert (position.position, position.commitment.official_wording) == (
            "noted",
            RECOMMENDED["wording"],
        )
