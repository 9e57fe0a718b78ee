"""What one more record would do to an evidenced level."""

from datetime import date

import pytest

from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import Vote
from tracker.gap.methodology import TIER_WEIGHT
from tracker.gap.robustness import with_one_more


def votes(*seen: tuple[int, Tier]) -> tuple[Vote, ...]:
    return tuple(
        Vote(f"R{place}", f"S{place}", level, tier, TIER_WEIGHT[tier], date(2020, 1, 1))
        for place, (level, tier) in enumerate(seen)
    )


@pytest.mark.parametrize(
    ("standing", "becomes", "reason"),
    [
        (votes(), (0, 1, 2, 3, 4), "where nothing is known, the first vote decides"),
        (votes((2, Tier.A)), (0, 1, 2, 2, 2), "of two equals the lower one is the median"),
        (votes((2, Tier.C)), (0, 1, 2, 3, 4), "a heavier vote prevails over a lighter one"),
        (votes((2, Tier.A), (2, Tier.C)), (2, 2, 2, 2, 2), "six against four cannot be moved"),
        (
            votes((1, Tier.C), (2, Tier.B), (4, Tier.A)),
            (2, 2, 2, 3, 4),
            "the worked example: 13 in all, half is 6.5",
        ),
    ],
)
def test_one_more_vote_moves_the_level_so(
    standing: tuple[Vote, ...], becomes: tuple[int, ...], reason: str
) -> None:
    moved = with_one_more(standing, Tier.A)

    assert tuple(one.vote for one in moved) == (0, 1, 2, 3, 4)
    assert tuple(one.becomes for one in moved) == becomes, reason
