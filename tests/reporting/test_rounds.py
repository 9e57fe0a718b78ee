"""Rounds counted by the database are those counted state by state."""

from datetime import UTC, date, datetime
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from tests import factories as make
from tests.web.pages import statements
from tracker.core.db import db
from tracker.reporting.models import DueDate, ReportingCycle
from tracker.reporting.obligations import obligations, rounds_of
from tracker.reporting.rounds import rounds

END, DUE = date(2024, 12, 31), date(2025, 3, 31)
MADE = datetime(2024, 1, 1, tzinfo=UTC)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# What one state did about its due date; each kind is there for a reason.
CASES: dict[str, dict[str, Any]] = {
    "on the last day is in time": {"submitted_at": "2025-03-31T23:59:59.999999"},
    "a moment later is late": {"submitted_at": "2025-04-01"},
    "silent, then late": {"submitted_at": "2025-06-15"},
    "withdrawn answers nothing from that day on": {
        "submitted_at": "2025-03-01",
        "published_at": "2025-03-10",
        "ended_at": "2025-05-10",
        "ended_as": "withdrawn",
    },
    "superseded still answers": {
        "submitted_at": "2025-03-01",
        "published_at": "2025-03-10",
        "ended_at": "2025-05-10",
        "ended_as": "superseded",
    },
    "begun is not sent": {"status": "draft"},
    "returned was sent": {"submitted_at": "2025-03-02", "status": "returned"},
    "nothing at all": {},
}
DAYS = [
    date(2023, 12, 31),
    *(date(2025, 3, day) for day in (1, 2, 31)),
    *(date(2025, month, 1) for month in (4, 5, 6, 7)),
    date(2025, 5, 10),
]


@pytest.fixture
def asked(world: SimpleNamespace) -> SimpleNamespace:
    """Two cycles: one with a state for each case, one that was moved for one state."""
    cycles = [
        make.saved(
            ReportingCycle(
                code=code,
                title=f"Cycle {code}",
                statement="Invented",
                scope="listed",
                first_period_start=date(2023, 1, 1),
                first_period_end=END,
                first_due_on=DUE,
            )
        )
        for code in ("AA", "BB")
    ]
    for number, case in enumerate(CASES.values()):
        state = make.state(f"X{number}Z", f"State {number}")
        due = make.saved(due_date(cycles[0], state))
        if case:
            times = {k: moment(v) for k, v in case.items() if k.endswith("_at")}
            given = {"status": "published", "published_at": None, **case, **times}
            make.report(state, world.first, period_end=END, due_id=due.id, **given)
    make.saved(due_date(cycles[1], world.one, dropped_at=moment("2025-05-10")))
    make.saved(
        due_date(cycles[1], world.one, made_at=moment("2025-05-10"), due_on=date(2025, 12, 31))
    )
    make.saved(due_date(cycles[1], world.other, period_end=date(2026, 12, 31)))
    db.session.commit()
    return world


def due_date(cycle: ReportingCycle, state: Any, **more: Any) -> DueDate:
    given = {"period_start": date(2023, 1, 1), "period_end": END, "due_on": DUE, "made_at": MADE}
    return DueDate(cycle_id=cycle.id, state_id=state.id, **{**given, **more})


def test_rounds_are_those_of_the_obligations_on_every_day(asked: SimpleNamespace) -> None:
    for as_of, known_by in product(DAYS, DAYS):
        owed = obligations(as_of, known_by)
        assert rounds(as_of, known_by) == rounds_of(owed), (as_of, known_by)


def test_rounds_of_some_states_are_those_of_their_obligations(asked: SimpleNamespace) -> None:
    day = DAYS[-1]
    for states in ([], ["XBB"], ["X0Z", "X7Z", "XAA"], ["XZZ"]):
        expected = rounds_of(obligations(day, day, states=states))
        assert rounds(day, day, states=states) == expected, states


def test_one_round_is_asked_for_alone(asked: SimpleNamespace) -> None:
    day = DAYS[-1]
    whole = obligations(day, day)

    assert obligations(day, day, cycle="BB", period_end=END) == tuple(
        one for one in whole if (one.cycle, one.period_end) == ("BB", END)
    )
    assert obligations(day, day, due_from=date(2025, 12, 31)) == tuple(
        one for one in whole if one.due_on >= date(2025, 12, 31)
    )


def test_rounds_take_one_query_once_for_each_public_change(
    asked: SimpleNamespace, app: Any
) -> None:
    day = date(2025, 7, 1)
    rounds(day, day)
    db.session.rollback()
    with statements(app) as sent:
        rounds(day, day)
        rounds(day, date(2025, 6, 30))

    assert len([one for one in sent if "due_date" in one]) == 1
