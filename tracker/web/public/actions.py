"""Pages of actions: the list, and one action with its sources and replies."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.core import collation
from tracker.core.errors import BadParameter, NotFound
from tracker.core.languages import LANGUAGES
from tracker.core.record_texts import record_text
from tracker.evidence.queries import action_list
from tracker.evidence.queries.action_detail import public_action
from tracker.evidence.queries.replies import replies_to
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import Snapshot, load_snapshot
from tracker.labels.codes import LABELS, filter_labels
from tracker.registry.queries import commitments as registry
from tracker.reporting.answer_definitions import LEVEL_MEANINGS
from tracker.review.revisions import revision
from tracker.review.sentences import sentence
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.formats import state_name
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with
from tracker.web.workspace.reporting_words import pieces

blueprint = Blueprint("actions", __name__)

# The number of a version is small: one with more digits than that was never given.
_REFERENCE = re.compile(r"[A-Za-z0-9-]{1,36}(\.[0-9]{1,3})?")
FILTERS = ("region", "group", "pillar", "theme", "instrument")
MORE = {
    "state": query_params.free_text,
    "commitment": query_params.free_text,
    "kind": query_params.one_of(ActionKind),
    "polarity": query_params.one_of(Polarity),
    "organisation": query_params.free_text,
    "page": query_params.positive_number,
}


@blueprint.get("/actions")
@everyone
def index() -> ResponseReturnValue:
    """Every action that counts on the day and matches the filters, newest first."""
    asked = query_params.parse_page_params(filters=FILTERS, more=MORE)
    seen, reading = load_snapshot(asked.reading), asked.reading
    organisations = action_list.named(reading.as_of, reading.known_by)
    _check(asked, seen, [one.public_id for one in organisations])
    found = _listed(asked, reading)
    if not 1 <= found.number <= found.pages:
        raise BadParameter("page", str(found.number), f"1–{found.pages}")
    return render_template(
        "actions/index.html",
        asked=asked,
        found=found,
        seen=seen,
        cards=registry.register().cards,
        choices=_choices(seen, organisations),
        narrowed=_narrowing(asked),
        csv=asked.query(page=None),
    )


@blueprint.get("/actions/<reference>")
@everyone
def action(reference: str) -> ResponseReturnValue:
    """One action: details, commitments, sources, replies, decisions, versions."""
    if not _REFERENCE.fullmatch(reference):
        raise NotFound("action", reference)
    if reference != reference.upper():
        given = request.args.to_dict(flat=False)
        return redirect(url_with(".action", given, reference=reference.upper()), 301)
    asked = query_params.parse_page_params()
    page = public_action(reference, asked.reading.known_by)
    known_by = asked.reading.known_by
    return render_template(
        "actions/action.html",
        asked=asked,
        page=page,
        answers=replies_to([reference], known_by).get(reference, ()) if page.action else (),
        seen=load_snapshot(asked.reading),
        cards=registry.register().cards,
        revision=revision(),
        address=url_for(".action", reference=reference, _external=True, **asked.carried()),
        sentence=sentence,
        **words(),
    )


def words() -> dict[str, Any]:
    """What the templates of an action need besides it."""
    return {"definitions": LEVEL_MEANINGS, "pieces": pieces, "languages": LANGUAGES}


def _listed(asked: PageParams, reading: ScoringParams) -> action_list.Page:
    wanted = action_list.ActionQuery(
        _narrowing(asked), reading.as_of, reading.known_by, reading.tiers, reading.survivor_led
    )
    return action_list.listed(wanted, page=int(asked.more.get("page", "1")))


def _narrowing(asked: PageParams) -> dict[str, str]:
    return {**asked.filters, **{k: text for k, text in asked.more.items() if k != "page"}}


def _check(asked: PageParams, seen: Snapshot, organisations: Sequence[str]) -> None:
    """Raise BadParameter for an unknown code."""
    register = registry.register()
    known: Mapping[str, Any] = {
        "theme": register.themes,
        "instrument": register.instruments,
        "commitment": register.cards,
        "state": seen.states,
    }
    chosen = _narrowing(asked)
    for name, codes in known.items():
        if name in chosen and chosen[name] not in codes:
            raise BadParameter(name, chosen[name], sorted(codes))
    # Organisations that are not named in public are never disclosed.
    if chosen.get("organisation", "") not in ("", *organisations):
        raise BadParameter("organisation", chosen["organisation"][:40], organisations)


def _choices(
    seen: Snapshot, organisations: Sequence[action_list.NamedOrganisation]
) -> dict[str, list[tuple[str, Any]]]:
    register = registry.register()
    states = collation.choices((iso3, state_name(line)) for iso3, line in seen.states.items())
    return {
        **{name: list(filter_labels()[name].items()) for name in ("region", "group")},
        **{name: list(LABELS[name].items()) for name in ("pillar", "polarity")},
        "kind": list(LABELS["action_kind"].items()),
        "state": states,
        "theme": collation.choices(
            (code, record_text(each.name)) for code, each in register.themes.items()
        ),
        "instrument": [
            (code, record_text(each.title)) for code, each in register.instruments.items()
        ],
        "organisation": [(one.public_id, one.name) for one in organisations],
    }
