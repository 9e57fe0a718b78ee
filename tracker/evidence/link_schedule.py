"""Schedules checks of source addresses and stores the results.

Only addresses that readers can see are asked: to ask for another would tell its server that an
unpublished record names it.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, Citation, Reply, Source
from tracker.linkcheck.client import host_of
from tracker.linkcheck.models import LinkCheck
from tracker.linkcheck.vocabulary import DEAD_ANSWERS, Outcome, is_dead
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Instrument
from tracker.reporting.models import Report, ReportEntry
from tracker.review import publication
from tracker.review.publishable import Publishable

Query = Any  # a Select; its column types are lost as clauses are added

_ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”]+", re.IGNORECASE)
_TRAILING = ".,;:!?)]}"


def due(actor: Actor, *, older_than: timedelta, limit: int | None = None) -> list[str]:
    """Addresses to check, never-checked ones first, alternating between hosts."""
    require(actor, Permission.LINKS_CHECK)
    asked = {row.url: row.checked_at for row in db.session.execute(_asked())}
    before = clock.now() - older_than
    waiting = [url for url in addresses() if url not in asked or asked[url] < before]
    waiting.sort(key=lambda url: (url in asked, asked.get(url), url))
    return list(_hosts_in_turn(waiting))[:limit]


def addresses() -> list[str]:
    """Every address in published records, sorted, without duplicates."""
    found = {url for url in db.session.scalars(_registry_addresses()) if url}
    for row in db.session.execute(_citations()):
        found |= {url for url in row if url}
    for text in db.session.scalars(_entry_sources()):
        found |= {match.rstrip(_TRAILING) for match in _ADDRESS.findall(text)}
    return sorted(found)


def store_outcomes(actor: Actor, outcomes: Sequence[Outcome]) -> None:
    """Store the results. Pages change when an address stops or starts working."""
    require(actor, Permission.LINKS_CHECK)
    rows = _rows_of([outcome.url for outcome in outcomes])
    before = dead()
    for outcome in outcomes:
        _note(rows.get(outcome.url) or _new(outcome), outcome)
    db.session.flush()
    if dead() != before:
        publication.touch_public()
    answers: dict[str, int] = defaultdict(int)
    for outcome in outcomes:
        answers[outcome.answer] += 1
    trail.record(actor, "evidence:links:checked", "evidence:links", dict(sorted(answers.items())))


def dead() -> dict[str, datetime]:
    """Addresses that no longer work, with the time since when."""
    query = select(LinkCheck).where(LinkCheck.answer.in_(DEAD_ANSWERS))
    return {
        row.url: row.failing_since
        for row in db.session.scalars(query)
        if row.failing_since is not None
        and is_dead(
            row.answer,
            failures=row.failures,
            failing_since=row.failing_since,
            checked_at=row.checked_at,
        )
    }


def _note(row: LinkCheck, outcome: Outcome) -> None:
    failed = outcome.answer in DEAD_ANSWERS
    row.answer, row.detail, row.checked_at = outcome.answer, outcome.detail, outcome.at
    row.failures = row.failures + 1 if failed else 0
    row.failing_since = (row.failing_since or outcome.at) if failed else None


def _new(outcome: Outcome) -> LinkCheck:
    row = LinkCheck(url_hash=_hash(outcome.url), url=outcome.url, failures=0)
    db.session.add(row)
    return row


def _rows_of(urls: Sequence[str]) -> dict[str, LinkCheck]:
    query = select(LinkCheck).where(LinkCheck.url_hash.in_([_hash(url) for url in urls]))
    return {row.url: row for row in db.session.scalars(query)}


def _hash(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()


def _asked() -> Query:
    return select(LinkCheck.url, LinkCheck.checked_at)


def _registry_addresses() -> Query:
    return select(Source.url).union(select(Instrument.url))


def _citations() -> Query:
    of_public = or_(
        Citation.action_id.in_(select(Action.id).where(*_public(Action))),
        Citation.reply_id.in_(select(Reply.id).where(*_public(Reply))),
    )
    return select(Citation.url, Citation.archived_url).where(of_public)


def _entry_sources() -> Query:
    return (
        select(ReportEntry.sources)
        .join(ReportEntry.report)
        .where(*_public(Report), ReportEntry.sources.is_not(None))
    )


def _public(model: type[Publishable]) -> tuple[ColumnElement[bool], ...]:
    return model.published_at.is_not(None), model.ended_at.is_(None)


def _hosts_in_turn(urls: Iterable[str]) -> Iterator[str]:
    """Sort addresses so that the same host repeats as little as possible."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    for turn in zip_longest(*by_host.values()):
        yield from (url for url in turn if url is not None)
