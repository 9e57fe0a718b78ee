"""Adding up: pillars, states, commitments, groups."""

import pytest

from tests.unit.gap.build import commitment, reading
from tracker.gap.aggregate import commitment_score, group_score, pillar_weights, state_score
from tracker.gap.facts import Applicability, LaneName, Standing
from tracker.gap.figures import LaneMean, Score
from tracker.gap.scoring import Band, FigureStanding
from tracker.registry.vocabulary import Pillar

PREVENTION, PROTECTION, PROSECUTION, PARTNERSHIP, CROSS_CUTTING = Pillar
UNKNOWN = Standing(Applicability.APPLIES)


def known(gap: float, **lanes: int) -> Standing:
    return Standing(Applicability.APPLIES, settled=round(4 - 4 * gap), gap=gap, **lanes)


def cells(pillar: Pillar, *standings: Standing, same_as: str | None = None):
    return [
        (commitment(f"{pillar}-{place}", pillar=pillar, same_as=same_as), standing)
        for place, standing in enumerate(standings)
    ]


def scored(*groups, **choices) -> Score:
    return state_score([one for group in groups for one in group], reading(**choices))


def figures(score) -> tuple:
    return score.gap, score.coverage, score.low, score.high


@pytest.mark.parametrize(
    ("standings", "expected"),
    [
        pytest.param([known(0.5)], (0.5, 1, 0.5, 0.5), id="all known: no room between the bounds"),
        pytest.param([known(0.5), known(1.0)], (0.75, 1, 0.75, 0.75), id="a mean"),
        pytest.param([known(0.5), UNKNOWN], (0.5, 0.5, 0.25, 0.75), id="unknown opens the bounds"),
        pytest.param([known(1.0), UNKNOWN], (1, 0.5, 0.5, 1), id="imagined complete, or not begun"),
        pytest.param([UNKNOWN, UNKNOWN], (None, 0, 0, 1), id="nothing known: no gap, all possible"),
        pytest.param([], (None, None, None, None), id="nothing applicable: no figure at all"),
    ],
)
def test_pillar_tells_gap_coverage_and_bounds(standings, expected):
    score = scored(cells(PROTECTION, *standings))

    assert figures(score) == expected
    assert figures(score.pillars[1]) == expected
    assert score.pillars[1].pillar is PROTECTION


def test_commitments_that_ask_the_same_count_once():
    repeated = cells(PREVENTION, known(1.0), known(0.5), UNKNOWN, same_as="A")
    single = [(commitment("B", pillar=PREVENTION), known(0.0))]

    score = scored(repeated, single)

    # Two thirds of the first weigh against one whole: (1/3 + 1/6) / (2/3 + 1).
    assert score.gap == pytest.approx(0.5 / (5 / 3), abs=1e-15)
    assert score.coverage == pytest.approx((5 / 3) / 2, abs=1e-15)
    assert (score.low, score.high) == (0.25, pytest.approx(0.25 + (1 / 3) / 2, abs=1e-15))
    assert (score.known, score.applicable) == (3, 4)


def test_repeats_count_only_where_they_apply():
    lone, other = commitment("A", same_as="A"), commitment("B")
    absent = commitment("C", same_as="A", treaty="PROTOCOL")
    elsewhere = commitment("D", same_as="A", pillar=PARTNERSHIP)

    score = state_score(
        [
            (lone, known(1.0)),
            (other, known(0.0)),
            (absent, Standing(Applicability.NOT_APPLICABLE)),
            (elsewhere, UNKNOWN),
        ],
        reading(),
    )

    assert score.pillars[2].gap == 0.5


@pytest.mark.parametrize("repeats", [3, 7, 49])
def test_two_thirds_in_any_parts_is_comparable(repeats):
    whole = [(commitment(f"{name}", same_as=name), known(0.25)) for name in "AB"]
    parts = [(commitment(f"C{place}", same_as="C"), UNKNOWN) for place in range(repeats)]

    score = state_score([*whole, *parts], reading())

    assert score.coverage == 2 / 3
    assert score.figure is FigureStanding.COMPARABLE


def test_state_is_the_mean_of_its_pillars():
    score = scored(
        cells(PREVENTION, known(1.0), known(0.5)), cells(PROSECUTION, known(0.25), UNKNOWN, UNKNOWN)
    )

    assert score.gap == (0.75 + 0.25) / 2
    assert score.coverage == 3 / 5
    assert score.low == pytest.approx((0.75 + 0.25 / 3) / 2)
    assert score.high == pytest.approx((0.75 + 2.25 / 3) / 2)


def test_pillar_without_knowledge_moves_bounds_alone():
    score = scored(cells(PREVENTION, known(0.5)), cells(PROTECTION, UNKNOWN))

    assert figures(score) == (0.5, 0.5, 0.25, 0.75)


def test_what_does_not_apply_is_counted_apart():
    apart = [
        Standing(Applicability.NOT_APPLICABLE),
        Standing(Applicability.MEMBERSHIP_UNKNOWN),
        Standing(Applicability.MEMBERSHIP_UNKNOWN),
        Standing(Applicability.NOT_YET_DUE),
        Standing(Applicability.OUT_OF_SCOPE, settled=4),
    ]

    score = scored(cells(PREVENTION, known(0.5), *apart))

    for part in (score, score.pillars[0]):
        assert figures(part) == (0.5, 1, 0.5, 0.5)
        assert (part.not_applicable, part.membership_unknown) == (1, 2)
        assert (part.not_yet_due, part.out_of_scope) == (1, 1)


