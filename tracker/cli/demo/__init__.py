"""``flask demo``: the real registry with invented States only, for trying everything out.

Instruments, commitments, relations and indicators come from the seed. States, organisations,
sources and reports are invented. The command marks the database as a demonstration, and refuses one
that has records without that mark.
"""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

import config
from tracker.cli.demo import accounts
from tracker.cli.demo.answering import answer_and_rate
from tracker.cli.demo.corners import fill_corners
from tracker.cli.demo.desks import fill_administration
from tracker.cli.demo.filing import file_reports
from tracker.cli.demo.importing import import_files
from tracker.cli.demo.making import RealRecords, make
from tracker.cli.demo.readers import act_as_readers
from tracker.cli.demo.replying import reply_for_states
from tracker.cli.demo.submitting import submit_actions
from tracker.core.db import db, writing

SEED = Path(config.__file__).parent / "seed_data"


@click.command("demo")
@click.option(
    "--seed",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SEED,
    help="Folder with the registry files. Default: seed_data.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be created and save nothing.")
@click.option("--passwords", is_flag=True, help="Only show the accounts and passwords again.")
@with_appcontext
def demo(seed: Path, dry_run: bool, passwords: bool) -> None:
    """Fill an empty database with the registry and invented states, under a banner."""
    data_dir = Path(current_app.config["DATA_DIR"])
    if passwords:
        guests = accounts.load(data_dir)
        if not guests:
            raise click.ClickException("This database has no demonstration accounts.")
        lines = accounts.lines(data_dir, guests)
    else:
        lines = _fill(data_dir, seed, keep=not dry_run)
    for line in lines:
        click.echo(line)


def _fill(data_dir: Path, seed: Path, *, keep: bool) -> tuple[str, ...]:
    """Create what is missing. Returns lines for the person at the console.

    Records and accounts are made in one transaction. What readers do, people who are invited
    and files that are imported follow in others, as they would on a site.
    """
    prepared = accounts.prepare_accounts()
    with writing():
        try:
            made = make(seed)
        except RealRecords as found:
            raise click.ClickException(str(found)) from None
        guests = accounts.make_accounts(prepared)
        filed = _act_as_people() if guests else ()
        if not keep:
            db.session.rollback()
            return (*made, *filed)
        if guests:
            accounts.store(data_dir, guests)
        db.session.commit()
        if guests:
            # Counting attempts ends the transaction, as it does on a site.
            filed += (*fill_administration(), *act_as_readers(), *import_files(data_dir))
            db.session.commit()
    return (*made, *filed, *accounts.lines(data_dir, guests or accounts.load(data_dir)))


def _act_as_people() -> tuple[str, ...]:
    """Do what invented people do on the site. Returns lines to print."""
    return (
        *file_reports(),
        *submit_actions(),
        *answer_and_rate(),
        *reply_for_states(),
        *fill_corners(),
    )
