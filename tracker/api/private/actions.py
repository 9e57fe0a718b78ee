"""Returns an organisation's own actions with status, steps and reasons.

Only a token of a person who logs for the organisation can read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import BodySchema, Endpoint, answered
from tracker.api.core.fields import FLAG, TEXT, WHOLE, Field, code_of, parts, values_of
from tracker.api.private.fields import (
    FINDING,
    REASONS,
    RECEIPT,
    STEP,
    TEXTS,
    moment_field,
    plain_field,
    tag,
)
from tracker.api.private.paging import PAGES, answered_page, place_of_page, step_of_page
from tracker.api.read.actions import REFERENCE
from tracker.evidence.privacy_check import FieldFinding
from tracker.evidence.queries.own_actions import OwnAction, own_action, own_actions_begun
from tracker.evidence.submission_check import SubmissionCheck, check_submission
from tracker.policy.audience import Audience
from tracker.review.lifecycle import Status

FILE = (
    plain_field("public_id", _l("Its id"), TEXT, "q3k7…"),
    plain_field("name", _l("The name under which it is served"), TEXT, "A-7Q2M3KHE-1.jpg"),
    plain_field("media_type", _l("What it is"), TEXT, "image/jpeg"),
    plain_field("size", _l("Bytes"), WHOLE, 48213),
    plain_field("sha256", _l("SHA-256 of what is kept, which was made anew"), TEXT, "9f86…"),
    plain_field("caption", _l("Content of the file"), TEXT, "The shelter from outside"),
    plain_field(
        "people_confirmed",
        _l("Whether a person checked that no one can be recognised in it"),
        FLAG,
        True,
    ),
    plain_field("searched_whole", _l("All of its text could be searched"), FLAG, False),
    plain_field("tag", _l("Goes into If-Match where it is described anew"), TEXT, "4f1c9a0b7d2e"),
)
DUPLICATE = (
    plain_field("reference", _l("What may tell of the same"), TEXT, "A-KEN-7Q2M"),
    plain_field("title", _l("Its title"), TEXT, "Parliament adopted an act"),
    plain_field(
        "status",
        _l("The status of your own action. Null: it is public"),
        code_of(Status),
        None,
        nullable=True,
    ),
)
OWN = (
    *RECEIPT,
    plain_field("organisation", _l("For which it is logged"), TEXT, "An organisation"),
    plain_field("name_withheld", _l("Whether readers may not know for which"), FLAG, False),
    plain_field("own_key", _l("Your own number"), TEXT, "2021-017", nullable=True),
    plain_field("replaces", _l("The public record that it corrects"), TEXT, None, nullable=True),
    plain_field("correction", _l("The correction of it under way"), TEXT, None, nullable=True),
    plain_field("unclassified", _l("A reviewer has to classify it"), FLAG, False),
    moment_field("classified_at", _l("When a reviewer classified it"), None, nullable=True),
    moment_field("created_at", _l("When it was started"), "2026-01-30T10:00:00+00:00"),
    moment_field("submitted_at", _l("When it was last sent"), None, nullable=True),
    Field(
        "text", _l("What was typed, by field"), TEXTS, lambda one: dict(one.text), {"kind": "law"}
    ),
    parts("steps", _l("Each step with its reason"), STEP, lambda one: one.steps),
)


@dataclass(frozen=True, slots=True)
class OwnActionDetail:
    """One's own action with the findings of its privacy check."""

    own: OwnAction
    looked: SubmissionCheck


def _of_own(field: Field) -> Field:
    return Field(
        field.name,
        field.holds,
        field.schema,
        lambda whole: field.get(whole.own),
        field.example,
        nullable=field.nullable,
    )


def _findings(whole: OwnActionDetail) -> Iterator[FieldFinding]:
    for marked in whole.looked.marked:
        yield from marked.places


WHOLE_OWN = (
    *map(_of_own, OWN),
    Field(
        "errors",
        _l("For a draft: errors that prevent submission, by field"),
        REASONS,
        lambda whole: whole.looked.faults if whole.own.is_open else {},
        {"state": ["choose the state that acted"]},
    ),
    parts("findings", _l("Possible personal data"), FINDING, _findings),
    parts("files", _l("Its files"), FILE, lambda whole: whole.looked.files),
    parts(
        "duplicates",
        _l("Possible duplicates among public and your own actions"),
        DUPLICATE,
        lambda whole: whole.looked.duplicates if whole.own.is_open else (),
    ),
)


def load_detail(reference: str) -> OwnActionDetail:
    """One of the actor's own actions. Raises NotFound."""
    actor = actor_of_request()
    return OwnActionDetail(own_action(actor, reference), check_submission(actor, reference))


def describe_findings(reference: str) -> list[dict[str, Any]]:
    """The passages of one's own draft that may identify a person."""
    return [values_of(FINDING, each) for each in _findings(load_detail(reference))]


def _all() -> Response:
    place, step = place_of_page(datetime, str), step_of_page()
    rows = own_actions_begun(actor_of_request(), before=place, most=step + 1)
    return answered_page(OWN, [((one.created_at, one.reference), one) for one in rows], step)


def _one(reference: str) -> Response:
    found = load_detail(reference)
    return answered(values_of(WHOLE_OWN, found), ETag=tag(found.own.version))


OWN_WHOLE = Endpoint(
    name="own_action",
    method="GET",
    path="/own/actions/<reference>",
    summary=_l("One of them, complete"),
    about=_l("With errors that prevent submission, and the version as its ETag."),
    scope=Scope.RECORDS_READ,
    of=Audience.CONTRIBUTOR,
    does=_one,
    answers=BodySchema(name="OwnActionWhole", fields=WHOLE_OWN, tagged=True),
    in_path=(REFERENCE,),
)
ACTS = (
    Endpoint(
        name="list_own_actions",
        method="GET",
        path="/own/actions",
        summary=_l("Your actions"),
        about=_l("Every action of the organisations of the token’s owner, newest drafts first."),
        takes=PAGES,
        scope=Scope.RECORDS_READ,
        of=Audience.CONTRIBUTOR,
        does=_all,
        answers=BodySchema(name="OwnAction", fields=OWN, many=True),
    ),
    OWN_WHOLE,
)
