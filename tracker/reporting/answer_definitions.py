"""What each answer means, in words that stand beside the choice in the form and the workbook."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its code (a level's is its digit), its word and what it means."""

    code: str
    word: Any  # lazily translated
    meaning: Any


CHOICES = (
    Choice("0", _l("Not started"), _l("Nothing has been done yet towards what is asked.")),
    Choice(
        "1",
        _l("Limited"),
        _l("First steps have been taken, such as a plan or a bill; nothing is in effect yet."),
    ),
    Choice(
        "2",
        _l("Partial"),
        _l("Some of what is asked is in effect; parts that matter are missing."),
    ),
    Choice(
        "3",
        _l("Substantial"),
        _l("Most of what is asked is in effect and applied; what is missing is minor."),
    ),
    Choice(
        "4",
        _l("Complete"),
        _l("All that is asked is in effect and applied throughout the state."),
    ),
    Choice(
        "not_assessed",
        _l("Not assessed"),
        _l("The state cannot say yet, and says why. It is not taken for “not started”."),
    ),
    Choice(
        "not_applicable",
        _l("Not applicable"),
        _l("What is asked cannot concern the state, and it says why."),
    ),
)
