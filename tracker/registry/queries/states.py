"""States for pages: names, groups and their commitments."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from tracker.core import collation
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.registry.models import Commitment, Instrument, Relation, State, StateAlias, Theme
from tracker.registry.queries.commitments import RELATION_ORDER, relation_from
from tracker.registry.state_spellings import DEMONYMS, usual_names
from tracker.registry.vocabulary import InstrumentKind, RelationKind
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.review.visibility import public_at

IDS: Cache[Mapping[str, int]] = Cache(2)
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
_CODE = re.compile(r"[A-Z]{3}")
_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,39}")


def state_ids() -> Mapping[str, int]:
    """Row ids of all States by ISO3 code, cached until the registry changes."""
    return cached(IDS, ("state ids",), revised_parts(REGISTRY), _state_ids)


def _state_ids() -> Mapping[str, int]:
    return {row.iso3: row.id for row in db.session.execute(select(State.iso3, State.id))}


@dataclass(frozen=True, slots=True)
class StateProfile:
    """A State. ``names`` by language code; ``group`` is None for observers."""

    id: int
    iso3: str
    names: Mapping[str, str]
    status: str
    member_since: int | None
    region: str
    subregion: str
    group: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment for the page of a cell, in our words, with its locator.

    ``published_on`` None means that it is a draft of the registry and public nowhere.
    """

    id: int
    reference: str
    title: str
    statement: str
    official_wording: str | None
    locator: str
    kind: str
    pillar: str
    addressees: tuple[str, ...]
    certainty: str
    certainty_note: str | None
    instrument: str
    instrument_title: str
    symbol: str | None
    adopted_on: date
    adopted_precision: str
    url: str | None
    published_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class RelatedPassage:
    """A related commitment, in our judgement.

    ``kind`` is read from the one at hand: ``narrower`` where the other asks part of it,
    ``broader`` where the other asks it and more, ``later_form_of`` where the other was made
    before and ``earlier_form_of`` where it was made again later.
    """

    id: int
    reference: str
    title: str
    instrument: str
    kind: str
    confidence: str | None  # None: connected only by way of a third commitment
    rationale: str | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices for filters of commitments: names by code, sorted by name."""

    instruments: Mapping[str, str]
    themes: Mapping[str, str]


def state_profile(iso3: str) -> StateProfile:
    """The State with this code. Raises NotFound."""
    row = None
    # A malformed code is not handed to the database, which may refuse what it holds.
    if _CODE.fullmatch(iso3):
        row = db.session.scalar(select(State).where(State.iso3 == iso3))
    if row is None:
        raise NotFound("state", iso3)
    return StateProfile(
        id=row.id,
        iso3=row.iso3,
        names={code: getattr(row, f"name_{code}") for code in LANGUAGES},
        status=row.status,
        member_since=row.member_since,
        region=row.region,
        subregion=row.subregion,
        group=row.regional_group,
        note=row.note,
    )


def promise(reference: str) -> Promise:
    """The commitment with this reference, if ever published. Raises NotFound."""
    row = None
    if _REFERENCE.fullmatch(reference):
        query = (
            select(Commitment)
            .where(Commitment.reference == reference, Commitment.published_at.is_not(None))
            .options(joinedload(Commitment.instrument), joinedload(Commitment.addressee_rows))
        )
        row = db.session.scalars(query).unique().one_or_none()
    if row is None or row.published_at is None:
        raise NotFound("commitment", reference)
    instrument = row.instrument
    return Promise(
        id=row.id,
        reference=row.reference,
        title=row.title,
        statement=row.statement,
        official_wording=row.official_wording,
        locator=row.locator,
        kind=row.kind,
        pillar=row.pillar,
        addressees=tuple(row.addressees),
        certainty=row.certainty,
        certainty_note=row.certainty_note,
        instrument=instrument.code,
        instrument_title=instrument.title,
        symbol=instrument.symbol,
        adopted_on=instrument.adopted_on,
        adopted_precision=instrument.adopted_precision,
        url=instrument.url,
        published_on=row.published_at.date(),
        ended_on=row.ended_at.date() if row.ended_at else None,
    )


# What else asks the same --------------------------------------------------------------------

_NEAREST_FIRST = RELATION_ORDER


def related_passages(commitment_id: int, known_by: date) -> tuple[RelatedPassage, ...]:
    """Commitments with a public relation to this one, closest first."""
    query = (
        select(Relation)
        .where(
            or_(Relation.from_id == commitment_id, Relation.to_id == commitment_id),
            public_at(Relation, known_by),
        )
        .options(
            joinedload(Relation.from_commitment).joinedload(Commitment.instrument),
            joinedload(Relation.to_commitment).joinedload(Commitment.instrument),
        )
    )
    found = [_passage(row, commitment_id) for row in db.session.scalars(query)]
    return tuple(sorted(found, key=lambda one: (_NEAREST_FIRST.index(one.kind), one.reference)))


def _passage(row: Relation, commitment_id: int) -> RelatedPassage:
    is_first = row.from_id == commitment_id
    other = row.to_commitment if is_first else row.from_commitment
    kind = relation_from(row.kind, forwards=is_first)
    return RelatedPassage(
        id=other.id,
        reference=other.reference,
        title=other.title,
        instrument=other.instrument.code,
        kind=kind,
        confidence=row.confidence,
        rationale=row.rationale,
    )


def equivalent_passages(ids: Iterable[int]) -> tuple[RelatedPassage, ...]:
    """Equivalent commitments without a direct relation to this one."""
    wanted = tuple(ids)
    if not wanted:
        return ()
    query = (
        select(Commitment.id, Commitment.reference, Commitment.title, Instrument.code)
        .join(Commitment.instrument)
        .where(Commitment.id.in_(wanted))
        .order_by(Commitment.reference)
    )
    return tuple(
        RelatedPassage(*row, kind=RelationKind.SAME, confidence=None, rationale=None)
        for row in db.session.execute(query)
    )


def choices() -> Choices:
    """Instruments with commitments, and themes."""
    instruments = select(Instrument.code, Instrument.title).where(
        Instrument.commitments.any(), Instrument.kind != InstrumentKind.RECOMMENDATIONS
    )
    themes = select(Theme.code, Theme.name)
    return Choices(
        instruments=_named(db.session.execute(instruments.order_by(Instrument.code))),
        themes=dict(collation.record_choices(_named(db.session.execute(themes)).items())),
    )


def _named(rows: Iterable[Any]) -> dict[str, str]:
    return dict(tuple(row) for row in rows)


# Finding a state by any of its names --------------------------------------------------------


def states_called(text: str) -> frozenset[str]:
    """ISO3 codes of States with a name, alias or code that matches a search.

    Every word of the search must begin a word of one and the same name, whatever its accents,
    case and hyphens; scripts written without spaces are searched anywhere in a name.
    """
    asked = folded(text).split()
    if not asked:
        return frozenset()
    return frozenset(
        iso3 for iso3, name in _names() if any(_answers(asked, form) for form in _forms(name))
    )


def folded(text: str) -> str:
    """Letters and digits without accents and case. Everything else is a space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def _names() -> Iterable[tuple[str, str]]:
    columns = [getattr(State, f"name_{code}") for code in LANGUAGES]
    for iso3, *names in db.session.execute(select(State.iso3, State.iso3, State.iso2, *columns)):
        for name in (*names, *usual_names(iso3, names[1]), *DEMONYMS.get(iso3, ())):
            yield iso3, name
    aliases = select(State.iso3, StateAlias.name).join(StateAlias.state)
    for iso3, name in db.session.execute(aliases):
        yield iso3, name


@lru_cache(maxsize=8192)
def _forms(name: str) -> tuple[str, str]:
    """A name with apostrophes as spaces and without: "d ivoire" and "divoire"."""
    return folded(name), folded(re.sub("['’‘`]", "", name))


def _answers(asked: Iterable[str], name: str) -> bool:
    spaced = f" {name}"
    return all(f" {one}" in spaced or (_is_unspaced(one) and one in name) for one in asked)


def _is_unspaced(text: str) -> bool:
    return any("\u3400" <= letter <= "\u9fff" for letter in text)
