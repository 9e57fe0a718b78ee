"""``flask forget``: delete expired data. A timer should run it once a day."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts.actor import OPERATOR
from tracker.accounts.retention import forget as forget_expired
from tracker.cli.removal import overwrite_removed
from tracker.core.db import db, writing
from tracker.evidence.withholding import withhold_where_only_some_do
from tracker.exchange.imports.retention import forget as forget_files
from tracker.feedback.retention import forget as forget_feedback


@click.command("forget")
@click.option("--dry-run", is_flag=True, help="Count what would be removed and remove nothing.")
@with_appcontext
def forget(dry_run: bool) -> None:
    """Remove ended sessions, old e-mails and invitations, answered requests and imported files."""
    with writing():
        data_dir = Path(current_app.config["DATA_DIR"])
        counts = {
            **forget_expired(OPERATOR),
            **forget_feedback(OPERATOR),
            **forget_files(OPERATOR, data_dir),
            "names in versions of a record that withholds it": withhold_where_only_some_do(
                OPERATOR
            ),
        }
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    for what, number in counts.items():
        click.echo(f"{number:6} {what}")
    if dry_run:
        click.echo("Nothing was removed.")
    else:
        overwrite_removed()
