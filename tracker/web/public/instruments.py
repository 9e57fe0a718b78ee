"""Pages of instruments: texts with commitments, and treaties."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.gap.snapshot import load_snapshot
from tracker.registry.queries import commitments as registry
from tracker.registry.vocabulary import InstrumentKind
from tracker.search.query import Piece
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.urls import url_with
from tracker.web.public import commitment_list, commitment_words

blueprint = Blueprint("instruments", __name__, url_prefix="/instruments")


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """Every instrument, oldest first, with its number of commitments."""
    asked = query_params.parse_page_params()
    known_by = asked.reading.known_by
    lines = [
        (instrument, registry.of_instrument(code, known_by))
        for code, instrument in registry.register().instruments.items()
    ]
    return render_template(
        "instruments/index.html",
        asked=asked,
        sources=[(each, cards) for each, cards in lines if cards],
        followed=[each for each, cards in lines if not cards],
        to_single=len(registry.register().documents),
    )


@blueprint.get("/<code>")
@everyone
def instrument(code: str) -> ResponseReturnValue:
    """One instrument with details, coverage, and its commitments in order."""
    asked = query_params.parse_page_params()
    if code != code.upper():
        return redirect(url_with(".instrument", asked.given, code=code.upper()), 301)
    found = registry.instrument(code)
    at_reading = load_snapshot(asked.reading)
    cards = registry.of_instrument(code, asked.reading.known_by)
    return render_template(
        "instruments/instrument.html",
        asked=asked,
        instrument=found,
        rows=[commitment_list.row(card, at_reading) for card in cards],
        indicators=registry.membership_indicators(code),
        url_certainty=commitment_words.URL_CERTAINTY,
        to_single=found.kind == InstrumentKind.RECOMMENDATIONS,
        unmarked=lambda text: [Piece(text, hit=False)],
    )
