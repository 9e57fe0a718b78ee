"""A code that is another record's is refused in every kind, and a correction is not."""

from collections.abc import Callable

import pytest
from flask_sqlalchemy import SQLAlchemy

from tests.exchange.small import Rows, as_files, small
from tracker.accounts.actor import OPERATOR
from tracker.exchange.kinds import SEED_KINDS
from tracker.exchange.kinds.actions import ImportedActionDraft, _is_another
from tracker.exchange.loading import LoadRefused, carry_out, plan_files

Load = Callable[[Rows], None]
FOREIGN = [
    ("instruments", {"title": "Another text", "adopted_on": "2015-01-01"}, "code"),
    ("commitments", {"instrument": "TREATY", "position": "7"}, "reference"),
    ("indicators", {"title": "Another", "statement": "It tells something else."}, "code"),
    ("sources", {"title": "Another list", "publisher": "Somebody else"}, "code"),
    ("indicator_values", {"state": "XQB", "effective_on": "2009"}, "reference"),
]
CORRECTED = [
    ("instruments", {"title": "The text PLAN, corrected"}),
    ("instruments", {"adopted_on": "2000-11-16"}),
    ("commitments", {"title": "Train all officials", "position": "9"}),
    ("indicators", {"title": "Party to the treaty of 2000"}),
    ("sources", {"publisher": "The new depositary"}),
    ("indicator_values", {"value": "signed"}),
]


@pytest.fixture
def load(db: SQLAlchemy) -> Load:
    def do(rows: Rows) -> None:
        carry_out(OPERATOR, plan_files(as_files(rows), SEED_KINDS))
        db.session.commit()
        db.session.expire_all()

    return do


@pytest.mark.parametrize(("kind", "change", "column"), FOREIGN, ids=[case[0] for case in FOREIGN])
def test_code_of_another_record_is_refused(
    load: Load, kind: str, change: dict[str, str], column: str
) -> None:
    load(small())
    rows = small()
    rows[kind][0] |= change

    with pytest.raises(LoadRefused) as refused:
        load(rows)

    assert (f"{kind}.csv", column) in {(each.file, each.column) for each in refused.value.refused}


@pytest.mark.parametrize(
    ("kind", "change"),
    CORRECTED,
    ids=[f"{case[0]}: {list(case[1])}" for case in CORRECTED],
)
def test_correction_under_the_same_code_is_taken(
    load: Load, kind: str, change: dict[str, str]
) -> None:
    load(small())
    rows = small()
    rows[kind][0] |= change

    load(rows)


ACTION = {"own_key": "KEN", "state": "XQA", "title": "A law", "happened_on": "2021-05-03"}
ACTIONS = [
    ("another state", {"state": "XQB"}, True),
    ("another title and another day", {"title": "A plan", "happened_on": "2022"}, True),
    ("a corrected title", {"title": "An act"}, False),
    ("a corrected day", {"happened_on": "2021-05-04"}, False),
    ("a state filled in where none was", {}, False),
]


@pytest.mark.parametrize(
    ("change", "expected"), [case[1:] for case in ACTIONS], ids=[case[0] for case in ACTIONS]
)
def test_number_of_another_action_is_told_from_a_correction(
    change: dict[str, str], expected: bool
) -> None:
    before = ImportedActionDraft.parse(ACTION)

    assert _is_another(before, ImportedActionDraft.parse(ACTION | change)) is expected
