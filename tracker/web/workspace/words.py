"""The words of a state's desk: what was done, how far an entry has come, what a form asks."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.reporting.vocabulary import Consultation, FactResponse
from tracker.review.lifecycle import Status
from tracker.workspace.report_editor import EntryProgress

NOTICES: dict[str, Any] = {
    "begun": _l("The report is begun. Everything is kept as you write; nobody else sees it yet."),
    "framed": _l("Title and period are kept."),
    "saved": _l("Saved."),
    "prefilled": _l("The answer of the last report is here now. Change what is no longer so."),
    "clear": _l("The report is cleared. It can be sent for review."),
    "reopen": _l("The report is a draft again."),
    "submit": _l("The report is sent. A reviewer publishes it, or returns it with reasons."),
    "withdraw": _l("The report is withdrawn. Its page says that it was, and why."),
    "discard": _l("The draft is discarded. Its text stays on record here and counts nowhere."),
    "moved": _l("Nothing was changed: the report had moved on already. This is where it stands."),
    "imported": _l("The workbook is taken over."),
}
DONE: dict[EntryProgress, Any] = {
    EntryProgress.EMPTY: _l("Empty"),
    EntryProgress.UNFINISHED: _l("Unfinished"),
    EntryProgress.FINISHED: _l("Finished"),
}
STATUS: dict[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.CLEARED: _l("Cleared, not yet sent"),
    Status.SUBMITTED: _l("Sent, waits for a reviewer"),
    Status.PUBLISHED: _l("Published"),
    Status.RETURNED: _l("Returned with reasons"),
    Status.SUPERSEDED: _l("A later report took its place"),
    Status.WITHDRAWN: _l("Withdrawn"),
    Status.DISCARDED: _l("Discarded before it was sent"),
}
CONSULTATION: dict[Consultation, Any] = {
    Consultation.LED: _l("Survivors led it"),
    Consultation.CONSULTED: _l("Survivors were consulted"),
    Consultation.NOT_CONSULTED: _l("Survivors were not consulted"),
    Consultation.NOT_STATED: _l("Not stated yet"),
}
RESPONSES: dict[str, Any] = {
    FactResponse.CONFIRM: _l("Confirm"),
    FactResponse.CORRECT: _l("Correct"),
    FactResponse.CONTEST: _l("Contest"),
    "": _l("Say nothing"),
}
# What an entry's fields are called, in the form and where something in them is missing.
FIELDS: dict[str, Any] = {
    "choice": _l("Where does the state stand?"),
    "reason": _l("Why it is not assessed, or not applicable"),
    "measures_taken": _l("Measures taken"),
    "challenges": _l("Challenges"),
    "assistance": _l("Assistance needed"),
    "survivors": _l("How did survivors take part in this answer?"),
    "survivors_how": _l("How they took part, or why they did not"),
    "indicator_values": _l("Values of indicators"),
    "sources": _l("Sources"),
    "commitments": _l("This answers also"),
    "facts": _l("What is already known"),
}


def field_of(name: str) -> str:
    """The field of the form in which a fault of a draft's field is mended."""
    return "choice" if name in ("answer", "level") else name
