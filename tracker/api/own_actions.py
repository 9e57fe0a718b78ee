"""An organisation's own actions for its programs: every one, where it stands, each step and reason.

Seen with a token of somebody who logs for the organisation, and by nobody else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Response
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.actions import REFERENCE
from tracker.api.acts import Act, Shape, answered
from tracker.api.bearer import actor_of_request
from tracker.api.fields import (
    FLAG,
    TEXT,
    WHOLE,
    Field,
    code_of,
    parts,
    values_of,
)
from tracker.evidence.checking import FieldFinding, Settled
from tracker.evidence.looking_over import LookedOver, look_over
from tracker.evidence.own_actions import OwnAction, own_action, own_actions
from tracker.evidence.protection.findings import FindingKind
from tracker.policy.audience import Audience
from tracker.policy.predicates import Role
from tracker.review.lifecycle import Move, Status
from tracker.review.submissions import Ground

MOMENT = {"type": "string", "format": "date-time"}
TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
REASONS = {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}}


def _plain(name: str, holds: Any, schema: Any, example: Any, *, nullable: bool = False) -> Field:
    return Field(name, holds, schema, lambda one: getattr(one, name), example, nullable=nullable)


def _moment(name: str, holds: Any, example: str | None, *, nullable: bool = False) -> Field:
    def get(one: Any) -> str | None:
        found = getattr(one, name)
        return found.isoformat() if found else None

    return Field(name, holds, MOMENT, get, example, nullable=nullable)


FINDING = (
    _plain("field", _l("The field in which it stands"), TEXT, "account"),
    _plain("kind", _l("What it looks like"), code_of(FindingKind), "email"),
    _plain("start", _l("First character of the place, counted from 0"), WHOLE, 14),
    _plain("end", _l("The character after its last one"), WHOLE, 30),
    _plain("excerpt", _l("The place itself; of a file, examples, a line each"), TEXT, "…"),
    _plain("fingerprint", _l("By which an explanation names the place"), TEXT, "0f5c…"),
    _plain(
        "explanation",
        _l("Why it harms nobody, as its writer said; null: nothing was said"),
        TEXT,
        None,
        nullable=True,
    ),
    _plain(
        "settled_as",
        _l("What a reviewer found; null: none has looked"),
        code_of(Settled),
        None,
        nullable=True,
    ),
    _plain("keeps_back", _l("Whether it may not be submitted with it"), FLAG, True),
)
STEP = (
    _plain("move", _l("What was done"), code_of(Move), "return"),
    _plain("to", _l("Where it stood then"), code_of(Status), "returned"),
    _moment("at", _l("When"), "2026-01-31T10:00:00+00:00"),
    _plain("role", _l("In which role; never who"), code_of(Role), "reviewer"),
    _plain(
        "ground", _l("Why it was declined; null: it was not"), code_of(Ground), None, nullable=True
    ),
    _plain("reason", _l("The reason in words"), TEXT, "The date is another one.", nullable=True),
    Field(
        "remarks",
        _l("Remarks by field"),
        TEXTS,
        lambda one: dict(one.remarks),
        {"happened_on": "The source says June."},
    ),
)
FILE = (
    _plain("public_id", _l("Its id"), TEXT, "q3k7…"),
    _plain("name", _l("The name under which it is served"), TEXT, "A-7Q2M3KHE-1.jpg"),
    _plain("media_type", _l("What it is"), TEXT, "image/jpeg"),
    _plain("size", _l("Bytes"), WHOLE, 48213),
    _plain("sha256", _l("SHA-256 of what is kept, which was made anew"), TEXT, "9f86…"),
    _plain("caption", _l("What it shows"), TEXT, "The shelter from outside"),
    _plain("people_confirmed", _l("Somebody has looked who can be recognised in it"), FLAG, True),
    _plain("searched_whole", _l("All of its text could be searched"), FLAG, False),
)
DUPLICATE = (
    _plain("reference", _l("What may tell of the same"), TEXT, "A-KEN-7Q2M"),
    _plain("title", _l("Its title"), TEXT, "Parliament adopted an act"),
    _plain(
        "status",
        _l("Where it stands, of one’s own; null: it is public"),
        code_of(Status),
        None,
        nullable=True,
    ),
)
RECEIPT = (
    _plain("reference", _l("Its reference"), TEXT, "A-7Q2M3KHE"),
    _plain("status", _l("Where it stands"), code_of(Status), "draft"),
    _plain("version", _l("Rises with each change; the ETag"), WHOLE, 3),
)
OWN = (
    *RECEIPT,
    _plain("organisation", _l("For which it is logged"), TEXT, "An organisation"),
    _plain("name_withheld", _l("Whether readers may not know for which"), FLAG, False),
    _plain("own_key", _l("Your own number for it"), TEXT, "2021-017", nullable=True),
    _plain("replaces", _l("The public record that it corrects"), TEXT, None, nullable=True),
    _plain("correction", _l("The correction of it under way"), TEXT, None, nullable=True),
    _moment("created_at", _l("When it was begun"), "2026-01-30T10:00:00+00:00"),
    _moment("submitted_at", _l("When it was last sent"), None, nullable=True),
    Field(
        "text", _l("What was typed, by field"), TEXTS, lambda one: dict(one.text), {"kind": "law"}
    ),
    parts("steps", _l("Each step with its reason"), STEP, lambda one: one.steps),
)


@dataclass(frozen=True, slots=True)
class Whole:
    """An own action with what its check says."""

    own: OwnAction
    looked: LookedOver


def _of_own(field: Field) -> Field:
    return Field(
        field.name,
        field.holds,
        field.schema,
        lambda whole: field.get(whole.own),
        field.example,
        nullable=field.nullable,
    )


def _findings(whole: Whole) -> Iterator[FieldFinding]:
    for marked in whole.looked.marked:
        yield from marked.places


WHOLE_OWN = (
    *map(_of_own, OWN),
    Field(
        "errors",
        _l("Of a draft, what keeps it from being submitted, by field"),
        REASONS,
        lambda whole: whole.looked.faults if whole.own.is_open else {},
        {"state": ["choose the state that acted"]},
    ),
    parts("findings", _l("Places that may tell who a person is"), FINDING, _findings),
    parts("files", _l("Its files"), FILE, lambda whole: whole.looked.files),
    parts(
        "duplicates",
        _l("What is perhaps the same act, of what is public and one’s own"),
        DUPLICATE,
        lambda whole: whole.looked.duplicates if whole.own.is_open else (),
    ),
)


def tag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def whole(reference: str) -> Whole:
    """One of the actor's own; raises NotFound."""
    actor = actor_of_request()
    return Whole(own_action(actor, reference), look_over(actor, reference))


