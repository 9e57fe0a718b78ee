"""Queues e-mails about latest updates for due subscriptions, each event once.

Each subscription stores the time up to which events were sent, in the transaction that queues its
e-mail. So nothing is sent twice or left out, even if it runs twice, simultaneously, or is
interrupted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask_babel import gettext as _
from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.mail import queue, subscription_templates
from tracker.accounts.mail.subscriptions import Frequency, Subject, SubscriptionTopic, about_of
from tracker.accounts.mail.templates import in_language
from tracker.accounts.models import Organisation, Subscription
from tracker.core import clock
from tracker.core.db import db, writing
from tracker.evidence.queries import action_list
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Commitment, Theme
from tracker.timeline import headlines
from tracker.timeline import query as timeline_query
from tracker.timeline.event import Event, TimelineQuery, Window

# What is written now may be public only once its transaction ends, as of an earlier moment.
SETTLED = timedelta(minutes=10)
WEEK = timedelta(days=7)
# A letter lists fewer; a load of the registry makes public many at once.
MOST_TOLD = 500


@dataclass(frozen=True, slots=True)
class NewsReport:
    """The result of one run: due subscriptions and queued e-mails."""

    due: int
    letters: int


@dataclass(slots=True)
class _Run:
    """One run with its cutoff time and cached queries."""

    until: datetime
    found: dict[tuple[SubscriptionTopic, datetime], tuple[Event, ...]] = field(default_factory=dict)

    def news(self, about: SubscriptionTopic, after: datetime) -> tuple[Event, ...]:
        key = about, after
        if key not in self.found:
            asked = TimelineQuery(
                as_of=clock.today(),
                known_by=clock.today(),
                filters=about.filters,
                window=Window(after, self.until),
            )
            self.found[key] = timeline_query.everything(asked, limit=MOST_TOLD)
        return self.found[key]


def send(actor: Actor) -> NewsReport:
    """Queue every e-mail that is due, each in its own transaction."""
    require(actor, Permission.MAIL_SEND)
    run = _Run(clock.now() - SETTLED)
    numbers = _due(run.until)
    written = [_notify(number, run) for number in numbers]
    return NewsReport(len(numbers), sum(written))


def _due(until: datetime) -> list[int]:
    query = select(Subscription).where(Subscription.confirmed_at.is_not(None))
    numbers = [row.id for row in db.session.scalars(query) if _is_due(row, until)]
    db.session.rollback()
    return numbers


def _is_due(row: Subscription, until: datetime) -> bool:
    if row.confirmed_at is None or row.told_until is None:
        return False
    waited = until - row.told_until
    return waited > timedelta(0) and (row.rhythm == Frequency.IMMEDIATE or waited >= WEEK)


def _notify(number: int, run: _Run) -> bool:
    with writing():
        query = select(Subscription).where(Subscription.id == number).with_for_update()
        row = db.session.scalar(query.execution_options(populate_existing=True))
        # Another run may have sent it, or the reader ended it, since it was found due.
        after = row.told_until if row is not None and _is_due(row, run.until) else None
        if row is None or after is None:
            db.session.rollback()
            return False
        occurrences = run.news(about_of(row), after)
        if occurrences:
            _write(row, occurrences, run.until)
        row.told_until = run.until
        db.session.commit()
    return bool(occurrences)


def _write(row: Subscription, occurrences: tuple[Event, ...], until: datetime) -> None:
    about = about_of(row)
    with in_language(row.language):
        queue.enqueue(
            subscription_templates.news(
                row,
                what=called(about),
                sentences=[one.sentence for one in headlines.headline_of(occurrences)],
                page=_query(about.filters),
                until=until,
            )
        )


def _query(filters: Mapping[str, str]) -> str:
    return f"?{urlencode(filters)}" if filters else ""


def called(about: SubscriptionTopic) -> str:
    """The subject of a subscription in words. The code if it is no longer public."""
    match about.subject:
        case Subject.EVERYTHING:
            return _("everything")
        case Subject.STATE:
            return headlines.state_names().get(about.code, about.code)
        case Subject.COMMITMENT:
            title = select(Commitment.title).where(Commitment.reference == about.code)
            return _("%(code)s, %(title)s", code=about.code, title=db.session.scalar(title) or "")
        case Subject.THEME:
            name = db.session.scalar(select(Theme.name).where(Theme.code == about.code))
            return name or about.code
        case Subject.ORGANISATION:
            return _organisation(about.code)


def _organisation(public_id: str) -> str:
    """Its name, as long as it is named in public."""
    today = clock.today()
    named = {one.public_id for one in action_list.named(today, today)}
    query = select(Organisation.name).where(Organisation.public_id == public_id)
    name = db.session.scalar(query) if public_id in named else None
    return name or _("an organisation")
