"""The three lanes: which record speaks in each, and what level follows."""

import pytest

from tests.unit.gap.build import (
    assessment,
    cell,
    commitment,
    day,
    evidence,
    reading,
    report,
    settled,
)
from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.lanes import settle
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer

AS_OF = "2021-11-22"


@pytest.mark.parametrize(
    ("on", "public", "ended", "counts"),
    [
        pytest.param("2021-11-22", "2021-11-22", None, True, id="effective and public that day"),
        pytest.param("2021-11-23", "2021-11-22", None, False, id="effective after as_of"),
        pytest.param("2021-11-22", "2021-11-23", None, False, id="published after known_by"),
        pytest.param("2021-01-01", "2021-01-01", "2021-11-22", False, id="ended by known_by"),
        pytest.param("2021-01-01", "2021-01-01", "2021-11-23", True, id="ended only later"),
    ],
)
def test_record_counts_by_both_its_dates(on, public, ended, counts):
    dates = {"on": on, "public": public, "ended": ended}

    standing = settled(report(1, **dates), evidence(2, **dates), assessment(3, **dates))

    seen = (standing.reported, standing.evidenced, standing.assessed)
    assert seen == ((1, 2, 3) if counts else (None, None, None))


def test_past_day_is_seen_with_later_knowledge():
    facts = cell(evidence(3, "2019-05-01", public="2021-05-01"))

    then = settle(commitment(), facts, reading("2020-01-01", known_by="2020-01-01"))
    now = settle(commitment(), facts, reading("2020-01-01", known_by="2021-06-01"))

    assert (then.evidenced, now.evidenced) == (None, 3)


# Reported


@pytest.mark.parametrize(
    ("reports", "speaks"),
    [
        pytest.param(
            [report(1, "2019-12-31"), report(2, "2020-12-31")], "R-2020-12-31", id="later period"
        ),
        pytest.param(
            [
                report(1, reference="R-A", public="2021-02-01"),
                report(2, reference="R-B", public="2021-01-01"),
            ],
            "R-A",
            id="same period: published later",
        ),
        pytest.param(
            [report(1, reference="R-A"), report(2, reference="R-B")],
            "R-B",
            id="same period and day: greater reference",
        ),
        pytest.param(
            [report(1, "2019-12-31"), report(2, "2020-12-31", ended="2021-03-01")],
            "R-2019-12-31",
            id="the later one was withdrawn",
        ),
    ],
)
def test_latest_report_speaks_for_the_state(reports, speaks):
    assert settled(*reports).report == speaks
    assert settled(*reversed(reports)).report == speaks


@pytest.mark.parametrize("answer", [Answer.NOT_ASSESSED, Answer.NOT_APPLICABLE])
def test_entry_without_level_brings_none_back(answer):
    standing = settled(report(3, "2019-12-31"), report(answer=answer, reason="No data yet"))

    assert standing.reported is None
    assert standing.settled is None
    assert (standing.reported_answer, standing.reported_reason) == (answer, "No data yet")
    assert standing.report == "R-2020-12-31"
    assert standing.newest_on == day("2020-12-31")


# Evidenced: who votes


@pytest.mark.parametrize(
    ("record", "level"),
    [
        pytest.param(evidence(2, polarity=Polarity.SUPPORTS), 2, id="supports"),
        pytest.param(evidence(2, polarity=Polarity.CONTRADICTS), 2, id="contradicts"),
        pytest.param(evidence(2, polarity=Polarity.CONTEXT), None, id="context never votes"),
        pytest.param(evidence(None), None, id="no level, no vote"),
        pytest.param(evidence(0), 0, id="level zero is a level"),
    ],
)
def test_only_levels_for_or_against_vote(record, level):
    assert settled(record).evidenced == level


def test_stream_votes_once_with_its_latest():
    standing = settled(
        evidence(4, "2015-01-01", stream="organisation:one"),
        evidence(1, "2020-01-01", stream="organisation:one"),
        evidence(3, "2018-01-01", stream="organisation:one"),
    )

    assert [(vote.level, vote.stream) for vote in standing.votes] == [(1, "organisation:one")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            {"reference": "A", "public": "2021-02-01"},
            {"reference": "B", "public": "2021-01-01"},
            id="published later",
        ),
        pytest.param({"reference": "B"}, {"reference": "A"}, id="greater reference"),
    ],
)
def test_vote_of_one_day_goes_to_the_later(first, second):
    standing = settled(evidence(3, **first), evidence(1, **second))

    assert standing.evidenced == 3


def test_later_context_leaves_the_earlier_vote():
    standing = settled(
        evidence(3, "2019-01-01"), evidence(0, "2020-01-01", polarity=Polarity.CONTEXT)
    )

    assert standing.evidenced == 3


def test_reader_leaves_out_tiers_of_sources():
    strong = evidence(4, "2018-01-01", tier=Tier.A)
    weak = evidence(1, "2020-01-01", tier=Tier.D)

    standing = settled(strong, weak, tiers=frozenset({Tier.A, Tier.B}))

    assert [(vote.level, vote.tier) for vote in standing.votes] == [(4, Tier.A)]


