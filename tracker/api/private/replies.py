"""Returns one's own replies and the records that wait for a reply.

Only a token of a person who writes for the State or the organisation can read them.
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
from tracker.api.core.fields import (
    FLAG,
    LEVEL,
    STATE,
    TEXT,
    Field,
    code_of,
    part,
    parts,
    values_of,
)
from tracker.api.core.parameters import Parameter
from tracker.api.private.fields import (
    FINDING,
    PLAIN_STEP,
    REASONS,
    RECEIPT,
    TEXTS,
    moment_field,
    plain_field,
    tag,
)
from tracker.api.private.paging import (
    PAGES,
    answered_page,
    place_of_page,
    sort_before,
    step_of_page,
)
from tracker.evidence.queries.own_replies import OwnReply, own_replies, own_reply
from tracker.evidence.reply_targets import ReplyTarget, about_action
from tracker.evidence.vocabulary import Stance
from tracker.policy.audience import Audience
from tracker.review.lifecycle import OPEN
from tracker.workspace import replies
from tracker.workspace.replies import ReplyCheck, ReplyPage

REPLY = Parameter(
    "reference",
    _l("Reference of the answer."),
    {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$"},
    "RP-7Q2M3KHE",
)
ABOUT = "action:A-7Q2M3KHE"
OWN = (
    *RECEIPT,
    plain_field("about", _l("What it answers, as own/to-answer names it"), TEXT, ABOUT),
    Field("state", _l("The State concerned"), STATE, lambda one: one.iso3, "KEN", nullable=True),
    plain_field("organisation", _l("Who answers. Null: the State"), TEXT, None, nullable=True),
    plain_field(
        "stance",
        _l("What it says of the record. Null: not said yet"),
        code_of(Stance),
        "contest",
        nullable=True,
    ),
    plain_field("replaces", _l("The public answer it will replace"), TEXT, None, nullable=True),
    moment_field("begun_at", _l("When it was started"), "2026-01-30T10:00:00+00:00"),
    moment_field("changed_at", _l("When it was last moved"), "2026-01-31T10:00:00+00:00"),
)
RECORD = (
    plain_field("kind", _l("What it is"), code_of(ReplyTarget), "action"),
    Field("state", _l("The State it is about"), STATE, lambda one: one.iso3, "KEN"),
    plain_field("reference", _l("Its reference"), TEXT, "A-7Q2M3KHE"),
    plain_field("commitment", _l("Null: it bears on several"), TEXT, None, nullable=True),
    plain_field("title", _l("Its title"), TEXT, "A law was adopted"),
    Field(
        "told",
        _l("What it says, in its own words"),
        TEXT,
        lambda one: one.own_words,
        "The law …",
        nullable=True,
    ),
    plain_field("level", _l("The level that it names. Null: none"), LEVEL, None, nullable=True),
)


@dataclass(frozen=True, slots=True)
class OwnReplyDetail:
    """One's own reply with the reasons why it cannot be sent yet."""

    own: OwnReply
    page: ReplyPage
    look: ReplyCheck


def _of_own(field: Field) -> Field:
    return Field(
        field.name,
        field.holds,
        field.schema,
        lambda whole: field.get(whole.own),
        field.example,
        nullable=field.nullable,
    )


