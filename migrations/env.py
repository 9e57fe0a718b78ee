"""Runs migrations with the application's engine and metadata."""

from alembic import context
from flask import current_app

import tracker.models  # noqa: F401  the index must be loaded before metadata is compared

config = context.config
database = current_app.extensions["migrate"].db


def run() -> None:
    """Migrate online; SQL files for an offline run are not made here."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            **current_app.extensions["migrate"].configure_args,
        )
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                # An index of a large table takes longer than a page may. Nobody is kept waiting for
                # it: lock_timeout still holds.
                connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            context.run_migrations()


run()
