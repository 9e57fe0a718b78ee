"""The timeline of a card draws one mark for records that look alike, so it grows with days."""

from datetime import date

from tracker.card.pdf.figures import distinct_moments
from tracker.charts.chart import Row
from tracker.core.clock import PartialDate

SPRING, AUTUMN = date(2019, 3, 1), date(2019, 9, 1)


def row(day: date, level: int | None) -> Row:
    return {"date": PartialDate(day, "day"), "level": level}


def test_records_of_one_day_and_level_are_one_mark() -> None:
    newest_first = [row(AUTUMN, None)] * 300 + [row(SPRING, 2)] * 200

    assert distinct_moments(newest_first) == [(SPRING, 2), (AUTUMN, None)]


def test_the_newest_of_several_levels_on_a_day_is_drawn_last() -> None:
    newest_first = [row(SPRING, 1), row(SPRING, 3), row(SPRING, 1)]

    assert distinct_moments(newest_first) == [(SPRING, 3), (SPRING, 1)]
