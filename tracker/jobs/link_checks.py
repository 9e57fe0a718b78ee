"""Checks whether the addresses of sources still work.

It asks first and writes afterwards, some at a time, so that no transaction waits for the network
and an interrupted run keeps what it learned.
"""

from collections.abc import Callable, Iterator, Sequence

from flask import current_app

from tracker.accounts.actor import OPERATOR
from tracker.core.db import db, writing
from tracker.evidence import link_schedule
from tracker.linkcheck.client import LinkChecker
from tracker.linkcheck.vocabulary import Outcome

TOGETHER = 20  # outcomes stored in one transaction


def check_addresses(
    urls: Sequence[str], *, stop: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Check the addresses and yield each result after it is stored.

    ``stop`` is asked between the transactions; what was not checked stays due.
    """
    checker = LinkChecker(current_app.config["SITE_URL"])
    for start in range(0, len(urls), TOGETHER):
        if stop():
            return
        outcomes = [checker.ask(url) for url in urls[start : start + TOGETHER]]
        with writing():
            link_schedule.store_outcomes(OPERATOR, outcomes)
            db.session.commit()
        yield from outcomes
