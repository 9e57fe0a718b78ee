"""The standing table is derived: kept up to date or made anew, it is the same row by row."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from flask_sqlalchemy import SQLAlchemy

from tests import factories as make
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.core.errors import Forbidden
from tracker.gap import rebuild, repository, standing
from tracker.gap.facts import Standing
from tracker.gap.models import StandingRow
from tracker.gap.selection import EVERYTHING
from tracker.gap.snapshot import load_snapshot
from tracker.review import publication

NOT_PUBLIC = {"published_at": None}


@pytest.fixture
def world(db: SQLAlchemy) -> dict[str, object]:
    """Two states, a plan with two commitments that ask the same, and a treaty of one article."""
    plan = make.instrument("PLAN")
    first, second = (make.commitment(f"PLAN-0{number}", of=plan) for number in (1, 2))
    make.relation(first, second)
    treaty = make.instrument("PACT", kind="treaty", membership_indicator="PACT-PARTY")
    article = make.commitment(
        "PACT-01", of=treaty, kind="treaty_obligation", addressees=("states_parties",)
    )
    party = make.indicator("PACT-PARTY", kind="membership", treaty=treaty, measures=(first,))
    one, other = make.state("XAA"), make.state("XBB", "Otherland")
    standing.rebuild()
    db.session.commit()
    return {"first": first, "article": article, "party": party, "one": one, "other": other}


def publish(record: object) -> object:
    publication.publish([record])
    return record


def changes(world: dict[str, object]) -> Iterator[object]:
    """One public change after the other, of every kind of record."""
    one, first, party = world["one"], world["first"], world["party"]
    act = publish(make.action(one, first, level=1, polarity="contradicts", **NOT_PUBLIC))
    yield act
    yield publish(make.value(party, one, "party", date(2005, 6, 1), **NOT_PUBLIC))
    yield publish(make.report(one, first, level=3, **NOT_PUBLIC))
    yield publish(make.reply(act, **NOT_PUBLIC))
    yield publish(make.assessment(one, first, level=2, **NOT_PUBLIC))
    yield publish(make.report(one, world["article"], answer="not_assessed", **NOT_PUBLIC))
    yield publication.withdraw(act, reason="The act never took place.")
    yield publish(make.commitment("PLAN-03", of=first.instrument, **NOT_PUBLIC))


def test_refreshed_table_equals_a_rebuilt_one(db: SQLAlchemy, world: dict[str, object]) -> None:
    for _change in changes(world):
        db.session.commit()
        refreshed = rebuild.fingerprint()

        rebuild.rebuild_standings(OPERATOR)

        assert rebuild.fingerprint() == refreshed


@pytest.mark.parametrize("many", [1, 2, 20])
def test_one_change_of_many_states_refreshes_them_a_few_at_a_time(
    db: SQLAlchemy, world: dict[str, object], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Whether the cells of each State are picked or those that any of them touches."""
    monkeypatch.setattr(standing, "MANY_STATES", many)
    monkeypatch.setattr(standing, "STATES_AT_A_TIME", 2)
    others = [make.state(f"XC{letter}") for letter in "ABC"]
    standing.rebuild()
    bystander = make.state("XZZ")
    standing.rebuild()
    before = db.session.get(StandingRow, (bystander.id, world["first"].id)).applicability

    with publication.one_change():
        for state in (world["one"], world["other"], *others):
            publish(make.value(world["party"], state, "party", date(2005, 6, 1), **NOT_PUBLIC))
        publish(make.action(others[0], world["first"], level=1, **NOT_PUBLIC))

    rows = db.session.query(StandingRow).filter_by(commitment_id=world["article"].id)
    applies = {row.state_id for row in rows if row.applicability == "applies"}
    assert applies == {world["one"].id, world["other"].id, *(state.id for state in others)}
    assert db.session.get(StandingRow, (bystander.id, world["first"].id)).applicability == before
    assert rebuilt_equal()


def test_a_public_change_moves_its_own_cells_at_once(
    db: SQLAlchemy, world: dict[str, object]
) -> None:
    list(changes(world))

    row = db.session.get(StandingRow, (world["one"].id, world["first"].id))
    treaty = db.session.get(StandingRow, (world["one"].id, world["article"].id))
    untouched = db.session.get(StandingRow, (world["other"].id, world["first"].id))

    assert (row.reported, row.evidenced, row.assessed, row.basis) == (3, 4, 2, "assessed")
    assert (row.gap, row.divergence) == (0.5, 0.25)
    assert (treaty.applicability, treaty.reported_answer) == ("applies", "not_assessed")
    assert (untouched.settled, untouched.gap) == (None, None)


