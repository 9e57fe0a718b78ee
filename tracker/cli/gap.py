"""``flask gap``: explain a cell, or rebuild the standing table."""

from collections.abc import Iterable, Sequence
from datetime import date

import click
from flask.cli import AppGroup

from tracker.accounts.actor import OPERATOR
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.core.errors import NotFound
from tracker.evidence.queries.origins import records_without_source, values_by_source
from tracker.gap import rebuild as gap_rebuild
from tracker.gap.cell import explain_cell
from tracker.gap.coverage import PillarCoverage, certainties, coverage_by_pillar
from tracker.gap.facts import ScoringParams
from tracker.gap.narration import lines
from tracker.gap.snapshot import load_snapshot

gap = AppGroup("gap", help="Show and rebuild the figures of the gap.")


class Day(click.ParamType[date]):
    """A day such as 2013-12-31, not later than today."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Parse the day. Fails with the accepted format."""
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


@gap.command("coverage")
@click.option("--as-of", type=Day(), help="Show the situation on this day. Default: today.")
@click.option("--known-by", type=Day(), help="Use what was public by this day. Default: today.")
def coverage(as_of: date | None, known_by: date | None) -> None:
    """Print how much is known now, was known earlier or never, and where records come from.

    The tables are in Markdown. Commitments of member states that apply are counted.
    """
    today = clock.today()
    reading = ScoringParams(as_of=as_of or today, known_by=known_by or today)
    seen = load_snapshot(reading)
    click.echo(f"Situation on {reading.as_of}, as known on {reading.known_by}.\n")
    _table(
        ("pillar", "apply", "known now", "known earlier", "never", "voices", "concentration"),
        [_coverage_row(one) for one in coverage_by_pillar(seen)],
    )
    _table(
        ("certainty of the wording", "commitments"), sorted(certainties(seen).items(), reverse=True)
    )
    _table(
        ("source", "tier", "family", "licence", "values"),
        [
            (one.code, one.tier, one.family, one.licence or "not stated", one.values)
            for one in values_by_source(reading.known_by)
        ],
    )
    click.echo(f"Records without a source: {records_without_source(reading.known_by)}")


def _coverage_row(one: PillarCoverage) -> tuple[object, ...]:
    return (
        one.pillar or "all",
        one.applicable,
        *(_with_share(number, one.applicable) for number in (one.known, one.dated, one.never)),
        one.voices,
        "–" if one.concentration is None else f"{one.concentration:.0%}",
    )


def _with_share(number: int, whole: int) -> str:
    return f"{number} ({number / whole:.1%})" if whole else "0"


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    click.echo("| " + " | ".join(headings) + " |")
    click.echo("|" + "---|" * len(headings))
    for row in rows:
        click.echo("| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |")
    click.echo()
