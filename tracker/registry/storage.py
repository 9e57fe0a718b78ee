"""Stores the kinds of the registry: their tables and links."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.core.clock import PartialDate
from tracker.core.db import db
from tracker.registry import drafts, indicator_drafts
from tracker.registry.drafts import CommitmentDraft, StateDraft
from tracker.registry.models import (
    Commitment,
    CommitmentAddressee,
    CommitmentSDGTarget,
    Indicator,
    IndicatorLevel,
    Instrument,
    Measure,
    Relation,
    State,
    StateAlias,
    Theme,
)
from tracker.registry.recommendation_models import links_to_many
from tracker.registry.vocabulary import InstrumentKind
from tracker.storage.records import Link, Storage, Writer

_OF_INDICATOR = Link("indicator_id", Indicator.code)


def _commitment_writer() -> Writer:
    themes = {theme.code: theme for theme in db.session.scalars(select(Theme))}

    def write(row: Commitment, draft: CommitmentDraft) -> None:
        row.themes = [themes[code] for code in draft.themes]
        _match(
            row.addressee_rows,
            draft.addressees,
            of=lambda each: each.addressee,
            make=lambda code: CommitmentAddressee(addressee=code),
        )
        _match(
            row.sdg_rows,
            draft.sdg_targets,
            of=lambda each: each.target,
            make=lambda target: CommitmentSDGTarget(target=target),
        )

    return write


def _match(
    rows: list[Any],
    wanted: Sequence[str],
    *,
    of: Callable[[Any], str],
    make: Callable[[str], Any],
) -> None:
    """Keep the wanted rows, delete the others, add missing ones."""
    stored = {of(row): row for row in rows if of(row) in wanted}
    rows[:] = [stored[value] if value in stored else make(str(value)) for value in wanted]


# Recommendations to one state come in a file of their own, with the session that holds them.
INSTRUMENTS = Storage(
    "registry:instruments",
    Instrument,
    drafts.InstrumentDraft,
    remembered=("adopted_on",),
    counted=lambda: (Instrument.kind != InstrumentKind.RECOMMENDATIONS,),
)
THEMES = Storage("registry:themes", Theme, drafts.ThemeDraft)


def _member_since(row: State) -> PartialDate | None:
    """The day of membership, or the year if only that is known."""
    joined = row.member_from
    return None if joined is None else PartialDate(joined, "day" if row.member_on else "year")


def _state_writer() -> Writer:
    def write(row: State, draft: StateDraft) -> None:
        since = draft.member_since
        row.member_since = None if since is None else since.last_day.year
        row.member_on = since.last_day if since is not None and since.precision == "day" else None

    return write


STATES = Storage(
    "registry:states",
    State,
    StateDraft,
    read={"member_since": _member_since},
    writer=_state_writer,
    remembered=("member_since",),
)
STATE_ALIASES = Storage(
    "registry:state-aliases",
    StateAlias,
    drafts.StateAliasDraft,
    links={"iso3": Link("state_id", State.iso3)},
)
COMMITMENTS = Storage(
    "registry:commitments",
    Commitment,
    CommitmentDraft,
    links={"instrument": Link("instrument_id", Instrument.code)},
    # Sorted here: databases differ in how they order letters, points and underscores.
    read={
        "themes": lambda row: tuple(sorted(theme.code for theme in row.themes)),
        "addressees": lambda row: tuple(sorted(row.addressees)),
        "sdg_targets": lambda row: tuple(sorted(row.sdg_targets)),
    },
    writer=_commitment_writer,
    counted=lambda: (links_to_many(),),
    options=(
        selectinload(Commitment.themes),
        selectinload(Commitment.addressee_rows),
        selectinload(Commitment.sdg_rows),
    ),
    remembered=("pillar", "kind", "addressees"),
)
RELATIONS = Storage(
    "registry:relations",
    Relation,
    drafts.RelationDraft,
    names={"relation": "kind"},
    links={
        "from": Link("from_id", Commitment.reference),
        "to": Link("to_id", Commitment.reference),
    },
)
INDICATORS = Storage(
    "registry:indicators",
    Indicator,
    indicator_drafts.IndicatorDraft,
    links={"treaty": Link("treaty_id", Instrument.code)},
    remembered=("speaks",),
)
INDICATOR_LEVELS = Storage(
    "registry:indicator-levels",
    IndicatorLevel,
    indicator_drafts.IndicatorLevelDraft,
    links={"indicator": _OF_INDICATOR},
    remembered=("level",),
)
MEASURES = Storage(
    "registry:measures",
    Measure,
    indicator_drafts.MeasureDraft,
    links={
        "indicator": _OF_INDICATOR,
        "commitment": Link("commitment_id", Commitment.reference),
    },
)
