"""An application that is lent from test to test keeps nothing of what an earlier test did."""

from pathlib import Path

from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests.applications import Lender, OutsideClient
from tracker.gap import standing
from tracker.gap.snapshot import load_snapshot
from tracker.registry.models import State


def names_seen(db: SQLAlchemy) -> list[str]:
    """The states of the picture of today, which the process keeps by engine and revision."""
    return [line.names["en"] for line in load_snapshot(standing.default_params()).states.values()]


def furnish(db: SQLAlchemy, name: str) -> None:
    make.state("XAA", name)
    make.commitment()
    standing.rebuild()
    db.session.commit()


def test_second_borrower_finds_an_empty_database(
    lender: Lender, schema: str, tmp_path: Path
) -> None:
    from tracker.core.db import db

    for name in ("Examplia", "Otherland"):
        with lender.lend(schema, tmp_path) as app, app.app_context():
            assert db.session.query(State).count() == 0
            furnish(db, name)
            assert names_seen(db) == [name]


def test_changes_of_a_borrower_are_undone(lender: Lender, schema: str, tmp_path: Path) -> None:
    with lender.lend(schema, tmp_path / "one") as app:
        view, secret = app.view_functions["about.page"], app.config["SECRET_KEY"]
        app.view_functions["about.page"] = lambda: ""
        app.config.update(SECRET_KEY="another", NEW_SETTING=True)
        app.extensions["tracker.throttle"] = "full"
        app.test_client_class = OutsideClient

    with lender.lend(schema, tmp_path / "two") as app:
        assert app.view_functions["about.page"] is view
        assert app.config["SECRET_KEY"] == secret
        assert app.config["DATA_DIR"] == tmp_path / "two"
        assert "NEW_SETTING" not in app.config
        assert "tracker.throttle" not in app.extensions
        assert app.test_client_class is None
