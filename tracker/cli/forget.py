"""``flask forget``: delete expired data, as a background job does once a day."""

import click
from flask.cli import with_appcontext

from tracker.cli.removal import overwrite_removed
from tracker.jobs.retention import remove_expired


@click.command("forget")
@click.option("--dry-run", is_flag=True, help="Count what would be removed and remove nothing.")
@with_appcontext
def forget(dry_run: bool) -> None:
    """Remove ended sessions, old e-mails and invitations, answered requests and imported files."""
    counts = remove_expired(dry_run=dry_run)
    for what, number in counts.items():
        click.echo(f"{number:6} {what}")
    if dry_run:
        click.echo("Nothing was removed.")
    else:
        overwrite_removed()
