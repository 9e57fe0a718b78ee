"""Cleans up after commands that delete something for good."""

import time

import click

from tracker.core.db import db, truncate_log
from tracker.exchange.package import build_cache

TRIES, PAUSE = 5, 0.5  # seconds


def overwrite_removed() -> None:
    """Remove all traces from SQLite's write-ahead log.

    A reader blocks the log for the duration of a page, so the command tries again. If a reader
    takes longer, the command says what remains to be done.
    """
    db.session.remove()
    for _number in range(TRIES):
        if truncate_log(db.engine):
            return
        time.sleep(PAUSE)
    click.echo(
        "The database log still contains the removed data because another process is reading."
        " Run this command again, or restart the site.",
        err=True,
    )


def drop_data_sets() -> None:
    """Delete stored public data sets. They are made again on request."""
    try:
        build_cache.drop_all()
    except build_cache.BuildInProgress:
        click.echo(
            "A public data set is being built and may contain the removed data. Delete the folder"
            f" {build_cache.FOLDER} in DATA_DIR when it is finished.",
            err=True,
        )
