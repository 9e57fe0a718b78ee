"""``flask mail``: send the letters that wait in the outbox. Run it every minute."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.accounts import sending
from tracker.accounts.actor import OPERATOR

mail = AppGroup("mail", help="Letters to people with an account.")


@mail.command("send")
def send() -> None:
    """Send what waits through MAIL_URL; exit 1 if the server refused any, 2 without a server."""
    url = current_app.config.get("MAIL_URL")
    if not url:
        click.echo("MAIL_URL is not set; the letters stay in the outbox.", err=True)
        raise SystemExit(2)
    try:
        done = sending.send_all(OPERATOR, mail_url=url)
    except OSError as error:
        click.echo(f"The mail server cannot be used: {error}", err=True)
        raise SystemExit(1) from None
    click.echo(f"{done.sent} sent, {done.failed} refused")
    if done.failed:
        raise SystemExit(1)
