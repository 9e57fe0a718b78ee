"""Runs migrations with the application's engine and metadata."""

from alembic import context
from flask import current_app

import tracker.models  # noqa: F401  the index must be loaded before metadata is compared
from tracker.core.db import update_statistics
from tracker.search import indexing

config = context.config


def has_a_model(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is compared with the models; the index of the search has none."""
    return kind != "table" or not str(name).startswith("search_text")


database = current_app.extensions["migrate"].db


def run() -> None:
    """Migrate online; SQL files for an offline run are not made here."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            include_name=has_a_model,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                # An index of a large table takes longer than a page may. Nobody is kept waiting for
                # it: lock_timeout still holds.
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            context.run_migrations()
        at_head = context.get_context().get_current_revision() == context.get_head_revision()
    if at_head:
        indexing.build_if_missing()
        update_statistics(database.engine)


run()
