"""Files of records by program: checked, and written where that is asked for.

The plan is answered at once, with each refusal by row and column. Written is all of the file or
nothing, or, where that is accepted, its rows without fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.tokens import Scope
from tracker.api.acts import KEY, Act, Shape, answered
from tracker.api.bearer import actor_of_request
from tracker.api.fields import FLAG, TEXT, WHOLE, Field, parts, values_of
from tracker.api.own_fields import sent_member
from tracker.errors import Invalid
from tracker.evidence import arriving
from tracker.exchange.importing import saved
from tracker.exchange.importing.bringing import Way, of_all
from tracker.exchange.importing.direct import Direct, bring_directly
from tracker.exchange.importing.offers import OFFERS, Into, Offer
from tracker.exchange.refusals import Refusal
from tracker.exchange.untidy import Choice
from tracker.policy.audience import Audience

MOST_TOLD = 500  # refusals in an answer; ``refused`` counts every row
MEGABYTE = 1024 * 1024
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
AGREED = ("yes", "true")
YES_OR_NO: Mapping[str, Any] = {"type": "string", "enum": ["yes", "no", "true", "false"]}
FILE = sent_member(
    "file", _l("The file: CSV, XLSX, XLS, ODS or JSON"), {"type": "string", "format": "binary"}, "a"
)
MEMBERS = (
    FILE,
    sent_member("write", _l("yes: write it; without this it is only checked"), YES_OR_NO, "no"),
    sent_member(
        "accept_valid",
        _l("yes: write rows without fault though others are refused"),
        YES_OR_NO,
        "no",
    ),
    sent_member(
        "matching",
        _l("Name of a matching that you saved on the pages; without it, the last for such columns"),
        TEXT,
        "From the office",
    ),
    sent_member("encoding", _l("Such as utf-8 or cp1252; else recognised"), TEXT, "utf-8"),
    sent_member(
        "separator",
        _l("By what cells are parted; else recognised"),
        {"type": "string", "enum": list(SEPARATORS)},
        "semicolon",
    ),
    sent_member(
        "days",
        _l("How 3/4/2020 is to be read, where its column does not settle it"),
        {"type": "string", "enum": ["day_first", "month_first"]},
        "day_first",
    ),
)
INTO = {
    Into.ORGANISATION: (
        sent_member("organisation", _l("Public id of the organisation"), TEXT, "q3k7…"),
    ),
    Into.REPORT: (sent_member("report", _l("Reference of the report"), TEXT, "R-XEX-1A2B3C4D"),),
    Into.REGISTRY: (),
}
REFUSAL = (
    Field("row", _l("Row of the file"), WHOLE, lambda one: one.row, 3, nullable=True),
    Field(
        "column",
        _l("Its column, as in the file; ours where the request has a key"),
        TEXT,
        lambda one: one.column,
        "state",
        True,
    ),
    Field(
        "value",
        _l("What stands there; empty where the request has a key, with which answers are kept"),
        TEXT,
        lambda one: one.value,
        "Utopia",
    ),
    Field("reason", _l("What would be accepted"), TEXT, lambda one: one.reason, "a state"),
)
PLAN = (
    Field("kind", _l("Kind of record"), TEXT, lambda one: one.kind, "actions"),
    Field("written", _l("Whether it was written"), FLAG, lambda one: one.written, False),
    Field("rows", _l("Rows of the file"), WHOLE, lambda one: one.counts.rows, 12),
    Field("created", _l("New records"), WHOLE, lambda one: one.counts.created, 10),
    Field("changed", _l("Records that change"), WHOLE, lambda one: one.counts.changed, 1),
    Field("left", _l("Records left as they are"), WHOLE, lambda one: one.counts.left, 0),
    Field("refused", _l("Rows that are refused"), WHOLE, lambda one: one.counts.refused, 1),
    Field(
        "digest",
        _l("SHA-256 of all that it writes: the same as long as it does the same"),
        {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        lambda one: one.digest,
        "0" * 64,
    ),
    parts("refusals", _l("The first 500 refusals"), REFUSAL, lambda one: one.refusals),
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is answered."""

    kind: str
    written: bool
    counts: Any
    digest: str
    refusals: tuple[Refusal, ...]