def test_survivor_led_reading_drops_all_others():
    standing = settled(
        evidence(4, stream="indicator:one"),
        evidence(3, stream="organisation:one"),
        evidence(1, stream="organisation:two", survivor_led=True),
        report(3),
        survivor_led=True,
    )

    assert [vote.stream for vote in standing.votes] == ["organisation:two"]
    assert (standing.evidenced, standing.reported) == (1, 3)


# Evidenced: the weighted lower median


@pytest.mark.parametrize(
    ("votes", "level"),
    [
        pytest.param([(3, Tier.D)], 3, id="a single vote, however weak"),
        pytest.param([(1, Tier.B), (3, Tier.B)], 1, id="two alike: exactly half takes the lower"),
        pytest.param([(1, Tier.D), (3, Tier.A)], 3, id="the weightier of two"),
        pytest.param([(0, Tier.A), (4, Tier.D)], 0, id="the weightier of two, below"),
        pytest.param([(1, Tier.C), (2, Tier.B), (4, Tier.A)], 2, id="the worked example"),
        pytest.param([(1, Tier.D), (2, Tier.D), (4, Tier.D)], 2, id="the middle of three"),
        pytest.param(
            [(0, Tier.D), (1, Tier.B), (2, Tier.A)], 1, id="half of eight is reached at four"
        ),
        pytest.param([(2, Tier.A), (2, Tier.B)], 2, id="agreement"),
        pytest.param(
            [(0, Tier.C), (1, Tier.C), (2, Tier.D), (4, Tier.A)], 2, id="half lies at 4.5 of nine"
        ),
    ],
)
def test_level_is_weighted_lower_median(votes, level):
    records = [
        evidence(value, stream=f"indicator:{place}", tier=tier)
        for place, (value, tier) in enumerate(votes)
    ]

    assert settled(*records).evidenced == level
    assert settled(*reversed(records)).evidenced == level


# Evidenced: membership of a treaty

PARTY, SIGNED, NOT_PARTY = (
    MembershipStatus.PARTY,
    MembershipStatus.SIGNED,
    MembershipStatus.NOT_PARTY,
)
LEVEL = {NOT_PARTY: 0, SIGNED: 1, PARTY: 4}


@pytest.mark.parametrize(
    ("statements", "level"),
    [
        pytest.param([], None, id="no record is no information"),
        pytest.param([(NOT_PARTY, "2016-12-31")], 0, id="not a party, nothing else known"),
        pytest.param([(SIGNED, "2001-01-01")], 1, id="signed"),
        pytest.param([(SIGNED, "2001-01-01"), (PARTY, "2005-06-01")], 4, id="ratified since"),
        pytest.param([(SIGNED, "2001-01-01"), (NOT_PARTY, "2016-12-31")], 1, id="not undone"),
        pytest.param([(NOT_PARTY, "2000-12-31"), (SIGNED, "2001-01-01")], 1, id="signed since"),
        pytest.param(
            [(SIGNED, "2021-12-01"), (NOT_PARTY, "2016-12-31")], 0, id="signed only after as_of"
        ),
        pytest.param([(PARTY, "2005-06-01"), (NOT_PARTY, "2018-01-01")], 0, id="acceded and left"),
        pytest.param(
            [(SIGNED, "2001-01-01"), (PARTY, "2005-06-01"), (NOT_PARTY, "2018-01-01")],
            1,
            id="left: the signature remains, the membership does not",
        ),
        pytest.param(
            [(SIGNED, "2001-01-01"), (SIGNED, "2002-01-01"), (NOT_PARTY, "2018-01-01")],
            1,
            id="two records of signature",
        ),
        pytest.param([(NOT_PARTY, "2016-12-31"), (PARTY, "2018-01-01")], 4, id="joined since"),
    ],
)
def test_not_a_party_never_undoes_a_signature(statements, level):
    records = [evidence(LEVEL[status], on, membership=status) for status, on in statements]

    assert settled(*records).evidenced == level


def test_signature_of_one_treaty_leaves_another_alone():
    standing = settled(
        evidence(1, "2001-01-01", stream="indicator:one", membership=SIGNED),
        evidence(0, "2016-12-31", stream="indicator:two", membership=NOT_PARTY),
    )

    assert [vote.level for vote in standing.votes] == [0, 1]


# Assessed


@pytest.mark.parametrize(
    ("assessments", "speaks"),
    [
        pytest.param(
            [assessment(1, "2020-06-30"), assessment(2, "2021-06-30")], 2, id="rests on later days"
        ),
        pytest.param(
            [
                assessment(1, public="2021-08-01", reference="S-1"),
                assessment(2, public="2021-07-01", reference="S-2"),
            ],
            1,
            id="same day: published later",
        ),
        pytest.param(
            [assessment(1, reference="S-1"), assessment(2, reference="S-2")],
            2,
            id="same days: greater reference",
        ),
    ],
)
def test_latest_assessment_speaks_for_reviewers(assessments, speaks):
    assert settled(*assessments).assessed == speaks
    assert settled(*reversed(assessments)).assessed == speaks
