"""The register of decisions in pages shows what all of its decisions together are."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from benchmarks.bulk import writer
from benchmarks.generate import fill
from tests import factories as make
from tracker.core.db import db
from tracker.evidence import decision_register
from tracker.evidence.review_queue import ItemKind
from tracker.reporting.models import ReportMove
from tracker.review import publication
from tracker.review.lifecycle import DECISIONS, Move
from tracker.review.models import SubmissionMove
from tracker.timeline import query
from tracker.timeline.event import TimelineQuery

DAY = date(2026, 11, 30)


@pytest.fixture
def register(app: Flask) -> Iterator[None]:
    """Decisions over many years: 300 entries, 150 actions, replies, what was declined."""
    with app.app_context():
        plan = make.instrument("PLAN")
        for number in range(1, 45):
            make.commitment(f"PLAN-{number:02}", of=plan)
        make.state("KEN")
        publication.registry_changed()
        db.session.commit()
        with closing(writer(db.engine)) as to:
            fill(to, 300, seed=3)
        yield


def pages(**asked: object) -> list[decision_register.Decision]:
    first = decision_register.page(DAY, **asked)  # type: ignore[arg-type]
    found = [
        one
        for number in range(1, first.pages + 1)
        for one in decision_register.page(DAY, number=number, **asked).decisions  # type: ignore[arg-type]
    ]
    assert len(found) == first.total
    return found


def stored() -> Counter[tuple[ItemKind, str]]:
    found: Counter[tuple[ItemKind, str]] = Counter()
    for kind, moves in ((None, SubmissionMove), (ItemKind.REPORT, ReportMove)):
        for made in db.session.scalars(select(moves).where(moves.move.in_(DECISIONS))):
            found[kind or ItemKind(made.submission.kind), made.move] += 1
    return found


def test_pages_hold_each_decision_once_in_the_order_of_the_whole_register(register: None) -> None:
    everything = decision_register.decisions(DAY)
    days = [one.on for one in everything]

    assert pages() == list(everything)
    assert days == sorted(days, reverse=True)
    assert Counter((one.sort, one.move) for one in everything) == stored()
    for sort in ItemKind:
        assert pages(sort=sort) == [one for one in everything if one.sort is sort]
    declined = [one for one in everything if one.move is Move.DECLINE]
    assert pages(move=Move.DECLINE) == declined
    assert declined


def test_waiting_times_are_those_of_all_decisions(register: None) -> None:
    found = decision_register.waits(DAY)

    assert sum(found.values()) == sum(stored().values())
    for sort in ItemKind:
        of_sort = decision_register.of_sort(found, [sort])
        days = sorted(day for day, number in of_sort.items() for _one in range(number))
        assert decision_register.median(of_sort) == (days[(len(days) - 1) // 2] if days else None)


def test_there_is_nothing_on_a_page_behind_the_last(register: None) -> None:
    last = decision_register.page(DAY).pages

    assert decision_register.page(DAY, number=last).decisions
    assert decision_register.page(DAY, number=last + 1).decisions == ()
    assert decision_register.page(DAY, number=0).decisions == ()


def test_the_timeline_in_pages_is_the_whole_timeline(register: None) -> None:
    # Each page begins at a day found in an index; all together must leave nothing out.
    asked = TimelineQuery(as_of=DAY, known_by=DAY)
    whole = query.everything(asked, limit=100_000)
    found, before = [], None
    while True:
        page = query.page(asked, before=before, size=7)
        found += page.occurrences
        if page.older is None:
            break
        before = query.parse_place(page.older)

    assert [one.place for one in found] == [one.place for one in whole]
