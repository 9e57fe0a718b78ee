"""The map at the ends of past years as one table, so that the slider needs no more requests."""

import orjson
from flask import Blueprint, Response, current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.charts.builders.world import sentence
from tracker.charts.series import map_years
from tracker.core import clock
from tracker.gap.facts import ScoringParams
from tracker.gap.snapshot import load_snapshot
from tracker.labels import charts
from tracker.web.core import query_params
from tracker.web.core.audience import everyone

blueprint = Blueprint("map_years", __name__)


@blueprint.get("/charts/map/years.json")
@everyone
def table() -> ResponseReturnValue:
    """Every State at the end of each year. 202 while it is being computed."""
    query_params.parse_page_params(reading=False)
    rows = map_years.made_rows()
    if rows is None:
        if not current_app.testing:
            map_years.make_rows(current_app._get_current_object())  # type: ignore[attr-defined]
        return Response(status=202)
    return Response(orjson.dumps(_table(rows)), mimetype="application/json")


def _table(rows: dict[str, map_years.StateYears]) -> dict[str, object]:
    today = clock.today()
    lines = load_snapshot(ScoringParams(as_of=today, known_by=today)).states
    years = [day.year for day in map_years.year_ends()]
    return {
        "years": years,
        "sentences": [_sentence(rows, place) for place in range(len(years))],
        "words": {
            "now": _("{state}: progress {progress}%"),
            "past": _("{state}: progress {progress}%, last known in {year}"),
            "unknown": _("{state}: too little information"),
            "absent": _("{state}: not yet a member of the United Nations"),
        },
        "names": {iso3: charts.state_name(lines[iso3]) for iso3 in rows},
        "states": {iso3: [row.codes, row.progress, row.last_known] for iso3, row in rows.items()},
    }


def _sentence(rows: dict[str, map_years.StateYears], place: int) -> str:
    """The sentence on all States that were members then."""
    return sentence([one for row in rows.values() if (one := row.drawn[place]) is not None])
