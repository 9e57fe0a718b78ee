"""``flask files``: maintain attached files on the server."""

from datetime import timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import ngettext

from tracker.accounts.actor import OPERATOR
from tracker.attachments.storage import Store
from tracker.evidence import attachment_maintenance

files = AppGroup("files", help="Check and clean up attached files.")


def store() -> Store:
    """The files of this site."""
    return Store(Path(current_app.config["DATA_DIR"]))


@files.command("sweep")
@click.option("--dry-run", is_flag=True, help="Show the number of files and remove none.")
@click.option(
    "--days",
    type=click.IntRange(min=1),
    default=1,
    help="Keep files younger than this many days. Default: 1.",
)
def sweep(dry_run: bool, days: int) -> None:
    """Remove files that belong to no submission. Run this once a day."""
    older_than = timedelta(days=days)
    count = attachment_maintenance.sweep(OPERATOR, store(), older_than=older_than, dry_run=dry_run)
    if dry_run:
        message = ngettext("%(num)s file would be removed", "%(num)s files would be removed", count)
    else:
        message = ngettext("%(num)s file removed", "%(num)s files removed", count)
    click.echo(message)


@files.command("verify")
def verify() -> None:
    """Compare every attached file with its hash. Exit with 1 if one is missing or changed."""
    found = attachment_maintenance.verify(OPERATOR, store())
    for sha256 in found.missing:
        click.echo(f"missing {sha256}")
    for sha256 in found.altered:
        click.echo(f"altered {sha256}")
    click.echo(ngettext("%(num)s file read", "%(num)s files read", found.checked))
    if not found.is_sound:
        raise SystemExit(1)
