"""Texts for reviewers of actions and replies: checks, findings, statuses."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.errors import Conflict
from tracker.evidence.review_decisions import ReviewCheck
from tracker.evidence.review_queue import ItemKind
from tracker.pii.messages import ADVICE, LABELS
from tracker.review.assignment import Assignee
from tracker.review.conflicts import (
    ChangedSinceViewed,
    ClaimedByAnother,
    IllegalMove,
    NeedsSecond,
    NoLongerPublic,
    SameReviewer,
)
from tracker.review.lifecycle import Move, Status
from tracker.review.submissions import DeclineReason

SORTS: dict[ItemKind, Any] = {
    ItemKind.REPORT: _l("Report"),
    ItemKind.ACTION: _l("Action"),
    ItemKind.REPLY: _l("Reply"),
}
HANDS: dict[Assignee, Any] = {
    Assignee.FREE: _l("not taken"),
    Assignee.MINE: _l("taken by you"),
    Assignee.ANOTHER: _l("taken by another reviewer"),
}
TAKEN = _l("You have taken this for one day, or until you release it.")
GIVEN_BACK = _l("You have released this.")
# Notices for a reviewer when another person was first, or the item has changed.
OVERTAKEN: dict[type[Conflict], Any] = {
    IllegalMove: _l("Someone else decided first. Your decision was not saved."),
    ChangedSinceViewed: _l(
        "The text has changed since you opened this page. No decision was saved. Please read "
        "it again."
    ),
    ClaimedByAnother: _l("Another reviewer is working on this. Nothing was changed."),
    SameReviewer: _l(
        "You have already approved this. Another reviewer must make the second decision."
    ),
    NeedsSecond: _l("This record now needs two reviewers. Approve it as the first reviewer."),
    NoLongerPublic: _l(
        "The record that this corrects or replies to is no longer public. Return or decline this."
    ),
}
LOOKS: dict[ReviewCheck, Any] = {
    ReviewCheck.PEOPLE: _l(
        "Nothing in the report could identify a victim of trafficking or a witness"
    ),
    ReviewCheck.SOURCES: _l(
        "The sources can be found, support the text and have the right strength"
    ),
    ReviewCheck.LEVEL: _l("The text supports what it says about each commitment and its level"),
    ReviewCheck.DATES: _l(
        "The dates are those of the action, and no more precise than the sources"
    ),
}
GROUNDS: dict[DeclineReason, Any] = {
    DeclineReason.HARMFUL: _l("A person could be recognised, and this cannot be corrected"),
    DeclineReason.NOT_AN_ACT: _l("It is not a dated action of a State, or it is not a reply"),
    DeclineReason.NOT_CHECKABLE: _l("No source allows a check"),
    DeclineReason.ALREADY_THERE: _l("The same record already exists"),
    DeclineReason.OUT_OF_SCOPE: _l("It concerns no commitment in this tracker"),
}
STANDS: dict[Status, Any] = {
    Status.SUBMITTED: _l("It is waiting for a decision."),
    Status.SECOND_REVIEW: _l("One reviewer approved it. A second reviewer must decide."),
    Status.PUBLISHED: _l("It is public."),
    Status.RETURNED: _l("It was returned to the authors with reasons."),
    Status.DECLINED: _l("It was declined."),
    Status.SUPERSEDED: _l("It was public. A corrected version replaced it."),
    Status.WITHDRAWN: _l("It was public and was withdrawn."),
}
MOVES: dict[Move, Any] = {
    Move.SUBMIT: _l("Sent for review"),
    Move.RECALL: _l("Withdrawn from review by the authors"),
    Move.APPROVE: _l("Approved by a first reviewer"),
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned"),
    Move.DECLINE: _l("Declined"),
    Move.REOPEN: _l("Reopened by the authors"),
    Move.SUPERSEDE: _l("Replaced by a corrected version"),
    Move.WITHDRAW: _l("Withdrawn"),
}
_FIELDS: dict[str, Any] = {
    "state": _l("State"),
    "kind": _l("Type of action"),
    "title": _l("Title"),
    "account": _l("Description"),
    "text": _l("Text"),
    "stance": _l("What it says"),
    "happened_on": _l("When it happened or began"),
    "until": _l("When it ended"),
    "stage": _l("Output or outcome"),
    "language": _l("Language"),
    "commitments": _l("Commitments"),
    "classify": _l("Whether reviewers classify the action"),
    "withhold_name": _l("Whether the name is withheld"),
    "show_survivor_led": _l("Whether readers may know that survivors lead it"),
    "own_key": _l("Your own number"),
}
_SOURCE: dict[str, Any] = {
    "url": _l("address"),
    "title": _l("title"),
    "publisher": _l("publisher"),
    "published_on": _l("date"),
    "language": _l("language"),
    "tier": _l("strength"),
    "archived_url": _l("archived copy"),
}
_NUMBERED = re.compile(r"source_([1-9])_([a-z_]+)")
FINDINGS, WHAT_HELPS = LABELS, ADVICE


def field_words(name: str) -> str:
    """The label of a field. Captions name their file, sources their number."""
    found = _NUMBERED.fullmatch(name)
    if found:
        part = _SOURCE.get(found[2], found[2])
        return _("Source %(number)s: %(part)s", number=found[1], part=part)
    if name.startswith("caption-"):
        return _("Caption of a file")
    return str(_FIELDS.get(name, name))
