"""``flask mail``: send queued e-mails, and list those that failed."""

import click
from flask import current_app
from flask.cli import AppGroup

from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import admin, sender
from tracker.core.db import db, writing
from tracker.core.errors import Conflict

mail = AppGroup("mail", help="Send and list e-mails to people with an account.")


@mail.command("send")
def send() -> None:
    """Send queued e-mails through MAIL_URL. Exit with 1 if any was refused, 2 without a server."""
    url = current_app.config.get("MAIL_URL")
    if not url:
        click.echo("MAIL_URL is not set, so the e-mails stay in the queue.", err=True)
        raise SystemExit(2)
    try:
        done = sender.send_all(OPERATOR, mail_url=url)
    except OSError as error:
        click.echo(f"The mail server cannot be used: {error}", err=True)
        raise SystemExit(1) from None
    click.echo(f"{done.sent} sent, {done.failed} refused")
    doubtful = admin.uncertain(OPERATOR)
    if doubtful:
        click.echo(f"{doubtful} uncertain: see flask mail list --uncertain", err=True)
    if done.failed:
        raise SystemExit(1)


@mail.command("list")
@click.option("--uncertain", is_flag=True, help="Only e-mails that may have arrived.")
def list_(uncertain: bool) -> None:
    """List e-mails that may not have been sent, with the start of the Message-ID."""
    for row in admin.unsent(OPERATOR):
        if not uncertain or row.standing is admin.MailStatus.UNCERTAIN:
            written = row.created_at.isoformat(timespec="minutes")
            columns = (row.number, row.standing, row.kind, row.recipient, written, row.message_key)
            click.echo("  ".join(str(each) for each in columns))


@mail.command("again")
@click.argument("number", type=int)
def again(number: int) -> None:
    """Send the e-mail NUMBER again, even if it may have arrived."""
    with writing():
        try:
            admin.again(OPERATOR, number)
        except Conflict as conflict:
            raise click.ClickException(str(conflict)) from None
        db.session.commit()
    click.echo("The next flask mail send sends it again.")
