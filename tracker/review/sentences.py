"""Describes events of public records in sentences, with roles and never with names.

By kind of record, then by what happened, then by role where that makes a difference.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.review.history import HistoryEvent, HistoryEventKind
from tracker.review.lifecycle import Move

Words = Mapping[Move | HistoryEventKind, Mapping[str, Any]]

_HIDING: Words = {
    HistoryEventKind.HIDDEN: {"": _l("It was hidden while we examined it.")},
    HistoryEventKind.RESTORED: {"": _l("It became public again, as it was.")},
}
_REPORT: Words = {
    Move.CLEAR: {"": _l("The validating authority approved the draft.")},
    Move.REOPEN: {
        "focal_point": _l("The focal point reopened it."),
        "validating_authority": _l("The validating authority reopened it."),
    },
    Move.DISCARD: {"": _l("The focal point deleted the draft.")},
    Move.SUBMIT: {"": _l("The validating authority sent it for review.")},
    Move.PUBLISH: {"": _l("A reviewer published it.")},
    Move.RETURN: {"": _l("A reviewer returned it to the State.")},
    Move.SUPERSEDE: {"": _l("A newer report replaced it.")},
    Move.WITHDRAW: {"": _l("The validating authority withdrew it.")},
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was published.")},
    HistoryEventKind.REPLACED: {"": _l("A newer report replaced it.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_ACTION: Words = {
    Move.SUBMIT: {"": _l("The organisation sent it for review.")},
    Move.APPROVE: {"": _l("A first reviewer approved it. It needed two.")},
    Move.PUBLISH: {"": _l("A reviewer published it.")},
    Move.RETURN: {"": _l("A reviewer returned it to the organisation.")},
    Move.SUPERSEDE: {"": _l("A corrected version replaced it.")},
    Move.WITHDRAW: {"": _l("The organisation withdrew it.")},
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was published.")},
    HistoryEventKind.REPLACED: {"": _l("A corrected version replaced it.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_REPLY: Words = {
    Move.SUBMIT: {
        "contributor": _l("The organisation sent it for review."),
        "focal_point": _l("The focal point sent it for review."),
        "validating_authority": _l("The validating authority sent it for review."),
    },
    Move.APPROVE: {"": _l("A first reviewer approved it. It needed two.")},
    Move.PUBLISH: {"": _l("A reviewer published it after a check for personal data only.")},
    Move.RETURN: {"": _l("A reviewer returned it to its author.")},
    Move.SUPERSEDE: {"": _l("A newer reply replaced it.")},
    Move.WITHDRAW: {"": _l("Its author withdrew it.")},
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was published.")},
    HistoryEventKind.REPLACED: {"": _l("A newer reply replaced it.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_ASSESSMENT: Words = {
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It became public and began to count.")},
    HistoryEventKind.REPLACED: {"": _l("A newer assessment replaced it.")},
    HistoryEventKind.ENDED: {"": _l("It was withdrawn.")},
}
_COMMITMENT: Words = {
    HistoryEventKind.PUT_ON_RECORD: {"": _l("It was published.")},
    HistoryEventKind.REPLACED: {"": _l("Another commitment replaced it.")},
    HistoryEventKind.ENDED: {"": _l("It was removed.")},
}
SENTENCES: Mapping[str, Words] = {
    "report": {**_REPORT, **_HIDING},
    "action": {**_ACTION, **_HIDING},
    "reply": {**_REPLY, **_HIDING},
    "assessment": {**_ASSESSMENT, **_HIDING},
    "commitment": _COMMITMENT,
}


def sentence(kind: str, event: HistoryEvent) -> str:
    """One event as a sentence, with its reason if readers may know it."""
    if event.what is HistoryEventKind.CHANGED:
        return _changed(event)
    by_role = SENTENCES[kind][event.what]
    sentence = str(by_role.get(event.role or "") or next(iter(by_role.values())))
    if event.reason:
        return f"{sentence} " + _("Reason: %(reason)s", reason=event.reason)
    return sentence


def _changed(event: HistoryEvent) -> str:
    named = {"what": event.detail, "before": event.before, "after": event.after}
    if event.before and event.after:
        return _("Changed, %(what)s: “%(before)s” became “%(after)s”.", **named)
    if event.after:
        return _("Added, %(what)s: “%(after)s”.", **named)
    return _("Removed, %(what)s: “%(before)s”.", **named)
