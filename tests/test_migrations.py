"""Migrations are code under test: one head, equal to the models, up and down on both databases."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from tracker.core.db import db

# No model describes the index of the search, which is another table on each database.
COMPARED = {
    "compare_type": True,
    "include_name": lambda name, kind, _parents: (
        kind != "table" or not str(name).startswith("search_text")
    ),
}


def test_migrations_have_a_single_head() -> None:
    assert len(ScriptDirectory("migrations").get_heads()) == 1


def test_head_equals_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=COMPARED)

        assert compare_metadata(context, db.metadata) == []


def test_migrations_go_down_and_up_again(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}

        upgrade()

        assert set(inspect(db.engine).get_table_names()) > {"commitment", "audit_event", "standing"}
