"""Every background job: name, schedule and function.

Each may run twice or be stopped at any moment: what it changes, it changes in transactions that can
be repeated. A job gets a function that says whether the worker wants to stop.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from config import LOOPBACK
from tracker.accounts.actor import OPERATOR
from tracker.accounts.mail import sender
from tracker.assessment.publication import publish_due
from tracker.attachments.storage import Store
from tracker.core import clock
from tracker.core.db import db, truncate_log, update_statistics, writing
from tracker.evidence import attachment_maintenance, link_schedule
from tracker.exchange.imports import background
from tracker.exchange.package import build_cache
from tracker.gap import rebuild
from tracker.jobs.link_checks import check_addresses
from tracker.jobs.retention import remove_expired
from tracker.jobs.schedule import Daily, Every, Schedule, Weekly
from tracker.reporting import reminders
from tracker.timeline import news_mail

Stop = Callable[[], bool]
LINKS_AFTER = timedelta(days=30)
SUNDAY = 6


class LogInUse(Exception):
    """A reader prevents emptying SQLite's log. The next attempt tries again."""


def _always(_config: Mapping[str, Any]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Job:
    """A background job. ``is_wanted`` says whether a site with these settings runs it."""

    schedule: Schedule
    run: Callable[[Stop], None]
    is_wanted: Callable[[Mapping[str, Any]], bool] = _always


def send_mail(_stop: Stop) -> None:
    """Send queued e-mails. Raises OSError if the server cannot be reached."""
    sender.send_all(OPERATOR, mail_url=current_app.config["MAIL_URL"])


def queue_updates(_stop: Stop) -> None:
    """Queue the e-mails about updates for subscribers."""
    news_mail.send(OPERATOR)


def continue_imports(stop: Stop) -> None:
    """Continue imports whose process has ended."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    background.wake(app)
    while background.is_at_work(app) and not stop():
        background.wait(app, 1.0)


def rebuild_figures(_stop: Stop) -> None:
    """Rebuild the standing table for the new day."""
    with writing():
        rebuild.rebuild_standings(OPERATOR)
        db.session.commit()


def build_data_set(_stop: Stop) -> None:
    """Build the public data set if records changed or a new day began."""
    try:
        build_cache.archives()
    except build_cache.BuildInProgress:
        return  # a reader asked for it at the same time


def queue_reminders(_stop: Stop) -> None:
    """Queue the reminders of due reports."""
    with writing():
        reminders.remind(OPERATOR, clock.today())
        db.session.commit()


def publish_assessments(_stop: Stop) -> None:
    """Publish the assessments whose time for a reply has ended."""
    with writing():
        publish_due(OPERATOR, clock.today())
        db.session.commit()


def remove_expired_data(_stop: Stop) -> None:
    """Delete expired personal data. Raises LogInUse if SQLite's log still has it."""
    remove_expired()
    db.session.remove()
    if not truncate_log(db.engine):
        raise LogInUse


def count_index_entries(_stop: Stop) -> None:
    """Update the statistics from which SQLite plans its queries."""
    db.session.remove()
    update_statistics(db.engine)


def sweep_files(_stop: Stop) -> None:
    """Remove attached files that belong to no submission."""
    attachment_maintenance.sweep(OPERATOR, Store(Path(current_app.config["DATA_DIR"])))


def check_links(stop: Stop) -> None:
    """Check the source addresses that are due."""
    urls = link_schedule.due(OPERATOR, older_than=LINKS_AFTER)
    db.session.rollback()
    for _outcome in check_addresses(urls, stop=stop):
        pass


def _has_mail_server(config: Mapping[str, Any]) -> bool:
    return bool(config.get("MAIL_URL"))


def _is_public(config: Mapping[str, Any]) -> bool:
    """Whether other machines can reach the site. Others do not check foreign servers."""
    host = urlsplit(str(config.get("SITE_URL") or "")).hostname
    return host is not None and host not in LOOPBACK


JOBS: Mapping[str, Job] = {
    "mail": Job(Every(timedelta(minutes=1)), send_mail, _has_mail_server),
    "imports": Job(Every(timedelta(minutes=1)), continue_imports),
    "subscriptions": Job(Every(timedelta(minutes=10)), queue_updates),
    "figures": Job(Daily(time(0, 10)), rebuild_figures),
    "data-set": Job(Every(timedelta(hours=1), timedelta(minutes=20)), build_data_set),
    "statistics": Job(Daily(time(2, 10)), count_index_entries),
    "files": Job(Daily(time(2, 20)), sweep_files),
    "links": Job(Weekly(SUNDAY, time(2, 50)), check_links, _is_public),
    "reminders": Job(Daily(time(5, 30)), queue_reminders),
    "assessments": Job(Daily(time(5, 40)), publish_assessments),
    "retention": Job(Daily(time(5, 50)), remove_expired_data),
}


def wanted_jobs() -> Mapping[str, Job]:
    """The jobs of this site."""
    config = current_app.config
    return {name: job for name, job in JOBS.items() if job.is_wanted(config)}
