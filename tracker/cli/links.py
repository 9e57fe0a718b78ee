"""``flask check-links``: ask whether the addresses of sources still answer. A timer may run it.

It asks first and writes afterwards, some at a time, so that no transaction waits for the network
and an interrupted run keeps what it learned.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db, writing
from tracker.evidence import link_schedule
from tracker.linkcheck.client import LinkChecker
from tracker.linkcheck.vocabulary import Answer, Outcome

TOGETHER = 20  # outcomes kept in one transaction


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
    asker = LinkChecker(current_app.config["SITE_URL"])
    counts: Counter[str] = Counter()
    for some in _parts(urls):
        outcomes = [asker.ask(url) for url in some]
        with writing():
            link_schedule.store_outcomes(OPERATOR, outcomes)
            db.session.commit()
        counts.update(outcome.answer for outcome in outcomes)
        _print_outcomes(outcomes)
    told = ", ".join(f"{counts[answer]} {answer.replace('_', ' ')}" for answer in Answer)
    click.echo(f"{len(urls)} addresses checked: {told}")


def _parts(urls: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(urls), TOGETHER):
        yield urls[start : start + TOGETHER]


def _print_outcomes(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.answer is not Answer.ALIVE:
            click.echo(f"{outcome.answer}  {outcome.detail}  {outcome.url}")
