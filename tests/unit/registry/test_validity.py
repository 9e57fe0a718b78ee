"""What an indicator, a source or a measure says if its author says nothing, and what is refused."""

import pytest

from tracker.core.errors import Invalid
from tracker.evidence.drafts import SourceDraft
from tracker.registry.indicator_drafts import IndicatorDraft, MeasureDraft

INDICATOR = {
    "code": "X-IND",
    "title": "Invented",
    "statement": "It tells something invented.",
    "type": "structural",
    "kind": "ordinal",
    "direction": "up",
}
MEMBERSHIP = INDICATOR | {"kind": "membership", "treaty": "X-TREATY"}
SOURCE = {
    "code": "x-list",
    "title": "List",
    "publisher": "Invented",
    "tier": "A",
    "language": "en",
    "citation": "List, 2020.",
}
MEASURE = {"indicator": "X-IND", "commitment": "X-1", "reason": "Invented."}


@pytest.mark.parametrize(
    ("given", "speaks"),
    [
        (INDICATOR, "60"),
        (MEMBERSHIP, "standing"),
        (INDICATOR | {"speaks": " "}, "60"),
        (INDICATOR | {"speaks": "standing"}, "standing"),
        (INDICATOR | {"speaks": "036"}, "36"),
    ],
    ids=[
        "what was observed counts for 60 months",
        "a membership lasts",
        "a blank is nothing said",
        "a law lasts",
        "leading zeros make no other number",
    ],
)
def test_validity_of_an_indicator(given: dict[str, str], speaks: str) -> None:
    draft = IndicatorDraft.parse(given)

    assert draft.speaks == speaks
    assert IndicatorDraft.parse(draft.cells()) == draft


@pytest.mark.parametrize(
    "given",
    [
        INDICATOR | {"speaks": "0"},
        INDICATOR | {"speaks": "-12"},
        INDICATOR | {"speaks": "5 years"},
        INDICATOR | {"speaks": "Standing"},
        INDICATOR | {"speaks": "1201"},
        INDICATOR | {"speaks": "6.5"},
        MEMBERSHIP | {"speaks": "60"},
    ],
    ids=[
        "no time at all",
        "a negative number",
        "a number with a unit",
        "another spelling",
        "more than a hundred years",
        "a part of a month",
        "a membership that runs out",
    ],
)
def test_validity_that_is_none_is_refused_in_its_field(given: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        IndicatorDraft.parse(given)

    assert list(refusal.value.errors) == ["speaks"]


def test_source_without_a_family_is_one_of_its_own() -> None:
    draft = SourceDraft.parse(SOURCE)

    assert draft.family == "x-list"
    assert SourceDraft.parse(draft.cells()) == draft
    assert SourceDraft.parse(SOURCE | {"family": "official"}).family == "official"


@pytest.mark.parametrize("family", ["two words", "ministère", "a/b"])
def test_family_that_is_no_code_is_refused(family: str) -> None:
    with pytest.raises(Invalid) as refusal:
        SourceDraft.parse(SOURCE | {"family": family})

    assert list(refusal.value.errors) == ["family"]


@pytest.mark.parametrize(("text", "ceiling"), [("", 4), ("0", 0), ("3", 3)])
def test_ceiling_of_a_measure(text: str, ceiling: int) -> None:
    assert MeasureDraft.parse(MEASURE | {"ceiling": text}).ceiling == ceiling


@pytest.mark.parametrize("text", ["5", "-1", "full", "3.5"])
def test_ceiling_that_is_no_level_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        MeasureDraft.parse(MEASURE | {"ceiling": text})

    assert list(refusal.value.errors) == ["ceiling"]
