"""The page of sources: what each one supplies, how old it is, and under which licence."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.evidence.queries.sources import families_of_sources
from tracker.registry.queries import recommendations
from tracker.registry.queries.positions import Days
from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("sources", __name__)


@blueprint.get("/sources")
@everyone
def index() -> ResponseReturnValue:
    """Every source of values of indicators, by family, with the number of recommendations."""
    asked = query_params.parse_page_params()
    reading = asked.reading
    families = families_of_sources(reading.as_of, reading.known_by)
    days = Days(reading.as_of, reading.known_by)
    return render_template(
        "sources/index.html",
        asked=asked,
        families=families,
        number=sum(len(family.sources) for family in families),
        recommendations=recommendations.number_of({}, days),
    )
