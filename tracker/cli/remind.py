"""``flask remind``: queue e-mails about due dates. A timer should run it once a day.

Run twice, or after days without, it writes no letter twice; ``flask mail send`` sends them.
"""

from datetime import datetime

import click
from flask.cli import with_appcontext

from tracker.accounts.actor import OPERATOR
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.reporting import reminders


@click.command("remind")
@click.option(
    "--dry-run", is_flag=True, help="Show which e-mails would be created and create none."
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Use this day instead of today. Without --dry-run the e-mails are really sent.",
)
@with_appcontext
def remind(dry_run: bool, day: datetime | None) -> None:
    """Put due reminders and the monthly list into the e-mail queue."""
    on = day.date() if day else clock.today()
    with writing():
        done = reminders.remind(OPERATOR, on)
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    for each in done:
        step = "" if each.step is None else f" {each.step:+d}"
        click.echo(f"{each.kind}{step}  {each.about}  {each.readers}")
    click.echo(f"{sum(each.readers for each in done)} e-mails" + (", not saved" * dry_run))
