"""Nobody can find out on which day a record appeared whose organisation's name is withheld."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from tests.evidence import logged
from tracker.evidence import action_service
from tracker.evidence.queries.actions import actions_of_state
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot

MADE = datetime(2026, 5, 17, 9, 30, tzinfo=UTC)
EVENING = date(2026, 5, 31)


@pytest.fixture
def world(db: SQLAlchemy) -> SimpleNamespace:
    with time_machine.travel(MADE - timedelta(days=90), tick=False):
        return logged.world()


def seen(known_by: date) -> list[str]:
    return [one.reference for one in actions_of_state("XAA", known_by, known_by)]


def days_that_differ() -> list[date]:
    """Days of the month on which readers saw something else of the record than the day before."""
    days = [date(2026, 5, 1) + timedelta(days=number) for number in range(31)]
    return [day for before, day in zip(days, days[1:], strict=False) if seen(before) != seen(day)]


@pytest.mark.parametrize(("withheld", "found"), [("yes", []), ("", [MADE.date()])])
def test_asking_day_by_day_finds_the_day_of_named_records_alone(
    world: SimpleNamespace, db: SQLAlchemy, withheld: str, found: list[date]
) -> None:
    with time_machine.travel(MADE, tick=False):
        logged.published(world, withhold_name=withheld)
        db.session.commit()
    with time_machine.travel(MADE + timedelta(days=40), tick=False):
        assert days_that_differ() == found
        assert len(seen(EVENING)) == 1


def test_a_figure_does_not_tell_the_day_either(world: SimpleNamespace, db: SQLAlchemy) -> None:
    with time_machine.travel(MADE, tick=False):
        logged.published(world, withhold_name="yes")
        db.session.commit()
    with time_machine.travel(MADE + timedelta(days=40), tick=False):
        levels = {
            load_snapshot(ScoringParams(as_of=day, known_by=day))
            .standings["XAA"]["PLAN-01"]
            .evidenced
            for day in (date(2026, 5, 1), date(2026, 5, 16), date(2026, 5, 17), EVENING)
        }

    assert len(levels) == 1


def test_a_correction_that_hides_its_name_hides_its_day(
    world: SimpleNamespace, db: SQLAlchemy
) -> None:
    with time_machine.travel(MADE - timedelta(days=60), tick=False):
        named = logged.published(world)
    with time_machine.travel(MADE, tick=False):
        draft = action_service.correct(world.contributor, named.reference)
        text = {**draft.text, "withhold_name": "yes"}
        draft = action_service.save(world.contributor, draft.reference, text, version=draft.version)
        logged.publish(
            action_service.submit(world.contributor, draft.reference, version=draft.version)
        )
        db.session.commit()
    with time_machine.travel(MADE + timedelta(days=40), tick=False):
        assert days_that_differ() == []
        assert seen(EVENING) == [draft.reference]


def test_what_is_withdrawn_within_its_month_leaves_no_day(
    world: SimpleNamespace, db: SQLAlchemy
) -> None:
    with time_machine.travel(MADE, tick=False):
        sent = logged.published(world, withhold_name="yes")
    with time_machine.travel(MADE + timedelta(days=5), tick=False):
        action_service.withdraw(world.contributor, sent.reference, reason="It was another law.")
        db.session.commit()
    with time_machine.travel(MADE + timedelta(days=40), tick=False):
        assert days_that_differ() == []
        assert seen(EVENING) == []
