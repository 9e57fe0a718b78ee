"""The command line's plain words for a cell."""

import pytest

from tests.unit.gap.build import (
    assessment,
    cell,
    commitment,
    evidence,
    membership,
    reading,
    report,
)
from tracker.evidence.vocabulary import Tier
from tracker.gap import narration
from tracker.gap.explain import RecordKind, explain
from tracker.gap.facts import Applicability, LaneName
from tracker.gap.lanes import ConfidenceCode
from tracker.gap.methodology import VERSION
from tracker.gap.narration import lines
from tracker.gap.records import LeftOut
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer


def narrated(*records, treaty=None, **choices):
    return lines(explain(commitment(treaty=treaty), cell(*records), reading(**choices)))


def test_cell_without_records_says_so():
    assert narrated() == [
        f"X-1 as of 2021-11-22, known by 2021-11-22, methodology {VERSION}",
        "applicability: applies to the state",
        "reported: no information",
        "evidenced: no information",
        "assessed: no information",
        "settled level: none",
        "gap: none",
        "divergence: none",
    ]


def test_cell_is_told_down_to_its_records():
    assert narrated(report(3), assessment(0), evidence(None, "2019-05-01", reference="E-1"))[
        2:
    ] == [
        "report R-2020-12-31: level 3, effective 2020-12-31, published 2021-01-01; counts",
        "evidence E-1: no level, tier B, effective 2019-05-01, published 2021-01-01; "
        "left out: states no level",
        "assessment S-2021-06-30: level 0, effective 2021-06-30, published 2021-07-01; counts",
        "reported: 3 substantial",
        "evidenced: no information",
        "assessed: 0 not started",
        "settled level: 0 not started, basis assessed, confidence medium",
        "gap: 1 − 0 = 1",
        "baseline at adoption, 2000-01-01: no information",
        "movement: none, no baseline",
        "divergence: 0.75 reported − 0 assessed = +0.75",
    ]


@pytest.mark.parametrize(
    ("records", "choices", "line"),
    [
        pytest.param(
            [report(answer=Answer.NOT_ASSESSED, reason="No data yet")],
            {},
            "reported: not assessed (No data yet)",
            id="not assessed keeps its reason",
        ),
        pytest.param(
            [report(answer=Answer.NOT_APPLICABLE)],
            {},
            "reported: not applicable",
            id="a reason is not made up",
        ),
        pytest.param(
            [report(3)],
            {"lanes": (LaneName.ASSESSED, LaneName.EVIDENCED)},
            "the reader left the reported lane out",
            id="a lane left out",
        ),
        pytest.param(
            [evidence(3, "2019-01-01"), evidence(1, "2021-01-01")],
            {},
            "regressed: 3 at 2019-11-22",
            id="regressed",
        ),
        pytest.param(
            [evidence(1, stream="a"), evidence(2, stream="b")], {}, "spread: 1", id="no dispute"
        ),
        pytest.param(
            [evidence(1, stream="a"), evidence(3, stream="b")],
            {},
            "spread: 2, contested",
            id="contested",
        ),
        pytest.param(
            [evidence(1, tier=Tier.D)],
            {},
            "confidence of the evidence: one voice, of tier C or D, low",
            id="confidence",
        ),
        pytest.param(
            [membership(MembershipStatus.SIGNED, "2001-01-01", reference="M-1")],
            {"treaty": "PROTOCOL"},
            "membership M-1: signed, effective 2001-01-01, published 2021-01-01; "
            "left out: a signature decides nothing about applicability",
            id="membership",
        ),
        pytest.param(
            [],
            {"treaty": "PROTOCOL"},
            "applicability: membership unknown: no record says party or not a party",
            id="applicability",
        ),
    ],
)
def test_line_says_it_in_plain_words(records, choices, line):
    assert line in narrated(*records, **choices)


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (Applicability, narration._APPLICABILITY),
        (LeftOut, narration._LEFT_OUT),
        (ConfidenceCode, narration._CONFIDENCE),
        (RecordKind, narration._KIND),
        (Answer, narration._ANSWER),
    ],
)
def test_every_code_has_its_words(codes, words):
    assert set(words) == set(codes)
