"""A cell taken apart: every record is listed, and what is left out says why."""

import pytest

from tests.unit.gap.build import (
    assessment,
    cell,
    commitment,
    day,
    evidence,
    membership,
    reading,
    report,
)
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.explain import (
    DivergenceTerms,
    Earlier,
    GapTerms,
    RecordKind,
    SettlingStep,
    explain,
)
from tracker.gap.facts import NO_FACTS, LaneName
from tracker.gap.lanes import ConfidenceCode, settle
from tracker.gap.methodology import RULES
from tracker.gap.records import LeftOut
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer

PARTY, SIGNED, NOT_PARTY = (
    MembershipStatus.PARTY,
    MembershipStatus.SIGNED,
    MembershipStatus.NOT_PARTY,
)


def explained(*records, treaty=None, **choices):
    return explain(commitment(treaty=treaty), cell(*records), reading(**choices))


def reasons(explanation) -> dict[str, LeftOut | None]:
    return {note.reference: note.left_out for note in explanation.records}


@pytest.mark.parametrize(
    ("record", "choices", "why"),
    [
        pytest.param(evidence(2), {}, None, id="counts"),
        pytest.param(evidence(2, "2021-11-23"), {}, LeftOut.AFTER_AS_OF, id="effective later"),
        pytest.param(
            evidence(2, "2021-11-23", public="2021-11-22"), {}, LeftOut.COUNTS_LATER, id="elsewhere"
        ),
        pytest.param(evidence(2, public="2022-01-01"), {}, LeftOut.PUBLISHED_LATER, id="public"),
        pytest.param(
            evidence(2, "2022-01-01", public="2022-01-01"), {}, LeftOut.AFTER_AS_OF, id="both later"
        ),
        pytest.param(evidence(2, ended="2021-05-01"), {}, LeftOut.ENDED, id="withdrawn"),
        pytest.param(
            evidence(2, public="2021-11-22", ended="2021-11-22"),
            {},
            LeftOut.ENDED,
            id="withdrawn on the day it was published",
        ),
        pytest.param(evidence(2, polarity=Polarity.CONTEXT), {}, LeftOut.CONTEXT, id="context"),
        pytest.param(evidence(None), {}, LeftOut.NO_LEVEL, id="states no level"),
        pytest.param(
            evidence(2, tier=Tier.D), {"tiers": frozenset(Tier.A)}, LeftOut.TIER_LEFT_OUT, id="tier"
        ),
        pytest.param(evidence(2), {"survivor_led": True}, LeftOut.NOT_SURVIVOR_LED, id="others"),
        pytest.param(report(1, "2021-11-23"), {}, LeftOut.AFTER_AS_OF, id="report of later"),
        pytest.param(report(1, ended="2021-05-01"), {}, LeftOut.ENDED, id="report withdrawn"),
        pytest.param(report(answer=Answer.NOT_ASSESSED), {}, None, id="says not assessed: speaks"),
        pytest.param(
            assessment(1, public="2022-01-01"), {}, LeftOut.PUBLISHED_LATER, id="assessment to come"
        ),
        pytest.param(assessment(1), {}, None, id="assessment that speaks"),
    ],
)
def test_record_left_out_says_why(record, choices, why):
    explanation = explained(record, **choices)

    assert reasons(explanation) == {record.reference: why}
    assert explanation.records[0].counts is (why is None)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(evidence(2, "2019-01-01"), evidence(3, "2020-01-01"), id="evidence"),
        pytest.param(report(2, "2019-12-31"), report(3, "2020-12-31"), id="reports"),
        pytest.param(assessment(2, "2020-06-30"), assessment(3, "2021-06-30"), id="assessments"),
    ],
)
def test_later_record_puts_earlier_one_aside(earlier, later):
    explanation = explained(earlier, later)

    assert reasons(explanation) == {
        earlier.reference: LeftOut.NOT_LATEST,
        later.reference: None,
    }
    assert [note.reference for note in explanation.records] == [later.reference, earlier.reference]


