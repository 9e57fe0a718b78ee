"""Instruments, themes and commitments as pages show them.

Frozen, so that they may be kept for as long as the texts do not change. Asks no database.
"""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.registry.models import Instrument
from tracker.registry.vocabulary import COUNTED_KINDS


@dataclass(frozen=True, slots=True)
class InstrumentCard:
    """An instrument with the information on its reliability."""

    code: str
    title: str
    issuing_body: str
    kind: str
    symbol: str | None
    adopted_on: date
    adopted_precision: str
    in_force_on: date | None
    url: str | None
    url_certainty: str | None
    membership_indicator: str | None
    text_seen: str
    note: str | None


@dataclass(frozen=True, slots=True)
class ThemeName:
    """A theme in lists and filters."""

    code: str
    name: str
    explanation: str


@dataclass(frozen=True, slots=True)
class Card:
    """One commitment with all its details."""

    reference: str
    position: int
    locator: str
    title: str
    statement: str
    official_wording: str | None  # None: not held; the source has it
    kind: str
    pillar: str
    certainty: str
    certainty_note: str | None
    instrument: InstrumentCard
    themes: tuple[ThemeName, ...]
    addressees: tuple[str, ...]
    sdg_targets: tuple[str, ...]
    addressed_to_states: bool
    published_at: datetime
    ended_at: datetime | None
    retired_reason: str | None = None  # None: not retired
    replaced_by: str | None = None  # reference of the commitment to read instead

    @property
    def asks_of_states(self) -> bool:
        """Methodology 1, "Adding up": a commitment, call or obligation for States."""
        return self.kind in COUNTED_KINDS and self.addressed_to_states


def instrument_card(row: Instrument) -> InstrumentCard:
    """The card of an instrument's row."""
    return InstrumentCard(
        code=row.code,
        title=row.title,
        issuing_body=row.issuing_body,
        kind=row.kind,
        symbol=row.symbol,
        adopted_on=row.adopted_on,
        adopted_precision=row.adopted_precision,
        in_force_on=row.in_force_on,
        url=row.url,
        url_certainty=row.url_certainty,
        membership_indicator=row.membership_indicator,
        text_seen=row.text_seen,
        note=row.note,
    )
