"""Charts of what moved compare only what is known on both days, and draw progress as progress."""

import plotly.graph_objects as go
import pytest

from tests.unit.charts.sketch import NOT_A_PARTY, commitment, moved, scope, seen
from tracker.charts.builders.movement import commitment_movement, movement, state_movement
from tracker.charts.builders.movement_words import NOW, THEN, points
from tracker.charts.builders.question import Question
from tracker.charts.chart import Chart
from tracker.charts.series import movement as series
from tracker.core.errors import NotFound
from tracker.gap.breadth import Moved
from tracker.gap.facts import MovementCode
from tracker.labels import charts
from tracker.registry.vocabulary import Pillar

TABLE = {
    "XAA": {"P-1": moved(1, 3), "P-2": moved(None, 4), "Q-1": moved(2, None), "T-1": seen(4)},
    "XBB": {"P-1": moved(2, 2), "P-2": moved(4, 1), "Q-1": moved(None, None), "T-1": NOT_A_PARTY},
}
LINES = (
    commitment("P-1"),
    commitment("P-2"),
    commitment("Q-1", Pillar.PROTECTION),
    commitment("T-1", Pillar.PROSECUTION),
)
WHOLE = scope(TABLE, commitments=LINES)


def of_state(iso3: str) -> Chart:
    return state_movement(Question(scope=WHOLE, state=iso3))


def row(chart: Chart, place: int = -1) -> dict[str, object]:
    return dict(chart.table.rows[place])


def marks(chart: Chart, symbol: str) -> list[float]:
    assert chart.figure is not None
    return next(
        list(trace["x"])
        for trace in chart.figure["data"]
        if trace.get("marker", {}).get("symbol") == symbol
    )


def test_a_commitment_known_only_on_one_day_changes_no_mean() -> None:
    prevention = row(of_state("XAA"), 0)

    assert prevention["compared"] == 1, "P-2 has no status on the day of its adoption"
    assert (prevention["before"], prevention["now"]) == (0.25, 0.75)
    assert prevention["movement"] == 0.5


def test_marks_are_progress_on_both_days_and_never_a_gap() -> None:
    chart = of_state("XAA")

    assert marks(chart, THEN) == [0.25, 0.25], "prevention, then all pillars"
    assert marks(chart, NOW) == [0.75, 0.75]
    go.Figure(chart.figure)
    assert chart.figure is not None
    assert chart.figure["layout"]["height"] == chart.height


def test_every_outcome_is_counted_once_and_treaty_obligations_not_at_all() -> None:
    whole = row(of_state("XAA"))

    counted = {code: whole[code.value] for code in MovementCode}
    assert counted == {
        MovementCode.IMPROVED: 1,
        MovementCode.UNCHANGED: 0,
        MovementCode.WORSENED: 0,
        MovementCode.NO_BASELINE: 1,
        MovementCode.NOT_KNOWN_NOW: 1,
        MovementCode.NEITHER: 0,
    }


def test_a_pillar_that_cannot_be_compared_is_in_the_table_and_not_in_the_figure() -> None:
    chart = of_state("XAA")
    protection = str(charts.PILLARS[Pillar.PROTECTION])

    assert [str(each["pillar"]) for each in chart.table.rows][1] == protection
    assert row(chart, 1)["before"] is None, "missing is never zero"
    assert len(marks(chart, NOW)) == 2
    assert protection in (chart.note or "")


def test_a_group_is_the_mean_of_its_states() -> None:
    whole = row(movement(Question(scope=WHOLE)))

    # XAA: 0.25 to 0.75. XBB: the mean of 0.5 and 1 to the mean of 0.5 and 0.25.
    assert whole["before"] == (0.25 + 0.75) / 2
    assert whole["now"] == (0.75 + 0.375) / 2
    assert whole["compared"] == 3


def test_a_commitment_is_compared_region_by_region() -> None:
    chart = commitment_movement(Question(scope=WHOLE, commitment="P-1"))

    assert [each["region"] for each in chart.table.rows] == [
        str(charts.REGIONS["africa"]),
        "All States",
    ]
    assert (row(chart)["before"], row(chart)["now"]) == (0.375, 0.625)


@pytest.mark.parametrize(
    ("commitment", "reason"),
    [("T-1", "a treaty obligation has no baseline"), ("Q-1", "nothing is known on both days")],
)
def test_where_nothing_can_be_compared_the_chart_says_so(commitment: str, reason: str) -> None:
    chart = commitment_movement(Question(scope=WHOLE, commitment=commitment))

    assert chart.figure is None, reason
    assert chart.height == 0
    assert chart.empty
    assert row(chart)["before"] is None


@pytest.mark.parametrize(
    ("build", "given"),
    [(state_movement, {"state": "XZZ"}), (commitment_movement, {"commitment": "Z-1"})],
)
def test_an_unknown_state_or_commitment_is_not_found(build: object, given: dict[str, str]) -> None:
    with pytest.raises(NotFound):
        build(Question(scope=WHOLE, **given))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("before", "now", "text", "reason"),
    [
        (None, None, "", "nothing known on both days"),
        (0.5, 0.5, "no change", "the same"),
        (0.5, 0.504, "no change", "less than half a point is not shown as 0 points"),
        (0.25, 0.26, "+1 point", "one point"),
        (0.25, 0.75, "+50 points", "a rise"),
        (0.75, 0.5, "−25 points", "a fall, with a true minus sign"),
    ],
)
def test_movement_is_told_in_points(
    before: float | None, now: float | None, text: str, reason: str
) -> None:
    from fractions import Fraction

    exact = [None if each is None else Fraction(each) for each in (before, now)]
    assert points(Moved(1, *exact)) == text, reason


def test_forms_of_a_promise_keep_their_order_and_leave_out_what_is_not_known_yet() -> None:
    rows = series.by_form(WHOLE, ["P-2", "Z-9", "T-1", "P-1"])

    assert [line.reference for line, _movement in rows] == ["P-2", "P-1"]