def test_signature_that_stands_is_told():
    left = evidence(0, "2018-01-01", membership=NOT_PARTY, reference="left")
    before = evidence(0, "2000-01-01", membership=NOT_PARTY, reference="before")
    signed = evidence(1, "2001-01-01", membership=SIGNED, reference="signed")
    joined = evidence(4, "2005-01-01", membership=PARTY, reference="joined")

    explanation = explained(left, before, signed, joined)

    assert reasons(explanation) == {
        "left": LeftOut.SIGNATURE_STANDS,
        "joined": LeftOut.NOT_LATEST,
        "signed": None,
        "before": LeftOut.NOT_LATEST,
    }


def test_memberships_tell_what_decided_applicability():
    explanation = explained(
        membership(SIGNED, "2001-01-01", reference="signed"),
        membership(NOT_PARTY, "2004-12-31", reference="not yet"),
        membership(PARTY, "2005-06-01", reference="joined"),
        membership(SIGNED, "2022-01-01", reference="to come"),
        treaty="PROTOCOL",
    )

    assert reasons(explanation) == {
        "to come": LeftOut.AFTER_AS_OF,
        "joined": None,
        "not yet": LeftOut.NOT_LATEST,
        "signed": LeftOut.SIGNATURE_ONLY,
    }
    assert {note.kind for note in explanation.records} == {RecordKind.MEMBERSHIP}


def test_records_keep_what_they_say():
    explanation = explained(
        report(answer=Answer.NOT_ASSESSED, reason="No data yet"),
        evidence(2, tier=Tier.C, polarity=Polarity.CONTRADICTS, stream="organisation:one"),
        assessment(1, confidence=Confidence.HIGH),
    )

    said, seen, judged = explanation.records
    assert (said.kind, said.answer, said.reason) == ("report", "not_assessed", "No data yet")
    assert (said.level, said.published_on) == (None, day("2021-01-01"))
    assert (seen.kind, seen.level, seen.tier) == ("evidence", 2, "C")
    assert (seen.polarity, seen.stream) == ("contradicts", "organisation:one")
    assert (judged.kind, judged.level, judged.confidence) == ("assessment", 1, "high")


def test_steps_lead_from_lanes_to_figures():
    explanation = explained(
        report(3),
        evidence(2, "2015-01-01", tier=Tier.A),
        assessment(1),
        lanes=(LaneName.EVIDENCED, LaneName.REPORTED),
        rules=RULES["1"],
    )

    assert explanation.methodology == RULES["1"].version
    assert explanation.settling == (
        SettlingStep(LaneName.ASSESSED, 1, read=False, settles=False),
        SettlingStep(LaneName.EVIDENCED, 2, read=True, settles=True),
        SettlingStep(LaneName.REPORTED, 3, read=True, settles=False),
    )
    assert explanation.gap_terms == GapTerms(level=2, value=0.5, gap=0.5)
    assert explanation.divergence_terms == DivergenceTerms(0.75, 0.25, LaneName.ASSESSED, 0.5)
    assert [step.code for step in explanation.confidence_steps] == [
        ConfidenceCode.ONE_STRONG_STREAM,
        ConfidenceCode.STALE,
    ]


def test_divergence_is_told_against_evidence():
    terms = explained(report(3), evidence(4)).divergence_terms

    assert terms == DivergenceTerms(0.75, 1.0, LaneName.EVIDENCED, -0.25)


def test_regression_shows_the_level_then():
    explanation = explained(evidence(3, "2019-01-01"), evidence(1, "2021-01-01"))

    assert explanation.standing.regressed
    assert explanation.earlier == Earlier(day("2019-11-22"), 3)


def test_empty_cell_explains_that_nothing_is_known():
    explanation = explain(commitment(), NO_FACTS, reading())

    assert (explanation.records, explanation.votes, explanation.confidence_steps) == ((), (), ())
    assert (explanation.total_weight, explanation.spread) == (0, None)
    assert explanation.earlier.settled is None
    assert (explanation.gap_terms, explanation.divergence_terms) == (None, None)
    assert explanation.standing == settle(commitment(), NO_FACTS, reading())
