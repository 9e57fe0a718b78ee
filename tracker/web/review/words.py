"""The reviewers' words for actions and replies: what to look at, what is found, how it stands."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.core.errors import Conflict
from tracker.evidence.review_decisions import ReviewLook
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
    Assignee.FREE: _l("with nobody"),
    Assignee.MINE: _l("with you"),
    Assignee.ANOTHER: _l("with another reviewer"),
}
TAKEN = _l("It is with you for a day, or until you give it back.")
GIVEN_BACK = _l("It is with nobody now.")
# What is told whoever was overtaken by another, or by what became of the thing.
OVERTAKEN: dict[type[Conflict], Any] = {
    IllegalMove: _l("Somebody else decided on this first; yours was not carried out."),
    ChangedSinceViewed: _l("Its text was changed since you opened it; nothing was decided unseen."),
    ClaimedByAnother: _l("Another reviewer is at work on this. Nothing was changed."),
    SameReviewer: _l("You approved this already; the second decision has to be another’s."),
    NeedsSecond: _l("By now this needs two reviewers. Approve it, so that a second one decides."),
    NoLongerPublic: _l(
        "What this corrects, or answers, is no longer public. Return or decline it."
    ),
}
LOOKS: dict[ReviewLook, Any] = {
    ReviewLook.PEOPLE: _l("Nothing in it lets a victim of trafficking or a witness be recognised"),
    ReviewLook.SOURCES: _l("Its sources can be found, say what is told, and have their right tier"),
    ReviewLook.LEVEL: _l("What it says of each commitment, and the level, fit what is told"),
    ReviewLook.DATES: _l("Its dates are those of the act, no more precise than the sources"),
}
GROUNDS: dict[DeclineReason, Any] = {
    DeclineReason.HARMFUL: _l("Somebody could be recognised, and it cannot be mended"),
    DeclineReason.NOT_AN_ACT: _l("It is not a dated act of a state, or it answers nothing"),
    DeclineReason.NOT_CHECKABLE: _l("No source lets it be checked"),
    DeclineReason.ALREADY_THERE: _l("The same is on record already"),
    DeclineReason.OUT_OF_SCOPE: _l("It bears on no commitment that is followed here"),
}
STANDS: dict[Status, Any] = {
    Status.SUBMITTED: _l("It waits for a decision."),
    Status.SECOND_REVIEW: _l("One reviewer would publish it; it waits for a second one."),
    Status.PUBLISHED: _l("It is public."),
    Status.RETURNED: _l("It was returned with reasons; its writers have it."),
    Status.DECLINED: _l("It was declined."),
    Status.SUPERSEDED: _l("It was public; a corrected version took its place."),
    Status.WITHDRAWN: _l("It was public and was withdrawn."),
}
MOVES: dict[Move, Any] = {
    Move.SUBMIT: _l("Sent for review"),
    Move.RECALL: _l("Taken back by its writers"),
    Move.APPROVE: _l("A first reviewer would publish it"),
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned"),
    Move.DECLINE: _l("Declined"),
    Move.REOPEN: _l("Taken up again by its writers"),
    Move.SUPERSEDE: _l("Replaced by a corrected version"),
    Move.WITHDRAW: _l("Withdrawn"),
}
_FIELDS: dict[str, Any] = {
    "state": _l("State"),
    "kind": _l("Sort of act"),
    "title": _l("Title"),
    "account": _l("Account"),
    "text": _l("Text"),
    "stance": _l("What it says"),
    "happened_on": _l("When it happened or began"),
    "until": _l("When it ended"),
    "stage": _l("Output or outcome"),
    "language": _l("Language"),
    "commitments": _l("Commitments"),
    "withhold_name": _l("Whether the name is withheld"),
    "show_survivor_led": _l("Whether survivor-led may be known"),
    "own_key": _l("Own number"),
}
_SOURCE: dict[str, Any] = {
    "url": _l("address"),
    "title": _l("title"),
    "publisher": _l("publisher"),
    "published_on": _l("date"),
    "language": _l("language"),
    "tier": _l("tier"),
    "archived_url": _l("archived copy"),
}
_NUMBERED = re.compile(r"source_([1-9])_([a-z_]+)")
FINDINGS, WHAT_HELPS = LABELS, ADVICE


def field_words(name: str) -> str:
    """What a field is called; a caption belongs to a file, a numbered field to a source."""
    found = _NUMBERED.fullmatch(name)
    if found:
        part = _SOURCE.get(found[2], found[2])
        return _("Source %(number)s: %(part)s", number=found[1], part=part)
    if name.startswith("caption-"):
        return _("Caption of a file")
    return str(_FIELDS.get(name, name))
