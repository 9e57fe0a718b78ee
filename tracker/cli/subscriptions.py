"""``flask subscriptions send``: queue e-mails about updates. A timer runs it often."""

import click
from flask.cli import AppGroup

from tracker.accounts.actor import OPERATOR
from tracker.timeline import news_mail

subscriptions = AppGroup("subscriptions", help="Send e-mails about updates to subscribers.")


@subscriptions.command("send")
def send() -> None:
    """Put new updates for each subscription into the e-mail queue."""
    done = news_mail.send(OPERATOR)
    click.echo(f"{done.due} due, {done.letters} e-mails")
