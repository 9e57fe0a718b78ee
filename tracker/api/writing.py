"""The part of the programs' door that changes something, and shows one's own side.

Its blueprint stands beside the one that only reads; every address of it asks for a token.
"""

from flask import Blueprint

from tracker.api import (
    action_acts,
    entry_acts,
    file_acts,
    own_actions,
    own_replies,
    own_reports,
    reply_acts,
    report_acts,
)
from tracker.api.acts import Act, register
from tracker.api.operations import ROOT

# By subject, in the order in which they are described.
SUBJECTS: tuple[tuple[str, tuple[Act, ...]], ...] = (
    ("own-actions", (*own_actions.ACTS, *action_acts.ACTS, *file_acts.ACTS)),
    ("own-reports", (*own_reports.ACTS, *report_acts.ACTS, *entry_acts.ACTS)),
    ("own-replies", (*own_replies.ACTS, *reply_acts.ACTS)),
)
ACTS: tuple[Act, ...] = tuple(act for _name, acts in SUBJECTS for act in acts)


def made() -> Blueprint:
    """A new blueprint with every act."""
    blueprint = Blueprint("api_writing", __name__, url_prefix=ROOT)
    register(blueprint, ACTS)
    return blueprint
