"""Endpoints for writing and removing entries of a report.

What is said of public records, and which other commitments repeat the answer, is left as it is
unless it is sent.
"""

from collections.abc import Mapping
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.core import request_bodies
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import VERSION, BodySchema, Endpoint, answered, version_sent
from tracker.api.core.fields import TEXT, object_of, several, values_of
from tracker.api.private.entries import COMMITMENT, ENTRY_RECEIPT, FACT, REPORT, line_of
from tracker.api.private.fields import sent_member, tag
from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.policy.audience import Audience
from tracker.reporting import editing
from tracker.reporting.drafts import LONG, EntryDraft
from tracker.reporting.entries import RecordResponse
from tracker.reporting.vocabulary import FactResponse
from tracker.workspace.report_editor import Line

TYPED = {"type": "string", "maxLength": LONG}
MOST_FACTS = 200
COLUMNS = tuple(
    sent_member(each.name, each.holds, TYPED, each.example, nullable=True)
    for each in EntryDraft.columns()
    if each.name != "commitment"
)
_FACT = {**object_of(FACT), "required": ["record", "response"]}
FACTS = sent_member(
    "facts",
    _l("All responses to public records. Absent: unchanged"),
    {**several(_FACT), "maxItems": MOST_FACTS},
    [{"record": "3P-KEN-2013", "response": "contest", "note": "The law was in force by then."}],
)
ALIKE = sent_member(
    "alike",
    _l("All commitments that repeat the answer. Absent: unchanged"),
    {**several(TEXT), "maxItems": MOST_FACTS},
    [],
)
BODY = (*COLUMNS, FACTS, ALIKE)


def _write(reference: str, commitment: str) -> Response:
    actor, version, sent = actor_of_request(), version_sent(), request_bodies.read_body()
    facts, alike = _facts(sent.pop("facts", None)), _alike(sent.pop("alike", None))
    draft = _draft(commitment, request_bodies.texts(sent))
    _editor, line = line_of(reference, commitment)
    if line.entry is None and draft.is_blank and not facts:
        editing.own_report(actor, reference)  # nothing said where nothing was makes no entry
        return _receipt(reference, commitment)
    try:
        editing.save_entry(actor, reference, draft, version=version, facts=facts)
    except Invalid as invalid:
        raise Invalid(_by_field(invalid.errors)) from None
    if alike is not None and set(alike) != _repeating(line):
        _repeat(reference, commitment, alike)
    return _receipt(reference, commitment)


def _drop(reference: str, commitment: str) -> Response:
    line_of(reference, commitment)
    editing.drop_entry(actor_of_request(), reference, commitment, version=version_sent())
    return Response(status=204)


def _receipt(reference: str, commitment: str) -> Response:
    """A receipt. It contains no text, because responses may be stored for a day."""
    _editor, line = line_of(reference, commitment)
    return answered(values_of(ENTRY_RECEIPT, line), ETag=tag(line.version))


def _draft(commitment: str, text: Mapping[str, str]) -> EntryDraft:
    if "commitment" in text:
        raise Invalid({"commitment": [_("this field does not exist")]})
    return EntryDraft.parse({**text, "commitment": commitment})


def _repeat(reference: str, commitment: str, alike: list[str]) -> None:
    try:
        editing.answer_alike(actor_of_request(), reference, lead=commitment, commitments=alike)
    except Invalid as invalid:
        raise Invalid({"alike": invalid.errors["commitments"]}) from None


def _repeating(line: Line) -> set[str]:
    return {reference for reference, follows in line.alike if follows}


def _by_field(errors: Mapping[str, Any]) -> dict[str, Any]:
    """Move the errors of facts to the fields under which the program sent them."""
    known = {each.name for each in COLUMNS}
    return {name if name in known else f"facts.{name}": reasons for name, reasons in errors.items()}


def _alike(given: Any) -> list[str] | None:
    if given is None:
        return None
    if not isinstance(given, list) or len(given) > MOST_FACTS:
        raise Invalid({"alike": [_("must be a list of references")]})
    if not all(isinstance(one, str) and COMMITMENT.fits(one) for one in given):
        raise Invalid({"alike": [_("must be a list of references")]})
    return given


def _facts(given: Any) -> tuple[RecordResponse, ...] | None:
    if given is None:
        return None
    if not isinstance(given, list) or len(given) > MOST_FACTS:
        raise Invalid({"facts": [_("must be a list of objects")]})
    read = [_fact(number, one) for number, one in enumerate(given)]
    if len({one.record for one in read}) < len(read):
        raise Invalid({"facts": [_("the same record appears twice")]})
    return tuple(read)


def _fact(number: int, given: Any) -> RecordResponse:
    where = f"facts.{number}"
    if not isinstance(given, dict):
        raise Invalid({where: [_("must be an object")]})
    try:
        said = request_bodies.only(given, *(each.name for each in FACT))
    except Invalid as invalid:
        raise Invalid(
            {f"{where}.{name}": reasons for name, reasons in invalid.errors.items()}
        ) from None
    if not COMMITMENT.fits(said["record"]):
        raise Invalid({f"{where}.record": [_("must be the reference of a public record")]})
    if said["response"] not in set(FactResponse):
        allowed = formats.listed(FactResponse)
        raise Invalid({f"{where}.response": [_("one of %(allowed)s", allowed=allowed)]})
    return RecordResponse(
        said["record"], FactResponse(said["response"]), said["note"].strip() or None
    )


def _act(name: str, method: str, summary: Any, about: Any, **more: Any) -> Endpoint:
    return Endpoint(
        name=name,
        method=method,
        path="/reports/<reference>/entries/<commitment>",
        summary=summary,
        about=about,
        scope=Scope.REPORTS_WRITE,
        of=Audience.FOCAL_POINT,
        in_path=(REPORT, COMMITMENT),
        over=VERSION,
        **more,
    )


ACTS = (
    _act(
        "write_entry",
        "PUT",
        _l("Write an entry"),
        _l(
            "Replaces the whole text of the version that you read. Version 0 for a new "
            "entry. If the entry has changed meanwhile, you get 412 with the stored "
            "text."
        ),
        does=_write,
        body=BODY,
        answers=BodySchema(name="EntryReceipt", fields=ENTRY_RECEIPT, tagged=True),
    ),
    _act(
        "drop_entry",
        "DELETE",
        _l("Remove an entry from a draft"),
        _l("Its text stays in the audit trail. Removing a missing entry changes nothing."),
        does=_drop,
        answers=None,
        status=204,
    ),
)
