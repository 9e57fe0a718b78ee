"""Pictures of several days made at once are those made one by one."""

from datetime import date

from flask import Flask

from tracker import clock
from tracker.gap.facts import Reading
from tracker.gap.over_years import pictures_over
from tracker.gap.picture import picture

DAYS = [date(2004, 12, 31), date(2013, 12, 31)]


def test_pictures_over_years_are_those_of_each_day(seeded_app: Flask) -> None:
    reading = Reading(clock.today(), clock.today())

    with seeded_app.app_context():
        together = list(pictures_over(reading, DAYS))
        single = [picture(Reading(day, reading.known_by)) for day in DAYS]

    for many, one in zip(together, single, strict=True):
        assert many.reading == one.reading
        assert many.standings == one.standings
        assert any(cell.settled for row in many.standings.values() for cell in row.values())
