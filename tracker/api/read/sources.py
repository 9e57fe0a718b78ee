"""Sources of evidence, as they appear in rows of values and actions."""

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.api.core.fields import PARTIAL_DAY, TEXT, Field, code_of
from tracker.core.clock import PartialDate
from tracker.evidence.queries.actions import CitationView
from tracker.evidence.vocabulary import Tier


def dated(day: Any, precision: str | None) -> PartialDate | None:
    """A day as far as it is known; None where it is not known at all."""
    return None if day is None or precision is None else PartialDate(day, precision)


def source_fields(get: Callable[[Any], Any]) -> tuple[Field, ...]:
    """The source of a row, spread over fields of their own, so that files have columns for it."""
    return (
        Field("source", _l("Code of the source"), TEXT, lambda row: get(row).code, "3p-index-2013"),
        Field(
            "source_title", _l("Its title"), TEXT, lambda row: get(row).title, "The 3P index, 2013"
        ),
        Field(
            "source_publisher",
            _l("Publisher"),
            TEXT,
            lambda row: get(row).publisher,
            "A university",
        ),
        Field(
            "source_url",
            _l("Web address"),
            TEXT,
            lambda row: get(row).url,
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
            lambda row: get(row).tier,
            "B",
        ),
        Field(
            "source_family",
            _l("Who observed the facts: sources of one family count once together"),
            TEXT,
            lambda row: get(row).family,
            "us-state-department",
        ),
        Field(
            "source_licence",
            _l("Licence of the data. Null: none was stated"),
            TEXT,
            lambda row: get(row).licence,
            None,
            nullable=True,
        ),
        Field(
            "source_current_on",
            _l("Date of the content, as precisely as known"),
            PARTIAL_DAY,
            lambda row: dated(get(row).current_on, get(row).current_precision),
            "2013",
            nullable=True,
        ),
        Field("citation", _l("How to cite it"), TEXT, lambda row: get(row).citation, "3P, 2013."),
    )


CITATION = (
    Field("title", _l("Title of the source"), TEXT, lambda one: one.title, "Official Gazette 12"),
    Field("publisher", _l("Publisher"), TEXT, lambda one: one.publisher, "A ministry"),
    Field(
        "url", _l("Web address"), TEXT, lambda one: one.url, "https://example.org/", nullable=True
    ),
    Field(
        "archived_url",
        _l("Address of a copy kept elsewhere"),
        TEXT,
        lambda one: one.archived_url,
        None,
        nullable=True,
    ),
    Field(
        "tier",
        _l("Strength: A primary official, B independent institution, C civil society, D secondary"),
        code_of(Tier),
        lambda one: one.tier,
        "A",
        nullable=True,
    ),
    Field("language", _l("Language of the source"), TEXT, lambda one: one.language, "en"),
    Field(
        "current_on",
        _l("When it was published, as precisely as known"),
        PARTIAL_DAY,
        lambda one: _cited_on(one),
        "2021-05",
        nullable=True,
    ),
)


def _cited_on(one: CitationView) -> PartialDate | None:
    return dated(one.current_on, one.current_precision)
