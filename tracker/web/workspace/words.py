"""Texts of a State's workspace: notices, progress, questions."""

from typing import Any

from flask_babel import lazy_gettext as _l

from tracker.reporting.vocabulary import Consultation, FactResponse
from tracker.review.lifecycle import Status
from tracker.workspace.report_editor import EntryProgress

NOTICES: dict[str, Any] = {
    "begun": _l(
        "The report is started. It is saved as you write. Only your government can see it."
    ),
    "framed": _l("Title and period are saved."),
    "saved": _l("Saved."),
    "prefilled": _l("The answer of the last report is copied. Update it where needed."),
    "asked": _l(
        "The validating authority is asked to approve the report. You can still change it. "
        "Ask again after a change."
    ),
    "sent_back": _l("The report is returned to the focal point with your reason."),
    "clear": _l("The report is approved. You can now send it for review."),
    "reopen": _l("The report is a draft again."),
    "submit": _l("The report is sent. A reviewer will publish it or return it with comments."),
    "withdraw": _l("The report is withdrawn. Its public page shows this and the reason."),
    "discard": _l("The draft is deleted. You can still read it here. It does not count."),
    "moved": _l(
        "Nothing was changed because the status of the report has changed. You see the "
        "current status."
    ),
    "imported": _l("The workbook is imported."),
}
DONE: dict[EntryProgress, Any] = {
    EntryProgress.EMPTY: _l("Empty"),
    EntryProgress.UNFINISHED: _l("Unfinished"),
    EntryProgress.FINISHED: _l("Finished"),
}
STATUS: dict[Status, Any] = {
    Status.DRAFT: _l("Draft"),
    Status.CLEARED: _l("Approved, not yet sent"),
    Status.SUBMITTED: _l("Waiting for review"),
    Status.PUBLISHED: _l("Published"),
    Status.RETURNED: _l("Returned with comments"),
    Status.SUPERSEDED: _l("Replaced by a newer report"),
    Status.WITHDRAWN: _l("Withdrawn"),
    Status.DISCARDED: _l("Deleted before it was sent"),
}
CONSULTATION: dict[Consultation, Any] = {
    Consultation.LED: _l("Survivors led it"),
    Consultation.CONSULTED: _l("Survivors were consulted"),
    Consultation.NOT_CONSULTED: _l("Survivors were not consulted"),
    Consultation.NOT_STATED: _l("Not answered yet"),
}
RESPONSES: dict[str, Any] = {
    FactResponse.CONFIRM: _l("Confirm"),
    FactResponse.CORRECT: _l("Correct"),
    FactResponse.CONTEST: _l("Contest"),
    "": _l("No reply"),
}
# What an entry's fields are called, in the form and where something in them is missing.
FIELDS: dict[str, Any] = {
    "choice": _l("How far is this commitment met?"),
    "reason": _l("Reason why it is not assessed or not applicable"),
    "measures_taken": _l("Measures taken"),
    "challenges": _l("Challenges"),
    "assistance": _l("Assistance needed"),
    "survivors": _l("How did survivors take part in this answer?"),
    "survivors_how": _l("How they took part, or why they did not"),
    "indicator_values": _l("Indicator values"),
    "sources": _l("Sources"),
    "commitments": _l("Same answer for"),
    "facts": _l("Published records"),
}


def field_of(name: str) -> str:
    """The form field in which an error of a draft's field is corrected."""
    return "choice" if name in ("answer", "level") else name
