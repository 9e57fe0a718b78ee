"""Every move of a report can be told as a sentence."""

import pytest

from tracker.review.lifecycle import REPORT_MOVES
from tracker.review.sentences import SENTENCES


@pytest.mark.parametrize("move", sorted({move for _status, move in REPORT_MOVES}))
def test_each_move_of_a_report_has_a_sentence(move: str) -> None:
    assert all(str(words).endswith(".") for words in SENTENCES["report"][move].values())