def test_all_five_pillars_are_there_in_order():
    score = scored(cells(PARTNERSHIP, known(0.5)))

    assert [part.pillar for part in score.pillars] == list(Pillar)
    assert [part.states for part in score.pillars] == [0, 0, 0, 1, 0]


# Weights of the reader


def test_reader_weighs_pillars():
    groups = [cells(PREVENTION, known(1.0)), cells(PROTECTION, known(0.0), UNKNOWN)]

    score = scored(*groups, weights=((PREVENTION, 3.0),))

    assert score.gap == 0.75
    assert (score.low, score.high) == (0.75, 0.75 + 0.25 * 0.5)
    assert score.coverage == 2 / 3


def test_pillar_of_no_weight_is_left_out():
    groups = [cells(PREVENTION, known(1.0)), cells(PROTECTION, known(0.0), UNKNOWN)]

    score = scored(*groups, weights=((PROTECTION, 0.0),))

    assert figures(score) == (1, 1, 1, 1)
    assert (score.known, score.applicable) == (1, 1)
    assert score.pillars[1].coverage == 0.5


def test_reader_may_leave_out_everything():
    score = scored(cells(PREVENTION, known(1.0)), weights=tuple((one, 0.0) for one in Pillar))

    assert figures(score) == (None, None, None, None)
    assert (score.figure, score.band) == (FigureStanding.INSUFFICIENT, None)


@pytest.mark.parametrize("weight", [-1.0, float("nan"), float("inf")])
def test_weight_that_cannot_be_is_refused(weight):
    with pytest.raises(ValueError, match="weight of prevention"):
        pillar_weights(reading(weights=((PREVENTION, weight),)))


# Lanes


def test_lane_means_say_how_many_cells_spoke():
    score = scored(
        cells(
            PREVENTION,
            known(0.0, reported=4, evidenced=3),
            known(0.5, reported=2),
            UNKNOWN,
            Standing(Applicability.NOT_APPLICABLE, reported=0),
        ),
        cells(PROTECTION, known(1.0, reported=0)),
    )

    assert score.pillars[0].lanes == (
        LaneMean(LaneName.REPORTED, 2, 0.75),
        LaneMean(LaneName.EVIDENCED, 1, 0.75),
        LaneMean(LaneName.ASSESSED, 0, None),
    )
    assert score.lanes[0] == LaneMean(LaneName.REPORTED, 3, (0.75 + 0.0) / 2)


def test_lane_means_weigh_repeats_once():
    repeated = cells(PREVENTION, known(0.0, reported=4), known(0.0, reported=4), same_as="A")
    single = [(commitment("B", pillar=PREVENTION), known(1.0, reported=0))]

    assert scored(repeated, single).lanes[0] == LaneMean(LaneName.REPORTED, 3, 0.5)


# Commitments and groups


def test_commitment_adds_up_the_states_it_binds():
    score = commitment_score(
        [known(1.0, reported=0), known(0.5, reported=4), UNKNOWN]
        + [Standing(Applicability.MEMBERSHIP_UNKNOWN)] * 5
    )

    assert figures(score) == (0.75, 2 / 3, 0.5, (1.5 + 1) / 3)
    assert (score.states, score.states_known, score.membership_unknown) == (3, 2, 5)
    assert (score.figure, score.band) == (FigureStanding.COMPARABLE, Band.VERY_WIDE)
    assert score.lanes[0] == LaneMean(LaneName.REPORTED, 2, 0.5)
    assert score.pillars == ()


def test_commitment_of_no_state_has_no_figures():
    assert figures(commitment_score([])) == (None, None, None, None)


def test_group_is_the_mean_of_its_states():
    one = scored(cells(PREVENTION, known(1.0, reported=0), UNKNOWN))
    two = scored(cells(PREVENTION, known(0.0, reported=4)), cells(PROTECTION, known(0.5)))
    silent = scored(cells(PREVENTION, UNKNOWN))
    unaddressed = scored(cells(PREVENTION, Standing(Applicability.NOT_APPLICABLE)))

    score = group_score([one, two, silent, unaddressed])

    assert score.gap == (1.0 + 0.25) / 2
    assert score.coverage == (0.5 + 1 + 0) / 3
    assert (score.low, score.high) == ((0.5 + 0.25 + 0) / 3, (1 + 0.25 + 1) / 3)
    assert (score.states, score.states_known) == (3, 2)
    assert (score.known, score.applicable, score.not_applicable) == (3, 5, 1)
    assert score.lanes[0] == LaneMean(LaneName.REPORTED, 2, 0.5)
    assert score.pillars[0].gap == 0.5
    assert (score.pillars[0].states, score.pillars[0].states_known) == (3, 2)
    assert figures(score.pillars[4]) == (None, None, None, None)


def test_group_of_one_state_is_that_state():
    state = scored(cells(PREVENTION, known(0.25), UNKNOWN), cells(PROTECTION, known(0.5)))

    assert group_score([state]) == state


def test_group_of_nobody_has_no_figures():
    assert figures(group_score([])) == (None, None, None, None)


def test_selection_of_cells_adds_up_by_itself():
    every = cells(PREVENTION, known(1.0), known(0.0))

    assert scored(every[:1]).gap == 1.0
