"""Sources in drafts of actions and replies, each in numbered columns. Pure.

Forms, sheets and JSON bodies are flat, so the columns of each source bear its number, as in
``source_2_url``. They are described once and numbered here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.clock import PartialDate
from tracker.evidence.vocabulary import Tier
from tracker.schema import fields
from tracker.schema.drafts import Column, Draft, ParsedTexts, column

MOST_SOURCES = 5
_NUMBERED = re.compile(r"source_([1-9])_([a-z_]+)")


@dataclass(frozen=True)
class CitationDraft(Draft):
    """One source, finished or not."""

    url: str | None = column(
        _l("Web address of the source"),
        fields.web_address(),
        "https://example.org/gazette/12",
        optional=True,
    )
    title: str | None = column(
        _l("Title of the source"), fields.line(), "Act 12 of 2021", optional=True
    )
    publisher: str | None = column(
        _l("Publisher"), fields.line(), "Official Gazette", optional=True
    )
    published_on: PartialDate | None = column(
        _l("When it was published, as precisely as known"),
        fields.past_date(),
        "2021-05",
        optional=True,
    )
    language: str | None = column(
        _l("Language of the source"), fields.language(), "en", optional=True
    )
    tier: Tier | None = column(
        _l("Strength: A primary official, B independent institution, C civil society, D secondary"),
        fields.one_of(Tier),
        "A",
        optional=True,
    )
    archived_url: str | None = column(
        _l("Web address of an archived copy"),
        fields.web_address(),
        "https://archive.example.org/gazette/12",
        optional=True,
    )

    @property
    def is_blank(self) -> bool:
        """Whether it is empty. A language alone, which forms preselect, is empty."""
        return not any(self.get(name) for name in self.attributes() if name != "language")


# What a reviewer can read at the address of a source.
DESCRIBED = ("title", "publisher", "language")

NAMES = tuple(CitationDraft.attributes())
NO_CITATION = CitationDraft(**dict.fromkeys(NAMES))


def numbered(number: int, name: str) -> str:
    """The column of a source: ``source_2_url``."""
    return f"source_{number}_{name}"


def _source_columns() -> tuple[Column, ...]:
    return tuple(
        replace(each, name=numbered(number, each.name))
        for number in range(1, MOST_SOURCES + 1)
        for each in CitationDraft.columns()
    )


_COLUMNS = _source_columns()


@dataclass(frozen=True)
class CitingDraft(Draft):
    """The base class of drafts that name sources.

    ``listed`` has the sources at their numbers, including blank ones, so that errors refer to the
    right column. ``sources`` has the filled ones.
    """

    listed: tuple[CitationDraft, ...]

    @classmethod
    def columns(cls) -> tuple[Column, ...]:
        """Its own columns, then those of each source."""
        return (*super().columns(), *_COLUMNS)

    @classmethod
    def read(
        cls, given: Mapping[str, str | None], parsed: ParsedTexts | None = None
    ) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """Parse like every draft, source by source."""
        values, errors = super().read(given, parsed)
        listed = []
        for number in range(1, MOST_SOURCES + 1):
            cells, faults = CitationDraft.read(
                {name: given.get(numbered(number, name)) for name in NAMES}
            )
            listed.append(NO_CITATION if faults else CitationDraft(**cells))
            errors |= {numbered(number, name): reasons for name, reasons in faults.items()}
        while listed and listed[-1].is_blank:
            listed.pop()
        return {**values, "listed": tuple(listed)}, errors

    def get(self, name: str) -> Any:
        """The value of a column, also of a source's. None beyond the last source."""
        found = _NUMBERED.fullmatch(name)
        if found is None:
            return super().get(name)
        number = int(found[1])
        return self.listed[number - 1].get(found[2]) if number <= len(self.listed) else None

    @property
    def sources(self) -> tuple[CitationDraft, ...]:
        """The sources that are not blank, in their order."""
        return tuple(each for each in self.listed if not each.is_blank)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors by field: two sources must not have the same address."""
        met: set[str] = set()
        for number, each in enumerate(self.listed, 1):
            if each.url in met:
                yield numbered(number, "url"), _("this source is already in the list")
            met |= {each.url} if each.url else set()


def unfinished_sources(
    draft: CitingDraft, *, of_evidence: bool, left_to_reviewers: bool = False
) -> dict[str, str]:
    """Missing items of sources by column. Evidence needs at least one source.

    ``left_to_reviewers``: reviewers choose the tiers, and describe a source that has an address.
    """
    missing: dict[str, str] = {}
    if of_evidence and not draft.sources:
        missing[numbered(1, "title")] = _("name at least one source, so that readers can check")
    for number, each in enumerate(draft.listed, 1):
        if not each.is_blank:
            missing |= {
                numbered(number, name): text
                for name, text in _lacks(each, of_evidence)
                if not (left_to_reviewers and _may_be_left(each, name))
            }
    return missing


def _may_be_left(source: CitationDraft, name: str) -> bool:
    """Whether a reviewer can add it: the strength, and what the address shows."""
    return name == "tier" or (source.url is not None and name in DESCRIBED)


def _lacks(source: CitationDraft, needs_tier: bool) -> Iterator[tuple[str, str]]:
    if source.url is None and source.published_on is None:
        yield "url", _("give the web address or, for a printed source, the date of publication")
    if source.title is None:
        yield "title", _("give the title of the source")
    if source.publisher is None:
        yield "publisher", _("say who published the source")
    if source.language is None:
        yield "language", _("choose the language of the source")
    if needs_tier and source.tier is None:
        yield "tier", _("choose the strength of the source: A, B, C or D")
