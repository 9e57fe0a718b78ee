"""Texts of the registry for search: States, indicators and official wordings."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from tracker.core.db import db
from tracker.registry.models import Commitment, Indicator, State, StateAlias
from tracker.registry.official_wording_models import OfficialWording
from tracker.registry.queries.states import LANGUAGES
from tracker.registry.state_spellings import usual_names
from tracker.review.publication import Ending


@dataclass(frozen=True, slots=True)
class StateNames:
    """A State with codes, names by language, and other spellings."""

    iso3: str
    iso2: str
    names: Mapping[str, str]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """The texts of an indicator."""

    code: str
    title: str
    statement: str


@dataclass(frozen=True, slots=True)
class WordingText:
    """An official wording with the days between which it was public."""

    language: str
    text: str
    public_from: date
    public_until: date | None


def states_by_name() -> tuple[StateNames, ...]:
    """All States, shortest English name first, as the most likely match."""
    aliases: dict[int | None, list[str]] = {}
    query = select(StateAlias.state_id, StateAlias.name).where(StateAlias.state_id.is_not(None))
    for state_id, name in db.session.execute(query.order_by(StateAlias.name)):
        aliases.setdefault(state_id, []).append(name)
    found = [
        StateNames(
            row.iso3,
            row.iso2,
            {code: getattr(row, f"name_{code}") for code in LANGUAGES},
            tuple(dict.fromkeys((*aliases.get(row.id, ()), *usual_names(row.iso3, row.iso2)))),
        )
        for row in db.session.scalars(select(State))
    ]
    return tuple(sorted(found, key=lambda one: (len(one.names["en"]), one.names["en"])))


def indicator_texts(codes: Collection[str] | None = None) -> tuple[IndicatorText, ...]:
    """The indicators with these codes, or all, by title."""
    query = select(Indicator.code, Indicator.title, Indicator.statement)
    if codes is not None:
        query = query.where(Indicator.code.in_(codes))
    rows = db.session.execute(query.order_by(Indicator.title, Indicator.code))
    return tuple(IndicatorText(*row) for row in rows)


def wording_texts(
    references: Collection[str] | None = None,
) -> Mapping[str, Sequence[WordingText]]:
    """Public official wordings that were not withdrawn, by commitment.

    ``references`` None: of every commitment.
    """
    query = (
        select(
            Commitment.reference,
            OfficialWording.language,
            OfficialWording.text,
            OfficialWording.published_at,
            OfficialWording.ended_at,
        )
        .join(OfficialWording.commitment)
        .where(
            OfficialWording.published_at.is_not(None),
            or_(
                OfficialWording.ended_as.is_(None),
                OfficialWording.ended_as != Ending.WITHDRAWN,
            ),
        )
        .order_by(Commitment.reference, OfficialWording.language, OfficialWording.published_at)
    )
    if references is not None:
        query = query.where(Commitment.reference.in_(references))
    found: dict[str, list[WordingText]] = {}
    for row in db.session.execute(query):
        wording = WordingText(
            language=row.language,
            text=row.text,
            public_from=row.published_at.date(),
            public_until=row.ended_at.date() if row.ended_at else None,
        )
        found.setdefault(row.reference, []).append(wording)
    return found
