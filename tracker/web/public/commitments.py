"""Pages of commitments: the list with filters and search, and each commitment."""

from itertools import groupby
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.charts.catalogue import chart
from tracker.core.languages import LANGUAGES
from tracker.evidence.queries.recent import newest
from tracker.exchange.downloads.catalogue import download
from tracker.exchange.downloads.download import UN_WORDING
from tracker.exchange.downloads.selection import Selection
from tracker.gap.outcomes import CellOutcome
from tracker.gap.snapshot import Snapshot, load_snapshot
from tracker.labels import charts
from tracker.registry.queries import commitments as registry
from tracker.registry.queries import threads
from tracker.registry.queries.official_wordings import wordings_of
from tracker.registry.queries.positions import positions_on
from tracker.registry.summaries import Card
from tracker.registry.vocabulary import CommitmentKind
from tracker.web.core import language, query_params
from tracker.web.core.audience import everyone
from tracker.web.core.files import sent_file
from tracker.web.core.query_params import PageParams
from tracker.web.core.urls import url_with
from tracker.web.public import commitment_list, commitment_page, commitment_words, recommendations

blueprint = Blueprint("commitments", __name__, url_prefix="/commitments")
MOVEMENT = "commitment-movement"
CHARTS = ("commitment-levels", MOVEMENT, "commitment-map")


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """The commitments that match the filters and the search."""
    asked = query_params.parse_page_params(
        filters=commitment_list.FILTERS, more=commitment_list.MORE
    )
    at_reading = load_snapshot(asked.reading)
    found = commitment_list.find(at_reading, registry.register(), asked.given)
    return render_template(
        "commitments/index.html",
        asked=asked,
        found=found,
        sorts=commitment_list.SORTS,
        members=len(at_reading.members),
    )


@blueprint.get("/list.csv")
@everyone
def rows() -> ResponseReturnValue:
    """The whole filtered list in order, as a file."""
    asked = query_params.parse_page_params(
        filters=commitment_list.FILTERS, more=commitment_list.MORE
    )
    found = commitment_list.find(load_snapshot(asked.reading), registry.register(), asked.given)
    selection = Selection(asked.reading, references=found.references)
    return sent_file(download("commitment_gaps"), selection)


@blueprint.get("/<reference>")
@everyone
def commitment(reference: str) -> ResponseReturnValue:
    """One commitment: its text, addressees, certainty, and outcomes by State."""
    asked = query_params.parse_page_params()
    if reference != reference.upper():
        address = url_with(".commitment", asked.given, reference=reference.upper())
        return redirect(address, 301)
    if reference not in registry.register().cards:
        return recommendations.page_of(reference, asked)
    card, at_reading = registry.card(reference), load_snapshot(asked.reading)
    if reference not in at_reading.commitments:
        return _not_public(card, asked)
    return render_template(
        "commitments/commitment.html", asked=asked, **_whole(card, at_reading, asked)
    )


def _not_public(card: Card, asked: PageParams) -> str:
    """The response for a commitment that is not yet public or is retired."""
    if registry.has_ended(card, asked.reading.known_by):
        instead = registry.register().cards.get(card.replaced_by or "")
        return render_template("commitments/retired.html", asked=asked, card=card, instead=instead)
    return render_template("commitments/not_yet_known.html", asked=asked, card=card)


def _whole(card: Card, at_reading: Snapshot, asked: PageParams) -> dict[str, Any]:
    """Everything on the page of a commitment."""
    reading, reference = at_reading.reading, card.reference
    siblings = registry.of_instrument(card.instrument.code, reading.known_by)
    related = registry.relations_of(reference, reading.known_by)
    row = commitment_list.row(card, at_reading)
    return {
        "row": row,
        "revision": at_reading.revision,
        "states": at_reading.states,
        "groups": commitment_page.groups(at_reading, reference),
        "observers": commitment_page.observers(at_reading, reference),
        "neighbours": commitment_page.neighbours(siblings, reference),
        "related": [(kind, list(each)) for kind, each in groupby(related, lambda one: one.kind)],
        "thread": threads.thread_of(reference, reading.known_by),
        "measures": registry.measures_of(reference, reading.known_by),
        "wordings": wordings_of(reference, reading.known_by, language.selected()),
        "wording_licence": UN_WORDING,
        "languages": LANGUAGES,
        "positions": commitment_page.positions(
            positions_on(reference, recommendations.days(asked)), at_reading
        ),
        "recent": newest(reference, reading.as_of, reading.known_by),
        "why": commitment_words.why_counted(card, reading),
        "kinds": commitment_words.KINDS,
        "relations": commitment_words.RELATIONS,
        "url_certainty": commitment_words.URL_CERTAINTY,
        "permanent": url_for(".commitment", reference=reference, _external=True, **_dated(asked)),
        "charts": [
            chart(name, reading, filters={}, commitment=reference)
            for name in CHARTS
            if row.tally.counts
            and (name != MOVEMENT or card.kind != CommitmentKind.TREATY_OBLIGATION)
        ],
    }


def _charts_of(card: Card) -> tuple[str, ...]:
    """The charts. Treaty obligations bind States from different days, so have no movement."""
    if card.kind != CommitmentKind.TREATY_OBLIGATION:
        return CHARTS
    return tuple(name for name in CHARTS if name != MOVEMENT)


def _dated(asked: PageParams) -> dict[str, str]:
    """The reading with both days, so that a cited address does not change."""
    reading = asked.reading
    return asked.carried(as_of=reading.as_of.isoformat(), known_by=reading.known_by.isoformat())


@blueprint.app_template_global()
def outcome_word(word: CellOutcome) -> str:
    """An outcome without a level, in words."""
    return str(charts.SAYS[word])
