"""Loads the cards of all commitments as plain rows: every process does so before its first page.

Objects of the ORM with their four collections took five times as long.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from tracker.core.db import db
from tracker.registry.models import (
    Commitment,
    CommitmentAddressee,
    CommitmentSDGTarget,
    Instrument,
    Theme,
    commitment_theme,
)
from tracker.registry.recommendation_models import links_to_many
from tracker.registry.summaries import Card, InstrumentCard, ThemeName
from tracker.registry.vocabulary import STATE_ADDRESSEES

_COLUMNS = (
    "reference",
    "position",
    "locator",
    "title",
    "statement",
    "official_wording",
    "kind",
    "pillar",
    "certainty",
    "certainty_note",
    "published_at",
    "ended_at",
    "retired_reason",
    "replaced_by",
)
_PUBLIC = (Commitment.published_at.is_not(None), links_to_many())


def holding_instruments() -> set[str]:
    """The codes of the instruments that have commitments of more than one state."""
    query = select(Instrument.code).join(Commitment.instrument).where(*_PUBLIC).distinct()
    return set(db.session.scalars(query))


def cards_by_instrument(
    instruments: Mapping[str, InstrumentCard], themes: Mapping[str, ThemeName]
) -> dict[str, list[Card]]:
    """Every commitment ever published that more than one state made, in the order of its text."""
    columns = (getattr(Commitment, name) for name in _COLUMNS)
    query = select(Commitment.id, Instrument.code.label("instrument"), *columns)
    rows = db.session.execute(
        query.join(Commitment.instrument)
        .where(*_PUBLIC)
        .order_by(Commitment.position, Commitment.reference)
    )
    of_themes = _by_commitment(
        select(commitment_theme.c.commitment_id, Theme.code)
        .join(Theme, Theme.id == commitment_theme.c.theme_id)
        .order_by(Theme.code)
    )
    addressees = _parts(CommitmentAddressee.commitment_id, CommitmentAddressee.addressee)
    targets = _parts(CommitmentSDGTarget.commitment_id, CommitmentSDGTarget.target)
    found: defaultdict[str, list[Card]] = defaultdict(list)
    for row in rows:
        given = {name: getattr(row, name) for name in _COLUMNS}
        to = tuple(addressees.get(row.id, ()))
        found[row.instrument].append(
            Card(
                **given,
                instrument=instruments[row.instrument],
                themes=tuple(themes[code] for code in of_themes.get(row.id, ())),
                addressees=to,
                sdg_targets=tuple(targets.get(row.id, ())),
                addressed_to_states=any(code in STATE_ADDRESSEES for code in to),
            )
        )
    return found


def _parts(
    of: InstrumentedAttribute[int], part: InstrumentedAttribute[str]
) -> Mapping[int, list[str]]:
    return _by_commitment(select(of, part).order_by(part))


def _by_commitment(query: Select[*tuple[Any, ...]]) -> Mapping[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for commitment, part in db.session.execute(query):
        found[commitment].append(part)
    return found
