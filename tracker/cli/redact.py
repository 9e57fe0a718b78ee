"""``flask redact``: removes the text of a record that identifies a person."""

import click
from flask.cli import with_appcontext

from tracker.accounts.actor import OPERATOR
from tracker.cli.removal import drop_data_sets, overwrite_removed
from tracker.core.db import db, writing
from tracker.core.errors import Invalid, NotFound
from tracker.evidence.redaction import redact as redact_record


@click.command("redact")
@click.argument("reference")
@click.option(
    "--reason", required=True, help="Reason. Readers see it, so do not repeat the removed words."
)
@click.option("--dry-run", is_flag=True, help="Show what would be removed and save nothing.")
@with_appcontext
def redact(reference: str, reason: str, dry_run: bool) -> None:
    """Remove text, sources and files of the action or reply REFERENCE, in all versions."""
    with writing():
        try:
            emptied = redact_record(OPERATOR, reference, reason=reason)
        except (Invalid, NotFound) as refused:
            db.session.rollback()
            raise click.ClickException(str(refused)) from None
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    click.echo(f"{'Would empty' if dry_run else 'Emptied'} {', '.join(emptied)}.")
    if not dry_run:
        drop_data_sets()
        overwrite_removed()
