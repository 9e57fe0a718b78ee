"""The report card of a state as a PDF, at the same reading as its page.

What draws it brings numpy along and is read when the first card is asked for: a start-up that
serves no card does not wait for it.
"""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.dashboards import catalogue
from tracker.dashboards.card.building import Owed, StateCard, owed, state_card
from tracker.dashboards.card.telling import numbers, told
from tracker.registry.queries_states import state_profile
from tracker.reporting.queries import reports_of_state
from tracker.web import parameters
from tracker.web.audience import everyone
from tracker.web.card_address import dated, in_capitals, permanent
from tracker.web.citing import card_citation
from tracker.web.labels import label
from tracker.web.parameters import Asked

if TYPE_CHECKING:
    from tracker.dashboards.card.paper.document import Contents

blueprint = Blueprint("state_card", __name__)


@blueprint.get("/states/<iso3>/card.pdf")
@everyone
def pdf(iso3: str) -> ResponseReturnValue:
    """The card on A4, made anew only when something public has changed."""
    from tracker.dashboards.card.paper.kept import kept_document

    if upper := in_capitals(iso3=iso3):
        return upper
    asked = parameters.asked(more={"since": parameters.past_day})
    card = state_card(iso3, asked.reading, parameters.since(asked))
    due = owed(iso3, asked.reading)
    answer = Response(
        kept_document(card, due, permanent(asked, iso3=iso3), lambda: _contents(asked, card, due)),
        mimetype="application/pdf",
    )
    name = f"{iso3}-{card.reading.as_of:%Y%m%d}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _contents(asked: Asked, card: StateCard, due: Owed) -> "Contents":
    from tracker.dashboards.card.paper.document import Contents
    from tracker.dashboards.card.paper.rows import Ways

    iso3, reading = card.line.iso3, card.reading
    profile, carried = state_profile(iso3), dated(asked)
    carried.pop("since", None)
    place = label("group", profile.group) if profile.group else label("region", profile.region)
    return Contents(
        card=card,
        owed=due,
        told=told(card, due),
        kicker=f"{label('state_status', profile.status)} · {place}",
        pillars=catalogue.chart("state-pillars", reading, filters={}, state=iso3),
        timeline=catalogue.chart("state-timeline", reading, filters={}, state=iso3),
        reports=reports_of_state(iso3, reading.as_of, reading.known_by),
        numbers=numbers(card, due),
        cited=card_citation(card, permanent(asked, iso3=iso3)),
        licence=_("CC BY 4.0"),
        demonstration=bool(current_app.config.get("DEMO")),
        ways=Ways(
            card=permanent(asked, iso3=iso3),
            methodology=url_for("methodology.page", _external=True),
            cell=lambda reference: url_for(
                "states.cell", iso3=iso3, reference=reference, _external=True, **carried
            ),
        ),
    )
