"""Stores positions and recommendations: a commitment and a row beside it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.registry.issue_themes import parted
from tracker.registry.models import Commitment, Instrument, State, Theme
from tracker.registry.recommendation_drafts import PositionDraft, RecommendationDraft
from tracker.registry.recommendation_models import Position, Recommendation
from tracker.registry.vocabulary import Certainty, CommitmentKind, Mechanism, Pillar, Stand
from tracker.schema.drafts import Key
from tracker.storage.records import Link, Storage, Writer, load_drafts_by, lookup_of

CERTAINTY_NOTE = "As a file of the mechanism has it; not compared with the document itself."
NO_NUMBER = "–"
ISSUES_JOINT = "; "


def _writer() -> Writer:
    """Writes the commitment of each row. Other tables are read once."""
    themes = {theme.code: theme for theme in db.session.scalars(select(Theme))}
    codes = select(Instrument.code, Instrument.id)
    instruments = {row.code: row.id for row in db.session.execute(codes)}
    last = _last_places()

    def write(row: Recommendation, draft: RecommendationDraft) -> None:
        if row.commitment is None:
            instrument = instruments[draft.instrument]
            last[instrument] = last.get(instrument, 0) + 1
            row.commitment = Commitment(
                reference=draft.reference,
                instrument_id=instrument,
                position=last[instrument],
                certainty=Certainty.SECONDARY,
                certainty_note=CERTAINTY_NOTE,
            )
        pledged = draft.mechanism == Mechanism.VOLUNTARY_PLEDGE
        row.commitment.kind = CommitmentKind.PLEDGE if pledged else CommitmentKind.RECOMMENDATION
        row.issues = ISSUES_JOINT.join(draft.issues) or None
        row.commitment.locator = draft.number or NO_NUMBER
        row.commitment.title = draft.title or draft.made_title
        row.commitment.statement = draft.statement or ""
        row.commitment.official_wording = draft.wording
        row.commitment.pillar = draft.pillar or Pillar.CROSS_CUTTING
        row.commitment.themes = [themes[code] for code in draft.themes]

    return write


def _last_places() -> dict[int, int]:
    """The last position within each instrument, by row id."""
    rows = db.session.execute(
        select(Commitment.instrument_id, func.max(Commitment.position)).group_by(
            Commitment.instrument_id
        )
    )
    return dict(rows.all())


def _latest(row: Recommendation) -> Position | None:
    """The latest stored position, even a withdrawn one, so that a file cannot restore it."""
    return row.positions[-1] if row.positions else None


def _of_position(name: str) -> Any:
    def read(row: Recommendation) -> Any:
        found = _latest(row)
        return getattr(found, name) if found else None

    return read


def _stand(row: Recommendation) -> Stand | None:
    found = _latest(row)
    return Stand(found.position) if found else None


def _stated_on(row: Recommendation) -> PartialDate | None:
    found = _latest(row)
    if found is None or found.stated_on is None:
        return None
    return PartialDate(found.stated_on, found.stated_precision or "day")


def _named(row: Recommendation, draft: RecommendationDraft) -> RecommendationDraft:
    """The draft under its commitment's reference, however it would be made today."""
    return draft.under(row.commitment.reference)


RECOMMENDATIONS = Storage(
    "registry:recommendations",
    Recommendation,
    RecommendationDraft,
    names={"date": "asked_on"},
    links={"state": Link("state_id", State.iso3)},
    read={
        "wording": lambda row: row.commitment.official_wording,
        "issues": lambda row: parted(row.issues or ""),
        "title": lambda row: row.commitment.title,
        "statement": lambda row: row.commitment.statement or None,
        "pillar": lambda row: Pillar(row.commitment.pillar),
        "themes": lambda row: tuple(sorted(theme.code for theme in row.commitment.themes)),
        "position": _stand,
        "position_on": _stated_on,
        "position_source": _of_position("source"),
        "position_url": _of_position("source_url"),
    },
    writer=_writer,
    options=(
        selectinload(Recommendation.commitment).selectinload(Commitment.themes),
        selectinload(Recommendation.positions),
    ),
    published=lambda row: row.commitment,
    named=_named,
    key=("reference",),
    indexed=dict.fromkeys(("reference", "made_reference", "shared_reference"), Commitment.reference)
    | {"instrument": Instrument.code},
    joined=lambda query: query.join(Recommendation.commitment).join(Commitment.instrument),
)
POSITIONS = Storage(
    "registry:positions",
    Position,
    PositionDraft,
    links={
        "state": Link("state_id", State.iso3),
        "commitment": Link("commitment_id", Commitment.reference),
    },
    # The date is part of the key and may be unknown: those of one pair are told apart here.
    key=("state", "commitment"),
)


def load_candidates(drafts: Collection[RecommendationDraft]) -> dict[Key, RecommendationDraft]:
    """Stored recommendations that the drafts may match."""
    return load_drafts_by(
        RECOMMENDATIONS,
        *(
            lookup_of(RECOMMENDATIONS, (name,), drafts)
            for name in ("reference", "made_reference", "shared_reference")
        ),
        lookup_of(RECOMMENDATIONS, ("instrument", "state"), drafts),
    )
