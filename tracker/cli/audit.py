"""``flask audit``: prove that the trail is whole."""

import click
from flask.cli import AppGroup

from tracker.audit.trail import verify as verify_trail

audit = AppGroup("audit", help="The append-only record of who did what.")


@audit.command("verify")
def verify() -> None:
    """Walk the whole trail; exit 1 at the first changed, missing or reordered event."""
    verdict = verify_trail()
    if verdict.fault:
        click.echo(f"The audit trail is broken: {verdict.fault}.", err=True)
        raise SystemExit(1)
    told = f", {verdict.redacted} of them redacted" if verdict.redacted else ""
    click.echo(f"The audit trail is whole: {verdict.events} events{told}, head {verdict.head}")
