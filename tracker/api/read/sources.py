"""Sources of evidence, as they appear in rows of values and actions."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import PARTIAL_DAY, TEXT, Field, code_of
from tracker.core.clock import partial_text
from tracker.evidence.queries.actions import CitationView
from tracker.evidence.vocabulary import Tier


def dated(day: Any, precision: str | None) -> str | None:
    """The date with its precision. None if it is unknown."""
    return None if day is None or precision is None else partial_text(day, precision)


def source_fields(place: str) -> tuple[Field, ...]:
    """A source as flat fields, so that files can have them as columns.

    ``place`` is the attribute of the row that holds it.
    """

    def of(name: str) -> Callable[[Any], Any]:
        return attrgetter(f"{place}.{name}")

    current = attrgetter(f"{place}.current_on", f"{place}.current_precision")
    return (
        Field("source", _l("Code of the source"), TEXT, of("code"), "3p-index-2013"),
        Field(
            "source_title",
            _l("Its title"),
            TEXT,
            of("title"),
            "The 3P index, 2013",
        ),
        Field(
            "source_publisher",
            _l("Publisher"),
            TEXT,
            of("publisher"),
            "A university",
        ),
        Field(
            "source_url",
            _l("Web address"),
            TEXT,
            of("url"),
            "https://example.org/3p",
            nullable=True,
        ),
        Field(
            "source_tier",
            _l(
                "Strength: A primary official, B independent institution, C civil society, D "
                "secondary"
            ),
            code_of(Tier),
            of("tier"),
            "B",
        ),
        Field(
            "source_family",
            _l("Who observed the facts: sources of one family count once together"),
            TEXT,
            of("family"),
            "us-state-department",
        ),
        Field(
            "source_licence",
            _l("Licence of the data. Null: none was stated"),
            TEXT,
            of("licence"),
            None,
            nullable=True,
        ),
        Field(
            "source_current_on",
            _l("Date of the content, as precisely as known"),
            PARTIAL_DAY,
            lambda row: dated(*current(row)),
            "2013",
            nullable=True,
        ),
        Field("citation", _l("How to cite it"), TEXT, of("citation"), "3P, 2013."),
    )


CITATION = (
    Field("title", _l("Title of the source"), TEXT, attrgetter("title"), "Official Gazette 12"),
    Field("publisher", _l("Publisher"), TEXT, attrgetter("publisher"), "A ministry"),
    Field("url", _l("Web address"), TEXT, attrgetter("url"), "https://example.org/", nullable=True),
    Field(
        "archived_url",
        _l("Address of a copy kept elsewhere"),
        TEXT,
        attrgetter("archived_url"),
        None,
        nullable=True,
    ),
    Field(
        "tier",
        _l("Strength: A primary official, B independent institution, C civil society, D secondary"),
        code_of(Tier),
        attrgetter("tier"),
        "A",
        nullable=True,
    ),
    Field("language", _l("Language of the source"), TEXT, attrgetter("language"), "en"),
    Field(
        "current_on",
        _l("When it was published, as precisely as known"),
        PARTIAL_DAY,
        lambda one: _cited_on(one),
        "2021-05",
        nullable=True,
    ),
)


def _cited_on(one: CitationView) -> str | None:
    return dated(one.current_on, one.current_precision)
