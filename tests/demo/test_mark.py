"""The mark of a demonstration: it goes wherever the records go, and keeps real ones out."""

import csv
import shutil
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select, text

from tests import factories as make
from tests.applications import serving, settings
from tests.databases import Databases
from tracker.accounts.actor import OPERATOR
from tracker.cli.demo import making
from tracker.core.db import db
from tracker.core.errors import Invalid
from tracker.exchange.downloads.file_names import DEMONSTRATION
from tracker.registry import service
from tracker.registry.drafts import StateDraft
from tracker.registry.models import State
from tracker.review.revisions import is_demonstration, mark_demonstration

BANNER = 'class="demo"'


def real(iso3: str, iso2: str) -> StateDraft:
    """A state with this code, as a file would bring it; everything else is an invented state's."""
    with (making.RECORDS / "states.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    del row["intermediate_region"]  # a column of files that is not saved
    return StateDraft.parse({**row, "iso3": iso3, "iso2": iso2, "m49": "999"})


def test_a_copy_of_the_database_alone_keeps_its_banner(
    demonstration: Flask, databases: Databases, tmp_path: Path
) -> None:
    db.session.remove()
    nothing_beside_it = tmp_path / "restored"
    nothing_beside_it.mkdir()
    databases.copy("demo", "restored")

    with serving(settings(databases, "restored", nothing_beside_it)) as restored:
        client = restored.test_client()
        assert all(BANNER in client.get(address).text for address in ("/", "/about", "/nothing"))


def test_a_site_without_the_mark_shows_no_banner(seeded_copy: Flask) -> None:
    client = seeded_copy.test_client()

    assert all(BANNER not in client.get(address).text for address in ("/", "/about", "/nothing"))


def test_the_seed_is_not_loaded_into_a_demonstration(demonstration: Flask) -> None:
    before = set(db.session.scalars(select(State.iso3)))
    db.session.rollback()

    result = demonstration.test_cli_runner().invoke(args=["seed", "load", "seed_data"])

    assert result.exit_code == 1
    assert set(db.session.scalars(select(State.iso3))) == before


def test_a_folder_without_states_is_not_loaded_into_a_demonstration_either(
    demonstration: Flask, tmp_path: Path
) -> None:
    folder = tmp_path / "sources-only"
    folder.mkdir()
    shutil.copy("seed_data/sources.csv", folder)
    db.session.rollback()

    result = demonstration.test_cli_runner().invoke(args=["seed", "load", str(folder)])

    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("iso3", "iso2"),
    [
        ("KEN", "KE"),  # in use
        ("QZZ", "QZ"),  # QM to QZ are left to users as well, but the product reserves only X
        ("YXX", "YX"),  # the X is not the first letter
    ],
)
def test_a_state_without_an_invented_code_is_refused_by_the_service(
    demonstration: Flask, iso3: str, iso2: str
) -> None:
    draft = real(iso3, iso2)

    with pytest.raises(Invalid) as refused:
        service.put_states(OPERATOR, [draft])

    assert set(refused.value.errors) == {"iso3"}


def test_a_file_with_a_real_state_is_refused_by_its_row(
    demonstration: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "states.csv"
    header, first = Path("seed_data/states.csv").read_text(encoding="utf-8").splitlines()[:2]
    file.write_text(f"{header}\n{first}\n", encoding="utf-8")
    db.session.rollback()

    result = demonstration.test_cli_runner().invoke(args=["seed", "check", str(tmp_path)])

    assert result.exit_code == 1
    assert "iso3" in result.output


def test_a_site_of_real_states_takes_them_as_before(app: Flask) -> None:
    with app.app_context():
        assert service.put_states(OPERATOR, [real("KEN", "KE")]).created


def test_states_with_user_codes_alone_do_not_make_a_site_a_demonstration(
    app: Flask, cli: FlaskCliRunner
) -> None:
    with app.app_context():
        service.put_states(OPERATOR, [real("XKX", "XK")])
        db.session.commit()

    result = cli.invoke(args=["demo"])

    with app.app_context():
        assert result.exit_code == 1
        assert not is_demonstration()


def test_a_site_that_knows_an_organisation_does_not_become_a_demonstration(
    app: Flask, cli: FlaskCliRunner
) -> None:
    with app.app_context():
        make.organisation()
        db.session.commit()

    assert cli.invoke(args=["demo"]).exit_code == 1


def test_a_mark_that_is_rolled_back_is_gone(app: Flask) -> None:
    with app.app_context():
        mark_demonstration()
        assert is_demonstration()
        db.session.rollback()

        assert not is_demonstration()


def test_programs_are_told_by_a_header(demonstration: Flask) -> None:
    client = demonstration.test_client()

    for address in ("/api/v1/states", "/api/v1/openapi.json", "/api/v1/nothing"):
        assert client.get(address).headers.get("Demonstration") == "true", address


def test_saved_files_say_it_in_their_name(demonstration: Flask) -> None:
    client = demonstration.test_client()

    for address in ("/api/v1/states.csv", "/api/v1/actions.xlsx"):
        answer = client.head(address)
        assert f'filename="{DEMONSTRATION}' in answer.headers["Content-Disposition"], address


def test_an_error_page_works_without_the_table_of_the_mark(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP TABLE public_revision"))

    assert app.test_client().get("/nothing").status_code in (404, 503)
