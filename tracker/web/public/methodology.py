"""Pages of the methodology. Constants and worked examples come from the code."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from tracker.assessment.agreement import ENOUGH, agreement
from tracker.assessment.service import reply_days
from tracker.card.robustness import DRIVERS, firmness_sentences
from tracker.gap import methodology as rules
from tracker.gap.second_example import second_example
from tracker.gap.worked_example import worked_example
from tracker.labels.codes import filter_labels
from tracker.registry.validity import DEFAULT_MONTHS
from tracker.registry.vocabulary import COUNTED_KINDS, Certainty, CommitmentKind
from tracker.reporting.answer_definitions import LEVEL_MEANINGS
from tracker.web.core import query_params
from tracker.web.core.audience import everyone
from tracker.web.core.files import sent_rows
from tracker.web.core.language import selected
from tracker.web.core.query_params import PageParams
from tracker.web.public import calculation_steps
from tracker.web.public import methodology_versions as versions_table

blueprint = Blueprint("methodology", __name__)

VOICES = {
    "indicator:party": _l("An indicator: party to the treaty"),
    "indicator:index": _l("An indicator: an index of policy"),
    "organisation:one": _l("An action logged by an organisation, which contradicts"),
    "family:official": _l("Official records"),
    "family:F": _l("Family F"),
    "family:G": _l("Family G"),
}
INDICATORS = {
    "indicator:law": _l("Law on non-punishment (standing)"),
    "indicator:index": _l("General index on protection"),
    "indicator:in_law": _l("Victims are not treated as criminals, in law"),
    "indicator:seen": _l("Victims were seen treated as criminals"),
}
MONTHS_A_YEAR = 12
# What the page of versions itself varies.
VARIED = ("rules", "age")


@blueprint.get("/methodology")
@everyone
def page() -> ResponseReturnValue:
    """How levels, gaps, coverage and ranges are computed, with two live examples."""
    query_params.parse_page_params(reading=False)
    example = worked_example()
    return render_template(
        "methodology/page.html",
        rules=rules,
        level_meanings=LEVEL_MEANINGS,
        example=example,
        second=second_example(),
        firmness=firmness_sentences(example.firmness),
        drivers=DRIVERS,
        sums=calculation_steps,
        voices=VOICES,
        indicators=INDICATORS,
        duration=duration,
        default_months=DEFAULT_MONTHS,
        percent_limits=percent_limits(),
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


def duration(months: int | None) -> str:
    """How long a record counts, in years if whole. None: until a later record."""
    if months is None:
        return _("until a later record")
    years, rest = divmod(months, MONTHS_A_YEAR)
    if rest:
        return ngettext("%(num)s month", "%(num)s months", months)
    return ngettext("%(num)s year", "%(num)s years", years)


def percent_limits() -> list[float]:
    """The upper percentage of each level except the highest."""
    values = list(rules.VALUE.values())
    return [50 * (low + high) for low, high in zip(values, values[1:], strict=False)]


@blueprint.get("/methodology/versions")
@everyone
def versions() -> ResponseReturnValue:
    """What version 2 changed and why, and every State under both versions."""
    asked = _asked()
    if not asked.given.keys().isdisjoint(VARIED):
        return redirect(url_for(".versions", **_without_varied(asked)), 303)
    return render_template(
        "methodology/versions.html",
        asked=asked,
        rules=rules,
        table=_table(asked),
        progress=versions_table.progress,
        options=filter_labels(),
    )


@blueprint.get("/methodology/versions.csv")
@everyone
def versions_file() -> ResponseReturnValue:
    """The same table as a file, with gaps and grades."""
    asked = _asked()
    return sent_rows(
        "methodology-versions",
        versions_table.COLUMNS,
        lambda: versions_table.file_rows(_table(asked), asked.reading, selected()),
        asked.reading.as_of,
    )


def _asked() -> PageParams:
    return query_params.parse_page_params(
        filters=("region", "group"),
        more={"sort": query_params.one_of(versions_table.SORTS)},
    )


def _without_varied(asked: PageParams) -> dict[str, Any]:
    return {name: text for name, text in asked.given.items() if name not in VARIED}


def _table(asked: PageParams) -> versions_table.VersionTable:
    return versions_table.version_table(
        asked.reading,
        asked.filters,
        sort=asked.more.get("sort", "name"),
        language=selected(),
    )
