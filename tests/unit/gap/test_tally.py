"""A cell says one thing; levels and the ways of having none are never mixed."""

from itertools import product

import pytest

from tracker.gap.facts import Applicability, Standing
from tracker.gap.outcomes import KINDS, CellOutcome, added, count_outcomes, kind_of, outcome_of
from tracker.reporting.vocabulary import Answer

APPLIES = Applicability.APPLIES


@pytest.mark.parametrize(
    ("standing", "word", "reason"),
    [
        (Standing(APPLIES, settled=0), CellOutcome.LEVEL, "not started is a level, and no absence"),
        (Standing(APPLIES), CellOutcome.NO_INFORMATION, "nothing speaks"),
        (
            Standing(APPLIES, reported_answer=Answer.NOT_ASSESSED),
            CellOutcome.NOT_ASSESSED,
            "the state's entry gives a reason",
        ),
        (
            Standing(APPLIES, reported_answer=Answer.NOT_ASSESSED, settled=2),
            CellOutcome.LEVEL,
            "somebody else speaks",
        ),
        (
            Standing(APPLIES, reported_answer=Answer.NOT_APPLICABLE),
            CellOutcome.SAID_NOT_APPLICABLE,
            "the state's own view, which the rules do not share",
        ),
        (
            Standing(Applicability.NOT_APPLICABLE, settled=3),
            CellOutcome.NOT_APPLICABLE,
            "a level on record does not make it apply",
        ),
        (
            Standing(Applicability.MEMBERSHIP_UNKNOWN),
            CellOutcome.MEMBERSHIP_UNKNOWN,
            "unknown, not no",
        ),
        (Standing(Applicability.NOT_YET_DUE, settled=1), CellOutcome.NOT_YET_DUE, "adopted later"),
        (Standing(Applicability.OUT_OF_SCOPE), CellOutcome.OUT_OF_SCOPE, "asks nothing of states"),
        (
            Standing(APPLIES, reported=3, reported_answer=Answer.LEVEL),
            CellOutcome.NO_INFORMATION,
            "the reader left the lane out that alone has a level",
        ),
    ],
)
def test_cell_says_one_thing_only(standing: Standing, word: CellOutcome, reason: str) -> None:
    assert outcome_of(standing) is word, reason


def test_every_cell_is_counted_exactly_once() -> None:
    cells = [Standing(APPLIES, settled=level) for level in (0, 0, 4)]
    cells += [Standing(applicability) for applicability in Applicability]

    counted = count_outcomes(cells)

    assert counted.levels == (2, 0, 0, 0, 1)
    assert (counted.known, counted.unknown, counted.applicable) == (3, 1, 4)
    assert sum(counted.levels) + sum(counted.others.values()) == len(cells)


def test_commitment_out_of_scope_everywhere_counts_nowhere() -> None:
    assert not count_outcomes([Standing(Applicability.OUT_OF_SCOPE)] * 2).counts
    assert count_outcomes([Standing(Applicability.OUT_OF_SCOPE), Standing(APPLIES)]).counts


@pytest.mark.parametrize(
    "standing",
    [
        Standing(applicability, settled=level, reported_answer=answer)
        for applicability, level, answer in product(
            Applicability, (None, 0, 4), (None, Answer.NOT_ASSESSED, Answer.NOT_APPLICABLE)
        )
    ],
    ids=str,
)
def test_every_cell_is_of_one_kind_and_counted_there(standing: Standing) -> None:
    kind, counted = kind_of(standing), count_outcomes([standing])

    assert counted.number(kind) == 1
    assert sum(counted.number(each) for each in (*KINDS, CellOutcome.OUT_OF_SCOPE)) == 1
    assert counted.total == (kind in KINDS)
    assert added([counted, counted]).number(kind) == 2
