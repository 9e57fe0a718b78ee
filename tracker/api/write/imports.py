"""Endpoints that check files of records and import them on request.

The plan is answered at once, with each refusal by row and column. Written is all of the file or
nothing, or, where that is accepted, its rows without fault.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.actor import Actor
from tracker.accounts.tokens import Scope
from tracker.api.core.authentication import actor_of_request
from tracker.api.core.endpoint import KEY, BodySchema, Endpoint, answered
from tracker.api.core.fields import values_of
from tracker.api.write import import_json
from tracker.api.write.import_fields import INTO, MEMBERS, MOST_TOLD, PLAN, SEPARATORS
from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.evidence import attachment_upload
from tracker.exchange.imports import saved_matchings
from tracker.exchange.imports.importable_kinds import OFFERS, ImportDestination, ImportTarget
from tracker.exchange.imports.one_shot import OneShotImport, import_at_once
from tracker.exchange.imports.pipeline import ReadingChoice, of_all
from tracker.exchange.imports.recognition import ColumnUse, recognised
from tracker.exchange.matching.match import Match
from tracker.exchange.normalising.settled_values import UnderstoodValue, UnknownValue
from tracker.exchange.parsing import LayoutChoice
from tracker.exchange.refusals import Refusal
from tracker.policy.audience import Audience

MEGABYTE = 1024 * 1024
AGREED = ("yes", "true")


@dataclass(frozen=True, slots=True)
class ImportAnswer:
    """The response of an import."""

    kind: str
    written: bool
    counts: Any
    digest: str
    held: bool
    refusals: tuple[Refusal, ...]
    columns: tuple[ColumnUse, ...]
    unused: tuple[tuple[int, str | None], ...]
    understood: tuple[UnderstoodValue, ...]
    unknown: tuple[UnknownValue, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]


def _import(offer: ImportTarget) -> Response:
    given = _members(offer)
    name, content = _file()
    actor, context = actor_of_request(), given.get(offer.into.value)
    way = _way(actor, offer, given)
    done = import_at_once(
        actor,
        offer,
        context,
        name=name,
        content=content,
        way=way,
        write=given.get("write") in AGREED,
        accept_valid=given.get("accept_valid") in AGREED,
    )
    return answered(values_of(PLAN, _answer(done, offer, has_key=KEY in request.headers)))


def _way(actor: Actor, offer: ImportTarget, given: Mapping[str, str]) -> ReadingChoice:
    """The instructions of the request on top of a saved matching."""
    way = (
        saved_matchings.named(actor, offer, given["matching"])
        if given.get("matching")
        else ReadingChoice()
    )
    meanings = import_json.meanings(given)
    maps = {name: {**way.maps.get(name, {}), **each} for name, each in meanings.items()}
    days = given.get("days")
    return replace(
        way,
        choice=LayoutChoice(
            given.get("encoding"),
            SEPARATORS.get(given.get("separator", "")),
            given.get("sheet"),
            int(given["header_row"]) if given.get("header_row") else None,
            given.get("hidden_rows") == "leave_out" or None,
            given.get("across"),
        ),
        maps={**way.maps, **maps},
        day_first=of_all(offer.specification, days == "day_first") if days else way.day_first,
        instructions=import_json.instructions(given),
        rows=import_json.row_choice(given),
    )


def _answer(done: OneShotImport, offer: ImportTarget, *, has_key: bool) -> ImportAnswer:
    """The response. With ``has_key`` it is stored for a day, so it contains no text of the file."""
    found, refused = recognised(done), done.shown[:MOST_TOLD]
    columns = found.columns
    unused: tuple[tuple[int, str | None], ...] = found.unused
    if has_key:
        ours = {each.source: each.column for each in done.parsed.matching.matches if each.source}
        refused = [_bare(each, ours) for each in refused]
        columns = tuple(replace(each, match=_without_text(each.match)) for each in columns)
        unused = tuple((place, None) for place, _name in unused)
    return ImportAnswer(
        kind=offer.name,
        written=done.written,
        counts=done.planned.counts,
        digest=done.planned.digest,
        held=done.is_held,
        refusals=tuple(refused),
        columns=columns,
        unused=unused,
        understood=() if has_key else found.understood[:MOST_TOLD],
        unknown=() if has_key else found.unknown[:MOST_TOLD],
        questions=found.questions,
        notes=() if has_key else found.notes,
    )


def _without_text(match: Match) -> Match:
    """A match without any text of the file or its sender."""
    constant = None if match.constant is None else ""
    return Match(match.column, None, constant, match.why)


def _bare(sent: Refusal, ours: Mapping[str, str]) -> Refusal:
    """An error by our column name, without any text of the file."""
    column = ours.get(sent.column, sent.column) if sent.column else None
    text, reason = sent.value.strip(), sent.reason
    reason = reason.replace(text, "…") if len(text) > 2 else reason
    return Refusal(sent.file, sent.row, column, "", reason)


def _members(offer: ImportTarget) -> dict[str, str]:
    """The members of the form. Raises Invalid for unknown members and values."""
    known = {each.name: each for each in (*MEMBERS, *INTO[offer.into])}
    sent = {*request.form, *request.files}
    faults = {name: [_("this field does not exist")] for name in sent - known.keys()}
    for name, text in request.form.items():
        allowed = known[name].schema.get("enum") if name in known else None
        if allowed and text not in allowed:
            faults[name] = [_("one of %(allowed)s", allowed=formats.listed(allowed))]
        elif name == "header_row" and not _is_row(text):
            faults[name] = [_("a row number, or 0 if no row has the column names")]
        elif "\0" in text:  # no database keeps one
            faults[name] = [_("the text contains a NUL or incomplete character; remove it")]
    if "file" in request.form:
        faults["file"] = [_("must be a file")]
    if faults:
        raise Invalid(faults)
    return {name: text for name, text in request.form.items() if text}


def _is_row(text: str) -> bool:
    return not text or (text.isascii() and text.isdigit() and len(text) < 6)


def _file() -> tuple[str, bytes]:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise Invalid({"file": [_("must be a file")]})
    most = attachment_upload.most_megabytes()
    content = file.read(most * MEGABYTE + 1)
    if len(content) > most * MEGABYTE:
        raise Invalid({"file": [_("at most %(most)s MB", most=most)]})
    return file.filename, content


def _act(offer: ImportTarget) -> Endpoint:
    scope, of = _RIGHTS[offer.into]
    return Endpoint(
        name=f"import_{offer.name}",
        method="POST",
        path=f"/imports/{offer.name}",
        summary=_l("Import a file: %(kind)s", kind=offer.name),
        about=_l(
            "Only checks the file, unless `write` is `yes`. `/data/import/%(kind)s` "
            "describes the columns. The response shows which column matches which "
            "field, and why. Nothing is written while a match is uncertain: name the "
            "column in `match`. The same file again changes nothing.",
            kind=offer.name,
        ),
        scope=scope,
        of=of,
        does=lambda: _import(offer),
        form=(*MEMBERS, *INTO[offer.into]),
        needed=("file",)
        if offer.into is ImportDestination.REGISTRY
        else ("file", offer.into.value),
        answers=BodySchema(name="ImportPlan", fields=PLAN),
    )


_RIGHTS = {
    ImportDestination.REGISTRY: (Scope.REGISTRY_WRITE, Audience.ADMINISTRATOR),
    ImportDestination.ORGANISATION: (Scope.ACTIONS_WRITE, Audience.CONTRIBUTOR),
    ImportDestination.REPORT: (Scope.REPORTS_WRITE, Audience.FOCAL_POINT),
}
ACTS = tuple(_act(offer) for offer in OFFERS.values())
