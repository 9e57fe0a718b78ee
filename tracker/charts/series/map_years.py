"""The map at the ends of years, as one short row for each State, for the year slider.

A row takes a fraction of a second and rests on the records of its State alone, so a public change
makes one row anew and not all. The rows are made beside the requests, State by State.
"""

import logging
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock, Thread
from time import sleep

from flask import Flask
from sqlalchemy.engine import Engine

from tracker.core import clock
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.gap.facts import ScoringParams
from tracker.gap.figures import Score
from tracker.gap.methodology import rounded
from tracker.gap.scoring import Band, Drawn, Grade
from tracker.gap.snapshots_by_year import state_scores_over
from tracker.registry.queries.states import state_ids
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import revised_parts

FIRST_YEAR = 2000
PAUSE = 0.02  # seconds between two States, so that requests are served in between
ABSENT, UNKNOWN = "x", "-"
CURRENT, PAST = "01234", "abcde"  # by band, from narrow to nearly all undone


@dataclass(frozen=True, slots=True)
class StateYears:
    """One State at the end of each year.

    ``codes`` has a sign a year: the band (0 to 4), that last known (a to e), too little
    information, or not yet a member. ``drawn`` is None where the State was no member.
    """

    codes: str
    drawn: tuple[Drawn | None, ...]

    @property
    def progress(self) -> list[int | None]:
        """Progress in per cent. None if nothing is drawn."""
        return [
            None if one is None or one.gap is None else round(100 * rounded(1 - one.gap, 2))
            for one in self.drawn
        ]

    @property
    def last_known(self) -> list[int]:
        """The year of a last known figure. 0 for a current figure or none."""
        return [one.year or 0 if one is not None else 0 for one in self.drawn]


ROWS: Cache[StateYears] = Cache(400)
_at_work: set[Engine] = set()
_lock = Lock()
_log = logging.getLogger(__name__)


def year_ends() -> list[date]:
    """The last days of all past years since the first."""
    return [date(year, 12, 31) for year in range(FIRST_YEAR, clock.today().year)]


def made_rows() -> dict[str, StateYears] | None:
    """The rows of all States by ISO3 code. None while one of them is missing."""
    found = {iso3: ROWS.get(*_place(state_id)) for iso3, state_id in state_ids().items()}
    rows = {iso3: row for iso3, row in found.items() if row is not None}
    return rows if len(rows) == len(found) else None


def state_years(state_id: int) -> StateYears:
    """The row of one State, cached until its records change."""
    key, version = _place(state_id)
    return ROWS.get_or_make(key, version, lambda: _row(state_id))


def make_rows(app: Flask) -> None:
    """Start computing the missing rows in the background and return at once."""
    engine = db.engine
    with _lock:
        if engine in _at_work:
            return
        _at_work.add(engine)

    def work() -> None:
        try:
            with app.app_context():
                _make_all()
        except Exception:
            # The next request begins again; until then a year is a page of its own.
            _log.exception("the map of past years was not made")
        finally:
            _at_work.discard(engine)

    Thread(target=work, name="map-years", daemon=True).start()


def _make_all() -> None:
    for state_id in state_ids().values():
        state_years(state_id)
        db.session.rollback()  # each State is read in a transaction of its own
        sleep(PAUSE)


def _place(state_id: int) -> tuple[tuple[Hashable, ...], Hashable]:
    """Cache key and version of a row. Past years do not change from day to day."""
    key = (db.engine, state_id, clock.today().year)
    return key, revised_parts(REGISTRY, SHARED, part_of_state(state_id))


def _row(state_id: int) -> StateYears:
    today = clock.today()
    scores = state_scores_over(ScoringParams(as_of=today, known_by=today), state_id, year_ends())
    return row_of(scores)


def row_of(scores: Sequence[Score | None]) -> StateYears:
    """A row from scores, one for each year."""
    drawn = tuple(None if score is None else score.drawn for score in scores)
    return StateYears("".join(code_of(one) for one in drawn), drawn)


def code_of(drawn: Drawn | None) -> str:
    """The sign of what is drawn for a State."""
    if drawn is None:
        return ABSENT
    if drawn.band is None:
        return UNKNOWN
    signs = PAST if drawn.grade is Grade.DATED else CURRENT
    return signs[tuple(Band).index(drawn.band)]
