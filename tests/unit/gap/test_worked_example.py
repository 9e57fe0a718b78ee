"""The worked example of the methodology, to the last figure."""

from datetime import date
from fractions import Fraction

import pytest

from tests.unit.gap.build import AS_OF, cell, commitment, evidence, reading, report
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.aggregate import state_score
from tracker.gap.explain import explain
from tracker.gap.facts import NO_FACTS, Applicability, LaneName
from tracker.gap.lanes import ConfidenceCode, settle
from tracker.gap.narration import lines
from tracker.gap.scoring import Band, FigureStanding
from tracker.registry.vocabulary import MembershipStatus, Pillar

PARTY = evidence(
    4,
    "2005-06-01",
    stream="indicator:party-to-the-protocol",
    tier=Tier.A,
    membership=MembershipStatus.PARTY,
)
INDEX = evidence(2, "2013-12-31", stream="indicator:3p-prosecution", tier=Tier.B)
ACTION = evidence(
    1, "2020-03-10", stream="organisation:one", tier=Tier.C, polarity=Polarity.CONTRADICTS
)
FACTS = cell(PARTY, INDEX, ACTION, report(3))
FIRST = commitment("X-1")
READING = reading(AS_OF)


def test_votes_reach_half_at_level_two():
    explanation = explain(FIRST, FACTS, READING)

    rising = [(vote.vote.level, vote.vote.weight, vote.reached) for vote in explanation.votes]
    assert rising == [(1, 2, 2), (2, 3, 5), (4, 4, 9)]
    assert (explanation.total_weight, explanation.half) == (9, 4.5)
    assert [vote.decides for vote in explanation.votes] == [False, True, False]
    assert explanation.standing.evidenced == 2


def test_spread_of_three_contests_the_level():
    explanation = explain(FIRST, FACTS, READING)

    assert explanation.spread == 3
    assert explanation.standing.contested


def test_confidence_falls_from_high_to_medium():
    explanation = explain(FIRST, FACTS, READING)

    assert [(step.code, step.confidence) for step in explanation.confidence_steps] == [
        (ConfidenceCode.THREE_STREAMS, Confidence.HIGH),
        (ConfidenceCode.CONTESTED, Confidence.MEDIUM),
    ]
    assert explanation.standing.confidence is Confidence.MEDIUM
    assert explanation.standing.newest_on == date(2020, 12, 31)


def test_state_claims_a_quarter_more_than_seen():
    standing = settle(FIRST, FACTS, READING)

    assert standing.reported == 3
    assert standing.divergence == 0.75 - 0.5


def test_evidence_settles_at_half_the_gap():
    standing = settle(FIRST, FACTS, READING)

    assert standing.applicability is Applicability.APPLIES
    assert (standing.assessed, standing.settled) == (None, 2)
    assert standing.basis is LaneName.EVIDENCED
    assert standing.gap == 0.5


FIRST_TWO = [(FIRST, FACTS), (commitment("X-2"), NO_FACTS)]
ALL_THREE = [*FIRST_TWO, (commitment("X-3", same_as="X-1"), FACTS)]


@pytest.mark.parametrize("asked", [FIRST_TWO, ALL_THREE], ids=["two", "a third asks the same"])
def test_second_commitment_unknown_halves_the_coverage(asked):
    cells = [(one, settle(one, facts, READING)) for one, facts in asked]

    score = state_score(cells, READING)
    pillar = next(part for part in score.pillars if part.pillar is Pillar.PROSECUTION)

    for figures in (score, pillar):
        assert (figures.gap, figures.coverage) == (0.5, float(Fraction(1, 2)))
        assert (figures.low, figures.high) == (0.25, 0.75)
    assert score.figure is FigureStanding.INDICATIVE
    assert score.band is Band.WIDE


def test_command_line_tells_votes_in_order():
    seen = lines(explain(FIRST, FACTS, READING))

    rising = "votes in rising order: 1 (weight 2), 2 (weight 3 → 5 ≥ 4.5), 4 (weight 4)"
    assert rising in seen
    assert "gap: 1 − 0.5 = 0.5" in seen
    assert "divergence: 0.75 reported − 0.5 evidenced = +0.25" in seen
