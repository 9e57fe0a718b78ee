"""``flask cycles``: defines reporting cycles, their questions and due dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from tracker.accounts.actor import OPERATOR
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.core.errors import Invalid, NotFound
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.loading import carry_out, plan_files
from tracker.reporting import cycles as service
from tracker.reporting.rounds import rounds
from tracker.reporting.vocabulary import Punctuality

cycles = AppGroup("cycles", help="Manage reporting cycles and their due dates.")


@cycles.command("put")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would be done and save nothing.")
def put(file: Path, dry_run: bool) -> None:
    """Define or change the cycles in FILE (CSV) and update their due dates."""
    with _written(dry_run):
        load = plan_files({"cycles.csv": file.read_bytes()}, ALL_KINDS)
        if load.refused:
            raise click.ClickException("\n".join(str(refusal) for refusal in load.refused))
        (plan,) = load.plans
        carry_out(OPERATOR, load)
    changes = plan.changes
    click.echo(
        _(
            "%(created)s created, %(changed)s changed, %(left)s unchanged",
            created=len(changes.created),
            changed=len(changes.changed),
            left=changes.left,
        )
    )


@cycles.command("list")
def list_() -> None:
    """Print each round of each cycle with the number of states by status today."""
    today = clock.today()
    lines = rounds(today, today)
    if not lines:
        click.echo(_("There are no reporting cycles, so no reports are due."))
    for line in lines:
        counts = ", ".join(f"{line.counts[each]} {each}" for each in Punctuality)
        click.echo(f"{line.code:<30} {line.first_due_on}  {counts}")


@cycles.command("regenerate")
@click.argument("code")
@click.option("--dry-run", is_flag=True, help="Show what would be done and save nothing.")
def regenerate(code: str, dry_run: bool) -> None:
    """Update the due dates of the cycle CODE, for example after a state joined a group."""
    with _written(dry_run):
        done = service.regenerate(OPERATOR, code)
    _echo(done)


@cycles.command("archive")
@click.argument("code")
@click.option("--dry-run", is_flag=True, help="Show what would be done and save nothing.")
def archive(code: str, dry_run: bool) -> None:
    """End the cycle CODE. Past due dates stay and future due dates are cancelled."""
    with _written(dry_run):
        done = service.archive_cycle(OPERATOR, code)
    _echo(done)


def _echo(done: service.Regenerated) -> None:
    click.echo(
        _(
            "Due dates: %(created)s created, %(moved)s moved, %(dropped)s removed, "
            "%(kept)s unchanged because they have reports",
            created=done.created,
            moved=done.moved,
            dropped=done.dropped,
            kept=done.kept,
        )
    )


@contextmanager
def _written(dry_run: bool) -> Iterator[None]:
    """One transaction, rolled back in a dry run. Errors end the command with a message."""
    with writing():
        try:
            yield
        except Invalid as fault:
            raise click.ClickException(str(fault)) from None
        except NotFound as missing:
            raise click.ClickException(f"There is no {missing.kind} {missing.name}.") from None
        if dry_run:
            db.session.rollback()
        else:
            db.session.commit()
