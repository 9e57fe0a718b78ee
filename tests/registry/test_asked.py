"""Recommendations to one state and positions: on record once, by date, and in no figure."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from tests import factories as make
from tracker.accounts.actor import ANONYMOUS, OPERATOR
from tracker.core import clock
from tracker.core.errors import Forbidden
from tracker.exchange.downloads.recommendations import COLUMNS, rows
from tracker.exchange.downloads.selection import Selection
from tracker.exchange.kinds import recommendations as kinds
from tracker.gap import standing
from tracker.gap.cell import explain_cell, load_cell
from tracker.gap.facts import Applicability, ScoringParams
from tracker.gap.models import StandingRow
from tracker.gap.snapshot import load_snapshot
from tracker.registry.models import Commitment, Instrument, Theme
from tracker.registry.queries import recommendations
from tracker.registry.queries.positions import Days, position_of, positions_on
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_models import Position, Recommendation
from tracker.review.revisions import revision
from tracker.schema.drafts import Changes, compare

RECOMMENDATIONS, POSITIONS = kinds.KINDS
ROW = {
    "mechanism": "UPR",
    "session": "41",
    "symbol": "INVENTED/1",
    "date": "2012-11-07",
    "state": "XAA",
    "made_by": "Fictonia",
    "number": "1.1",
    "wording": "Adopt a law against trafficking.",
    "issues": "Rights of the child; Fisheries",
    "position": "Supported",
    "position_on": "2013-03-14",
}
OTHER = {**ROW, "state": "XBB", "number": "2.1", "position": "", "position_on": ""}


@pytest.fixture(autouse=True)
def registry(db: SQLAlchemy) -> None:
    """Two states, one commitment of both, a theme."""
    make.state("XAA", "Examplia")
    make.state("XBB", "Fictonia", m49="901")
    make.commitment("PLAN-01")
    db.session.add(Theme(code="children", name="Children", explanation="Invented."))
    standing.rebuild()
    db.session.commit()


def bring(*cells: Mapping[str, str]) -> Changes[Any]:
    """Bring rows of recommendations as the importer does: a plan first, then what it says."""
    drafts = [RecommendationDraft.parse(row) for row in cells]
    changes = compare(RECOMMENDATIONS.on_record(), drafts)
    if changes:
        RECOMMENDATIONS.put(OPERATOR, drafts)
    return changes


def number(model: Any) -> int:
    return make.db.session.scalar(select(func.count()).select_from(model)) or 0


def today() -> Days:
    return Days(clock.today(), clock.today())


def test_a_row_becomes_instrument_commitment_and_position(db: SQLAlchemy) -> None:
    bring(ROW, OTHER)

    found = recommendations.recommendation("UPR-41-XAA-1-1", today())
    assert (found.iso3, found.number, found.made_by) == ("XAA", "1.1", "Fictonia")
    assert found.wording == ROW["wording"]
    assert found.statement is None, "nothing of ours is said where nobody of ours wrote it"
    assert (found.themes, found.unmatched) == ((("children", "Children"),), ("Fisheries",))
    assert found.certainty == "secondary"
    assert found.stated is not None
    assert (found.stated.position, found.stated.source) == ("supported", "INVENTED/1")
    sessions = select(Instrument.code, Instrument.adopted_on).where(Instrument.code == "UPR-41")
    assert db.session.execute(sessions).all() == [("UPR-41", date(2012, 11, 7))]
    assert recommendations.recommendation("UPR-41-XBB-2-1", today()).stated is None


def test_the_same_rows_again_change_nothing(db: SQLAlchemy) -> None:
    first = bring(ROW, OTHER)
    before = (revision(), number(Commitment), number(Position), number(Instrument))
    again = bring(ROW, OTHER)

    assert (len(first.created), first.left) == (2, 0)
    assert (again.created, again.changed, again.left) == ((), (), 2)
    assert (revision(), number(Commitment), number(Position), number(Instrument)) == before


def test_what_is_taken_away_can_be_brought_again(db: SQLAlchemy) -> None:
    bring(ROW, OTHER)
    reading = ScoringParams(clock.today(), clock.today())
    names = [column.name for column in COLUMNS]
    taken = [dict(zip(names, map(str, cells), strict=True)) for cells in rows(Selection(reading))]

    assert [row.pop("reference") for row in taken] == ["UPR-41-XAA-1-1", "UPR-41-XBB-2-1"]
    assert not bring(*taken)


def test_a_later_position_counts_from_its_day(db: SQLAlchemy) -> None:
    bring(ROW)
    later = {
        "state": "XAA",
        "commitment": "UPR-41-XAA-1-1",
        "position": "noted",
        "stated_on": "2017",
        "source": "INVENTED/2",
    }
    POSITIONS.put(OPERATOR, [PositionDraft.parse(later)])
    db.session.commit()

    def stands(as_of: date) -> str | None:
        found = position_of("XAA", "UPR-41-XAA-1-1", Days(as_of, clock.today()))
        return found.position if found else None

    assert stands(date(2013, 3, 13)) is None
    assert stands(date(2013, 3, 14)) == "supported"
    assert stands(date(2016, 12, 31)) == "supported"
    assert stands(date(2017, 1, 1)) == "noted", "what is dated to a running year is shown at once"


def test_a_corrected_position_is_known_from_its_publication(db: SQLAlchemy) -> None:
    bring(ROW)
    for row in db.session.scalars(select(Position)):
        row.published_at = datetime(2020, 1, 1, tzinfo=UTC)
    for row in db.session.scalars(select(Commitment)):
        row.published_at = datetime(2020, 1, 1, tzinfo=UTC)
    db.session.commit()
    bring({**ROW, "position": "Supported/Noted"})

    then = positions_on("UPR-41-XAA-1-1", Days(clock.today(), date(2020, 1, 2)))
    now = positions_on("UPR-41-XAA-1-1", today())
    before = positions_on("UPR-41-XAA-1-1", Days(clock.today(), date(2019, 12, 31)))
    assert ([one.position for one in then], [one.position for one in now]) == (
        ["supported"],
        ["in_part"],
    )
    assert before == ()
    assert number(Position) == 2


@pytest.mark.parametrize(
    "included",
    [
        pytest.param(False, id="the methodology's own reading"),
        pytest.param(True, id="with recommendations of hearing participants"),
    ],
)
def test_it_enters_no_figure(db: SQLAlchemy, included: bool) -> None:
    reading = ScoringParams(clock.today(), clock.today(), include_recommendations=included)
    before = load_snapshot(reading).state("XAA")
    bring(ROW, OTHER)

    seen = load_snapshot(reading)
    assert seen.state("XAA") == before
    assert list(seen.commitments) == ["PLAN-01"]
    assert number(StandingRow) == 2, "one commitment of two states"
    cell = load_cell("XAA", "UPR-41-XAA-1-1", reading)
    assert cell.explanation is not None
    assert cell.explanation.standing.applicability is Applicability.OUT_OF_SCOPE
    assert explain_cell("XAA", "UPR-41-XAA-1-1", reading) == cell.explanation


def test_positions_touch_no_cell(db: SQLAlchemy) -> None:
    given = {"state": "XBB", "commitment": "PLAN-01", "position": "noted", "source": "A speech"}
    before = revision()
    POSITIONS.put(OPERATOR, [PositionDraft.parse(given)])

    built = standing.build()
    assert built is not None
    assert built.revision == revision() == before + 1
    assert [one.iso3 for one in positions_on("PLAN-01", today())] == ["XBB"]


def test_only_who_keeps_the_registry_may_bring_them(db: SQLAlchemy) -> None:
    for kind, draft in (
        (RECOMMENDATIONS, RecommendationDraft.parse(ROW)),
        (POSITIONS, PositionDraft.parse({**ROW_OF_POSITION})),
    ):
        with pytest.raises(Forbidden):
            kind.put(ANONYMOUS, [draft])
    assert number(Recommendation) == number(Position) == 0


ROW_OF_POSITION = {"state": "XAA", "commitment": "PLAN-01", "position": "not stated"}
