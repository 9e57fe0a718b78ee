"""Renders events of public records as sentences, with roles and never with names.

By kind of record, then by what happened, then by role where that makes a difference.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.review.history import HistoryEvent, HistoryEventKind
from tracker.review.lifecycle import Move

Words = Mapping[Move | HistoryEventKind, Mapping[str, Any]]

_REPORT: Words = {
    Move.CLEAR: {"": _l("The validating authority cleared the draft.")},
    Move.REOPEN: {
        "focal_point": _l("The focal point took it up again."),
        "validating_authority": _l("The validating authority took it up again."),
    },
    Move.DISCARD: {"": _l("The focal point discarded the draft.")},
    Move.SUBMIT: {"": _l("The validating authority sent it for review.")},
    Move.PUBLISH: {"": _l("A reviewer published it.")},
    Move.RETURN: {"": _l("A reviewer returned it to the state.")},
    Move.SUPERSEDE: {"": _l("A later report took its place.")},
    Move.WITHDRAW: {"": _l("The validating authority withdrew it.")},
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was put on record.")},
    HistoryEventKind.REPLACED: {"": _l("A later report took its place.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_ACTION: Words = {
    Move.SUBMIT: {"": _l("The organisation submitted it.")},
    Move.APPROVE: {"": _l("A first reviewer agreed to publish it; it needed two.")},
    Move.PUBLISH: {"": _l("A reviewer published it.")},
    Move.RETURN: {"": _l("A reviewer returned it to the organisation.")},
    Move.SUPERSEDE: {"": _l("A corrected version took its place.")},
    Move.WITHDRAW: {"": _l("The organisation withdrew it.")},
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was put on record.")},
    HistoryEventKind.REPLACED: {"": _l("A corrected version took its place.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_REPLY: Words = {
    Move.SUBMIT: {
        "contributor": _l("The organisation submitted it."),
        "focal_point": _l("The focal point submitted it."),
        "validating_authority": _l("The validating authority submitted it."),
    },
    Move.APPROVE: {"": _l("A first reviewer agreed to publish it; it needed two.")},
    Move.PUBLISH: {"": _l("A reviewer published it, having looked for personal data alone.")},
    Move.RETURN: {"": _l("A reviewer returned it to its writer.")},
    Move.SUPERSEDE: {"": _l("A later answer took its place.")},
    Move.WITHDRAW: {"": _l("Its writer withdrew it.")},
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was put on record.")},
    HistoryEventKind.REPLACED: {"": _l("A later answer took its place.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_ASSESSMENT: Words = {
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It began to count and to be shown.")},
    HistoryEventKind.REPLACED: {"": _l("A later assessment took its place.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_COMMITMENT: Words = {
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was put on record.")},
    HistoryEventKind.REPLACED: {"": _l("Another passage took its place.")},
    HistoryEventKind.ENDED: {"": _l("It was taken off the record.")},
}
SENTENCES: Mapping[str, Words] = {
    "report": _REPORT,
    "action": _ACTION,
    "reply": _REPLY,
    "assessment": _ASSESSMENT,
    "commitment": _COMMITMENT,
}


def sentence(kind: str, event: HistoryEvent) -> str:
    """One event as a sentence, with its reason where readers may know it."""
    if event.what is HistoryEventKind.CHANGED:
        return _changed(event)
    by_role = SENTENCES[kind][event.what]
    told = str(by_role.get(event.role or "") or next(iter(by_role.values())))
    if event.reason:
        return f"{told} " + _("The reason: %(reason)s", reason=event.reason)
    return told


def _changed(event: HistoryEvent) -> str:
    named = {"what": event.detail, "before": event.before, "after": event.after}
    if event.before and event.after:
        return _("Changed, %(what)s: “%(before)s” became “%(after)s”.", **named)
    if event.after:
        return _("Added, %(what)s: “%(after)s”.", **named)
    return _("Taken out, %(what)s: “%(before)s”.", **named)
