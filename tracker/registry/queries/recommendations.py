"""Recommendations to single States, and positions, for pages. Reads only.

There may be tens of thousands, so every list is cut to a page by the database; nothing is kept in
memory. A record counts when it was made on or before ``as_of`` and public by ``known_by``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from tracker.core import clock, collation
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.core.languages import LANGUAGES
from tracker.registry.issue_themes import meaning, parted
from tracker.registry.models import Commitment, Instrument, State, Theme, commitment_theme
from tracker.registry.queries.commitments import register
from tracker.registry.queries.positions import (
    Days,
    StatedPosition,
    stated_positions,
)
from tracker.registry.queries.recommendation_selection import (
    NONE,
    STATE,
    newest_in_state,
    positions_in_state,
    select_counting,
    select_recommendations,
    themes_in_state,
)
from tracker.registry.recommendation_models import Recommendation
from tracker.registry.vocabulary import InstrumentKind

PAGE = 50


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A recommendation to one State. ``stated`` None: no position is recorded.

    ``statement`` None: we have no words of our own for it, only those of the source. ``maker``
    has the names of the State that made it in every language; None if it was no State.
    """

    id: int
    reference: str
    iso3: str
    mechanism: str
    session: str | None
    cycle: str | None
    symbol: str | None
    url: str | None
    asked_on: date
    asked_precision: str
    made_by: str | None
    number: str | None
    wording: str
    language: str | None
    issues: tuple[str, ...]
    title: str
    statement: str | None
    pillar: str
    certainty: str
    certainty_note: str | None
    instrument: str
    instrument_title: str
    published_on: date
    ended_on: date | None
    stated: StatedPosition | None
    themes: tuple[tuple[str, str], ...] = ()  # code and name
    maker: Any = None

    @property
    def unmatched(self) -> tuple[str, ...]:
        """Issues in the source without a known meaning."""
        return tuple(issue for issue in self.issues if meaning(issue) is None)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, newest first. ``total`` counts the whole list."""

    rows: tuple[RecommendationView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """Numbers by position. ``none``: without a recorded position."""

    code: str
    name: str
    total: int
    stands: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StateSummary:
    """Recommendations to one State by mechanism and theme, with the newest."""

    total: int
    stands: Mapping[str, int]
    mechanisms: tuple[Numbers, ...]
    themes: tuple[Numbers, ...]
    newest: tuple[RecommendationView, ...]


def recommendation(reference: str, days: Days) -> RecommendationView:
    """One recommendation, whenever it became public. Raises NotFound.

    Its position is that of the two dates.
    """
    query = select_recommendations(days).where(
        Commitment.reference == reference, Commitment.published_at.is_not(None)
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise NotFound("commitment", reference)
    return _completed([_recommended(row)])[0]


def asked_alone(reference: str) -> str | None:
    """ISO3 code of the only addressed State. None if there are more."""
    if reference in register().cards:
        return None
    query = (
        select(State.iso3)
        .join(Recommendation, Recommendation.state_id == State.id)
        .join(Recommendation.commitment)
        .where(Commitment.reference == reference, Commitment.published_at.is_not(None))
    )
    found: str | None = db.session.scalar(query)
    return found


def listed(filters: Mapping[str, str], days: Days, *, page: int = 1, size: int = PAGE) -> Page:
    """A page of recommendations that match the filters. Empty beyond the last page."""
    query = select_counting(days, filters)
    total = number_of(filters, days)
    rows = db.session.execute(
        query.order_by(Recommendation.asked_on.desc(), Commitment.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    found = _completed([_recommended(row) for row in rows])
    return Page(tuple(found), total, page, max(1, -(-total // size)))


def number_of(filters: Mapping[str, str], days: Days) -> int:
    """How many match the filters."""
    counted = select(func.count()).select_from(select_counting(days, filters).subquery())
    return db.session.scalar(counted) or 0


def after(
    filters: Mapping[str, str], days: Days, *, place: int | None, step: int
) -> list[RecommendationView]:
    """The next ones in the order of recording, from a position on."""
    query = select_counting(days, filters).order_by(Commitment.id).limit(step)
    if place is not None:
        query = query.where(Commitment.id > place)
    return _completed([_recommended(row) for row in db.session.execute(query)])


def summary(iso3: str, days: Days, *, newest: int = 5) -> StateSummary:
    """Counts for one State. Everything is zero if nothing is recorded."""
    begun, chosen = clock.latest_begun(days.as_of), {STATE: iso3}
    themes = Counter[tuple[str, str]]()
    mechanisms = Counter[tuple[str, str]]()
    stands: dict[int, str] = {}
    rows = db.session.execute(positions_in_state(days, begun), chosen)
    for key, mechanism, position in rows:
        stands[key] = position or NONE
        mechanisms[mechanism, stands[key]] += 1
    if not stands:
        return StateSummary(total=0, stands={}, mechanisms=(), themes=(), newest=())
    names = _theme_names()
    for key, code in db.session.execute(themes_in_state(days, begun), chosen):
        themes[code, stands[key]] += 1
    return StateSummary(
        total=len(stands),
        stands=Counter(stands.values()),
        mechanisms=_numbers(mechanisms, {}),
        themes=_numbers(themes, names),
        newest=latest(iso3, days, size=newest) if newest else (),
    )


def latest(
    iso3: str, days: Days, *, position: str | None = None, size: int
) -> tuple[RecommendationView, ...]:
    """The newest recommendations to one State, of one position if it is given."""
    query = newest_in_state(days, clock.latest_begun(days.as_of), position, size)
    rows = db.session.execute(query, {STATE: iso3})
    return tuple(_completed([_recommended(row) for row in rows]))


def counted_by_state(days: Days) -> dict[str, int]:
    """The number of recommendations by State. States without any are absent."""
    query = (
        select_counting(days, {}).with_only_columns(State.iso3, func.count()).group_by(State.iso3)
    )
    return dict(db.session.execute(query).all())


def is_document(code: str) -> bool:
    """Whether an instrument consists of recommendations to single States."""
    held = Instrument.kind == InstrumentKind.RECOMMENDATIONS
    found = select(Instrument.id).where(Instrument.code == code, held)
    return db.session.scalar(found) is not None


def themes_met() -> dict[str, str]:
    """Names by code of the themes of recorded recommendations."""
    met = select(commitment_theme.c.theme_id).join(
        Recommendation, Recommendation.commitment_id == commitment_theme.c.commitment_id
    )
    query = select(Theme.code, Theme.name).where(Theme.id.in_(met))
    return dict(collation.record_choices((row.code, row.name) for row in db.session.execute(query)))


def _numbers(
    counts: Mapping[tuple[str, str], int], names: Mapping[str, str]
) -> tuple[Numbers, ...]:
    by_code: dict[str, dict[str, int]] = {}
    for (code, stand), number in counts.items():
        by_code.setdefault(code, {})[stand] = number
    found = [
        Numbers(code, names.get(code, code), sum(stands.values()), stands)
        for code, stands in by_code.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.total, collation.sort_key(one.name))))


def _theme_names() -> dict[str, str]:
    return dict(db.session.execute(select(Theme.code, Theme.name)).all())


def _recommended(row: Any) -> RecommendationView:
    asked, commitment, code, title, iso3, position = row
    return RecommendationView(
        id=commitment.id,
        reference=commitment.reference,
        iso3=iso3,
        mechanism=asked.mechanism,
        session=asked.session,
        cycle=asked.cycle,
        symbol=asked.symbol,
        url=asked.url,
        asked_on=asked.asked_on,
        asked_precision=asked.asked_precision,
        made_by=asked.made_by,
        number=asked.number,
        wording=commitment.official_wording or "",
        language=asked.language,
        issues=parted(asked.issues or ""),
        title=commitment.title,
        statement=commitment.statement or None,
        pillar=commitment.pillar,
        certainty=commitment.certainty,
        certainty_note=commitment.certainty_note,
        instrument=code,
        instrument_title=title,
        published_on=commitment.published_at.date(),
        ended_on=commitment.ended_at.date() if commitment.ended_at else None,
        stated=stated_positions(position, iso3, commitment.reference) if position else None,
    )


def _completed(rows: list[RecommendationView]) -> list[RecommendationView]:
    """The rows with their themes and the States that made them, in two queries."""
    if not rows:
        return []
    themes, makers = _themes_by_row(rows), makers_of(rows)
    return [
        replace(
            row,
            themes=tuple(collation.record_choices(themes.get(row.id, ()))),
            maker=makers.get(row.made_by),
        )
        for row in rows
    ]


def _themes_by_row(rows: list[RecommendationView]) -> Mapping[int, list[tuple[str, str]]]:
    query = (
        select(commitment_theme.c.commitment_id, Theme.code, Theme.name)
        .join(Theme, Theme.id == commitment_theme.c.theme_id)
        .where(commitment_theme.c.commitment_id.in_([row.id for row in rows]))
        .order_by(Theme.code)
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for key, code, name in db.session.execute(query):
        found.setdefault(key, []).append((code, name))
    return found


def makers_of(rows: Iterable[Any]) -> Mapping[str | None, Any]:
    """Names in every language of the States that made them, by the name in the source."""
    names = [getattr(State, f"name_{language}") for language in LANGUAGES]
    query = select(*names).where(State.name_en.in_({row.made_by for row in rows if row.made_by}))
    return {row.name_en: row for row in db.session.execute(query)}
