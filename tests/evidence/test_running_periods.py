"""What is dated to a month or year that is not over is shown at once, and counts from its end."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask.testing import FlaskClient, FlaskCliRunner
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tests import people
from tests.accounts.test_subscriptions import confirmed
from tests.evidence import logged
from tests.web.pages import opened, words
from tracker.accounts.mail.subscription_templates import NEWS
from tracker.core.clock import PartialDate
from tracker.evidence.queries.actions import actions_of_state
from tracker.gap import standing
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.review.visibility import has_begun
from tracker.timeline import query
from tracker.timeline.event import TimelineQuery

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
TITLE = "An invented law was adopted"

# What is written, whether it may be shown on 15 November 2026, and from when it counts.
DATES: list[tuple[str, str | None]] = [
    ("2026", "31 Dec 2026"),
    ("2026-11", "30 Nov 2026"),
    ("2026-11-15", None),
    ("2026-11-16", "16 Nov 2026"),  # the day has begun at UTC+14
    ("2026-10", None),
    ("2025", None),
]


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    with time_machine.travel(NOW - timedelta(days=9), tick=False):
        return logged.world()


def everywhere(client: FlaskClient) -> dict[str, str]:
    """What every list, feed, file and answer says, by address."""
    addresses = (
        "/actions",
        "/states/XAA/records",
        "/states/XAA/PLAN-01",
        "/commitments/PLAN-01",
        "/activity",
        "/activity.atom",
        "/activity.csv",
        "/search?q=invented+law",
        "/api/v1/actions",
        "/api/v1/actions.csv",
        "/api/v1/standings/XAA/PLAN-01",
        "/data/actions.csv",
        "/data/action_sources.csv",
    )
    return {each: client.get(each, buffered=True).get_data(as_text=True) for each in addresses}


@pytest.mark.parametrize(("written", "counts_from"), DATES)
def test_action_is_in_every_list_at_once(
    world: SimpleNamespace,
    db: SQLAlchemy,
    client: FlaskClient,
    written: str,
    counts_from: str | None,
) -> None:
    with time_machine.travel(NOW, tick=False):
        reference = logged.published(world, happened_on=written).reference
        db.session.commit()
        standing.rebuild()
        db.session.commit()
        seen = everywhere(client)
        level = (
            load_snapshot(ScoringParams(NOW.date(), NOW.date())).standings["XAA"]["PLAN-01"].settled
        )
        marked = ("/actions", "/states/XAA/records", "/search?q=invented+law")
        pages = [words(opened(client, each).main) for each in marked]
        page = words(opened(client, f"/actions/{reference}").main)

    missing = [each for each, text in seen.items() if TITLE not in text and reference not in text]
    assert missing == []
    # The cell has its record, and so does everything else that lists records by their numbers.
    assert reference in seen["/states/XAA/PLAN-01"]
    assert reference in seen["/api/v1/standings/XAA/PLAN-01"]
    found = f"counts from {counts_from}" if counts_from else "counts from"
    assert [found in text for text in (*pages, page)] == [counts_from is not None] * 4
    assert (level is None) == (counts_from is not None)


def test_followers_are_told_once(
    world: SimpleNamespace, db: SQLAlchemy, cli: FlaskCliRunner
) -> None:
    hour = timedelta(hours=1)
    with time_machine.travel(NOW, tick=False) as clock:
        confirmed()
        clock.shift(hour)
        logged.published(world, happened_on="2026")
        db.session.commit()
        clock.shift(hour)
        cli.invoke(args=["subscriptions", "send"])
        # Nor when the year is over and it begins to count.
        clock.move_to(datetime(2027, 1, 2, tzinfo=UTC))
        cli.invoke(args=["subscriptions", "send"])

    (letter,) = people.letters(NEWS)
    assert TITLE in (letter.body_text or "")
    assert "It counts from 31 Dec 2026." in (letter.body_text or "")


# The last day of a date, its precision, the day looked at (today: 15 Nov 2026, noon), in a list.
BEGUN: list[tuple[str, str, bool]] = [
    ("2026", "2026-11-15", True),
    ("2026", "2025-12-31", False),
    ("2026", "2026-01-01", True),
    ("2027", "2026-11-15", False),
    ("2026-11", "2026-11-01", True),
    ("2026-11", "2026-10-31", False),
    ("2026-12", "2026-11-15", False),
    ("2026-11-16", "2026-11-15", True),  # it has begun at UTC+14
    ("2026-11-17", "2026-11-15", False),
    ("2026-11-16", "2026-11-14", False),  # a day of the past is looked at as it was
]


@pytest.mark.parametrize(("written", "as_of", "listed"), BEGUN)
def test_lists_hold_what_has_begun_by_the_day(
    db: SQLAlchemy, written: str, as_of: str, listed: bool
) -> None:
    on, day = PartialDate.parse(written), date.fromisoformat(as_of)
    state, commitment = make.state(), make.commitment()
    make.action(
        state,
        commitment,
        level=1,
        effective_on=on.last_day,
        effective_precision=on.precision,
        published_at=datetime(2020, 1, 1, tzinfo=UTC),
    )
    db.session.commit()

    with time_machine.travel(NOW, tick=False):
        assert has_begun(on.last_day, on.precision, day) == listed
        assert len(actions_of_state(state.iso3, day, NOW.date())) == listed
        found = query.page(
            TimelineQuery(as_of=day, known_by=NOW.date(), filters={"kind": "action"})
        )
    assert len(found.occurrences) == listed
