"""Drafts of evidence: facts are dated, not in the future, and known to a scale."""

from contextlib import nullcontext
from datetime import date

import pytest

from tests.exchange.small import value
from tracker.core import clock
from tracker.core.errors import Invalid
from tracker.evidence.drafts import IndicatorValueDraft, SourceDraft
from tracker.evidence.vocabulary import ACTS_OF_THOSE_BOUND, VALUE_AFTER_ACT, TreatyAct
from tracker.schema.drafts import Link

KNOWN_TO_THE_YEAR = value("PARTY-XQB-2003", "XQB", "signed", "2003")


def test_value_known_to_the_year_counts_from_its_last_day() -> None:
    draft = IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR)

    assert draft.effective_on.last_day == date(2003, 12, 31)
    assert draft.cells()["effective_on"] == "2003"


def test_value_of_a_day_that_has_begun_nowhere_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "latest_day", lambda: date(2003, 5, 1))

    with pytest.raises(Invalid) as refusal:
        IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"effective_on": "2003-05-02"})

    assert list(refusal.value.errors) == ["effective_on"]


def test_reference_cannot_take_the_name_of_a_version() -> None:
    with pytest.raises(Invalid) as refusal:
        IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"reference": "PARTY-XQB-2003.2"})

    assert list(refusal.value.errors) == ["reference"]


def test_value_names_a_step_of_its_indicators_scale() -> None:
    assert Link(("indicator", "value"), "indicator_levels") in IndicatorValueDraft.links()


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        ({"tier": "E"}, "tier"),
        ({"language": "English"}, "language"),
        ({"url": "ftp://un.org/list"}, "url"),
        ({"current_on": "2999"}, "current_on"),
    ],
    ids=["a tier that is none", "a language in words", "no web address", "current in the future"],
)
def test_source_with_a_bad_cell_is_refused(texts: dict[str, str], column: str) -> None:
    source = {
        "code": "list",
        "title": "List",
        "publisher": "Depositary",
        "tier": "A",
        "language": "en",
        "citation": "List, 2020.",
    }

    with pytest.raises(Invalid) as refusal:
        SourceDraft.parse(source | texts)

    assert list(refusal.value.errors) == [column]


ACTS = [
    ("denunciation", "party", "a state that denounced a treaty is no longer a party"),
    ("withdrawal", "party", "nor is one that withdrew"),
    ("withdrawal", "signed", "and it has not only signed"),
    ("termination", "party", "a treaty that ended binds nobody"),
    ("withdrawal_of_signature", "signed", "the signature is gone"),
    ("signature", "party", "a signature alone binds nobody"),
    ("signature", "not_party", "it is more than nothing"),
    ("definitive_signature", "signed", "this signature binds"),
    ("ratification", "signed", "ratification binds"),
    ("accession", "not_party", "so does accession"),
    ("succession", "signed", "so does succession"),
    ("formal_confirmation", "signed", "organisations confirm"),
    ("status_party", "not_party", "a record that says the opposite"),
    ("status_not_party", "party", "and the other way round"),
]


@pytest.mark.parametrize(("act", "stated", "reason"), ACTS, ids=[row[2] for row in ACTS])
def test_value_that_contradicts_its_act_is_refused(act: str, stated: str, reason: str) -> None:
    after = VALUE_AFTER_ACT[TreatyAct(act)]
    with pytest.raises(Invalid) as refusal:
        IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"act": act, "value": stated})

    assert list(refusal.value.errors) == ["value"]
    (seen,) = refusal.value.errors["value"]
    assert after in seen
    assert act in seen
    assert IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"act": act, "value": after}).act == act


@pytest.mark.parametrize("act", sorted(ACTS_OF_THOSE_BOUND))
def test_no_outsider_does_what_only_a_bound_state_can_do(act: str) -> None:
    for stated, refused in (("party", False), ("signed", False), ("not_party", True)):
        row = KNOWN_TO_THE_YEAR | {"act": act, "value": stated}
        with pytest.raises(Invalid) if refused else nullcontext():
            IndicatorValueDraft.parse(row)


@pytest.mark.parametrize("act", sorted(set(TreatyAct) - set(VALUE_AFTER_ACT) - ACTS_OF_THOSE_BOUND))
@pytest.mark.parametrize("stated", ["party", "signed", "not_party"])
def test_act_that_changes_no_membership_goes_with_every_value(act: str, stated: str) -> None:
    draft = IndicatorValueDraft.parse(KNOWN_TO_THE_YEAR | {"act": act, "value": stated})

    assert (draft.act, draft.value) == (act, stated)


def test_scale_with_values_of_its_own_is_left_alone() -> None:
    row = KNOWN_TO_THE_YEAR | {"act": "denunciation", "value": "4"}

    assert IndicatorValueDraft.parse(row).value == "4"
