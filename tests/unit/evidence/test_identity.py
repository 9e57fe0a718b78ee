"""A value is known by indicator, state, date and source; a reference is only a name for it."""

import pytest

from tests.exchange.small import value
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.evidence.identity import identify, made_reference, marked_reference
from tracker.evidence.vocabulary import TreatyAct
from tracker.labels.codes import LABELS

TIER = {
    "reference": "",
    "indicator": "X-TIER",
    "state": "XQA",
    "value": "2",
    "effective_on": "2012",
    "source": "x-file",
}


def draft(**more: str) -> IndicatorValueDraft:
    return IndicatorValueDraft.parse(TIER | more)


def on_record(*drafts: IndicatorValueDraft) -> dict[tuple[str, ...], IndicatorValueDraft]:
    named, faults = identify({}, dict(enumerate(drafts)))
    assert not faults
    return {each.key: each for each in named.values()}


DIFFERENT = [
    ("another indicator", {"indicator": "X-BIN"}),
    ("another state", {"state": "XQB"}),
    ("another year", {"effective_on": "2013"}),
    ("another day", {"effective_on": "2012-05-01"}),
    ("another source", {"source": "y-file"}),
]


@pytest.mark.parametrize(
    "change", [case[1] for case in DIFFERENT], ids=[case[0] for case in DIFFERENT]
)
def test_value_without_a_reference_is_another_where_its_identity_differs(
    change: dict[str, str],
) -> None:
    named, faults = identify(on_record(draft()), {1: draft(**change)})

    assert faults == {}
    assert named[1].key not in on_record(draft())


FOREIGN = [
    ("another indicator", {"indicator": "X-BIN"}),
    ("another state", {"state": "XQB"}),
    ("another source", {"source": "y-file"}),
    ("another year", {"effective_on": "2013"}),
    ("another year by a day", {"effective_on": "2013-01-01"}),
]


@pytest.mark.parametrize("change", [case[1] for case in FOREIGN], ids=[case[0] for case in FOREIGN])
def test_reference_of_another_value_is_refused(change: dict[str, str]) -> None:
    taken = on_record(draft(reference="KEN"))

    named, faults = identify(taken, {1: draft(reference="KEN", **change)})

    assert named == {}
    assert faults[1][0] == "reference"
    assert "KEN" in faults[1][1]


@pytest.mark.parametrize("change", [case[1] for case in FOREIGN], ids=[case[0] for case in FOREIGN])
def test_reference_twice_in_a_file_is_refused_where_it_names_two_values(
    change: dict[str, str],
) -> None:
    rows = {1: draft(reference="KEN"), 2: draft(reference="KEN", **change)}

    named, faults = identify({}, rows)

    assert (list(named), list(faults)) == ([1], [2])


def test_same_value_is_found_again_without_its_reference() -> None:
    named, _faults = identify(on_record(draft(reference="OWN-7")), {1: draft(value="3")})

    assert named[1].reference == "OWN-7"


def test_same_value_is_found_again_under_another_reference() -> None:
    named, _faults = identify(on_record(draft(reference="OWN-7")), {1: draft(reference="ROW-1")})

    assert named[1].reference == "OWN-7"


def test_date_may_be_made_more_exact_under_the_same_reference() -> None:
    exact = draft(reference="OWN-7", effective_on="2012-05-01")

    named, faults = identify(on_record(draft(reference="OWN-7")), {1: exact})

    assert (named[1].reference, faults) == ("OWN-7", {})


def test_reference_is_made_as_the_seed_makes_its_own() -> None:
    named, _faults = identify({}, {1: draft()})

    assert named[1].reference == "X-TIER-XQA-2012"


def test_made_references_are_the_same_in_whatever_order_rows_come() -> None:
    rows = {1: draft(), 2: draft(source="y-file"), 3: draft(effective_on="2013")}
    stored = on_record(*rows.values())

    again, faults = identify(stored, dict(reversed(rows.items())))

    assert faults == {}
    assert {each.key for each in again.values()} == set(stored)
    assert len(stored) == 3


def test_made_reference_is_a_reference_whatever_the_codes_are() -> None:
    long = draft(indicator="A.B-" + "x" * 36, effective_on="2012-05-01")

    for made in (made_reference(long), marked_reference(long)):
        assert IndicatorValueDraft.parse(TIER | {"reference": made}).reference == made


def test_two_acts_of_one_day_keep_their_references() -> None:
    signed = IndicatorValueDraft.parse(
        value("TA-1", "XQA", "signed", "2005-01-05") | {"act": "signature"}
    )
    ratified = IndicatorValueDraft.parse(
        value("TA-2", "XQA", "party", "2005-01-05") | {"act": "ratification"}
    )

    named, faults = identify(on_record(signed, ratified), {1: signed, 2: ratified})

    assert ([each.reference for each in named.values()], faults) == (["TA-1", "TA-2"], {})


@pytest.mark.parametrize("act", list(TreatyAct))
def test_every_act_that_is_accepted_has_a_label(act: TreatyAct) -> None:
    assert draft(act=act.value).act == act
    assert str(LABELS["act"][act.value])


@pytest.mark.parametrize("act", ["unsigning", "Ratification", "a", "status", "ratification "[::-1]])
def test_act_that_no_list_has_is_refused_at_the_door(act: str) -> None:
    values, errors = IndicatorValueDraft.read(TIER | {"act": act})

    assert (list(errors), "act" in values) == (["act"], False)