WHOLE_OWN = (
    *map(_of_own, OWN),
    Field(
        "text",
        _l("What was typed, by field"),
        TEXTS,
        lambda whole: whole.page.text,
        {"stance": "contest", "text": "The law was amended in May."},
    ),
    part(
        "record",
        _l("What it answers. Null: it is no longer public"),
        RECORD,
        lambda whole: whole.page.record,
        nullable=True,
    ),
    Field(
        "errors",
        _l("For a draft: errors that prevent submission, by field"),
        REASONS,
        lambda whole: whole.look.faults if whole.own.status in OPEN else {},
        {"language": ["choose the language in which you wrote"]},
    ),
    parts(
        "findings",
        _l("Possible personal data"),
        FINDING,
        lambda whole: whole.look.findings,
    ),
    parts("steps", _l("Each step with its reason"), PLAIN_STEP, lambda whole: whole.page.steps),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRecord:
    """A record to which one of the actor's sides has not replied."""

    about: str
    kind: ReplyTarget
    iso3: str
    organisation: str | None
    reference: str
    commitment: str | None
    title: str
    level: int | None
    public: bool


WAITING = (
    plain_field("about", _l("Send it as `about` to start a reply"), TEXT, ABOUT),
    plain_field("kind", _l("What it is"), code_of(ReplyTarget), "action"),
    Field("state", _l("The State it is about"), STATE, lambda one: one.iso3, "KEN"),
    plain_field(
        "organisation",
        _l("Public id of the organisation that may answer. Null: the State may"),
        TEXT,
        None,
        nullable=True,
    ),
    plain_field("reference", _l("Its reference"), TEXT, "A-7Q2M3KHE"),
    plain_field("commitment", _l("Null: it bears on several"), TEXT, None, nullable=True),
    plain_field("title", _l("Its title"), TEXT, "A law was adopted"),
    plain_field("level", _l("The level that it names. Null: none"), LEVEL, None, nullable=True),
    plain_field("public", _l("Whether readers see it already"), FLAG, True),
)


def load_detail(reference: str) -> OwnReplyDetail:
    """One of the replies of the actor's sides. Raises NotFound."""
    actor = actor_of_request()
    return OwnReplyDetail(
        own_reply(actor, reference),
        replies.page(actor, reference),
        replies.check_reply(actor, reference),
    )


def describe_findings(reference: str) -> list[dict[str, Any]]:
    """The passages of one's own draft that may identify a person."""
    return [values_of(FINDING, each) for each in load_detail(reference).look.findings]


def _waiting() -> Iterator[WaitingRecord]:
    found = replies.load_workspace(actor_of_request())
    for iso3, assessments in found.assessments.items():
        for one in assessments:
            yield WaitingRecord(
                about=one.about,
                kind=ReplyTarget.ASSESSMENT,
                iso3=iso3,
                organisation=None,
                reference=one.reference,
                commitment=one.commitment,
                title=one.commitment_title,
                level=one.level,
                public=one.reply_until is None,
            )
    for iso3, acts in found.acts.items():
        for act in acts:
            yield WaitingRecord(
                about=about_action(act.reference),
                kind=ReplyTarget.ACTION,
                iso3=iso3,
                organisation=None,
                reference=act.reference,
                commitment=None,
                title=act.title,
                level=None,
                public=True,
            )
    for organisation, entries in found.entries:
        for entry in entries:
            yield WaitingRecord(
                about=entry.about,
                kind=ReplyTarget.ENTRY,
                iso3=entry.iso3,
                organisation=organisation.public_id,
                reference=entry.report,
                commitment=entry.commitment,
                title=entry.commitment_title,
                level=entry.level,
                public=True,
            )


def _all() -> Response:
    place, step = place_of_page(datetime, str), step_of_page()
    rows = [((one.begun_at, one.reference), one) for one in own_replies(actor_of_request())]
    return answered_page(OWN, sort_before(rows, place), step)


def _one(reference: str) -> Response:
    found = load_detail(reference)
    return answered(values_of(WHOLE_OWN, found), ETag=tag(found.own.version))


def _to_answer() -> Response:
    return answered([values_of(WAITING, each) for each in _waiting()])


def _see(name: str, path: str, summary: Any, about: Any, **more: Any) -> Endpoint:
    return Endpoint(
        name=name,
        method="GET",
        path=path,
        summary=summary,
        about=about,
        scope=Scope.RECORDS_READ,
        of=Audience.STATE_OR_CONTRIBUTOR,
        **more,
    )


ACTS = (
    _see(
        "list_own_replies",
        "/own/replies",
        _l("Your replies"),
        _l("Replies of the token’s owner, newest drafts first."),
        does=_all,
        answers=BodySchema(name="OwnReply", fields=OWN, many=True),
        takes=PAGES,
    ),
    _see(
        "own_reply",
        "/own/replies/<reference>",
        _l("One of them, complete"),
        _l("With errors that prevent submission, and the version as its ETag."),
        does=_one,
        answers=BodySchema(name="OwnReplyWhole", fields=WHOLE_OWN, tagged=True),
        in_path=(REPLY,),
    ),
    _see(
        "list_to_answer",
        "/own/to-answer",
        _l("Records that wait for a reply"),
        _l(
            "For a State: actions and assessments. For an organisation: entries of "
            "reports on commitments about which it logged something."
        ),
        does=_to_answer,
        answers=BodySchema(name="ToAnswer", fields=WAITING, many=True),
    ),
)
