"""A day that has begun anywhere on earth may be named; a later one is in the future."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from tracker.assessment.drafts import RatingDraft
from tracker.core import clock
from tracker.core.errors import BadParameter, Invalid
from tracker.evidence.action_drafts import ActionDraft
from tracker.evidence.drafts import IndicatorValueDraft
from tracker.gap.query_params import parse_scoring_params
from tracker.registry.drafts import InstrumentDraft
from tracker.reporting.drafts import ReportDraft, unfinished_frame
from tracker.schema import fields

EVENING = datetime(2026, 11, 29, 20, 17, tzinfo=UTC)
BEGUN, FUTURE = "2026-11-30", "2026-12-01"

# The moment, and the latest day that has begun somewhere then.
MOMENTS = [
    ("it is still the 29th everywhere east of Greenwich", (29, 9, 59, 59), date(2026, 11, 29)),
    ("the 30th begins on Kiritimati, UTC+14", (29, 10, 0, 0), date(2026, 11, 30)),
    ("the evening of the 29th in Greenwich", (29, 20, 17, 0), date(2026, 11, 30)),
    ("the 30th begins in Greenwich", (30, 0, 0, 0), date(2026, 11, 30)),
    ("December begins on Kiritimati", (30, 10, 0, 0), date(2026, 12, 1)),
]


@pytest.mark.parametrize(("why", "moment", "latest"), MOMENTS, ids=[one[0] for one in MOMENTS])
def test_latest_day_is_that_of_the_most_eastern_zone(
    why: str, moment: tuple[int, ...], latest: date
) -> None:
    with time_machine.travel(datetime(2026, 11, *moment, tzinfo=UTC), tick=False):
        assert clock.latest_day() == latest
        assert fields.past_date().read(latest.isoformat()).last_day == latest


# A day of a fact, wherever one is read: in forms, in files and by programs.
PLACES: list[tuple[str, Any, str]] = [
    ("an act", ActionDraft, "happened_on"),
    ("the end of an act", ActionDraft, "until"),
    ("the date of a source", ActionDraft, "source_1_published_on"),
    ("a value of an indicator or a treaty act", IndicatorValueDraft, "effective_on"),
    ("an instrument", InstrumentDraft, "adopted_on"),
    ("the evidence of an assessment", RatingDraft, "effective_on"),
    ("the first day reported on", ReportDraft, "period_start"),
]


def _refused(draft: Any, column: str, day: str) -> bool:
    given = {each.name: each.example for each in draft.columns() if each.required}
    given[column] = day
    if column == "until":
        given["happened_on"] = "2020"
    if column == "period_start":
        given["period_end"] = "2027-12-31"
    try:
        draft.parse(given)
    except Invalid as invalid:
        return column in invalid.errors
    return False


@pytest.mark.parametrize(("what", "draft", "column"), PLACES, ids=[one[0] for one in PLACES])
def test_a_day_that_has_begun_anywhere_is_read(what: str, draft: Any, column: str) -> None:
    with time_machine.travel(EVENING, tick=False):
        assert not _refused(draft, column, BEGUN)
        assert _refused(draft, column, FUTURE)


@pytest.mark.parametrize(("day", "is_over"), [(BEGUN, True), (FUTURE, False)])
def test_a_period_may_end_on_a_day_that_has_begun_anywhere(day: str, is_over: bool) -> None:
    with time_machine.travel(EVENING, tick=False):
        frame = ReportDraft.parse(
            {"title": "Invented", "period_start": "2026-01-01", "period_end": day}
        )
        assert ("period_end" not in unfinished_frame(frame)) == is_over


def test_figures_are_asked_for_at_such_a_day_but_known_by_our_own_clock() -> None:
    with time_machine.travel(EVENING, tick=False):
        assert parse_scoring_params({"as_of": BEGUN}).as_of == date(2026, 11, 30)
        for name, day in (("as_of", FUTURE), ("known_by", BEGUN)):
            with pytest.raises(BadParameter):
                parse_scoring_params({name: day})
