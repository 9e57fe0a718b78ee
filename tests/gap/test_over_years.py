"""Pictures of several days made at once are those made one by one."""

from datetime import date

from flask import Flask

from tracker.core import clock
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.gap.snapshots_by_year import snapshots_over

DAYS = [date(2004, 12, 31), date(2013, 12, 31)]


def test_pictures_over_years_are_those_of_each_day(seeded_app: Flask) -> None:
    reading = ScoringParams(clock.today(), clock.today())

    with seeded_app.app_context():
        together = list(snapshots_over(reading, DAYS))
        single = [load_snapshot(ScoringParams(day, reading.known_by)) for day in DAYS]

    for many, one in zip(together, single, strict=True):
        assert many.reading == one.reading
        assert many.standings == one.standings
        assert any(cell.settled for row in many.standings.values() for cell in row.values())
