"""The readers' words for reports: where they stand, who moved them, how survivors took part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.reporting.report_pages import Step
from tracker.review.lifecycle import Move

PUNCTUALITY: dict[str, Any] = {
    "reported": _l("Reported in time"),
    "reported_late": _l("Reported late"),
    "silent": _l("Silent"),
    "not_yet_due": _l("Not yet due"),
}
SURVIVORS: dict[str, Any] = {
    "led": _l("Survivors led it"),
    "consulted": _l("Survivors were consulted"),
    "not_consulted": _l("Survivors were not consulted"),
    "not_stated": _l("The state does not say whether survivors took part"),
}
RESPONSES: dict[str, Any] = {
    "confirm": _l("The state confirms"),
    "correct": _l("The state corrects"),
    "contest": _l("The state contests"),
}
STEPS: dict[Move, dict[str, Any]] = {
    Move.CLEAR: {"": _l("The validating authority cleared the draft.")},
    Move.DISCARD: {"": _l("The focal point discarded the draft.")},
    Move.REOPEN: {
        "focal_point": _l("The focal point took it up again."),
        "validating_authority": _l("The validating authority took it up again."),
    },
    Move.SUBMIT: {"": _l("The validating authority sent it for review.")},
    Move.PUBLISH: {"": _l("A reviewer published it.")},
    Move.RETURN: {"": _l("A reviewer returned it to the state.")},
    Move.SUPERSEDE: {"": _l("A later report took its place.")},
    Move.WITHDRAW: {"": _l("The validating authority withdrew it.")},
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: an address to link, or words."""

    text: str
    is_address: bool


_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")


def step_words(step: Step) -> str:
    """One move as a sentence that names a role, never a person."""
    sentences = STEPS[step.move]
    told = str(sentences.get(step.role) or next(iter(sentences.values())))
    if step.reason:
        return f"{told} " + str(_("The reason: %(reason)s", reason=step.reason))
    return told


def pieces(text: str | None) -> Iterator[Piece]:
    """A state's text with its web addresses told apart, so that they can be linked."""
    place = 0
    for found in _ADDRESS.finditer(text or ""):
        yield Piece((text or "")[place : found.start()], is_address=False)
        yield Piece(found.group(), is_address=True)
        place = found.end()
    yield Piece((text or "")[place:], is_address=False)
