"""The settled level: order, basis, confidence, the flags beside it, and the lanes chosen."""

import pytest

from tests.unit.gap.build import (
    AS_OF,
    assessment,
    cell,
    commitment,
    day,
    evidence,
    reading,
    report,
    settled,
)
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.facts import LaneName
from tracker.gap.lane_levels import settled_on_day
from tracker.gap.lanes import settle
from tracker.gap.methodology import RULES

REPORTED, EVIDENCED, ASSESSED = LaneName


@pytest.mark.parametrize(
    ("records", "level", "basis"),
    [
        pytest.param([report(1), evidence(2), assessment(3)], 3, ASSESSED, id="assessed first"),
        pytest.param([report(1), evidence(2)], 2, EVIDENCED, id="else evidenced"),
        pytest.param([report(1)], 1, REPORTED, id="else reported"),
        pytest.param([report(1), assessment(0)], 0, ASSESSED, id="level zero is a level"),
        pytest.param([], None, None, id="nothing settles nothing"),
        pytest.param(
            [evidence(2, polarity=Polarity.CONTEXT)], None, None, id="context settles nothing"
        ),
    ],
)
def test_settled_level_follows_the_order(records, level, basis):
    standing = settled(*records)

    assert (standing.settled, standing.basis) == (level, basis)
    assert standing.gap == (None if level is None else 1 - level / 4)


@pytest.mark.parametrize(
    ("lanes", "level", "basis"),
    [
        pytest.param((EVIDENCED, REPORTED), 2, EVIDENCED, id="without reviewers"),
        pytest.param((REPORTED,), 1, REPORTED, id="the state's word alone"),
        pytest.param((REPORTED, ASSESSED), 3, ASSESSED, id="the order is never the reader's"),
        pytest.param((), None, None, id="no lane"),
    ],
)
def test_chosen_lanes_settle_but_all_are_told(lanes, level, basis):
    standing = settled(report(1), evidence(2), assessment(3), lanes=lanes)

    assert (standing.settled, standing.basis) == (level, basis)
    assert (standing.reported, standing.evidenced, standing.assessed) == (1, 2, 3)
    assert standing.divergence == 0.25 - 0.75


@pytest.mark.parametrize(
    ("records", "divergence"),
    [
        pytest.param([report(4), assessment(2), evidence(0)], 0.5, id="against the assessment"),
        pytest.param([report(4), evidence(0)], 1.0, id="else against the evidence"),
        pytest.param([report(1), evidence(3)], -0.5, id="the state claims less"),
        pytest.param([report(4)], None, id="nobody else looked"),
        pytest.param([evidence(3), assessment(2)], None, id="the state said nothing"),
    ],
)
def test_divergence_compares_state_with_others(records, divergence):
    assert settled(*records).divergence == divergence


# Confidence


def votes(*levels_and_tiers, on="2020-03-10"):
    return [
        evidence(level, on, stream=f"indicator:{place}", tier=tier)
        for place, (level, tier) in enumerate(levels_and_tiers)
    ]


@pytest.mark.parametrize(
    ("records", "confidence"),
    [
        pytest.param(votes((2, "D"), (2, "D"), (2, "D")), "high", id="three streams"),
        pytest.param(votes((2, "D"), (2, "D"), (2, "D"), (2, "D")), "high", id="four streams"),
        pytest.param(votes((2, "D"), (2, "D")), "medium", id="two streams"),
        pytest.param(votes((2, "A")), "medium", id="one of tier A"),
        pytest.param(votes((2, "B")), "medium", id="one of tier B"),
        pytest.param(votes((2, "C")), "low", id="one of tier C"),
        pytest.param(votes((2, "D")), "low", id="one of tier D"),
        pytest.param(
            votes((1, "A"), (2, "A"), (2, "A")), "high", id="one level apart is no dispute"
        ),
        pytest.param(votes((1, "A"), (2, "A"), (3, "A")), "medium", id="three, contested"),
        pytest.param(votes((1, "A"), (3, "A")), "low", id="two, contested"),
        pytest.param(
            votes((2, "A"), (2, "A"), (2, "A"), on="2016-11-21"), "medium", id="three, stale"
        ),
        pytest.param(
            votes((2, "A"), (2, "A"), (2, "A"), on="2016-11-22"), "high", id="60 months to the day"
        ),
        pytest.param(
            votes((1, "A"), (2, "A"), (3, "A"), on="2010-01-01"), "low", id="contested and stale"
        ),
        pytest.param(votes((1, "A"), (3, "A"), on="2010-01-01"), "low", id="never below low"),
        pytest.param(votes((2, "D"), on="2010-01-01"), "low", id="low stays low"),
        pytest.param(
            [*votes((2, "B"), on="2010-01-01"), evidence(2, stream="new", tier=Tier.D)],
            "medium",
            id="one fresh vote is enough",
        ),
    ],
)
def test_confidence_of_evidence_follows_its_steps(records, confidence):
    assert settled(*records, rules=RULES["1"]).confidence is Confidence(confidence)


