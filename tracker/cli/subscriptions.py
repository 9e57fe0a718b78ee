"""``flask subscriptions send``: write the letters about what is new. A timer runs it often."""

import click
from flask.cli import AppGroup

from tracker.accounts.actor import OPERATOR
from tracker.timeline import news_mail

subscriptions = AppGroup("subscriptions", help="Letters to readers about what is new.")


@subscriptions.command("send")
def send() -> None:
    """Put what each subscription was not told yet into the outbox, once."""
    done = news_mail.send(OPERATOR)
    click.echo(f"{done.due} due, {done.letters} letters")
