"""Who recommends belongs to a recommendation: no state's words or position stand for another's."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tracker.accounts.actor import OPERATOR
from tracker.core.errors import Invalid
from tracker.exchange.imports.planning import Planned, carry_out_rows, existing_for, plan_file
from tracker.exchange.kinds import ALL_KINDS
from tracker.exchange.kinds import recommendations as kinds
from tracker.exchange.plan import read_drafts
from tracker.exchange.sheets import Row, Sheet
from tracker.gap import standing
from tracker.labels.codes import LABELS
from tracker.registry.models import Commitment
from tracker.registry.recommendation_drafts import RecommendationDraft
from tracker.registry.recommendation_models import Position, Recommendation
from tracker.registry.recommendation_service import put_recommendations
from tracker.registry.vocabulary import CommitmentKind, Mechanism
from tracker.schema.drafts import Origin

RECOMMENDATIONS = kinds.KINDS[0]
HEADER = RECOMMENDATIONS.specification.header
ROW = {
    "mechanism": "UPR",
    "session": "14",
    "date": "2012-11-05",
    "state": "XAA",
    "wording": "Adopt a law against trafficking.",
}


@pytest.fixture(autouse=True)
def registry(db: SQLAlchemy) -> None:
    make.state("XAA", "Examplia")
    standing.rebuild()
    db.session.commit()


def planned(*rows: dict[str, str]) -> Planned:
    cells = [dict.fromkeys(HEADER, "") | ROW | row for row in rows]
    sheet = Sheet(Origin("x.csv", "0"), tuple(Row(n, c) for n, c in enumerate(cells, 2)), ())
    reading = read_drafts(RECOMMENDATIONS, sheet)
    existing = existing_for(RECOMMENDATIONS, ALL_KINDS, reading.drafts.values())
    return plan_file(reading, existing, total=len(rows))


def bring(*rows: dict[str, str]) -> Planned:
    plan = planned(*rows)
    carry_out_rows(OPERATOR, plan, accept_valid=True)
    make.db.session.commit()
    make.db.session.expire_all()
    return plan


def on_record() -> dict[tuple[str | None, str | None], str | None]:
    """By who made it and its number: the position on record."""
    query = (
        select(Recommendation.made_by, Recommendation.number, Position.position)
        .outerjoin(Position, Position.commitment_id == Recommendation.commitment_id)
        .where(Position.ended_at.is_(None))
    )
    return {(by, number): stand for by, number, stand in make.db.session.execute(query)}


NORWAY = {"made_by": "Northland", "position": "Supported"}
KENYA = {"made_by": "Southland", "position": "Noted"}

KEPT = [
    ("in the same words", {}, {}),
    ("in words that differ in case", {}, {"wording": "ADOPT a law against trafficking"}),
    ("under one number", {"number": "142.15"}, {"number": "142.15"}),
    ("one of whom is not named", {}, {"made_by": ""}),
]


@pytest.mark.parametrize(("one", "other"), [case[1:] for case in KEPT], ids=[c[0] for c in KEPT])
def test_recommendations_of_two_states_are_both_kept_with_their_positions(
    db: SQLAlchemy, one: dict[str, str], other: dict[str, str]
) -> None:
    rows = (NORWAY | one, KENYA | other)

    first = bring(*rows)

    assert (first.counts.created, first.counts.refused) == (2, 0)
    assert sorted(on_record().values(), key=str) == ["noted", "supported"]
    again = planned(*reversed(rows))
    assert (again.counts.left, bool(again.changes)) == (2, False)


def test_two_files_one_of_each_state_keep_both(db: SQLAlchemy) -> None:
    bring(NORWAY)
    bring(KENYA)

    assert on_record() == {("Northland", None): "supported", ("Southland", None): "noted"}


def test_same_row_twice_is_refused_at_a_column_that_the_file_has(db: SQLAlchemy) -> None:
    plan = planned(NORWAY, NORWAY)

    assert [(each.row, each.column) for each in plan.refused] == [(3, "wording")]


def test_numbered_recommendation_may_be_corrected_in_who_made_it(db: SQLAlchemy) -> None:
    bring(NORWAY | {"number": "1.1"})

    plan = bring(NORWAY | {"number": "1.1", "made_by": "Northland and Southland"})

    assert plan.counts.changed == 1
    assert on_record() == {("Northland and Southland", "1.1"): "supported"}


NUMBERED = [
    ([{"number": "1.1"}], (0, 1), 1, "the same words of the same State"),
    ([{"number": "1.1", "wording": "Do another thing"}], (1, 0), 2, "other words"),
    ([{"number": "1.1", "made_by": "Southland"}], (1, 0), 2, "another State"),
    ([{"number": "1.1"}, {"number": "1.2"}], (2, 0), 3, "two numbers for the same words"),
    ([{"number": "1.1", "session": "42"}], (1, 0), 2, "another session"),
]


@pytest.mark.parametrize(
    ("rows", "counts", "records"), [c[:3] for c in NUMBERED], ids=[c[3] for c in NUMBERED]
)
def test_number_that_a_later_file_adds_makes_no_second_record(
    db: SQLAlchemy, rows: list[dict[str, str]], counts: tuple[int, int], records: int
) -> None:
    bring(NORWAY)

    plan = bring(*(NORWAY | row for row in rows))

    assert (plan.counts.created, plan.counts.changed) == counts
    assert db.session.scalar(select(func.count()).select_from(Recommendation)) == records
    assert not planned(*(NORWAY | row for row in rows)).changes


def test_row_that_names_nobody_is_refused_where_several_are_on_record(db: SQLAlchemy) -> None:
    bring(NORWAY, KENYA)

    plan = planned({"position": "Supported"})

    assert [each.column for each in plan.refused] == ["made_by"]
    with pytest.raises(Invalid):
        put_recommendations(OPERATOR, [RecommendationDraft.parse(ROW)])


def test_record_of_an_earlier_version_is_found_under_the_reference_it_was_given(
    db: SQLAlchemy,
) -> None:
    bring(NORWAY)
    commitment = db.session.scalars(
        select(Commitment).join(Recommendation, Recommendation.commitment_id == Commitment.id)
    ).one()
    commitment.reference = "UPR-14-XAA-WOLD"
    db.session.commit()

    plan = bring(NORWAY | {"position": "Noted", "position_on": "2013"})

    assert plan.counts.changed == 1
    positions = db.session.scalars(select(Position).where(Position.stated_on.is_not(None))).all()
    assert [each.commitment.reference for each in positions] == ["UPR-14-XAA-WOLD"]


SESSIONS = [
    ("a day that a source gives", "14", "2012-11-05"),
    ("a year where only that is known", "Session 9", "2010"),
    ("a month", "33rd session", "2019-05"),
]


@pytest.mark.parametrize(
    ("session", "date"), [case[1:] for case in SESSIONS], ids=[case[0] for case in SESSIONS]
)
def test_session_of_the_review_is_dated_by_its_number(session: str, date: str) -> None:
    draft = RecommendationDraft.parse(ROW | {"session": session, "date": ""})

    assert str(draft.date) == date


@pytest.mark.parametrize("session", ["39", "999", "the autumn one"])
def test_session_that_no_source_dates_is_asked(session: str) -> None:
    with pytest.raises(Invalid) as refused:
        RecommendationDraft.parse(ROW | {"session": session, "date": ""})

    assert list(refused.value.errors) == ["date"]


OTHERS: list[tuple[str, dict[str, str], CommitmentKind]] = [
    ("regional body", {"made_by": "Regional council"}, CommitmentKind.RECOMMENDATION),
    ("other", {"made_by": "Ombudsperson"}, CommitmentKind.RECOMMENDATION),
    ("voluntary pledge", {}, CommitmentKind.PLEDGE),
]


@pytest.mark.parametrize(("word", "more", "kind"), OTHERS, ids=[f"{case[0]}" for case in OTHERS])
def test_bodies_outside_the_united_nations_and_pledges_can_be_brought(
    db: SQLAlchemy, word: str, more: dict[str, str], kind: CommitmentKind
) -> None:
    plan = bring({"mechanism": word, "session": "", "symbol": "X/1", "number": "4"} | more)

    assert plan.counts.created == 1
    assert db.session.scalars(select(Commitment.kind)).one() == kind


@pytest.mark.parametrize("word", ["regional body", "other"])
def test_body_that_is_none_of_the_united_nations_is_named(word: str) -> None:
    with pytest.raises(Invalid) as refused:
        RecommendationDraft.parse(ROW | {"mechanism": word, "symbol": "X/1"})

    assert list(refused.value.errors) == ["made_by"]


def test_every_mechanism_has_a_label() -> None:
    labels: dict[str, Any] = LABELS["mechanism"]

    assert set(labels) == {each.value for each in Mechanism}


@pytest.mark.parametrize(
    "address",
    ["/api/v1/commitments?instrument=UPR-14", "/commitments?instrument=UPR-14"],
)
def test_document_of_recommendations_is_never_an_empty_list(
    db: SQLAlchemy, client: FlaskClient, address: str
) -> None:
    make.commitment("PLAN-01")
    bring(NORWAY)

    answer = client.get(address)

    assert answer.status_code in (400, 422)
    assert "/api/v1/recommendations" in answer.text
    assert client.get("/api/v1/recommendations?instrument=UPR-14").get_json()["data"]