@pytest.mark.parametrize("confidence", list(Confidence))
def test_assessed_level_carries_reviewers_confidence(confidence):
    standing = settled(assessment(2, confidence=confidence), *votes((2, "D")))

    assert standing.confidence is confidence


def test_state_alone_gives_low_confidence():
    assert settled(report(4)).confidence is Confidence.LOW


@pytest.mark.parametrize(
    ("levels", "contested"),
    [
        pytest.param([], False, id="no votes"),
        pytest.param([0], False, id="one vote"),
        pytest.param([2, 2], False, id="agreement"),
        pytest.param([2, 3], False, id="one level apart"),
        pytest.param([1, 3], True, id="two levels apart"),
        pytest.param([0, 2, 4], True, id="more than two apart"),
    ],
)
def test_votes_two_levels_apart_are_contested(levels, contested):
    records = votes(*((level, Tier.B) for level in levels))

    assert settled(*records, report(2)).contested is contested


# Regressed


@pytest.mark.parametrize(
    ("records", "regressed"),
    [
        pytest.param([evidence(3, "2019-01-01"), evidence(2, "2021-01-01")], True, id="fell"),
        pytest.param([evidence(2, "2019-01-01"), evidence(3, "2021-01-01")], False, id="rose"),
        pytest.param([evidence(2, "2019-01-01"), evidence(2, "2021-01-01")], False, id="stayed"),
        pytest.param([evidence(2, "2021-01-01")], False, id="nothing was known then"),
        pytest.param([evidence(3, "2019-11-22"), evidence(2, "2019-11-23")], True, id="that day"),
        pytest.param(
            [evidence(3, "2019-11-21"), evidence(2, "2019-11-22")], False, id="fell before"
        ),
        pytest.param(
            [evidence(4, "2010-01-01"), evidence(3, "2015-01-01"), evidence(2, "2021-01-01")],
            True,
            id="the level then, not the highest ever",
        ),
        pytest.param(
            [evidence(3, "2019-01-01"), assessment(2, "2021-06-30")],
            True,
            id="settled levels, whatever their basis",
        ),
        pytest.param(
            [assessment(3, "2019-06-30"), assessment(2, "2021-06-30")], True, id="assessed lower"
        ),
        pytest.param([report(3, "2018-12-31"), report(2, "2020-12-31")], True, id="reported lower"),
        pytest.param(
            [evidence(3, "2019-01-01"), report(1, "2020-12-31")],
            False,
            id="a lower report does not settle",
        ),
    ],
)
def test_regressed_is_lower_than_24_months_before(records, regressed):
    assert settled(*records).regressed is regressed


def test_regression_is_judged_with_todays_knowledge():
    earlier = evidence(3, "2019-01-01", public="2021-10-01")
    later = evidence(2, "2021-01-01", public="2021-01-15")
    facts = cell(earlier, later)

    before = settle(commitment(), facts, reading("2021-11-22", known_by="2021-09-01"))
    after = settle(commitment(), facts, reading("2021-11-22"))

    assert (before.regressed, after.regressed) == (False, True)


def test_settled_level_alone_can_be_asked():
    assert settled_on_day(cell(report(1), evidence(2)), reading(), day(AS_OF)) == 2
    assert settled_on_day(cell(), reading(), day(AS_OF)) is None


@pytest.mark.parametrize(
    ("records", "newest"),
    [
        pytest.param(
            [report(1, "2020-12-31"), evidence(2, "2020-03-10")], "2020-12-31", id="report"
        ),
        pytest.param(
            [evidence(2, "2020-03-10"), assessment(1, "2021-06-30")], "2021-06-30", id="s"
        ),
        pytest.param(
            [evidence(2, "2020-03-10"), evidence(1, "2021-01-01", polarity=Polarity.CONTEXT)],
            "2020-03-10",
            id="context is not the newest",
        ),
    ],
)
def test_newest_record_is_one_that_speaks(records, newest):
    assert settled(*records).newest_on == day(newest)


def test_records_that_do_not_speak_have_no_newest():
    assert settled(evidence(1, polarity=Polarity.CONTEXT)).newest_on is None
