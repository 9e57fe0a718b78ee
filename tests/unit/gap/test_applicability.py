from datetime import date

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
from tracker.gap.aggregate import commitment_score
from tracker.gap.facts import NO_FACTS, Applicability
from tracker.gap.lanes import settle
from tracker.gap.outcomes import CellOutcome, count_outcomes
from tracker.registry.vocabulary import CommitmentKind, MembershipStatus

PARTY, SIGNED, NOT_PARTY = (
    MembershipStatus.PARTY,
    MembershipStatus.SIGNED,
    MembershipStatus.NOT_PARTY,
)


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        pytest.param([(PARTY, "2005-06-01")], "applies", id="known party by then"),
        pytest.param([(PARTY, "2021-11-22")], "applies", id="party on the day itself"),
        pytest.param([(PARTY, "2021-11-23")], "membership_unknown", id="party only later"),
        pytest.param([], "membership_unknown", id="no record is no information"),
        pytest.param([(SIGNED, "2001-01-01")], "membership_unknown", id="a signature is neither"),
        pytest.param([(NOT_PARTY, "2016-12-31")], "not_applicable", id="known not to be a party"),
        pytest.param(
            [(SIGNED, "2001-01-01"), (NOT_PARTY, "2016-12-31")],
            "not_applicable",
            id="signed and known not to be a party",
        ),
        pytest.param(
            [(NOT_PARTY, "2016-12-31"), (SIGNED, "2018-01-01")],
            "not_applicable",
            id="a later signature makes no party",
        ),
        pytest.param(
            [(NOT_PARTY, "2016-12-31"), (PARTY, "2018-01-01")], "applies", id="joined since"
        ),
        pytest.param(
            [(PARTY, "2005-06-01"), (NOT_PARTY, "2018-01-01")], "not_applicable", id="left since"
        ),
    ],
)
def test_membership_decides_whether_obligation_applies(statements, expected):
    obligation = commitment(kind=CommitmentKind.TREATY_OBLIGATION, treaty="PROTOCOL")
    facts = cell(*(membership(status, on) for status, on in statements))

    standing = settle(obligation, facts, reading())

    assert standing.applicability is Applicability(expected)


@pytest.mark.parametrize(
    ("public", "ended", "expected"),
    [
        pytest.param("2021-11-22", None, "applies", id="public on the day"),
        pytest.param("2021-11-23", None, "membership_unknown", id="published later"),
        pytest.param("2021-01-01", "2021-11-22", "membership_unknown", id="withdrawn by then"),
        pytest.param("2021-01-01", "2021-11-23", "applies", id="withdrawn later"),
    ],
)
def test_membership_counts_while_it_is_public(public, ended, expected):
    obligation = commitment(kind=CommitmentKind.TREATY_OBLIGATION, treaty="PROTOCOL")
    facts = cell(membership(PARTY, "2005-06-01", public=public, ended=ended))

    assert settle(obligation, facts, reading()).applicability is Applicability(expected)


@pytest.mark.parametrize(
    ("kind", "to_states", "adopted", "included", "expected"),
    [
        pytest.param("commitment", True, "2010-07-30", False, "applies", id="a commitment"),
        pytest.param("call", True, "2010-07-30", False, "applies", id="a call"),
        pytest.param("treaty_obligation", True, "2010-07-30", False, "applies", id="obligation"),
        pytest.param("commitment", True, "2021-11-22", False, "applies", id="adopted that day"),
        pytest.param("commitment", True, "2021-11-23", False, "not_yet_due", id="adopted later"),
        pytest.param("commitment", False, "2010-07-30", False, "out_of_scope", id="to others"),
        pytest.param(
            "commitment", False, "2021-11-23", False, "out_of_scope", id="to others, and later"
        ),
        pytest.param("recommendation", True, "2010-07-30", False, "out_of_scope", id="by default"),
        pytest.param("recommendation", True, "2010-07-30", True, "applies", id="if included"),
        pytest.param(
            "recommendation", False, "2010-07-30", True, "out_of_scope", id="to others, included"
        ),
        pytest.param("pledge", True, "2010-07-30", True, "out_of_scope", id="a pledge"),
        pytest.param("purpose", True, "2010-07-30", True, "out_of_scope", id="a purpose"),
        pytest.param("statement", True, "2010-07-30", True, "out_of_scope", id="context"),
        pytest.param(
            "recalled_commitment", True, "2010-07-30", True, "out_of_scope", id="only recalled"
        ),
    ],
)
def test_kind_addressee_and_adoption_decide_scope(kind, to_states, adopted, included, expected):
    asked = commitment(kind=CommitmentKind(kind), addressed_to_states=to_states, adopted_on=adopted)

    standing = settle(asked, NO_FACTS, reading(include_recommendations=included))

    assert standing.applicability is Applicability(expected)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(commitment(adopted_on="2021-11-23"), id="not yet due"),
        pytest.param(commitment(treaty="PROTOCOL"), id="membership unknown"),
        pytest.param(commitment(kind=CommitmentKind.PURPOSE), id="out of scope"),
    ],
)
def test_lanes_are_told_where_nothing_applies(asked):
    facts = cell(report(4), evidence(2), assessment(1))

    standing = settle(asked, facts, reading())

    assert (standing.reported, standing.evidenced, standing.assessed) == (4, 2, 1)
    assert standing.settled == 1
    assert (standing.gap, standing.divergence) == (None, None)


def test_cell_without_records_knows_nothing():
    standing = settle(commitment(), NO_FACTS, reading())

    assert standing.applicability is Applicability.APPLIES
    assert (standing.settled, standing.gap, standing.confidence) == (None, None, None)
    assert standing.reported_answer is None
    assert standing.votes == ()


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        pytest.param(date(2011, 7, 14), "not_yet_member", id="joins a year later"),
        pytest.param(date(2010, 7, 30), "applies", id="joins on the day itself"),
        pytest.param(date(2010, 7, 31), "not_yet_member", id="joins on the next day"),
        pytest.param(date(2010, 12, 31), "not_yet_member", id="joins in the year, day unknown"),
        pytest.param(date(1963, 12, 16), "applies", id="has long been a member"),
        pytest.param(None, "applies", id="an observer has figures of its own"),
    ],
)
def test_state_counts_from_the_day_of_its_membership(joined, expected):
    asked = commitment()
    facts = cell(evidence(2, "2005-01-01"))

    day = reading("2010-07-30", known_by="2021-11-22")
    standing = settle(asked, facts, day, joined=joined)

    assert standing.applicability is Applicability(expected)
    assert (standing.gap is None) == (expected == "not_yet_member")


def test_state_that_has_not_joined_enters_no_denominator():
    before = settle(commitment(), NO_FACTS, reading("2010-07-30"), joined=date(2011, 7, 14))
    member = settle(commitment(), NO_FACTS, reading("2010-07-30"), joined=date(1963, 12, 16))

    score = commitment_score([before, member])

    assert (score.applicable, score.not_applicable) == (1, 1)
    assert count_outcomes([before, member]).number(CellOutcome.NOT_APPLICABLE) == 1


def test_what_is_out_of_scope_stays_so_whoever_has_joined():
    asked = commitment(kind=CommitmentKind.PURPOSE)

    standing = settle(asked, NO_FACTS, reading("2010-07-30"), joined=date(2011, 7, 14))

    assert standing.applicability is Applicability.OUT_OF_SCOPE
