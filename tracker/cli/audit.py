"""``flask audit``: verify that the audit trail is complete."""

import click
from flask.cli import AppGroup

from tracker.audit.trail import verify as verify_trail

audit = AppGroup("audit", help="Check the append-only audit trail.")


@audit.command("verify")
def verify() -> None:
    """Check the whole trail. Exit with 1 at the first changed, missing or reordered event."""
    verdict = verify_trail()
    if verdict.fault:
        click.echo(f"The audit trail is broken: {verdict.fault}.", err=True)
        raise SystemExit(1)
    redacted = f", {verdict.redacted} of them redacted" if verdict.redacted else ""
    click.echo(f"The audit trail is intact: {verdict.events} events{redacted}, head {verdict.head}")
