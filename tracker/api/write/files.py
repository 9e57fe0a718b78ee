"""Endpoints for attaching, describing and removing files of an action.

Every file is cleaned and searched before it is stored.
"""

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.api.core import request_bodies
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import MATCH, BodySchema, answered, tag_sent
from tracker.api.core.fields import TEXT, WHOLE, Field, code_of, several, values_of
from tracker.api.core.parameters import Parameter
from tracker.api.private.actions import FILE, load_detail
from tracker.api.private.fields import sent_member
from tracker.api.read.actions import REFERENCE
from tracker.api.write.actions import act_upon
from tracker.attachments.sanitise.results import Note
from tracker.core.errors import Invalid
from tracker.evidence import attachment_upload, attachments
from tracker.review.submissions import Kind

FILE_ID = Parameter(
    "file",
    _l("Id of the file."),
    {"type": "string", "pattern": "^[a-z0-9]{26}$"},
    "q3k7q3k7q3k7q3k7q3k7q3k7q3",
)


TAG = Parameter(
    MATCH,
    _l("The tag of the file as you saw it described, in quotes."),
    {"type": "string", "pattern": '^"[0-9a-f]{12}"$'},
    '"4f1c9a0b7d2e"',
    _l("the tag that the file has under own/actions, in quotes"),
    required=True,
    key="if-match-file",
)
FORM = (
    sent_member("file", _l("The file"), {"type": "string", "format": "binary"}, "photo.jpg"),
    sent_member(
        "caption", _l("Content of the file"), {"type": "string"}, "The shelter from outside"
    ),
    sent_member(
        "people_confirmed",
        _l("yes: a person checked that no one can be recognised in it"),
        {"type": "string", "enum": ["yes", "no"]},
        "yes",
    ),
)
DESCRIPTION = FORM[1:]
# A receipt: what is answered may be kept for a day, and no text of anybody's is.
DESCRIBED = tuple(each for each in FILE if each.name in ("public_id", "people_confirmed", "tag"))
ATTACHED = (
    Field("public_id", _l("Its id"), TEXT, lambda one: one.public_id, "q3k7…"),
    Field("position", _l("Which of the files it is, from 1"), WHOLE, lambda one: one.position, 1),
    Field(
        "notes",
        _l("What was changed in it, or should be known of it"),
        several(code_of(Note)),
        lambda one: sorted(one.notes),
        ["location"],
    ),
    Field(
        "elsewhere",
        _l("One’s own other submissions that have the same file"),
        several(TEXT),
        lambda one: list(one.elsewhere),
        [],
    ),
)
FILES = "/actions/<reference>/files"


def _attach(reference: str) -> Response:
    sent, known = {*request.form, *request.files}, {each.name for each in FORM}
    if sent - known:
        raise Invalid({name: [_("this field does not exist")] for name in sent - known})
    actor = actor_of_request()
    file = attachment_upload.receive_upload(actor, Kind.ACTION, reference)
    made = attachments.attach(
        actor,
        Kind.ACTION,
        reference,
        file,
        store=attachment_upload.store(),
        caption=request.form.get("caption", ""),
        people_confirmed=_confirmed(request.form.get("people_confirmed", "no")),
    )
    return answered(values_of(ATTACHED, made), 201)


def _detach(reference: str, file: str) -> Response:
    attachments.remove(actor_of_request(), Kind.ACTION, reference, file)
    return Response(status=204)


def _describe(reference: str, file: str) -> Response:
    given = request_bodies.only(request_bodies.read_body(), "caption", "people_confirmed")
    attachments.describe(
        actor_of_request(),
        Kind.ACTION,
        reference,
        file,
        caption=given["caption"],
        people_confirmed=_confirmed(given["people_confirmed"] or "no"),
        seen=tag_sent(),
    )
    file_there = next(one for one in load_detail(reference).looked.files if one.public_id == file)
    return answered(values_of(DESCRIBED, file_there), ETag=f'"{file_there.tag}"')


def _confirmed(said: str) -> bool:
    if said not in ("yes", "no"):
        raise Invalid({"people_confirmed": [_("yes or no")]})
    return said == "yes"


ACTS = (
    act_upon(
        "attach_file",
        "POST",
        f"{FILES}",
        _l("Attach a file"),
        _l(
            "We rebuild the file without author, place or scripts, and search it for personal data."
        ),
        does=_attach,
        form=FORM,
        needed=("file",),
        status=201,
        answers=BodySchema(name="Attached", fields=ATTACHED),
    ),
    act_upon(
        "describe_file",
        "PUT",
        f"{FILES}/<file>",
        _l("Describe a file"),
        _l("Sets its caption, and whether a person checked that no one can be recognised."),
        does=_describe,
        body=DESCRIPTION,
        in_path=(REFERENCE, FILE_ID),
        over=TAG,
        answers=BodySchema(name="Described", fields=DESCRIBED, tagged=True),
    ),
    act_upon(
        "detach_file",
        "DELETE",
        f"{FILES}/<file>",
        _l("Remove a file from a draft"),
        _l("The file itself is deleted later."),
        does=_detach,
        in_path=(REFERENCE, FILE_ID),
        answers=None,
        status=204,
    ),
)
