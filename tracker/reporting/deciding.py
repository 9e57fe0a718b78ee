"""What a reviewer has looked at before a report becomes public; the move itself is ``moving``'s."""

from collections.abc import Collection
from enum import StrEnum

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.errors import Invalid
from tracker.policy.grants import require
from tracker.policy.permissions import Permission
from tracker.reporting import moving
from tracker.reporting.models import Report


class Check(StrEnum):
    """One thing that is looked at before publication."""

    PEOPLE = "people"  # nothing by which a victim or a witness could be recognised
    SOURCES = "sources"  # each source is named so that it can be found
    LEVELS = "levels"  # each level fits its definition and the measures told


def publish_checked(actor: Actor, reference: str, *, checked: Collection[str]) -> Report:
    """Publish a report once everything was looked at; raises Invalid by what was not."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    left = [check for check in Check if check not in checked]
    if left:
        raise Invalid({check: [_("look at this before you publish")] for check in left})
    return moving.publish(actor, reference)
