"""Snapshots are made beside each other, in bounded number, and from what counts alone."""

import gc
from dataclasses import replace
from datetime import date, timedelta
from threading import Event, Thread

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests import factories as make
from tracker.core import clock
from tracker.gap import commitment_facts, repository, snapshot, standing, state_columns
from tracker.gap.facts import NO_FACTS, ScoringParams
from tracker.gap.lanes import settle
from tracker.gap.methodology import RULES
from tracker.gap.selection import EVERYTHING
from tracker.gap.snapshot import (
    OF_STATES,
    SNAPSHOTS,
    CellsOfState,
    Snapshot,
    load_snapshot,
    load_state_snapshot,
)
from tracker.gap.standings_at import standings_at
from tracker.registry.models import Commitment, State
from tracker.review import publication

WAIT = 20  # seconds; far more than anything here takes


@pytest.fixture
def two_states(db: SQLAlchemy) -> None:
    """Two States with records of several years, some under a withheld name, some ended."""
    plan = make.instrument("PLAN", adopted_on=date(2010, 6, 1))
    commitments = [make.commitment(f"PLAN-{number}", of=plan) for number in range(1, 4)]
    one, other = make.state("XAA"), make.state("XBB", m49="901")
    here = make.organisation("Watchers")
    for year in (2005, 2009, 2012, 2016, 2019):
        for place, commitment in enumerate(commitments):
            level = (year + place) % 5
            make.action(
                one,
                commitment,
                level=level,
                by=here,
                kind=("training", "law")[place % 2],
                name_withheld=place == 2,
                effective_on=date(year, 3, 1),
            )
            make.report(other, commitment, level=level, period_end=date(year, 12, 31))
    publication.registry_changed()
    standing.rebuild()
    db.session.commit()


def reading(day: date | None = None) -> ScoringParams:
    return ScoringParams(day or clock.today(), clock.today())


@pytest.mark.parametrize("day", [date(2009, 6, 1), date(2013, 1, 1), date(2020, 2, 29), None])
@pytest.mark.parametrize("any_age", [False, True])
def test_a_snapshot_is_what_all_records_of_each_cell_say(
    app: Flask, two_states: None, day: date | None, any_age: bool
) -> None:
    """Records that are loaded for a day alone give what every record that was ever public gives."""
    asked = replace(reading(day), any_age=any_age)
    known = commitment_facts.commitments(asked.known_by)
    joined = repository.joined(asked.known_by)
    facts = repository.cells(EVERYTHING, asked.known_by, known)

    found = load_snapshot(asked)

    for state_id, iso3 in repository.states().items():
        for commitment_id, commitment in known.items():
            cell = facts.get((state_id, commitment_id), NO_FACTS)
            seen = settle(commitment, cell, asked, joined=joined[state_id])
            assert found.standings[iso3][commitment.reference] == seen.without_records()


def columns_hold(asked: ScoringParams) -> set[str]:
    """The States that are settled from columns at a reading."""
    iso3 = repository.states()
    known = commitment_facts.commitments(asked.known_by)
    return {iso3[state_id] for state_id, _ in state_columns.settled(iso3, known, asked)}


def test_columns_follow_what_becomes_public(app: Flask, db: SQLAlchemy, two_states: None) -> None:
    """A publication makes the columns of its State old: its records are read until a rebuild."""
    asked = reading()
    assert columns_hold(asked) == {"XAA", "XBB"}

    make_public_change(db, "XBB")
    assert columns_hold(asked) == {"XAA"}
    from_records = standings_at(replace(asked, include_recommendations=True), EVERYTHING)

    standing.rebuild()
    assert columns_hold(asked) == {"XAA", "XBB"}
    assert standings_at(replace(asked, include_recommendations=True), EVERYTHING) == from_records


def test_columns_leave_other_terms_to_the_records(
    app: Flask, db: SQLAlchemy, two_states: None
) -> None:
    """Version 1 of the methodology, and a ``known_by`` with other links of indicators."""
    assert columns_hold(replace(reading(), known_by=date(2015, 1, 1)))
    assert not columns_hold(replace(reading(), rules=RULES["1"]))
    measured = db.session.scalars(select(Commitment)).first()
    assert measured is not None
    make.indicator("X-INDEX", measures=(measured,))
    assert not columns_hold(replace(reading(), known_by=date(2015, 1, 1)))


