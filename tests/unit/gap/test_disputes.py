"""Contested in public: said beside the cell while record and answer stand; no figure moves."""

from dataclasses import replace

import pytest

from tests.unit.gap.build import assessment, cell, commitment, evidence, published, reading, report
from tracker.evidence.vocabulary import Stance
from tracker.gap.explain import explain
from tracker.gap.facts import STATE_SIDE, AnswerFact
from tracker.gap.lanes import settle
from tracker.gap.narration import lines

ACT = evidence(1, reference="ACT")
VOTES = (ACT, evidence(1, stream="indicator:other"), report(3, reference="REP"))


def answer(record="ACT", stance=Stance.CONTEST, *, public="2021-02-01", ended=None, **more):
    given = {"reference": f"RP-{record}-{public}", "side": STATE_SIDE, **more}
    return AnswerFact(
        record=record, stance=stance, publication=published(public, ended=ended), **given
    )


def standing(*answers, records=VOTES, **choices):
    facts = replace(cell(*records), answers=answers)
    return settle(commitment(), facts, reading(**choices))


@pytest.mark.parametrize(
    ("answers", "disputed"),
    [
        pytest.param([], False, id="nobody answered"),
        pytest.param([answer()], True, id="the state contests an act that votes"),
        pytest.param([answer(stance=Stance.CONFIRM)], False, id="confirmed"),
        pytest.param([answer(stance=Stance.CORRECT)], False, id="corrected is not contested"),
        pytest.param([answer(stance=Stance.TAKE_NOTE)], False, id="taken note of"),
        pytest.param([answer("REP", side="RP-1")], True, id="an organisation contests the entry"),
        pytest.param([answer("ELSE")], False, id="a record that is not of this cell"),
        pytest.param([answer(public="2031-01-01")], False, id="answer not yet public"),
        pytest.param([answer(ended="2021-03-01")], False, id="answer withdrawn"),
        pytest.param(
            [answer(), answer(stance=Stance.CONFIRM, public="2021-02-02")],
            False,
            id="the state's later answer stands",
        ),
        pytest.param(
            [answer(stance=Stance.CONFIRM), answer(public="2021-02-02")],
            True,
            id="also where the later one contests",
        ),
        pytest.param(
            [
                answer("REP", side="RP-1"),
                answer("REP", Stance.CONFIRM, side="RP-2", public="2021-02-02"),
            ],
            True,
            id="one organisation does not speak for another",
        ),
    ],
)
def test_cell_is_disputed_while_an_answer_contests(answers, disputed):
    assert standing(*answers).disputed is disputed


def test_answer_counts_from_the_day_it_was_known():
    assert standing(answer(public="2021-08-01"), known_by="2021-08-01").disputed
    assert not standing(answer(public="2021-08-01"), known_by="2021-07-31").disputed


@pytest.mark.parametrize(
    "silent",
    [
        pytest.param(evidence(None, reference="OUT"), id="states no level"),
        pytest.param(evidence(2, "2031-01-01", reference="OUT"), id="after the date"),
        pytest.param(report(2, "2019-06-30", reference="OUT"), id="not the latest report"),
    ],
)
def test_contested_record_that_does_not_count_disputes_nothing(silent):
    assert not standing(answer("OUT"), records=(*VOTES, silent)).disputed


def test_dispute_moves_no_level_and_no_confidence():
    plain, disputed = standing(), standing(answer())

    assert replace(disputed, disputed=False) == plain


def test_explanation_names_what_is_contested():
    facts = replace(cell(*VOTES, assessment(2, reference="ASM")), answers=(answer(), answer("ASM")))

    seen = explain(commitment(), facts, reading())

    assert seen.disputed == ("ACT", "ASM")
    assert {note.reference for note in seen.records if note.contested} == {"ACT", "ASM"}
    assert "contested in a public answer, counts all the same: ACT" in lines(seen)
