"""A filter is passed by few or by many actions: the list and its pages are the same either way."""

from datetime import date, timedelta

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.evidence.models import ActionCommitment
from tracker.evidence.queries import action_list
from tracker.evidence.queries.action_list import ActionQuery, listed, number_of, references
from tracker.evidence.queries.lists import actions_listed

DAY = date(2026, 11, 30)
FIRST = date(2020, 1, 1)
FILTERS = (
    {"commitment": "PLAN-01"},
    {"commitment": "OTHER-01"},
    {"instrument": "PLAN"},
    {"pillar": "prevention"},
    {"theme": "data"},
    {"polarity": "contradicts"},
    {"polarity": "context"},
    {"commitment": "PLAN-02", "polarity": "supports"},
    {"commitment": "PLAN-02", "state": "XBB"},
    {"region": "africa"},
    {"group": "AG", "polarity": "supports"},
    {"instrument": "OTHER", "kind": "law", "state": "XAA"},
)


@pytest.fixture
def many(db: SQLAlchemy) -> None:
    plan, other = make.instrument("PLAN"), make.instrument("OTHER")
    first, second = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2))
    third = make.commitment("OTHER-01", of=other)
    states = make.state("XAA"), make.state("XBB")
    by = make.organisation()
    for number in range(70):
        one = make.action(
            states[number % 2],
            first if number % 7 == 0 else second,
            level=None if number % 3 else 1,
            polarity=("supports", "contradicts", "context")[number % 3],
            by=by,
            # Several on one day: their references decide the order.
            effective_on=FIRST + timedelta(days=number // 4),
        )
        if number % 10 == 0:
            db.session.add(
                ActionCommitment(action_id=one.id, commitment_id=third.id, polarity="context")
            )
    db.session.commit()


def everything(asked: ActionQuery) -> list[object]:
    """The list, its pages and the same list from a place in its middle."""
    whole = list(references(asked, step=3))
    after = None
    if whole:
        view = next(iter(actions_listed(asked.filters, as_of=DAY, known_by=DAY)))[1]
        after = (view.effective_on, view.reference)
    numbers = range(1, listed(asked, page=1).pages + 1)
    return [
        whole,
        number_of(asked),
        [[one.reference for one in listed(asked, page=number).actions] for number in numbers],
        [
            view.reference
            for _place, view in actions_listed(
                asked.filters, as_of=DAY, known_by=DAY, after=after, step=4
            )
        ],
    ]


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_both_ways_of_filtering_give_the_same_list(
    many: None, filters: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ActionQuery(filters, DAY, DAY)
    found = []
    for are_many in (False, True):
        monkeypatch.setattr(action_list, "_are_many", lambda _asked, seen=are_many: seen)
        found.append(everything(asked))

    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("filters", "are_many", "why"),
    [
        ({}, False, "nothing narrows the list"),
        ({"state": "XAA"}, False, "an index has the list of a State"),
        ({"commitment": "PLAN-02"}, True, "nearly all"),
        ({"commitment": "OTHER-01"}, False, "a tenth of few: they are sorted at once"),
    ],
)
def test_each_action_is_asked_only_where_many_pass(
    many: None, filters: dict[str, str], are_many: bool, why: str
) -> None:
    assert action_list._are_many(ActionQuery(filters, DAY, DAY)) is are_many, why
