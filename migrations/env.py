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
            context.run_migrations()


run()
