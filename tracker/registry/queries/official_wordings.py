"""Official wordings for pages, the API and the import. Reads only."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tracker.core import clock
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.registry.locators import ParagraphPlace, paragraph_of
from tracker.registry.models import Commitment, Instrument
from tracker.registry.official_wording_models import OfficialWording
from tracker.registry.recommendation_models import links_to_many
from tracker.review.publishable import REGISTRY
from tracker.review.revisions import cached, revised_parts
from tracker.review.visibility import public_at

LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
WORDINGS: Cache[list["Wording"]] = Cache(500)


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording for pages. Our summary may cover only a part of its paragraph."""

    language: str
    paragraph: str
    text: str
    sha256: str
    origin: str
    read_on: date

    @property
    def address(self) -> str | None:
        """The address of the file, if it has a web address."""
        return self.origin if self.origin.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class Placed:
    """A public commitment and the paragraph in its locator, if any."""

    reference: str
    locator: str
    place: ParagraphPlace | None


@dataclass(frozen=True, slots=True)
class NumberedText:
    """An instrument with a symbol, and its public commitments in order."""

    code: str
    title: str
    symbol: str
    commitments: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many commitments of an instrument have a wording, by language."""

    text: NumberedText
    by_language: dict[str, int]
    without: tuple[Placed, ...]


def wordings_of(reference: str, known_by: date, first: str = "en") -> list[Wording]:
    """The wordings of a commitment public on a day, with the language ``first`` first.

    The others follow in the order of the official languages. Empty: none was brought to this site.
    """
    rows = db.session.scalars(
        select(OfficialWording)
        .join(OfficialWording.commitment)
        .where(Commitment.reference == reference, public_at(OfficialWording, known_by))
    )
    found = [
        Wording(row.language, row.paragraph, row.text, row.sha256, row.origin, row.read_on)
        for row in rows
    ]
    return sorted(found, key=lambda each: (each.language != first, _rank(each.language)))


def cached_wordings(reference: str, known_by: date, first: str = "en") -> list[Wording]:
    """The same from the cache, for pages that show one of many commitments."""
    return cached(
        WORDINGS,
        ("wordings", reference, known_by, first),
        revised_parts(REGISTRY),
        lambda: wordings_of(reference, known_by, first),
    )


def numbered_texts() -> list[NumberedText]:
    """Every instrument with a symbol and public commitments, by code."""
    rows = db.session.execute(
        select(
            Instrument.code,
            Instrument.title,
            Instrument.symbol,
            Commitment.reference,
            Commitment.locator,
        )
        .join(Commitment.instrument)
        .where(
            Instrument.symbol.is_not(None), public_at(Commitment, clock.today()), links_to_many()
        )
        .order_by(Instrument.code, Commitment.position, Commitment.reference)
    )
    texts: dict[tuple[str, str, str], list[Placed]] = defaultdict(list)
    for row in rows:
        placed = Placed(row.reference, row.locator, paragraph_of(row.locator))
        texts[(row.code, row.title, row.symbol or "")].append(placed)
    return [NumberedText(*head, tuple(placed)) for head, placed in texts.items()]


def coverage(texts: Sequence[NumberedText]) -> list[Coverage]:
    """How many commitments of each instrument have a wording today, by language."""
    rows = db.session.execute(
        select(Commitment.reference, OfficialWording.language)
        .join(OfficialWording.commitment)
        .where(public_at(OfficialWording, clock.today()))
    )
    languages: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        languages[row.reference].add(row.language)
    return [
        Coverage(
            text,
            {
                each: sum(each in languages[placed.reference] for placed in text.commitments)
                for each in LANGUAGES
            },
            tuple(placed for placed in text.commitments if not languages[placed.reference]),
        )
        for text in texts
    ]


def _rank(language: str) -> tuple[int, str]:
    place = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return place, language
