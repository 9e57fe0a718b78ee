"""A public record as a search document: texts by weight, and its dates of publication. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of results in display order."""

    STATE = "state"
    COMMITMENT = "commitment"
    INSTRUMENT = "instrument"
    ACTION = "action"
    REPORT = "report"
    INDICATOR = "indicator"
    ORGANISATION = "organisation"


class Field(StrEnum):
    """The kind of text within a record."""

    TEXT = "text"  # its title or its own words
    WORDING = "wording"
    PLACE = "place"  # symbol and paragraph
    INSTRUMENT = "instrument"
    THEME = "theme"
    TARGET = "target"
    ISSUER = "issuer"
    ORGANISATION = "organisation"
    OTHER_NAME = "other_name"
    COMMITMENT = "commitment"  # that an answer of a report is about


@dataclass(frozen=True, slots=True)
class Part:
    """A text of a record. A lower weight means a better match.

    A part with dates is found from the day ``since`` on and before ``until``, by our own days.
    """

    text: str
    weight: int
    language: str | None = None  # None: of no language, such as a symbol; forms.ANY: not known
    since: date | None = None
    until: date | None = None
    field: Field = Field.TEXT

    def is_known(self, known_by: date) -> bool:
        """Whether the text was published by a day."""
        return (self.since is None or self.since <= known_by) and (
            self.until is None or self.until > known_by
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A public record for search. ``title`` is the index of the title part.

    It is found from the day ``since`` on and before ``until``, our own days, and if it happened by
    ``on``; None sets no bound. ``iso3`` names the state that a record is about. ``within`` is the
    key of the record that it is a part of, and shown under: the report of an entry. ``row`` is the
    primary key of a record that reports and acts hold; those of the registry need none.
    """

    kind: Kind
    key: str
    parts: tuple[Part, ...]
    row: int = 0
    title: int = 0
    iso3: str | None = None
    on: date | None = None
    on_precision: str = "day"
    since: date | None = None
    until: date | None = None
    organisation: str | None = None  # public id, only where the name is shown
    within: str | None = None
