"""Pages of the commitments: the list with its filters and search, and each commitment whole."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.dashboards.catalogue import chart
from tracker.evidence.recent import newest
from tracker.gap.picture import picture
from tracker.registry import queries_commitments as registry
from tracker.web import commitment_list, commitment_page, parameters
from tracker.web.audience import everyone

blueprint = Blueprint("commitments", __name__, url_prefix="/commitments")


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """Every commitment, or those that the filters and the search leave."""
    asked = parameters.asked(filters=commitment_list.FILTERS, more=commitment_list.MORE)
    found = commitment_list.find(picture(asked.reading), registry.register(), asked.given)
    return render_template("commitments/index.html", asked=asked, found=found)


@blueprint.get("/<reference>")
@everyone
def commitment(reference: str) -> ResponseReturnValue:
    """One commitment: what it asks, of whom, how sure we are, and how it stands in every state."""
    asked = parameters.asked()
    if reference != reference.upper():
        address = url_for(".commitment", reference=reference.upper(), **asked.given)
        return redirect(address, 301)
    card = registry.card(reference)
    at_reading = picture(asked.reading)
    if reference not in at_reading.commitments:
        return render_template("commitments/not_yet_known.html", asked=asked, card=card)
    reading = asked.reading
    return render_template(
        "commitments/commitment.html",
        asked=asked,
        row=commitment_list.row(card, at_reading),
        groups=commitment_page.groups(at_reading, reference),
        observers=commitment_page.observers(at_reading, reference),
        neighbours=commitment_page.neighbours(
            registry.of_instrument(card.instrument.code, reading.known_by), reference
        ),
        related=registry.relations_of(reference, reading.known_by),
        measures=registry.measures_of(reference, reading.known_by),
        recent=newest(reference, reading.as_of, reading.known_by),
        states=at_reading.states,
        charts=[
            chart(name, reading, filters={}, commitment=reference)
            for name in ("commitment-levels", "commitment-map")
        ],
    )
