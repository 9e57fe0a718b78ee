"""Labels for the maximum age of evidence."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.gap.query_params import ANY_AGE, CURRENT_AGE


@dataclass(frozen=True, slots=True)
class AgeChoice:
    """A choice with its label and a sentence that explains it."""

    name: Any
    meaning: Any


# By the value of the parameter ``age``; the empty one is the rule of the methodology.
EVIDENCE_AGES = {
    "": AgeChoice(
        _l("Current and last known"),
        _l("Where nothing current is on record, we show what was last known, with its year."),
    ),
    CURRENT_AGE: AgeChoice(
        _l("Current only"),
        _l("We leave out everything that is too old to count."),
    ),
    ANY_AGE: AgeChoice(
        _l("Everything ever known"),
        _l("Old records count as if they were new. Read these figures as history."),
    ),
}
