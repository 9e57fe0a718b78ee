"""The part of the programs' door that changes something, and shows one's own side.

Its blueprint stands beside the one that only reads; every address of it asks for a token.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from tracker.api.core.endpoint import Endpoint, register
from tracker.api.core.operations import ROOT
from tracker.api.private import actions as private_actions
from tracker.api.private import replies as private_replies
from tracker.api.private import reports as private_reports
from tracker.api.write import actions as write_actions
from tracker.api.write import entries, files, imports
from tracker.api.write import replies as write_replies
from tracker.api.write import reports as write_reports


@dataclass(frozen=True, slots=True)
class Subject:
    """Acts that belong together, as they are described; ``name`` is an anchor and a tag."""

    name: str
    title: Any
    about: Any
    acts: tuple[Endpoint, ...]


SUBJECTS = (
    Subject(
        "own-actions",
        _l("Actions"),
        _l(
            "What an organisation logs, from a draft with whatever is known to what reviewers get. "
            "Text is a flat object with the columns of the workbook."
        ),
        (*private_actions.ACTS, *write_actions.ACTS, *files.ACTS),
    ),
    Subject(
        "own-reports",
        _l("Reports"),
        _l(
            "What a state reports: focal points write entry by entry, the validating authority "
            "clears and sends, with a scope of its own and over what was read."
        ),
        (*private_reports.ACTS, *write_reports.ACTS, *entries.ACTS),
    ),
    Subject(
        "own-replies",
        _l("Replies"),
        _l(
            "A state answers acts and assessments about it, an organisation entries of reports. "
            "There is one standing answer of a side on a record."
        ),
        (*private_replies.ACTS, *write_replies.ACTS),
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
ACTS: tuple[Endpoint, ...] = tuple(act for subject in SUBJECTS for act in subject.acts)


def create_blueprint() -> Blueprint:
    """A new blueprint with every act."""
    blueprint = Blueprint("api_writing", __name__, url_prefix=ROOT)
    register(blueprint, ACTS)
    return blueprint
