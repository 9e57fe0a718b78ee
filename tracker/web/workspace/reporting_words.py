"""Texts about reports: statuses, roles, consultation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.reporting.report_detail import Step
from tracker.review.history import HistoryEvent
from tracker.review.sentences import sentence

PUNCTUALITY: dict[str, Any] = {
    "reported": _l("Reported on time"),
    "reported_late": _l("Reported late"),
    "silent": _l("Not reported"),
    "not_yet_due": _l("Not yet due"),
}
SURVIVORS: dict[str, Any] = {
    "led": _l("Survivors led it"),
    "consulted": _l("Survivors were consulted"),
    "not_consulted": _l("Survivors were not consulted"),
    "not_stated": _l("The State has not said whether survivors took part"),
}
RESPONSES: dict[str, Any] = {
    "confirm": _l("Confirmed by the State"),
    "correct": _l("Corrected by the State"),
    "contest": _l("Contested by the State"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: an address to link, or words."""

    text: str
    is_address: bool


_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


def step_words(step: Step) -> str:
    """One transition as a sentence with a role, never a person."""
    event = HistoryEvent(step.move, step.made_at.date(), role=step.role, reason=step.reason)
    return sentence("report", event)


def pieces(text: str | None) -> Iterator[Piece]:
    """A State's text with web addresses separated for links."""
    place = 0
    for found in _ADDRESS.finditer(text or ""):
        yield Piece((text or "")[place : found.start()], is_address=False)
        yield Piece(found.group(), is_address=True)
        place = found.end()
    yield Piece((text or "")[place:], is_address=False)
