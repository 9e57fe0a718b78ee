"""``flask doctor``: what the site lacks to serve well, and the command that corrects it."""

import click
from flask.cli import with_appcontext

from tracker.jobs import readiness


@click.command("doctor")
@with_appcontext
def doctor() -> None:
    """Check database, search, figures, jobs and e-mails. Exit with 1 if something is not ready."""
    found = readiness.problems()
    for problem in found:
        click.echo(f"{problem.part}: {problem.text}\n    {problem.command}")
    if found:
        raise SystemExit(1)
    click.echo("Everything is ready.")
