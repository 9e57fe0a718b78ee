"""``flask gap``: take a cell apart, or make the standing table anew."""

from datetime import date

import click
from flask.cli import AppGroup

from tracker.accounts.actor import OPERATOR
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.core.errors import NotFound
from tracker.gap import rebuild as gap_rebuild
from tracker.gap.cell import explain_cell
from tracker.gap.facts import ScoringParams
from tracker.gap.narration import lines

gap = AppGroup("gap", help="Show and rebuild the figures of the gap.")


class Day(click.ParamType[date]):
    """A day written 2013-12-31, not after today."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """The day; anything else ends the command with what would be accepted."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write 2013-12-31", param, ctx)
        if day > clock.latest_day():
            self.fail(f"{value} is in the future", param, ctx)
        return day


@gap.command("explain")
@click.argument("iso3")
@click.argument("reference")
@click.option("--as-of", type=Day(), help="Show the situation on this day. Default: today.")
@click.option(
    "--known-by", type=Day(), help="Use only what was public on this day. Default: today."
)
def explain(iso3: str, reference: str, as_of: date | None, known_by: date | None) -> None:
    """Print the inputs and the arithmetic of one commitment of a state, such as KEN GPA-2010-08."""
    today = clock.today()
    reading = ScoringParams(as_of=as_of or today, known_by=known_by or today)
    try:
        explanation = explain_cell(iso3.upper(), reference.upper(), reading)
    except NotFound as missing:
        raise click.ClickException(f"There is no {missing.kind} {missing.name}.") from None
    for line in lines(explanation):
        click.echo(line)


@gap.command("rebuild")
@click.option("--dry-run", is_flag=True, help="Compare only. Exit with 1 if the table differs.")
def rebuild(dry_run: bool) -> None:
    """Rebuild the stored figures for today. Run this after midnight UTC."""
    with writing():
        before = gap_rebuild.fingerprint()
        built = gap_rebuild.rebuild_standings(OPERATOR)
        same = gap_rebuild.fingerprint() == before
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
    word = "equal to" if same else "different from"
    click.echo(f"{built.rows} cells at revision {built.revision}, {word} what was stored")
    if dry_run and not same:
        raise SystemExit(1)
