"""Pages of recommendations to single States, with the States' positions."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.core import collation
from tracker.core.errors import BadParameter
from tracker.gap.snapshot import Snapshot, load_snapshot
from tracker.labels.codes import LABELS
from tracker.registry.queries import recommendations
from tracker.registry.queries.positions import Days
from tracker.registry.queries.recommendation_selection import NONE
from tracker.registry.vocabulary import Mechanism, Stand
from tracker.review.visibility import has_begun
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.formats import state_name
from tracker.web.core.query_params import PageParams

blueprint = Blueprint("recommendations", __name__, url_prefix="/recommendations")

MORE: dict[str, query_params.Check] = {
    "state": query_params.free_text,
    "mechanism": query_params.one_of(Mechanism),
    "position": query_params.one_of((*Stand, NONE)),
    "q": query_params.free_text,
    "page": query_params.positive_number,
}
FILTERS = ("pillar", "theme", "instrument", "region", "group")


@blueprint.get("")
@everyone
def index() -> ResponseReturnValue:
    """The recommendations that match the filters and the search."""
    asked = query_params.parse_page_params(filters=FILTERS, more=MORE)
    seen = load_snapshot(asked.reading)
    themes = recommendations.themes_met()
    _refuse_unknown(asked, {"state": seen.states, "theme": themes})
    narrowing = {
        name: text for name, text in {**asked.filters, **asked.more}.items() if name != "page"
    }
    page = int(asked.more.get("page", "1"))
    found = recommendations.listed(narrowing, days(asked), page=max(page, 1))
    if not 1 <= page <= found.pages:
        allowed = _("a page from 1 to %(pages)s", pages=found.pages)
        raise BadParameter("page", str(page), allowed)
    return render_template(
        "recommendations/index.html",
        asked=asked,
        found=found,
        states=seen.states,
        narrowed=bool(narrowing),
        narrowing=_for_files(asked, narrowing),
        groups=_groups(seen, themes, asked.filters.get("instrument")),
    )


def page_of(reference: str, asked: PageParams) -> ResponseReturnValue:
    """The page of one recommendation. Raises NotFound."""
    row = recommendations.recommendation(reference, days(asked))
    reading = asked.reading
    begun = has_begun(row.asked_on, row.asked_precision, reading.as_of)
    public = row.published_on <= reading.known_by and begun
    return render_template(
        "recommendations/recommendation.html",
        asked=asked,
        row=row,
        state=load_snapshot(reading).states[row.iso3],
        public=public and (row.ended_on is None or row.ended_on > reading.known_by),
    )


def days(asked: PageParams) -> Days:
    """The two dates in the parameters."""
    return Days(asked.reading.as_of, asked.reading.known_by)


def _refuse_unknown(asked: PageParams, known: dict[str, Any]) -> None:
    document = asked.given.get("instrument")
    if document is not None and not recommendations.is_document(document):
        raise BadParameter("instrument", document[:40], _("a session or document on this site"))
    for name, codes in known.items():
        text = asked.given.get(name)
        if text is not None and text not in codes:
            raise BadParameter(name, text[:40], _("a code on this site"))


def _for_files(asked: PageParams, narrowing: dict[str, str]) -> dict[str, str]:
    """The parameters that the file supports: all except words."""
    return {**asked.carried(), **{name: text for name, text in narrowing.items() if name != "q"}}


def _groups(seen: Snapshot, themes: dict[str, str], document: str | None) -> list[Any]:
    """The filters. Of the many documents only the requested one."""
    states = collation.choices((iso3, state_name(line)) for iso3, line in seen.states.items())
    return [
        ("state", _("State"), states),
        ("mechanism", _("Mechanism"), LABELS["mechanism"].items()),
        ("position", _("Position"), LABELS["position"].items()),
        ("theme", _("Theme"), themes.items()),
        ("pillar", _("Pillar"), LABELS["pillar"].items()),
        *([("instrument", _("Session or document"), [(document, document)])] if document else ()),
    ]