def findings_told(reference: str) -> list[dict[str, Any]]:
    """The places of an own draft that may tell who a person is."""
    return [values_of(FINDING, each) for each in _findings(whole(reference))]


def _all() -> Response:
    return answered([values_of(OWN, each) for each in own_actions(actor_of_request())])


def _one(reference: str) -> Response:
    found = whole(reference)
    return answered(values_of(WHOLE_OWN, found), ETag=tag(found.own.version))


OWN_WHOLE = Act(
    name="own_action",
    method="GET",
    path="/own/actions/<reference>",
    summary=_l("One of them, whole"),
    about=_l("With what keeps it from being submitted, and the version as its ETag."),
    scope=Scope.RECORDS_READ,
    of=Audience.CONTRIBUTOR,
    does=_one,
    answers=Shape(name="OwnActionWhole", fields=WHOLE_OWN),
    in_path=(REFERENCE,),
)
ACTS = (
    Act(
        name="list_own_actions",
        method="GET",
        path="/own/actions",
        summary=_l("One’s own actions"),
        about=_l("Every action of the organisations for which the token’s owner logs."),
        scope=Scope.RECORDS_READ,
        of=Audience.CONTRIBUTOR,
        does=_all,
        answers=Shape(name="OwnAction", fields=OWN, many=True),
    ),
    OWN_WHOLE,
)
