"""``flask assessments``: publishes assessments once a State's days to reply are over."""

import click
from flask.cli import AppGroup

from tracker.accounts.actor import OPERATOR
from tracker.assessment.publication import publish_due
from tracker.core import clock
from tracker.core.db import db, writing

assessments = AppGroup(
    "assessments", help="Publish assessments after the time for a state's reply."
)


@assessments.command("publish")
@click.option("--dry-run", is_flag=True, help="Show what would be published and save nothing.")
def publish(dry_run: bool) -> None:
    """Publish the assessments for which the time to reply has ended."""
    with writing():
        done = publish_due(OPERATOR, clock.today())
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    for reference in done:
        click.echo(reference)
    click.echo(f"{len(done)} assessments" + (", not saved" * dry_run))
