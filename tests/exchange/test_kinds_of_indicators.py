"""Indicators, scales and measures come by file; counts and shares state no level."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from tests.exchange.small import Rows, as_files, small
from tracker.accounts.actor import OPERATOR
from tracker.core import clock
from tracker.evidence.models import IndicatorValue
from tracker.evidence.vocabulary import VALUE_AFTER_ACT, TreatyAct
from tracker.exchange.imports.importable_kinds import OFFERS
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.loading import LoadRefused, carry_out, plan_files
from tracker.gap.cell import explain_cell
from tracker.gap.facts import ScoringParams
from tracker.registry.vocabulary import (
    Certainty,
    CommitmentKind,
    Direction,
    IndicatorType,
    InstrumentKind,
    Pillar,
    Region,
    RegionalGroup,
    RelationKind,
    Strength,
)

Load = Callable[[Rows], None]


@pytest.fixture
def load(db: SQLAlchemy) -> Load:
    def do(rows: Rows) -> None:
        carry_out(OPERATOR, plan_files(as_files(rows), SEED_KINDS))
        db.session.commit()
        db.session.expire_all()

    return do


def indicator(code: str, kind: str, **more: str) -> dict[str, str]:
    given = {"code": code, "title": f"Indicator {code}", "statement": "An invented number."}
    return given | {"type": "outcome", "kind": kind, "direction": "up"} | more


def counted(value: str, kind: str = "count", **more: str) -> Rows:
    rows = small()
    rows["indicators"].append(indicator("X-NUMBER", kind, unit="victims identified"))
    given = {"indicator": "X-NUMBER", "state": "XQA", "value": value, "effective_on": "2012"}
    rows["indicator_values"].append(given | {"source": "depositary"} | more)
    return rows


GOOD = [
    ("count", "0"),
    ("count", "1373"),
    ("count", "999999999999999"),
    ("count", "0-10"),
    ("count", "5-10"),
    ("share", "0"),
    ("share", "12.5"),
    ("share", "100"),
]
BAD = [
    ("count", "12.5", "no count has a fraction"),
    ("count", "-1", "nothing is counted below zero"),
    ("count", "many", "a word is no number"),
    ("count", "1e3", "a power is no plain number"),
    ("count", "10-0", "the lowest comes first"),
    ("count", "7-7", "a range of one number is that number"),
    ("count", "0-", "a range has two ends"),
    ("count", "0-1-2", "a range has no third end"),
    ("share", "0-10", "a share is a number"),
    ("share", "100.1", "no share is above the whole"),
    ("share", "-3", "no share is below nothing"),
    ("share", "half", "a word is no number"),
    ("share", ".5", "no digit before the point"),
]


@pytest.mark.parametrize(("kind", "value"), GOOD)
def test_number_is_kept_and_states_no_level(
    db: SQLAlchemy, load: Load, client: FlaskClient, kind: str, value: str
) -> None:
    load(counted(value, kind))

    row = db.session.scalars(
        select(IndicatorValue).where(IndicatorValue.reference == "X-NUMBER-XQA-2012")
    ).one()
    assert row.value == value
    for address in ("/indicators", "/indicators/X-NUMBER", "/states/XQA", "/actions"):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize(("kind", "value", "why"), BAD, ids=[case[2] for case in BAD])
def test_what_is_no_such_number_is_refused(load: Load, kind: str, value: str, why: str) -> None:
    with pytest.raises(LoadRefused) as refused:
        load(counted(value, kind))

    assert [each.column for each in refused.value.refused] == ["value"], why


def test_number_measures_a_commitment_and_never_votes(load: Load, client: FlaskClient) -> None:
    rows = counted("7")
    rows["measures"].append(
        {"indicator": "X-NUMBER", "commitment": "PLAN-01", "reason": "It counts."}
    )
    load(rows)

    seen = explain_cell("XQA", "PLAN-01", ScoringParams(clock.today(), clock.today()))
    assert [each.vote.reference for each in seen.votes] == ["PARTY-XQA-2005"]
    assert "X-NUMBER-XQA-2012" in {each.reference for each in seen.records}
    assert client.get("/states/XQA/PLAN-01").status_code == 200


CHANGES: list[tuple[str, Callable[[Rows], Any], str]] = [
    (
        "a level of an indicator that counts",
        lambda rows: rows["indicator_levels"].append(
            {"indicator": "X-NUMBER", "value": "3", "level": "1", "label": "3", "meaning": "3"}
        ),
        "indicator",
    ),
    (
        "membership turned into a count",
        lambda rows: rows["indicators"][0].update({"kind": "count", "treaty": ""}),
        "kind",
    ),
]


@pytest.mark.parametrize(
    ("change", "column"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_indicator_keeps_a_kind_that_its_scale_and_treaty_rest_on(
    load: Load, change: Callable[[Rows], Any], column: str
) -> None:
    load(counted("7"))
    rows = counted("7")
    change(rows)

    with pytest.raises(LoadRefused) as refused:
        load(rows)

    assert column in {each.column for each in refused.value.refused}


@pytest.mark.parametrize("kind", ["indicators", "indicator_levels", "measures"])
def test_kind_is_offered_to_who_keeps_the_registry(kind: str) -> None:
    assert OFFERS[kind].permission == OFFERS["instruments"].permission


PAGES = (
    *("/", "/states", "/states/XQA", "/states/XQB", "/states/XQA/PLAN-01", "/states/XQA/TREATY-01"),
    *("/commitments", "/commitments/PLAN-01", "/commitments/TREATY-01", "/instruments"),
    *("/instruments/PLAN", "/instruments/TREATY", "/indicators", "/indicators/PARTY", "/latest"),
    *("/activity", "/feed.atom", "/api/v1/indicator-values", "/api/v1/commitments"),
)
# By kind and column: every code of a closed list, and texts that an open one accepts.
VARIED: dict[tuple[str, str], tuple[str, ...]] = {
    ("indicator_values", "act"): tuple(TreatyAct),
    ("commitments", "kind"): tuple(CommitmentKind),
    ("commitments", "pillar"): tuple(Pillar),
    ("commitments", "certainty"): tuple(Certainty),
    ("commitments", "sdg_targets"): ("5.2", "16.a", "99.zz", "1.1; 17.19"),
    ("instruments", "kind"): tuple(InstrumentKind),
    ("relations", "relation"): tuple(RelationKind),
    ("relations", "confidence"): tuple(Strength),
    ("indicators", "type"): tuple(IndicatorType),
    ("indicators", "direction"): tuple(Direction),
    ("sources", "tier"): ("A", "B", "C", "D"),
    ("sources", "language"): ("en", "zh-Hans", "xx", "tlh", "pt-BR"),
    ("states", "subregion"): ("eastern-africa", "x", "no-such-place"),
    ("states", "region"): tuple(Region),
    ("states", "regional_group"): (*RegionalGroup, ""),
}
ROUNDS = max(map(len, VARIED.values()))


@pytest.mark.parametrize("start", range(4))
def test_every_value_that_a_draft_accepts_has_words_and_every_page_renders(
    db: SQLAlchemy, load: Load, client: FlaskClient, start: int
) -> None:
    for turn in range(start, ROUNDS, 4):
        rows, given = small(), {}
        for (kind, column), codes in VARIED.items():
            given[kind, column] = str(codes[turn % len(codes)])
            rows[kind][0] |= {column: given[kind, column]}
        act = TreatyAct(given["indicator_values", "act"])
        rows["indicator_values"][0] |= {"value": VALUE_AFTER_ACT.get(act, "party")}
        load(rows)
        for page in PAGES:
            assert client.get(page).status_code in (200, 404), (page, given)
