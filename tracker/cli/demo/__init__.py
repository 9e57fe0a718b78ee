"""``flask demo``: the real registry with invented states only, to try everything on.

What is followed (instruments, commitments, relations, indicators) comes from the seed; of whom
anything is told (states, organisations, sources, reports) is invented. No real state may be on
record: the command refuses a database that knows one.
"""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

import config
from tracker.cli.demo.accounts import make_accounts
from tracker.cli.demo.making import RealStates, make
from tracker.db import db, writing

SEED = Path(config.__file__).parent / "seed_data"


@click.command("demo")
@click.option(
    "--seed",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=SEED,
    help="Folder with the registry to use. Default: seed_data.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be made and write nothing.")
@with_appcontext
def demo(seed: Path, dry_run: bool) -> None:
    """Fill an empty database with the registry and invented states, under a banner."""
    with writing():
        try:
            lines = (*make(seed), *make_accounts())
        except RealStates as found:
            raise click.ClickException(str(found)) from None
        if dry_run:
            db.session.rollback()
        else:
            # Before anything invented can be read: every page must say what it is.
            config.mark_demonstration(Path(current_app.config["DATA_DIR"]))
            current_app.config["DEMO"] = True
            db.session.commit()
    for line in lines:
        click.echo(line)
