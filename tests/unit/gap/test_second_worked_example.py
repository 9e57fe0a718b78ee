"""The second worked example of the methodology: what lapsed, one voice a family, a ceiling."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.gap.build import cell, day, evidence, reading
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Tier
from tracker.gap import second_example
from tracker.gap.explain import explain
from tracker.gap.facts import LaneName, MovementCode
from tracker.gap.lanes import settle
from tracker.gap.records import LeftOut

C = second_example.COMMITMENT
TODAY = second_example.TODAY.isoformat()
LAW, INDEX, IN_LAW, SEEN = second_example.RECORDS
FACTS = second_example.FACTS
EARLIER = second_example.EARLIER_EDITION


def of(family: str, stream: str, level: int, tier: Tier, on: str, **more: object):
    fact = evidence(level, on, stream=f"indicator:{stream}", tier=tier, reference=stream + on)
    return replace(fact, family=family, **more)


def at(as_of: str, facts=FACTS, **choices: object):
    return settle(C, facts, reading(as_of, TODAY, **choices))


def votes(standing) -> list[tuple[str, int, int]]:
    return [(vote.stream, vote.level, vote.weight) for vote in standing.votes]


def test_level_of_today_rests_on_two_voices():
    today = at(TODAY)

    assert votes(today) == [("family:G", 1, 2), ("family:official", 3, 4)]
    assert (today.settled, today.basis, today.gap) == (3, LaneName.EVIDENCED, 0.25)
    assert (today.contested, today.confidence) == (True, Confidence.LOW)
    assert today.voices == ("family:G", "family:official")
    assert (today.baseline, today.movement_code) == (None, MovementCode.NO_BASELINE)


def test_level_of_an_earlier_day_rests_on_what_spoke_then():
    then = at("2016-06-30")

    assert votes(then) == [("family:F", 1, 3), ("family:official", 3, 4)]
    assert then.settled == 3
    assert at("2010-07-30").settled is None


def test_movement_is_told_from_the_day_of_adoption():
    moved = at(TODAY, cell(LAW, INDEX, IN_LAW, SEEN, EARLIER))

    assert (moved.baseline, moved.movement) == (1, 0.5)
    assert moved.movement_code is MovementCode.IMPROVED


def test_records_of_any_age_vote_if_the_reader_asks():
    ever = at(TODAY, any_age=True)

    assert votes(ever) == [("family:F", 1, 3), ("family:G", 1, 2), ("family:official", 3, 4)]
    assert ever.settled == 1


def test_explanation_says_what_lapsed_until_when_and_what_a_ceiling_did():
    notes = {note.reference: note for note in explain(C, FACTS, reading(TODAY)).records}

    index, law = notes[INDEX.reference], notes[LAW.reference]
    assert (index.left_out, index.spoke_until) == (LeftOut.LAPSED, date(2018, 12, 31))
    assert (law.left_out, law.level, law.shown, law.spoke_until) == (None, 4, 3, None)


@pytest.mark.parametrize(
    ("effective", "months", "until"),
    [
        ("2013-12-31", 60, "2018-12-31"),
        ("2020-02-29", 60, "2025-02-28"),
        ("2021-08-31", 6, "2022-02-28"),
        ("2021-11-30", 3, "2022-02-28"),
        ("2022-01-15", 36, "2025-01-15"),
    ],
    ids=[
        "the last day of a year",
        "a leap day, in a year without one",
        "the last day of a shorter month",
        "a month of 30 days, then one of 28",
        "the same day of the month",
    ],
)
def test_a_record_speaks_up_to_and_including_its_last_day(effective, months, until):
    facts = cell(of("F", "index", 2, Tier.B, effective, speaks=months))
    end = day(until)

    last = settle(C, facts, replace(reading(TODAY), as_of=end))
    after = settle(C, facts, replace(reading(TODAY), as_of=date.fromordinal(end.toordinal() + 1)))

    assert (last.settled, last.is_dated) == (2, False)
    assert (after.settled, after.gap, after.is_dated) == (None, None, True)
    assert (after.last_known, after.last_known_on) == (2, day(effective))


def test_value_without_a_level_silences_its_indicator_and_no_other():
    unseen = of("G", "seen", 1, Tier.C, "2025-12-31", speaks=60)
    facts = cell(LAW, IN_LAW, SEEN, replace(unseen, level=None))

    assert votes(at(TODAY, facts)) == [("family:G", 3, 2), ("family:official", 3, 4)]
    alone = at(TODAY, cell(SEEN, replace(unseen, level=None)))
    assert (alone.settled, alone.is_dated) == (None, False)
