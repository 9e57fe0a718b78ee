"""The words of answering: what each stance means, where an answer stands, what is asked."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.evidence.vocabulary import Stance
from tracker.review.lifecycle import Move, Status

STANCES: tuple[tuple[Stance, Any, Any], ...] = (
    (Stance.CONFIRM, _l("Confirm"), _l("it is as the record says")),
    (Stance.CORRECT, _l("Correct"), _l("something in it is not right; you say what is")),
    (
        Stance.CONTEST,
        _l("Contest"),
        _l("it is not so, and you say why; the record keeps its vote, and readers see both"),
    ),
    (Stance.TAKE_NOTE, _l("Take note"), _l("you have read it and neither agree nor deny")),
)
STANCE_WORDS: Mapping[str, Any] = {str(code): word for code, word, _meaning in STANCES}
STATUS: Mapping[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.SUBMITTED: _l("With reviewers, who look for personal data alone"),
    Status.SECOND_REVIEW: _l("With a second reviewer"),
    Status.PUBLISHED: _l("Published beside the record"),
    Status.RETURNED: _l("Returned with reasons"),
    Status.DECLINED: _l("Declined"),
    Status.SUPERSEDED: _l("Replaced by a later answer"),
    Status.WITHDRAWN: _l("Withdrawn"),
}
MOVES: Mapping[Move, Any] = {
    Move.SUBMIT: _l("Sent to the reviewers"),
    Move.RECALL: _l("Taken back before a decision"),
    Move.APPROVE: _l("A reviewer would publish it; a second one decides"),
    Move.PUBLISH: _l("Published"),
    Move.RETURN: _l("Returned by a reviewer"),
    Move.DECLINE: _l("Declined by a reviewer"),
    Move.REOPEN: _l("Taken up again"),
    Move.SUPERSEDE: _l("Replaced by a later answer"),
    Move.WITHDRAW: _l("Withdrawn"),
}
STAYS_KNOWN = _l(
    "If you replace an answer and keep the name back, the earlier answer drops the name and the "
    "day, too. What stays known: readers may have copied it, and e-mails that we have sent name "
    "you. A later answer on this record cannot show the name again."
)
FIELDS: Mapping[str, Any] = {
    "stance": _l("What do you say of it?"),
    "text": _l("Your answer, as readers will see it"),
    "language": _l("Language in which you write"),
    "withhold_name": _l("Keep the organisation’s name from everybody but reviewers"),
    "show_survivor_led": _l("Still let readers know that survivors lead the organisation"),
    "about": _l("What you answer"),
}
SOURCE_FIELDS: Mapping[str, Any] = {
    "title": _l("Title"),
    "publisher": _l("Who published it"),
    "url": _l("Address"),
    "published_on": _l("When it was published"),
    "language": _l("Language of the source"),
    "archived_url": _l("Address of an archived copy"),
}
NOTICES: Mapping[str, Any] = {
    "begun": _l("The draft is begun. Everything is kept as you write; only your side sees it."),
    "saved": _l("Saved."),
    "explained": _l("Your explanation is kept."),
    "submitted": _l("Thank you. Your answer is with the reviewers."),
    "recalled": _l("It is a draft again; no reviewer sees it."),
    "reopened": _l("It is a draft again."),
    "withdrawn": _l("It is withdrawn. Readers no longer see what it said."),
    "discarded": _l("The draft is deleted."),
    "moved": _l("Nothing was changed: it had moved on already. This is where it stands."),
}


def field_name(name: str) -> str:
    """What a field is called on the form; a source's with its number."""
    parts = name.split("_", 2)
    if parts[0] == "source" and len(parts) == 3 and parts[2] in SOURCE_FIELDS:
        return f"{_l('Source %(number)s', number=parts[1])}: {SOURCE_FIELDS[parts[2]]}"
    return str(FIELDS.get(name, name))
