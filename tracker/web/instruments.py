"""Pages of the instruments: texts that record commitments, and treaties that are followed."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from tracker.gap.picture import picture
from tracker.registry import queries_commitments as registry
from tracker.registry.search import Piece
from tracker.registry.vocabulary import InstrumentKind
from tracker.web import commitment_list, commitment_words, parameters
from tracker.web.audience import everyone
from tracker.web.urls import url_with

blueprint = Blueprint("instruments", __name__, url_prefix="/instruments")


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """Every instrument, oldest first, with how many commitments are taken from it."""
    asked = parameters.asked()
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
    """One instrument: what it is, how much of it was seen, and its commitments in order."""
    asked = parameters.asked()
    if code != code.upper():
        return redirect(url_with(".instrument", asked.given, code=code.upper()), 301)
    found = registry.instrument(code)
    at_reading = picture(asked.reading)
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
