"""Definitions of answers, shown beside the choice in form and workbook."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: code (the digit of a level), label and meaning."""

    code: str
    word: Any  # lazily translated
    meaning: Any


CHOICES = (
    Choice("0", _l("Not started"), _l("Nothing has been done yet.")),
    Choice(
        "1",
        _l("Limited"),
        _l("There are first steps, such as a plan or a bill. Nothing is in effect yet."),
    ),
    Choice(
        "2",
        _l("Partial"),
        _l("Some of the commitment is in effect. Important parts are missing."),
    ),
    Choice(
        "3",
        _l("Substantial"),
        _l("Most of the commitment is in effect and applied. Only minor parts are missing."),
    ),
    Choice(
        "4",
        _l("Complete"),
        _l("The whole commitment is in effect and applied throughout the State."),
    ),
    Choice(
        "not_assessed",
        _l("Not assessed"),
        _l(
            "The State cannot answer yet and gives the reason. This does not count as "
            "“not started”."
        ),
    ),
    Choice(
        "not_applicable",
        _l("Not applicable"),
        _l("The commitment cannot apply to the State. The State gives the reason."),
    ),
)
# What each level means, from 0 to 4.
LEVEL_MEANINGS = {int(choice.code): choice.meaning for choice in CHOICES if choice.code.isdigit()}
