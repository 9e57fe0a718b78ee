"""A file of actions may say in own columns how an action bears and which level it shows."""

import pytest

from tracker.api.core.parameters import ORGANISATION
from tracker.cli.demo import inventions
from tracker.core.errors import Invalid
from tracker.exchange.kinds.actions import ImportedActionDraft

ROW = {"own_key": "2021-017", "commitments": "PLAN-01; PLAN-02"}

READ = [
    ("a level alone supports", {"level": "2"}, "PLAN-01=supports@2; PLAN-02=supports@2"),
    ("level zero is a level", {"level": "0"}, "PLAN-01=supports@0; PLAN-02=supports@0"),
    (
        "a polarity with its level",
        {"polarity": "contradicts", "level": "1"},
        "PLAN-01=contradicts@1; PLAN-02=contradicts@1",
    ),
    ("a polarity alone", {"polarity": "context"}, "PLAN-01=context; PLAN-02=context"),
    ("nothing said", {}, "PLAN-01; PLAN-02"),
    (
        "what a commitment says itself goes before",
        {"commitments": "PLAN-01=contradicts@1; PLAN-02", "level": "3"},
        "PLAN-01=contradicts@1; PLAN-02=supports@3",
    ),
    (
        "a commitment that is only context shows no level",
        {"commitments": "PLAN-01=context; PLAN-02", "level": "3"},
        "PLAN-01=context; PLAN-02=supports@3",
    ),
]
REFUSED = [
    ("a level above the scale", {"level": "5"}, "level"),
    ("a level in words", {"level": "high"}, "level"),
    ("a level of nothing", {"commitments": "", "level": "2"}, "level"),
    ("a level of what is only context", {"polarity": "context", "level": "2"}, "level"),
    ("a polarity that no list has", {"polarity": "for"}, "polarity"),
]


@pytest.mark.parametrize(
    ("more", "bearings"), [case[1:] for case in READ], ids=[case[0] for case in READ]
)
def test_level_column_is_read_into_the_commitments(more: dict[str, str], bearings: str) -> None:
    draft = ImportedActionDraft.parse(ROW | more)

    assert draft.cells()["commitments"] == bearings
    assert ImportedActionDraft.parse(draft.cells()) == draft


@pytest.mark.parametrize(
    ("more", "column"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_level_that_cannot_be_is_refused_in_its_column(more: dict[str, str], column: str) -> None:
    with pytest.raises(Invalid) as refused:
        ImportedActionDraft.parse(ROW | more)

    assert list(refused.value.errors) == [column]


@pytest.mark.parametrize("group", [inventions.SURVIVORS, inventions.WATCH, inventions.PRESS])
def test_organisations_of_the_demonstration_have_ids_that_programs_may_name(
    group: inventions.Group,
) -> None:
    assert ORGANISATION.fits(group.public_id)
