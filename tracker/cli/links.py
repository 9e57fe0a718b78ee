"""``flask check-links``: checks whether the web addresses of sources still work."""

from collections import Counter
from datetime import timedelta

import click
from flask.cli import with_appcontext

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db
from tracker.evidence import link_schedule
from tracker.jobs.link_checks import check_addresses
from tracker.linkcheck.vocabulary import Answer


@click.command("check-links")
@click.option("--older-than", default=30, show_default=True, help="Days since the last check.")
@click.option("--limit", type=click.IntRange(min=1), help="Check at most this many.")
@click.option("--dry-run", is_flag=True, help="List the addresses that are due and check none.")
@with_appcontext
def check_links(older_than: int, limit: int | None, dry_run: bool) -> None:
    """Check the web addresses that are due and mark sources that no longer answer."""
    urls = link_schedule.due(OPERATOR, older_than=timedelta(days=older_than), limit=limit)
    db.session.rollback()
    if dry_run:
        for url in urls:
            click.echo(url)
        click.echo(f"{len(urls)} addresses due, none checked")
        return
    counts: Counter[str] = Counter()
    for outcome in check_addresses(urls):
        counts[outcome.answer] += 1
        if outcome.answer is not Answer.ALIVE:
            click.echo(f"{outcome.answer}  {outcome.detail}  {outcome.url}")
    summary = ", ".join(f"{counts[answer]} {answer.replace('_', ' ')}" for answer in Answer)
    click.echo(f"{len(urls)} addresses checked: {summary}")
