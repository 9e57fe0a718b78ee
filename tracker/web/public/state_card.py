"""The report card of a State as a PDF, at the same reading as its page.

What draws it brings numpy along and is read when the first card is asked for: a start-up that
serves no card does not wait for it.
"""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.card.builder import DueReport, StateCard, due_report, state_card
from tracker.card.narrative import narrate, numbers
from tracker.charts import catalogue
from tracker.labels.codes import label
from tracker.registry.queries.states import state_profile
from tracker.reporting.queries import reports_of_state
from tracker.review.revisions import is_demonstration
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.caching import shows_one_state
from tracker.web.core.query_params import PageParams
from tracker.web.public.card_address import dated, in_capitals, permanent
from tracker.web.public.citations import card_citation

if TYPE_CHECKING:
    from tracker.card.pdf.document import Contents

blueprint = Blueprint("state_card", __name__)


@blueprint.get("/states/<iso3>/card.pdf")
@everyone
@shows_one_state
def pdf(iso3: str) -> ResponseReturnValue:
    """The card on A4, made again only after a public change."""
    from tracker.card.pdf.document_cache import cached_document

    if upper := in_capitals(iso3=iso3):
        return upper
    asked = query_params.parse_page_params(more={"since": query_params.past_day})
    card = state_card(iso3, asked.reading, query_params.since(asked))
    due = due_report(iso3, asked.reading)
    answer = Response(
        cached_document(
            card, due, permanent(asked, iso3=iso3), lambda: _contents(asked, card, due)
        ),
        mimetype="application/pdf",
    )
    name = f"{iso3}-{card.reading.as_of:%Y%m%d}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _contents(asked: PageParams, card: StateCard, due: DueReport) -> "Contents":
    from tracker.card.pdf.document import Contents
    from tracker.card.pdf.rows import Ways

    iso3, reading = card.line.iso3, card.reading
    profile, carried = state_profile(iso3), dated(asked)
    carried.pop("since", None)
    place = label("group", profile.group) if profile.group else label("region", profile.region)
    return Contents(
        card=card,
        owed=due,
        narrative=narrate(card, due),
        kicker=f"{label('state_status', profile.status)} · {place}",
        pillars=catalogue.chart("state-pillars", reading, filters={}, state=iso3),
        timeline=catalogue.chart("state-timeline", reading, filters={}, state=iso3),
        reports=reports_of_state(iso3, reading.as_of, reading.known_by),
        numbers=numbers(card, due),
        cited=card_citation(card, permanent(asked, iso3=iso3)),
        licence=_("CC BY 4.0"),
        demonstration=is_demonstration(),
        ways=Ways(
            card=permanent(asked, iso3=iso3),
            methodology=url_for("methodology.page", _external=True),
            cell=lambda reference: url_for(
                "states.cell", iso3=iso3, reference=reference, _external=True, **carried
            ),
        ),
    )
