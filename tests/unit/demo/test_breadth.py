"""What is drawn is the same again, and leaves the told cells and the empty states alone."""

from tracker.cli.demo import stories
from tracker.cli.demo.breadth import TRAITS, breadth

COMMITMENTS = [f"PLAN-{number:02}" for number in range(1, 41)]
TOLD = frozenset({("XEX", "PLAN-07")})


def test_same_commitments_give_the_same_records() -> None:
    assert breadth(COMMITMENTS, except_for=TOLD) == breadth(COMMITMENTS, except_for=TOLD)


def test_nothing_is_drawn_for_a_told_cell() -> None:
    drawn = breadth(COMMITMENTS, except_for=TOLD)

    acts = {(each.state, each.commitment) for each in (*drawn.acts, *drawn.verdicts)}
    entries = {
        (report.state, entry.commitment) for report in drawn.reports for entry in report.entries
    }
    assert not (acts | entries) & TOLD
    assert ("XEX", "PLAN-08") in acts | entries


def test_states_left_empty_by_their_story_stay_so() -> None:
    assert not {stories.UNKNOWN_STATE, stories.SILENT_STATE} & set(TRAITS)
