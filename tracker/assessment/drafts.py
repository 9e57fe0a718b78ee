"""A reviewer's draft assessment of a cell with the records it relies on. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.assessment.vocabulary import Confidence
from tracker.core import clock
from tracker.schema import fields
from tracker.schema.drafts import Draft, column

RATIONALE_LIMIT = 5_000


@dataclass(frozen=True)
class RatingDraft(Draft):
    """A level with its confidence, reasons and records."""

    level: int = column(
        _l("0 not started, 1 limited, 2 partial, 3 substantial, 4 complete"),
        fields.whole_number(least=0, most=4),
        "2",
    )
    confidence: Confidence = column(
        _l("Confidence in the level: high, medium or low"),
        fields.one_of(Confidence),
        "medium",
    )
    rationale: str = column(
        _l(
            "Reasons for the level and the records used. Do not include anything that could "
            "identify a victim"
        ),
        fields.text(limit=RATIONALE_LIMIT),
        "The law is in force; shelters exist in two of nine regions.",
    )
    effective_on: date = column(_l("Date of the newest evidence"), fields.day(), "2024-12-31")
    records: tuple[str, ...] = column(
        _l("References of the records it relies on, separated by ;"),
        fields.several(fields.code(limit=60)),
        "A-7F3K2Q; R-XEX-0001",
    )

    def faults(self) -> Iterator[tuple[str, str]]:
        """Errors by field, such as evidence dated in the future."""
        if self.effective_on > clock.latest_day():
            yield "effective_on", _("a date that is not in the future")
