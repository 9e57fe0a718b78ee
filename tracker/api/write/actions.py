"""Endpoints for logging an action. They use the same services as the form.

The response is a receipt: reference, version and status. ``own/actions`` has the whole record. So
stored responses contain no text.
"""

from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core import request_bodies
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import VERSION, BodySchema, Endpoint
from tracker.api.private.actions import describe_findings
from tracker.api.private.fields import RECEIPT, sent_member
from tracker.api.read.actions import REFERENCE
from tracker.api.write.submissions import SubmissionActs
from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.evidence import action_service
from tracker.evidence.action_drafts import ActionDraft
from tracker.evidence.queries.own_actions import organisations_of
from tracker.policy.audience import Audience
from tracker.review.submissions import Kind

TYPED = {"type": "string", "maxLength": action_service.MOST_TYPED}
COLUMNS = tuple(
    sent_member(each.name, each.holds, TYPED, each.example, nullable=True)
    for each in ActionDraft.columns()
)
ORGANISATION = sent_member(
    "organisation",
    _l("Public id of the organisation, if you log for several"),
    TYPED,
    None,
    nullable=True,
)
EXPLANATION = (
    sent_member("field", _l("The field of the finding"), TYPED, "account"),
    sent_member("fingerprint", _l("Its fingerprint"), TYPED, "0f5c…"),
    sent_member(
        "explanation",
        _l("Why it is harmless, in up to 500 characters. Blank removes the explanation"),
        TYPED,
        "The public address of a ministry.",
    ),
)
REASON = (sent_member("reason", _l("Why. Readers see it"), TYPED, "The source was withdrawn."),)
OWN = SubmissionActs(Kind.ACTION, action_service, describe_findings, "own/actions")
RECEIPT_SHAPE = BodySchema(name="Receipt", fields=RECEIPT, tagged=True)


# Acts ---------------------------------------------------------------------------------------


def _begin() -> Response:
    text = request_bodies.texts(request_bodies.read_body())
    organisation = _organisation(text.pop("organisation", None))
    begun = action_service.begin(actor_of_request(), organisation, text)
    return OWN.begun(begun)


def _correct(reference: str) -> Response:
    return OWN.begun(action_service.correct(actor_of_request(), reference))


def _organisation(public_id: str | None) -> int:
    """The organisation that logs the action: the one named, or the only one."""
    known = organisations_of(actor_of_request())
    for number, organisation in known:
        if organisation.public_id == public_id or (public_id is None and len(known) == 1):
            return number
    choices = formats.listed(f"{each.public_id} ({each.name})" for _id, each in known)
    raise Invalid({"organisation": [_("one of: %(known)s", known=choices)]})


def act_upon(name: str, method: str, path: str, summary: Any, about: Any, **more: Any) -> Endpoint:
    """An endpoint for a contributor's own action."""
    usual: dict[str, Any] = {
        "scope": Scope.ACTIONS_WRITE,
        "of": Audience.CONTRIBUTOR,
        "answers": RECEIPT_SHAPE,
        "in_path": (REFERENCE,) if "<reference>" in path else (),
    }
    return Endpoint(
        name=name, method=method, path=path, summary=summary, about=about, **{**usual, **more}
    )


ONE = "/actions/<reference>"
ACTS = (
    act_upon(
        "begin_action",
        "POST",
        "/actions",
        _l("Start an action"),
        _l("Creates a draft with any text, also if it is not valid yet."),
        does=_begin,
        body=(*COLUMNS, ORGANISATION),
        status=201,
    ),
    act_upon(
        "write_action",
        "PUT",
        f"{ONE}/draft",
        _l("Write a draft"),
        _l(
            "Replaces the whole text of the version that you read. After a change by "
            "another person you get 412 with the stored text."
        ),
        does=OWN.write,
        body=COLUMNS,
        over=VERSION,
    ),
    act_upon(
        "explain_finding",
        "POST",
        f"{ONE}/explanations",
        _l("Explain a finding"),
        _l("Explains why possible personal data is harmless. A reviewer decides."),
        does=OWN.explain,
        body=EXPLANATION,
        needed=("field", "fingerprint"),
    ),
    act_upon(
        "submit_action",
        "POST",
        f"{ONE}/submit",
        _l("Submit it to the reviewers"),
        _l(
            "Submits the version that you read. Errors name the field, and findings of "
            "personal data their place."
        ),
        does=OWN.submit,
        over=VERSION,
    ),
    act_upon(
        "recall_action",
        "POST",
        f"{ONE}/recall",
        _l("Recall it before a decision"),
        _l("It becomes a draft again."),
        does=OWN.recall,
    ),
    act_upon(
        "reopen_action",
        "POST",
        f"{ONE}/reopen",
        _l("Reopen it after a return"),
        _l("It becomes a draft again."),
        does=OWN.reopen,
    ),
    act_upon(
        "correct_action",
        "POST",
        f"{ONE}/correct",
        _l("Start a correction of a published action"),
        _l(
            "Creates a draft with its text and files, or returns the existing draft of "
            "a correction."
        ),
        does=_correct,
        status=201,
    ),
    act_upon(
        "withdraw_action",
        "POST",
        f"{ONE}/withdraw",
        _l("Withdraw it"),
        _l("It is no longer public at once. That it existed, and the reason, stay."),
        does=OWN.withdraw,
        body=REASON,
        needed=("reason",),
    ),
    act_upon(
        "discard_action",
        "DELETE",
        f"{ONE}/draft",
        _l("Delete a draft with its files"),
        _l("A decided one stays in its history."),
        does=OWN.discard,
        answers=None,
        status=204,
    ),
)