def _bring(offer: Offer) -> Response:
    given = _members(offer)
    name, content = _file()
    actor, context = actor_of_request(), given.get(offer.into.value)
    way = saved.named(actor, offer, given["matching"]).matching if given.get("matching") else None
    choice = Choice(given.get("encoding"), SEPARATORS.get(given.get("separator", "")))
    first = of_all(offer.specification, given["days"] == "day_first") if given.get("days") else {}
    done = bring_directly(
        actor,
        offer,
        context,
        name=name,
        content=content,
        way=Way(choice, way, day_first=first),
        write=given.get("write") in AGREED,
        accept_valid=given.get("accept_valid") in AGREED,
    )
    return answered(values_of(PLAN, _told(done, offer, has_key=KEY in request.headers)))


def _told(done: Direct, offer: Offer, *, has_key: bool) -> Told:
    """``has_key``: what is answered is kept for a day, and no text of anybody's is."""
    told = done.refused[:MOST_TOLD]
    if has_key:
        ours = {each.source: each.column for each in done.brought.matching.matches if each.source}
        told = [_bare(each, ours) for each in told]
    return Told(offer.name, done.written, done.planned.counts, done.planned.digest, tuple(told))


def _bare(sent: Refusal, ours: Mapping[str, str]) -> Refusal:
    """A refusal without any text of the file: by our column, and no reason repeats the cell."""
    column = ours.get(sent.column, sent.column) if sent.column else None
    text, reason = sent.value.strip(), sent.reason
    reason = reason.replace(text, "…") if len(text) > 2 else reason
    return Refusal(sent.file, sent.row, column, "", reason)


def _members(offer: Offer) -> dict[str, str]:
    """The members of the form; raises Invalid for others, and for words that are none."""
    known = {each.name: each for each in (*MEMBERS, *INTO[offer.into])}
    sent = {*request.form, *request.files}
    faults = {name: [_("no such field")] for name in sent - known.keys()}
    for name, text in request.form.items():
        allowed = known[name].schema.get("enum") if name in known else None
        if allowed and text not in allowed:
            faults[name] = [_("one of %(allowed)s", allowed=", ".join(allowed))]
        elif "\0" in text:  # no database keeps one
            faults[name] = [_("it holds NUL or half a character")]
    if "file" in request.form:
        faults["file"] = [_("a file is needed")]
    if faults:
        raise Invalid(faults)
    return {name: text for name, text in request.form.items() if text}


def _file() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid({"file": [_("a file is needed")]})
    most = arriving.most_megabytes()
    content = file.read(most * MEGABYTE + 1)
    if len(content) > most * MEGABYTE:
        raise Invalid({"file": [_("at most %(most)s MB", most=most)]})
    return file.filename, content


def _act(offer: Offer) -> Act:
    scope, of = _RIGHTS[offer.into]
    return Act(
        name=f"import_{offer.name}",
        method="POST",
        path=f"/imports/{offer.name}",
        summary=_l("Bring a file: %(kind)s", kind=offer.name),
        about=_l(
            "Checked only, unless `write` is `yes`. The columns of such a file are told at "
            "`/data/import/%(kind)s`. The same file again changes nothing.",
            kind=offer.name,
        ),
        scope=scope,
        of=of,
        does=lambda: _bring(offer),
        form=(*MEMBERS, *INTO[offer.into]),
        needed=("file",) if offer.into is Into.REGISTRY else ("file", offer.into.value),
        answers=Shape(name="ImportPlan", fields=PLAN),
    )


_RIGHTS = {
    Into.REGISTRY: (Scope.REGISTRY_WRITE, Audience.ADMINISTRATOR),
    Into.ORGANISATION: (Scope.ACTIONS_WRITE, Audience.CONTRIBUTOR),
    Into.REPORT: (Scope.REPORTS_WRITE, Audience.FOCAL_POINT),
}
ACTS = tuple(_act(offer) for offer in OFFERS.values())
