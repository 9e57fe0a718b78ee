"""The organisation for which somebody logs an action."""

from flask_babel import gettext as _

from tracker.core.errors import Invalid
from tracker.evidence.queries.own_actions import organisations_of
from tracker.web.core import visitor


def chosen_organisation(public_id: str | None) -> int:
    """The row id of the chosen or only organisation. Raises Invalid without one."""
    known = organisations_of(visitor.actor_of_request())
    for number, organisation in known:
        if organisation.public_id == public_id or len(known) == 1:
            return number
    raise Invalid({"organisation": [_("choose the organisation for which you log the action")]})
