"""Weighted kappa as Cohen wrote it, against values worked out by hand and from the definition."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tracker.assessment.agreement import ENOUGH, compute_agreement, weighted_kappa

LEVELS = range(5)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        pytest.param([(0, 0), (4, 4)], 1.0, id="all alike"),
        pytest.param([(0, 4), (4, 0)], -1.0, id="all opposite"),
        pytest.param(list(product(LEVELS, LEVELS)), 0.0, id="every pair once is chance"),
        # Seen: (0 + 0 + 1 + 4) / 4 = 5/4. By chance: firsts 0 1 2 2, seconds 0 1 3 4, and of the
        # sixteen squared distances 0 1 9 16, 1 0 4 9, 4 1 1 4 (twice) the mean is 60/16.
        pytest.param([(0, 0), (1, 1), (2, 3), (2, 4)], 1 - (5 / 4) / (60 / 16), id="by hand"),
        pytest.param([(2, 2), (2, 2)], None, id="one level leaves nothing to chance"),
        pytest.param([], None, id="no pair"),
    ],
)
def test_kappa_is_what_the_definition_gives(pairs, kappa):
    assert weighted_kappa(pairs) == (None if kappa is None else pytest.approx(kappa))


@given(some.lists(some.tuples(some.sampled_from(LEVELS), some.sampled_from(LEVELS)), min_size=1))
def test_kappa_equals_the_sum_over_the_table(pairs):
    count = len(pairs)
    seen = chance = 0.0
    for one, other in product(LEVELS, LEVELS):
        weight = (one - other) ** 2 / 16
        rows, columns = (
            sum(pair[side] == level for pair in pairs) for side, level in enumerate((one, other))
        )
        seen += weight * pairs.count((one, other)) / count
        chance += weight * rows * columns / count**2

    kappa = weighted_kappa(pairs)

    assert kappa is None if chance == 0 else kappa == pytest.approx(1 - seen / chance)


def test_no_figure_of_fewer_cells_than_enough():
    pairs = [(1, 1), (3, 2)] * (ENOUGH // 2)

    few, enough = compute_agreement(pairs[1:], assessed=99), compute_agreement(pairs, assessed=99)

    assert (few.cells, few.kappa) == (ENOUGH - 1, None)
    assert (enough.cells, enough.same, enough.assessed) == (ENOUGH, ENOUGH // 2, 99)
    assert enough.kappa == pytest.approx(weighted_kappa(pairs))
