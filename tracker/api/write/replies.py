"""Endpoints for writing a reply. They use the same services as the form.

A State replies to what others recorded about it, an organisation to what a State reports.
"""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core import request_bodies
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import VERSION, BodySchema, Endpoint
from tracker.api.private.fields import RECEIPT, sent_member
from tracker.api.private.replies import ABOUT, REPLY, describe_findings
from tracker.api.write.actions import EXPLANATION
from tracker.api.write.submissions import SubmissionActs
from tracker.core.errors import Invalid
from tracker.evidence import action_service, reply_service
from tracker.evidence.queries.own_actions import organisations_of
from tracker.evidence.reply_drafts import ReplyDraft
from tracker.evidence.reply_targets import ReplyTarget
from tracker.policy.audience import Audience
from tracker.review.submissions import Kind
from tracker.workspace import replies

TYPED = {"type": "string", "maxLength": action_service.MOST_TYPED}
COLUMNS = tuple(
    sent_member(each.name, each.holds, TYPED, each.example, nullable=True)
    for each in ReplyDraft.columns()
)
BEGUN = (
    sent_member(
        "about",
        _l("What is answered, as own/to-answer names it"),
        {"type": "string", "maxLength": 200},
        ABOUT,
    ),
    sent_member(
        "organisation",
        _l("Public id of the organisation that answers, for those who write for several"),
        TYPED,
        None,
        nullable=True,
    ),
)
REASON = (sent_member("reason", _l("Why. Readers see it"), TYPED, "It was a mistake."),)
OWN = SubmissionActs(Kind.REPLY, reply_service, describe_findings, "own/replies")


def _begin() -> Response:
    given = request_bodies.only(request_bodies.read_body(), "about", "organisation")
    if len(given["about"]) > 200:
        raise Invalid({"about": [_("as own/to-answer names it")]})
    organisation = _organisation(given["about"], given["organisation"] or None)
    begun = reply_service.begin(actor_of_request(), given["about"], organisation_id=organisation)
    return OWN.begun(begun)


def _organisation(about: str, public_id: str | None) -> int | None:
    """The organisation that replies: the one named or the only one. None means the State."""
    actor = actor_of_request()
    if public_id is None and about.startswith(f"{ReplyTarget.ENTRY}:"):
        known = organisations_of(actor)
        if len(known) == 1:
            return known[0][0]
    return replies.organisation_named(actor, public_id)


def _act(name: str, method: str, path: str, summary: Any, about: Any, **more: Any) -> Endpoint:
    """An endpoint for a reply of one's own side."""
    usual: dict[str, Any] = {
        "scope": Scope.REPLIES_WRITE,
        "of": Audience.STATE_OR_CONTRIBUTOR,
        "answers": BodySchema(name="Receipt", fields=RECEIPT, tagged=True),
        "in_path": (REPLY,) if "<reference>" in path else (),
    }
    return Endpoint(
        name=name, method=method, path=path, summary=summary, about=about, **{**usual, **more}
    )


ONE = "/replies/<reference>"
ACTS = (
    _act(
        "begin_reply",
        "POST",
        "/replies",
        _l("Start a reply"),
        _l(
            "Creates a draft, or returns the draft of your side. If a reply is public, "
            "the draft starts with its text and will replace it."
        ),
        does=_begin,
        body=BEGUN,
        needed=("about",),
        status=201,
    ),
    _act(
        "write_reply",
        "PUT",
        f"{ONE}/draft",
        _l("Write a draft"),
        _l("Replaces the whole text of the version that you read."),
        does=OWN.write,
        body=COLUMNS,
        over=VERSION,
    ),
    _act(
        "explain_reply_finding",
        "POST",
        f"{ONE}/explanations",
        _l("Explain a finding"),
        _l("Explains why possible personal data is harmless. A reviewer decides."),
        does=OWN.explain,
        body=EXPLANATION,
        needed=("field", "fingerprint"),
    ),
    _act(
        "submit_reply",
        "POST",
        f"{ONE}/submit",
        _l("Submit it to the reviewers"),
        _l("Submits the version that you read. Reviewers check it for personal data only."),
        does=OWN.submit,
        over=VERSION,
    ),
    _act(
        "recall_reply",
        "POST",
        f"{ONE}/recall",
        _l("Recall it before a decision"),
        _l("It becomes a draft again."),
        does=OWN.recall,
    ),
    _act(
        "reopen_reply",
        "POST",
        f"{ONE}/reopen",
        _l("Reopen it after a return"),
        _l("It becomes a draft again."),
        does=OWN.reopen,
    ),
    _act(
        "withdraw_reply",
        "POST",
        f"{ONE}/withdraw",
        _l("Withdraw it"),
        _l("It is no longer public at once. That it existed, and the reason, stay."),
        does=OWN.withdraw,
        body=REASON,
        needed=("reason",),
    ),
    _act(
        "discard_reply",
        "DELETE",
        f"{ONE}/draft",
        _l("Delete a draft"),
        _l("A decided one stays in its history."),
        does=OWN.discard,
        answers=None,
        status=204,
    ),
)