def test_a_snapshot_of_one_state_has_its_figures(app: Flask, two_states: None) -> None:
    asked = reading(date(2014, 1, 1))

    alone = load_state_snapshot(asked, "XAA")

    assert set(alone.standings) == {"XAA"}
    whole = load_snapshot(asked)
    assert alone.standings["XAA"] == whole.standings["XAA"]
    assert alone.state("XAA") == whole.state("XAA")
    assert load_state_snapshot(asked, "XAA") is whole


def test_a_change_of_another_state_leaves_the_snapshot_of_a_state(
    app: Flask, db: SQLAlchemy, two_states: None
) -> None:
    asked = reading(date(2014, 1, 1))
    before = load_state_snapshot(asked, "XAA")

    make_public_change(db, "XBB")
    assert load_state_snapshot(asked, "XAA") is before
    make_public_change(db, "XAA")
    assert load_state_snapshot(asked, "XAA") is not before


def test_numbers_of_other_states_are_kept_after_a_change(
    app: Flask, db: SQLAlchemy, two_states: None
) -> None:
    """Figures of all States are added up from parts; a change of one leaves the others' parts."""
    asked, counted = reading(), []

    def levels(cells: CellsOfState) -> list[int | None]:
        counted.append(len(cells))
        return [standing.settled for _, standing in cells]

    before = load_snapshot(asked)
    parts = {iso3: before.count(iso3, None, levels) for iso3 in ("XAA", "XBB")}
    make_public_change(db, "XBB")
    after = load_snapshot(asked)

    assert after.count("XAA", None, levels) is parts["XAA"]
    seen = [cell.settled for cell in after.standings["XBB"].values()]
    assert after.count("XBB", None, levels) == seen
    assert len(counted) == 3


def test_nobody_waits_for_the_snapshot_of_another_day(
    app: Flask, two_states: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow_day, begun, may_end = date(2013, 1, 1), Event(), Event()
    make_standings = snapshot.standings_at

    def slowly(asked: ScoringParams, selection: object) -> object:
        if asked.as_of == slow_day:
            begun.set()
            assert may_end.wait(WAIT)
        return make_standings(asked, selection)

    monkeypatch.setattr(snapshot, "standings_at", slowly)
    monkeypatch.setitem(app.config, "PAGE_CACHE_MB", 0)
    answers: list[int] = []

    def ask() -> None:
        answers.append(app.test_client().get(f"/states?as_of={slow_day}").status_code)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    try:
        assert begun.wait(WAIT)
        client = app.test_client()
        for address in ("/", "/states/XAA", "/states", "/states/XAA?as_of=2016-01-01"):
            assert client.get(address).status_code == 200, address
        assert answers == []
    finally:
        may_end.set()
        thread.join(WAIT)
    assert answers == [200]


def test_old_snapshots_are_dropped_as_records_become_public(
    app: Flask, db: SQLAlchemy, two_states: None
) -> None:
    client = app.test_client()
    for number in range(20):
        make_public_change(db, ("XAA", "XBB")[number % 2])
        for address in ("/", "/states/XAA", f"/states?as_of={2010 + number % 4}-01-01"):
            assert client.get(address).status_code == 200
    gc.collect()

    alive = [each for each in gc.get_objects() if isinstance(each, Snapshot)]
    assert len(alive) <= SNAPSHOTS.limit + OF_STATES.limit
    whole = [each for each in alive if each.reading == reading() and len(each.standings) > 1]
    assert len(whole) == 1


def make_public_change(db: SQLAlchemy, iso3: str) -> None:
    """One more action of a State becomes public."""
    state = db.session.scalars(select(State).where(State.iso3 == iso3)).one()
    commitment = db.session.scalars(select(Commitment)).first()
    assert commitment is not None
    day = clock.today() - timedelta(days=40)
    action = make.action(state, commitment, level=2, effective_on=day, published_at=None)
    publication.publish([action])
    db.session.commit()
