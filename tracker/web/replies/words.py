"""Texts for replies: meanings of stances, statuses, questions."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.core import formats
from tracker.evidence.vocabulary import Stance
from tracker.review.lifecycle import Move, Status

STANCES: tuple[tuple[Stance, Any, Any], ...] = (
    (Stance.CONFIRM, _l("Confirm"), _l("the record is right")),
    (Stance.CORRECT, _l("Correct"), _l("something in the record is wrong; you say what is right")),
    (
        Stance.CONTEST,
        _l("Contest"),
        _l("the record is wrong and you say why; it still counts, and readers see both"),
    ),
    (
        Stance.TAKE_NOTE,
        _l("Take note"),
        _l("you have read the record and neither confirm nor deny it"),
    ),
)
STANCE_WORDS: Mapping[str, Any] = {str(code): word for code, word, _meaning in STANCES}
STATUS: Mapping[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("With reviewers, who check for personal data only"),
    Status.SECOND_REVIEW: _l("With a second reviewer"),
    Status.PUBLISHED: _l("Published beside the record"),
    Status.RETURNED: _l("Returned with comments"),
    Status.DECLINED: _l("Declined"),
    Status.SUPERSEDED: _l("Replaced by a newer reply"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
MOVES: Mapping[Move, Any] = {
    Move.SUBMIT: _l("Sent for review"),
    Move.RECALL: _l("Withdrawn from review"),
    Move.APPROVE: _l("Approved by a first reviewer, waiting for a second one"),
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned by a reviewer"),
    Move.DECLINE: _l("Declined by a reviewer"),
    Move.REOPEN: _l("Reopened"),
    Move.SUPERSEDE: _l("Replaced by a newer reply"),
    Move.WITHDRAW: _l("Withdrawn"),
}
STAYS_KNOWN = _l(
    "If you replace a reply and withhold the name, we also remove name and day from the "
    "earlier reply. Readers may have copied it, and e-mails that we have sent contain "
    "your name. A later reply on this record cannot show the name again."
)
FIELDS: Mapping[str, Any] = {
    "stance": _l("What is your position on the record?"),
    "text": _l("Text of your reply (public)"),
    "language": _l("Language of your text"),
    "withhold_name": _l("Show the organisation’s name to reviewers only"),
    "show_survivor_led": _l("Readers may know that survivors lead the organisation"),
    "about": _l("Record that you reply to"),
}
SOURCE_FIELDS: Mapping[str, Any] = {
    "title": _l("Title"),
    "publisher": _l("Publisher"),
    "url": _l("Web address"),
    "published_on": _l("Date of publication"),
    "language": _l("Language of the source"),
    "archived_url": _l("Web address of an archived copy"),
}
NOTICES: Mapping[str, Any] = {
    "begun": _l(
        "The draft is started. It is saved as you write. Only your organisation can see it."
    ),
    "saved": _l("Saved."),
    "explained": _l("Your explanation is saved."),
    "submitted": _l("Thank you. We have sent your reply to the reviewers."),
    "recalled": _l("It is a draft again. Reviewers do not see it."),
    "reopened": _l("It is a draft again."),
    "withdrawn": _l("The reply is withdrawn. Readers no longer see its text."),
    "discarded": _l("The draft is deleted."),
    "moved": _l("Nothing was changed because the status has changed. You see the current status."),
}


def field_name(name: str) -> str:
    """The label of a field, with the number of a source."""
    parts = name.split("_", 2)
    if parts[0] == "source" and len(parts) == 3 and parts[2] in SOURCE_FIELDS:
        return formats.labelled(_l("Source %(number)s", number=parts[1]), SOURCE_FIELDS[parts[2]])
    return str(FIELDS.get(name, name))
