"""How sure: the spread of a state's gap over the draws, and what moves it."""

import subprocess
import sys

import pytest

from tests.unit.gap.build import commitment, reading
from tracker.gap.facts import Applicability, LaneName, Standing
from tracker.gap.methodology import DRAWS, rounded
from tracker.gap.uncertainty import Driver, group_sensitivity, sensitivity
from tracker.registry.vocabulary import Pillar

PREVENTION, PROTECTION, PROSECUTION, PARTNERSHIP, CROSS_CUTTING = Pillar


def standing(settled: int | None, evidenced: int | None = None) -> Standing:
    gap = None if settled is None else 1 - settled / 4
    return Standing(Applicability.APPLIES, settled=settled, evidenced=evidenced, gap=gap)


def agreed(level: int) -> Standing:
    return standing(level, level)


def cells(pillar: Pillar, *standings: Standing, same_as: str | None = None):
    return [
        (commitment(f"{pillar}-{place}", pillar=pillar, same_as=same_as), one)
        for place, one in enumerate(standings)
    ]


def test_no_gap_has_no_spread():
    unknown = cells(PREVENTION, standing(None), Standing(Applicability.NOT_APPLICABLE, settled=4))

    assert sensitivity([], reading()) is None
    assert sensitivity(unknown, reading()) is None


@pytest.mark.parametrize("level", [0, 4])
def test_certain_state_is_moved_by_nothing(level):
    spread = sensitivity(cells(PREVENTION, agreed(level), agreed(level)), reading())

    assert (spread.low, spread.median, spread.high) == (1 - level / 4,) * 3
    assert (spread.driver, spread.draws) == (None, DRAWS)


def test_single_level_spreads_over_its_values():
    spread = sensitivity(cells(PREVENTION, agreed(2)), reading())

    # Level 2 is worth 0.3, 0.5 or 0.7, each in about a third of the draws.
    assert spread.low == pytest.approx(0.3)
    assert spread.median == pytest.approx(0.5)
    assert spread.high == pytest.approx(0.7)
    assert spread.driver is Driver.VALUES


def test_uneven_pillars_are_moved_by_weights():
    spread = sensitivity([*cells(PREVENTION, agreed(4)), *cells(PROTECTION, agreed(0))], reading())

    assert spread.driver is Driver.WEIGHTS
    assert spread.low < 0.1
    assert spread.high > 0.9


def test_dispute_with_evidence_is_moved_by_settling():
    spread = sensitivity(cells(PREVENTION, standing(4, 0)), reading())

    assert (spread.low, spread.high) == (0, 1)
    assert spread.driver is Driver.SETTLING


def test_draws_without_evidence_give_no_figure():
    spread = sensitivity(cells(PREVENTION, standing(0)), reading())

    assert 0 < spread.draws < DRAWS
    assert (spread.low, spread.high, spread.driver) == (1, 1, None)


def test_pillars_without_evidence_drop_from_their_draws():
    both = [*cells(PREVENTION, agreed(4)), *cells(PROTECTION, standing(0))]

    spread = sensitivity(both, reading())

    assert spread.draws == DRAWS
    assert spread.low == 0


def test_reader_without_evidence_is_not_given_it():
    chosen = reading(lanes=(LaneName.ASSESSED, LaneName.REPORTED))

    spread = sensitivity(cells(PREVENTION, standing(4, 0)), chosen)

    assert (spread.low, spread.high, spread.draws) == (0, 0, DRAWS)


def test_pillar_of_no_weight_is_never_drawn():
    both = [*cells(PREVENTION, agreed(4)), *cells(PROTECTION, agreed(0))]

    spread = sensitivity(both, reading(weights=((PROTECTION, 0.0),)))

    assert (spread.low, spread.high) == (0, 0)


def test_repeats_weigh_once_in_the_draws():
    repeated = cells(PREVENTION, agreed(0), agreed(0), agreed(0), same_as="A")
    single = [(commitment("B", pillar=PREVENTION), agreed(4))]

    spread = sensitivity([*repeated, *single], reading())

    assert (spread.low, spread.high) == (pytest.approx(0.5), pytest.approx(0.5))


def test_same_records_give_the_same_spread():
    state = [*cells(PREVENTION, agreed(1), agreed(3)), *cells(PROTECTION, standing(2, 1))]

    assert sensitivity(state, reading()) == sensitivity(reversed(state), reading())


def test_cited_spread_can_be_had_again():
    state = [*cells(PREVENTION, agreed(1), agreed(3)), *cells(PROTECTION, standing(2, 1))]

    spread = sensitivity(state, reading())

    # Pinned, not derived: a release of numpy that draws otherwise must not pass unnoticed.
    cited = (rounded(spread.low), rounded(spread.median), rounded(spread.high))
    assert cited == (0.3162, 0.5567, 0.8381)


def test_start_up_does_not_wait_for_numpy():
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, tracker.gap.uncertainty; print('numpy' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert seen.stdout.strip() == "False"


def test_group_of_one_state_is_that_state():
    own = [*cells(PREVENTION, standing(3, 1)), *cells(PROTECTION, agreed(0))]

    assert group_sensitivity([own], reading()) == sensitivity(own, reading())


def test_draw_makes_the_same_choice_for_all_states_of_a_group():
    low, high = cells(PREVENTION, agreed(1)), cells(PREVENTION, agreed(3))

    spread = group_sensitivity([low, high, cells(PREVENTION, standing(None))], reading())

    # The two levels are worth 0.25 and 0.75, or 0.1 and 0.6, or 0.4 and 0.9; never mixed, and the
    # state of which nothing is known takes no part.
    assert [spread.low, spread.median, spread.high] == pytest.approx([0.35, 0.5, 0.65])
    assert (spread.driver, spread.draws) == (Driver.VALUES, DRAWS)


def test_group_of_which_nothing_is_known_has_no_spread():
    assert group_sensitivity([], reading()) is None
    assert group_sensitivity([cells(PREVENTION, standing(None))], reading()) is None
