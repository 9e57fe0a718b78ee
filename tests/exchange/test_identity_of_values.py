"""Files of other people's codes never write one value over another."""

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.exchange.small import Rows, as_files, small
from tracker.accounts.actor import OPERATOR
from tracker.core.errors import Invalid
from tracker.evidence import service
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.models import IndicatorValue
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import Load, LoadRefused, carry_out, plan_files

Bring = Callable[[list[dict[str, str]]], Load]


@pytest.fixture
def bring(db: SQLAlchemy) -> Bring:
    """Loads a file of values over the small load, which has two indicators."""
    rows = small()
    rows["indicator_values"] = []
    rows["indicators"].append(
        {
            "code": "X-TIER",
            "title": "A tier",
            "statement": "An invented tier.",
            "type": "process",
            "kind": "ordinal",
            "direction": "up",
        }
    )
    rows["indicator_levels"].extend(
        {"indicator": "X-TIER", "value": each, "level": each, "label": each, "meaning": each}
        for each in ("1", "2", "3")
    )
    carry_out(OPERATOR, plan_files(as_files(rows), SEED_KINDS))
    db.session.commit()

    def do(values: list[dict[str, str]]) -> Load:
        only: Rows = {"indicator_values": values}
        load = plan_files(as_files(only), SEED_KINDS)
        carry_out(OPERATOR, load)
        db.session.commit()
        db.session.expire_all()
        return load

    return do


def row(**more: str) -> dict[str, str]:
    given = {"indicator": "X-TIER", "state": "XQA", "value": "2", "effective_on": "2012"}
    return given | {"source": "depositary"} | more


def public(db: SQLAlchemy) -> dict[str, str]:
    query = select(IndicatorValue).where(IndicatorValue.ended_at.is_(None))
    return {each.reference: each.value for each in db.session.scalars(query)}


def test_two_files_with_the_same_code_keep_both_indicators(db: SQLAlchemy, bring: Bring) -> None:
    bring([row(indicator="PARTY", value="party", reference="KEN")])

    with pytest.raises(LoadRefused) as refused:
        bring([row(reference="KEN")])

    assert [each.column for each in refused.value.refused] == ["reference"]
    assert public(db) == {"KEN": "party"}


def test_file_without_references_changes_nothing_the_second_time(
    db: SQLAlchemy, bring: Bring
) -> None:
    rows = [row(), row(state="XQB"), row(effective_on="2013", value="3")]
    bring(rows)
    before = public(db)

    load = bring(rows)

    assert (bool(load.plans[0].changes), load.plans[0].changes.left) == (False, 3)
    assert public(db) == before
    assert set(before) == {"X-TIER-XQA-2012", "X-TIER-XQB-2012", "X-TIER-XQA-2013"}


def test_corrected_value_without_a_reference_supersedes_its_own(
    db: SQLAlchemy, bring: Bring
) -> None:
    bring([row(), row(state="XQB")])

    bring([row(value="3")])

    assert public(db) == {"X-TIER-XQA-2012.2": "3", "X-TIER-XQB-2012": "2"}


def test_repeated_row_without_a_reference_is_refused_at_a_column_that_the_file_has(
    bring: Bring,
) -> None:
    with pytest.raises(LoadRefused) as refused:
        bring([row(), row(value="3")])

    # Neither is taken: the order of two rows that contradict each other decides nothing.
    seen = [(each.row, each.column) for each in refused.value.refused]
    assert seen == [(2, "source"), (3, "source")]


def test_service_holds_to_the_same_rule_as_files(db: SQLAlchemy, bring: Bring) -> None:
    bring([row(reference="KEN")])
    foreign = IndicatorValueDraft.parse(row(reference="KEN", state="XQB"))

    with pytest.raises(Invalid) as refused:
        service.record_indicator_values(OPERATOR, [foreign])

    assert list(refused.value.errors) == ["reference"]
    assert public(db) == {"KEN": "2"}
