"""The page of the methodology: its constants and its worked example come from the code itself."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from tracker.assessment.agreement import ENOUGH, agreement
from tracker.assessment.service import reply_days
from tracker.card.robustness import DRIVERS, firmness_sentences
from tracker.gap import methodology as rules
from tracker.gap.worked_example import worked_example
from tracker.registry.vocabulary import COUNTED_KINDS, Certainty, CommitmentKind
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.public import calculation_steps

blueprint = Blueprint("methodology", __name__)

STREAMS = {
    "indicator:party": _l("An indicator: party to the treaty"),
    "indicator:index": _l("An indicator: an index of policy"),
    "organisation:one": _l("An act logged by an organisation, which contradicts"),
}


@blueprint.get("/methodology")
@everyone
def page() -> ResponseReturnValue:
    """How levels, gaps, coverage and bounds come about, with the example computed now."""
    query_params.parse_page_params(reading=False)
    example = worked_example()
    return render_template(
        "methodology/page.html",
        rules=rules,
        example=example,
        firmness=firmness_sentences(example.firmness),
        drivers=DRIVERS,
        sums=calculation_steps,
        streams=STREAMS,
        counted=[kind for kind in CommitmentKind if kind in COUNTED_KINDS],
        included=[kind for kind in CommitmentKind if kind in rules.RECOMMENDATION_KINDS],
        uncounted=[
            kind
            for kind in CommitmentKind
            if kind not in COUNTED_KINDS and kind not in rules.RECOMMENDATION_KINDS
        ],
        certainties=tuple(Certainty),
        agreement=agreement(),
        enough=ENOUGH,
        reply_days=reply_days(),
    )
