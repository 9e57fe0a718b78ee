"""The part of the programs' door that changes something, and shows one's own side.

Its blueprint stands beside the one that only reads; every address of it asks for a token.
"""

from flask import Blueprint

from tracker.api import action_acts, own_actions
from tracker.api.acts import Act, register
from tracker.api.operations import ROOT

ACTS: tuple[Act, ...] = (*own_actions.ACTS, *action_acts.ACTS)


def made() -> Blueprint:
    """A new blueprint with every act."""
    blueprint = Blueprint("api_writing", __name__, url_prefix=ROOT)
    register(blueprint, ACTS)
    return blueprint
