"""Lists all endpoints that change records or show one's own records.

Its blueprint is separate from the read-only one, and every address needs a token.
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
    """A group of endpoints in the description. ``name`` is an anchor and a tag."""

    name: str
    title: Any
    about: Any
    acts: tuple[Endpoint, ...]


SUBJECTS = (
    Subject(
        "own-actions",
        _l("Actions"),
        _l(
            "Actions of an organisation, from draft to submission. Text is a flat "
            "object with the columns of the workbook."
        ),
        (*private_actions.ACTS, *write_actions.ACTS, *files.ACTS),
    ),
    Subject(
        "own-reports",
        _l("Reports"),
        _l(
            "Reports of a State. Focal points write entries. The validating authority "
            "approves and submits, with a scope of its own, the version that it read."
        ),
        (*private_reports.ACTS, *write_reports.ACTS, *entries.ACTS),
    ),
    Subject(
        "own-replies",
        _l("Replies"),
        _l(
            "A State replies to actions and assessments about it, an organisation to "
            "entries of reports. Each side has one current reply to a record."
        ),
        (*private_replies.ACTS, *write_replies.ACTS),
    ),
    Subject(
        "imports",
        _l("Files"),
        _l(
            "Imports of lists. The response is the plan, with row, column and accepted "
            "values of each refusal. Nothing is written without `write`."
        ),
        imports.ACTS,
    ),
)
ACTS: tuple[Endpoint, ...] = tuple(act for subject in SUBJECTS for act in subject.acts)


def create_blueprint() -> Blueprint:
    """Create a blueprint with every endpoint."""
    blueprint = Blueprint("api_writing", __name__, url_prefix=ROOT)
    register(blueprint, ACTS)
    return blueprint
