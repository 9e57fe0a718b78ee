"""``flask search``: the index of the search."""

import click
from flask.cli import AppGroup

from tracker.core.db import db, truncate_log, writing
from tracker.search import indexing

search = AppGroup("search", help="Rebuild the index of the search.")


@search.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Compare only. Exit with 1 if the index differs.")
def rebuild(dry_run: bool) -> None:
    """Rebuild the index from the public records."""
    if dry_run:
        differing = indexing.differences()
        click.echo(f"{differing} texts differ from the public records")
        raise SystemExit(1 if differing else 0)
    with writing():
        number = indexing.rebuild(db.session.commit)
        db.session.commit()
    truncate_log(db.engine)
    click.echo(f"{number} texts in the index")
