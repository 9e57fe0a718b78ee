"""``flask forget``: remove what has been kept long enough. A timer should run it once a day."""

import click
from flask.cli import with_appcontext

from tracker.accounts.actor import OPERATOR
from tracker.accounts.forgetting import forget as forget_expired
from tracker.db import db, writing


@click.command("forget")
@click.option("--dry-run", is_flag=True, help="Count what would go and keep it.")
@with_appcontext
def forget(dry_run: bool) -> None:
    """Remove ended sessions, old letters, invitations and answered requests."""
    with writing():
        counts = forget_expired(OPERATOR)
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    for what, number in counts.items():
        click.echo(f"{number:6} {what}")
    if dry_run:
        click.echo("nothing was removed")
