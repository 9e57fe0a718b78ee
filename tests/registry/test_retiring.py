"""Retiring a commitment: what ends with it, what stays, and what is refused."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.exchange.small import Rows, as_files, small
from tracker.accounts.actor import OPERATOR
from tracker.core import clock
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import LoadRefused, carry_out, plan_files
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.registry.models import Commitment, Measure, Relation

Load = Callable[[Rows], None]
REASON = "The text promises nothing here."
SUCCESSOR = {"reference": "PLAN-02", "position": "2", "kind": "statement"}


@pytest.fixture
def load(db: SQLAlchemy) -> Load:
    def do(rows: Rows) -> None:
        carry_out(OPERATOR, plan_files(as_files(rows), SEED_KINDS))
        db.session.commit()
        db.session.expire_all()

    return do


def retired() -> Rows:
    """The small load with its first commitment retired and another one in its place."""
    rows = small()
    first = rows["commitments"][0]
    rows["commitments"].append({**first, **SUCCESSOR})
    rows["commitments"][0] = {**first, "retired_reason": REASON, "replaced_by": "PLAN-02"}
    rows["relations"], rows["measures"] = [], []
    return rows


def plan_01(db: SQLAlchemy) -> Commitment:
    row = db.session.scalar(select(Commitment).where(Commitment.reference == "PLAN-01"))
    assert row is not None
    return row


def test_retired_commitment_leaves_every_figure(load: Load, db: SQLAlchemy) -> None:
    load(small())
    assert "PLAN-01" in load_snapshot(ScoringParams(clock.today(), clock.today())).commitments

    load(retired())

    row = plan_01(db)
    assert (row.ended_as, row.ended_reason, row.retired_reason) == ("withdrawn", REASON, REASON)
    assert "PLAN-01" not in load_snapshot(ScoringParams(clock.today(), clock.today())).commitments


@pytest.mark.parametrize("model", [Relation, Measure])
def test_what_rests_on_it_ends_with_it(
    load: Load, db: SQLAlchemy, model: type[Relation | Measure]
) -> None:
    load(small())

    load(retired())

    assert all(row.ended_at is not None for row in db.session.scalars(select(model)))


def test_retired_on_a_new_site_it_was_never_shown(load: Load, client: FlaskClient) -> None:
    load(retired())

    answer = client.get("/commitments/PLAN-01")

    assert answer.status_code == 200
    assert REASON in answer.text
    assert 'href="/commitments/PLAN-02"' in answer.text


def test_loading_the_same_again_changes_nothing(load: Load, db: SQLAlchemy) -> None:
    load(retired())
    ended = plan_01(db).ended_at

    load(retired())

    assert plan_01(db).ended_at == ended


def test_reason_can_be_corrected_later(load: Load, db: SQLAlchemy) -> None:
    load(retired())
    rows = retired()
    rows["commitments"][0]["retired_reason"] = "The paragraph only describes."

    load(rows)

    assert plan_01(db).retired_reason == "The paragraph only describes."


def back(rows: Rows) -> None:
    rows["commitments"][0] |= {"retired_reason": "", "replaced_by": ""}


def replaced_without_reason(rows: Rows) -> None:
    rows["commitments"][0]["retired_reason"] = ""


def replaced_by_itself(rows: Rows) -> None:
    rows["commitments"][0]["replaced_by"] = "PLAN-01"


def replaced_by_nothing(rows: Rows) -> None:
    rows["commitments"][0]["replaced_by"] = "PLAN-77"


def related(rows: Rows) -> None:
    rows["relations"] = small()["relations"]


def measured(rows: Rows) -> None:
    rows["measures"] = small()["measures"]


@pytest.mark.parametrize(
    ("fault", "file", "column", "reason"),
    [
        (back, "commitments.csv", "retired_reason", "a retired commitment does not come back"),
        (replaced_without_reason, "commitments.csv", "retired_reason", "why it is replaced"),
        (replaced_by_itself, "commitments.csv", "replaced_by", "nothing replaces itself"),
        (replaced_by_nothing, "commitments.csv", "replaced_by", "no such commitment"),
        (related, "relations.csv", "to", "nothing is related to what is retired"),
        (measured, "measures.csv", "commitment", "nothing measures what is retired"),
    ],
    ids=["back", "no reason", "itself", "nothing", "related", "measured"],
)
def test_faults_of_retiring_are_refused_at_their_column(
    load: Load, fault: Callable[[Rows], None], file: str, column: str, reason: str
) -> None:
    load(retired())
    rows = retired()
    fault(rows)

    with pytest.raises(LoadRefused) as refused:
        load(rows)

    named = {(each.file, each.column) for each in refused.value.refused}
    assert (file, column) in named, reason
