"""Drafts of indicators, their scales, and the commitments that they measure. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.registry import validity
from tracker.registry.vocabulary import Direction, IndicatorKind, IndicatorType
from tracker.schema import fields
from tracker.schema.drafts import Draft, column

HIGHEST_LEVEL = 4
_NAME = fields.text(limit=200)
_TITLE = fields.text(limit=500)
_CEILING = replace(fields.whole_number(least=0, most=HIGHEST_LEVEL), blank=HIGHEST_LEVEL)


@dataclass(frozen=True)
class IndicatorDraft(Draft):
    """An indicator of States with its values and kind."""

    KEY = ("code",)

    code: str = column(_l("Public code"), fields.in_capitals(fields.code()), "TIP-PARTY")
    title: str = column(_l("Short title"), _TITLE, "Party to the Trafficking Protocol")
    statement: str = column(
        _l("Meaning and limits of the indicator"), fields.text(), "Whether a state is a party."
    )
    type: IndicatorType = column(
        _l("Acceptance, action or result"),
        fields.one_of(IndicatorType),
        "structural",
    )
    kind: IndicatorKind = column(_l("Type of values"), fields.one_of(IndicatorKind), "membership")
    unit: str | None = column(_l("Unit of its values"), _NAME, "points, 1 to 5", optional=True)
    direction: Direction = column(
        _l("up: a higher value is better"), fields.one_of(Direction), "up"
    )
    treaty: str | None = column(
        _l("The treaty that the indicator follows"),
        fields.code(),
        "TIP-PROTOCOL",
        optional=True,
        refers="instruments",
    )
    source_note: str | None = column(
        _l("Citation or licence"), fields.text(), "Acts to January 2014.", optional=True
    )
    speaks: str = column(
        _l(
            "How long a value counts: standing (until a newer value) or a number of "
            "months. Empty: 60 months, or standing for membership"
        ),
        validity.reader(),
        "standing",
        optional=True,
        has_default=True,
    )

    def __post_init__(self) -> None:
        """Replace a blank by its default. A membership lasts until a later record."""
        if not self.speaks:
            object.__setattr__(self, "speaks", validity.default_for(self.kind))

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors: only membership has a treaty, and it never expires."""
        membership = self.kind == IndicatorKind.MEMBERSHIP
        if membership != (self.treaty is not None):
            yield "treaty", _("required for an indicator of membership, empty for others")
        if membership and self.speaks != validity.STANDING:
            yield "speaks", _("standing, because the indicator shows membership")


@dataclass(frozen=True)
class IndicatorLevelDraft(Draft):
    """One step of a scale: a value and its level, if any."""

    KEY = ("indicator", "value")

    indicator: str = column(
        _l("Code of the indicator"), fields.code(), "3P-PROSECUTION", refers="indicators"
    )
    value: str = column(_l("Value as recorded"), fields.code(), "3")
    level: int | None = column(
        _l("Level from 0 (not started) to 4 (complete). Empty: the value shows no level"),
        fields.whole_number(least=0, most=HIGHEST_LEVEL),
        "2",
        optional=True,
    )
    label: str = column(_l("Short word for the value"), _NAME, "Partial")
    meaning: str = column(_l("What the value means"), fields.text(), "Part of it is done.")
    number: float | None = column(
        _l("The value as a number, if it is one"), fields.number(), "3", optional=True
    )


@dataclass(frozen=True)
class MeasureDraft(Draft):
    """A commitment that an indicator measures, with the reason."""

    KEY = ("indicator", "commitment")

    indicator: str = column(
        _l("Code of the indicator"), fields.code(), "TIP-PARTY", refers="indicators"
    )
    commitment: str = column(
        _l("Reference of the commitment"),
        fields.reference(limit=40),
        "GPA-2010-08",
        refers="commitments",
    )
    reason: str = column(
        _l("Reason, and what it leaves out"), fields.text(), "Being a party is what this asks."
    )
    ceiling: int = column(
        _l("The highest level that the indicator can show for the commitment. Empty: 4"),
        _CEILING,
        "4",
        optional=True,
        has_default=True,
    )
