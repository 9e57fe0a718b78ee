"""Suggestions while typing in the search field, as a light response for scripts."""

from typing import Any

from flask import Blueprint, jsonify, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.search.suggestions import (
    Suggestion,
    SuggestionFilter,
    SuggestionKind,
    suggestions,
)
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import never_stored
from tracker.web.core.language import selected
from tracker.web.core.query_params import PageParams

blueprint = Blueprint("search_suggest", __name__)

MORE = {"q": query_params.free_text, "kind": query_params.one_of(SuggestionKind)}
KINDS = {
    SuggestionKind.STATE: _l("State"),
    SuggestionKind.TOPIC: _l("Commitments of a State"),
    SuggestionKind.THEME: _l("Theme"),
    SuggestionKind.INSTRUMENT: _l("Text or treaty"),
    SuggestionKind.COMMITMENT: _l("Commitment"),
    SuggestionKind.ORGANISATION: _l("Organisation"),
}


@blueprint.get("/search/suggest")
@everyone
@never_stored
def suggest() -> ResponseReturnValue:
    """Up to eight suggestions with kind and address, at the same reading."""
    asked = query_params.parse_page_params(more=MORE)
    kind = asked.more.get("kind")
    found = suggestions(
        SuggestionFilter(
            text=asked.more.get("q", ""),
            as_of=asked.reading.as_of,
            known_by=asked.reading.known_by,
            kind=SuggestionKind(kind) if kind else None,
            language=selected(),
        )
    )
    return jsonify(
        suggestions=[
            {"text": one.text, "kind": _kind(one), "address": _address(one, asked)} for one in found
        ]
    )


def _kind(one: Suggestion) -> str:
    """The kind in words, with the reference if readers know it."""
    words = str(KINDS[one.kind])
    has_reference = one.kind in (SuggestionKind.COMMITMENT, SuggestionKind.INSTRUMENT)
    return f"{words} · {one.key}" if has_reference else words


def _address(one: Suggestion, asked: PageParams) -> str:
    endpoint, values = _place(one)
    every: dict[str, Any] = {**values, **asked.carried()}
    return url_for(endpoint, **every)


def _place(one: Suggestion) -> tuple[str, dict[str, str | None]]:
    """The page of a suggestion: endpoint and parameters."""
    if one.kind is SuggestionKind.TOPIC:
        return "state_tabs.commitments", {"iso3": one.key, "theme": one.theme}
    if one.kind is SuggestionKind.STATE:
        return "states.state", {"iso3": one.key}
    if one.kind is SuggestionKind.THEME:
        return "commitments.index", {"theme": one.key}
    if one.kind is SuggestionKind.INSTRUMENT:
        return "instruments.instrument", {"code": one.key}
    if one.kind is SuggestionKind.COMMITMENT:
        return "commitments.commitment", {"reference": one.key}
    return "organisations.organisation", {"public_id": one.key}