def disputed(db: SQLAlchemy) -> set[tuple[int, int]]:
    rows = db.session.query(StandingRow).filter(StandingRow.disputed)
    return {(row.state_id, row.commitment_id) for row in rows}


def test_answers_mark_the_cells_of_their_record_alone(
    db: SQLAlchemy, world: dict[str, object]
) -> None:
    one, first, article = world["one"], world["first"], world["article"]
    act = publish(make.action(one, first, level=1, **NOT_PUBLIC))
    report = publish(make.report(one, article, level=2, **NOT_PUBLIC))
    assessed = publish(make.assessment(one, article, level=2, **NOT_PUBLIC))
    to_act, to_entry, to_assessment = (
        make.reply(to, **NOT_PUBLIC) for to in (act, report.entries[0], assessed)
    )

    seen = []
    for answer in (to_act, to_entry, to_assessment):
        publish(answer)
        seen.append(disputed(db))
        publication.withdraw(answer, reason="Answered by mistake.")
        assert disputed(db) == set()

    by_entry = (one.id, article.id)
    assert seen == [{(one.id, first.id)}, {by_entry}, {by_entry}]


def test_report_that_contests_a_record_disputes_the_cell_of_its_entry(
    db: SQLAlchemy, world: dict[str, object]
) -> None:
    one, first = world["one"], world["first"]
    act = publish(make.action(one, first, level=1, **NOT_PUBLIC))
    report = make.report(one, first, level=4, **NOT_PUBLIC)
    make.word(report, act.reference)

    publish(report)
    marked = disputed(db)
    answer = publish(make.reply(act, "confirm", **NOT_PUBLIC))

    assert marked == {(one.id, first.id)}
    assert disputed(db) == set(), "the state's later answer stands"
    publication.withdraw(answer, reason="Answered by mistake.")
    assert disputed(db) == marked
    assert rebuilt_equal()


def rebuilt_equal() -> bool:
    refreshed = rebuild.fingerprint()
    rebuild.rebuild_standings(OPERATOR)
    return rebuild.fingerprint() == refreshed


def test_every_cell_has_a_row_and_none_is_a_zero(db: SQLAlchemy, world: dict[str, object]) -> None:
    rows = db.session.query(StandingRow).all()

    assert len(rows) == 2 * 3
    assert {(row.settled, row.gap, row.basis) for row in rows} == {(None, None, None)}
    assert {row.applicability for row in rows} == {"applies", "membership_unknown"}


def test_a_table_in_which_a_cell_has_changed_is_not_read(
    db: SQLAlchemy, world: dict[str, object]
) -> None:
    list(changes(world))
    db.session.commit()
    assert standing.serves(standing.default_params())
    kept = load_snapshot(standing.default_params())
    turns = standing.build().changes_on
    eve, day = (datetime.combine(one, time(12), UTC) for one in (turns - timedelta(days=1), turns))

    with time_machine.travel(eve, tick=False):
        assert standing.serves(standing.default_params())
        unchanged = load_snapshot(standing.default_params()).standings
        assert unchanged == computed_today()
    with time_machine.travel(day, tick=False):
        assert not standing.serves(standing.default_params())
    with time_machine.travel(datetime(2100, 1, 2, tzinfo=UTC), tick=False):
        aged = load_snapshot(standing.default_params()).standings["XAA"]["PLAN-01"]

    # Report and assessment have lapsed without any write; the membership lasts.
    assert kept.standings["XAA"]["PLAN-01"].settled == 2
    assert (aged.settled, aged.basis, aged.reported) == (4, "evidenced", None)


def computed_today() -> dict[str, dict[str, Standing]]:
    """Every cell of today from the records, without what the table does not hold."""
    names = repository.states()
    table: dict[str, dict[str, Standing]] = {code: {} for code in names.values()}
    for key, commitment, cell in standing.compute(EVERYTHING, standing.default_params()):
        bare = replace(cell, votes=(), report=None, assessment=None)
        table[names[key[0]]][commitment.reference] = bare
    return table


def test_stored_and_computed_pictures_agree(db: SQLAlchemy, world: dict[str, object]) -> None:
    list(changes(world))
    db.session.commit()
    reading = standing.default_params()
    stored = dict(standing.stored())

    for key, _commitment, computed in standing.compute(EVERYTHING, reading):
        row = stored[key]
        assert (row.settled, row.gap, row.divergence) == (
            computed.settled,
            computed.gap,
            computed.divergence,
        )
        assert (row.applicability, row.confidence, row.newest_on) == (
            computed.applicability,
            computed.confidence,
            computed.newest_on,
        )


def test_strangers_may_not_rebuild(db: SQLAlchemy) -> None:
    with pytest.raises(Forbidden):
        rebuild.rebuild_standings(ANONYMOUS)
