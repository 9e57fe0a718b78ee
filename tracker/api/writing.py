"""The part of the programs' door that changes something, and shows one's own side.

Its blueprint stands beside the one that only reads; every address of it asks for a token.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from tracker.api import (
    action_acts,
    entry_acts,
    file_acts,
    imports,
    own_actions,
    own_replies,
    own_reports,
    reply_acts,
    report_acts,
)
from tracker.api.acts import Act, register
from tracker.api.operations import ROOT


@dataclass(frozen=True, slots=True)
class Subject:
    """Acts that belong together, as they are described; ``name`` is an anchor and a tag."""

    name: str
    title: Any
    about: Any
    acts: tuple[Act, ...]


SUBJECTS = (
    Subject(
        "own-actions",
        _l("Actions"),
        _l(
            "What an organisation logs, from a draft with whatever is known to what reviewers get. "
            "Text is a flat object with the columns of the workbook."
        ),
        (*own_actions.ACTS, *action_acts.ACTS, *file_acts.ACTS),
    ),
    Subject(
        "own-reports",
        _l("Reports"),
        _l(
            "What a state reports: focal points write entry by entry, the validating authority "
            "clears and sends, with a scope of its own and over what was read."
        ),
        (*own_reports.ACTS, *report_acts.ACTS, *entry_acts.ACTS),
    ),
    Subject(
        "own-replies",
        _l("Answers"),
        _l(
            "A state answers acts and assessments about it, an organisation entries of reports. "
            "There is one standing answer of a side on a record."
        ),
        (*own_replies.ACTS, *reply_acts.ACTS),
    ),
    Subject(
        "imports",
        _l("Files"),
        _l(
            "Lists as files: the plan is answered, each refusal with row, column and what would be "
            "accepted; nothing is written before `write` says so."
        ),
        imports.ACTS,
    ),
)
ACTS: tuple[Act, ...] = tuple(act for subject in SUBJECTS for act in subject.acts)


def made() -> Blueprint:
    """A new blueprint with every act."""
    blueprint = Blueprint("api_writing", __name__, url_prefix=ROOT)
    register(blueprint, ACTS)
    return blueprint
