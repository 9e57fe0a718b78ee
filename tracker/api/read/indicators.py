"""Indicators: what they measure, on which scale, and for which commitments."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from tracker.api.core.collections import Collection, CollectionQuery, sort_after
from tracker.api.core.cursors import Key
from tracker.api.core.fields import LEVEL, TEXT, Field, from_draft, parts
from tracker.api.core.parameters import INDICATOR
from tracker.api.core.routes import register_collection
from tracker.core.errors import NotFound
from tracker.gap.facts import ScoringParams
from tracker.registry.indicator_drafts import IndicatorDraft
from tracker.registry.queries.indicators import IndicatorView, indicator_views

STEPS = (
    Field("value", _l("Value as recorded"), TEXT, lambda one: one.value, "3"),
    Field("level", _l("The level that it means"), LEVEL, lambda one: one.level, 2),
    Field("label", _l("Short word for the value"), TEXT, lambda one: one.label, "Partial"),
    Field("meaning", _l("Meaning"), TEXT, lambda one: one.meaning, "Part of it is done."),
)
MEASURES = (
    Field("commitment", _l("The commitment"), TEXT, lambda one: one.reference, "GPA-2010-08"),
    Field(
        "reason",
        _l("Reason, and what it leaves out"),
        TEXT,
        lambda one: one.reason,
        "It tells this.",
    ),
    Field(
        "ceiling",
        _l("The highest level that the indicator can show of the commitment"),
        LEVEL,
        lambda one: one.ceiling,
        4,
    ),
)


def rows(ask: CollectionQuery) -> Iterator[tuple[Key, IndicatorView]]:
    """Rows in the order of their codes."""
    return sort_after((((view.code,), view) for view in indicator_views(ask.reading.known_by)), ask)


def one(reading: ScoringParams, indicator: str) -> IndicatorView:
    """The indicator with this code. Raises NotFound."""
    for _key, view in rows(CollectionQuery(reading)):
        if view.code == indicator:
            return view
    raise NotFound("indicator", indicator)


COLLECTION = Collection(
    name="indicators",
    row="Indicator",
    title=_l("Indicators"),
    about=_l("Indicators, with unit and limits."),
    fields=(
        *from_draft(
            IndicatorDraft,
            {
                "code": lambda view: view.code,
                "title": lambda view: view.title,
                "statement": lambda view: view.statement,
                "type": lambda view: view.type,
                "kind": lambda view: view.kind,
                "unit": lambda view: view.unit,
                "direction": lambda view: view.direction,
                "treaty": lambda view: view.treaty[0] if view.treaty else None,
                "source_note": lambda view: view.source_note,
                "speaks": lambda view: view.speaks,
            },
        ),
        parts("scale", _l("Which level each value means"), STEPS, lambda view: view.steps),
        parts(
            "measures",
            _l("The commitments that it measures: our judgement"),
            MEASURES,
            lambda view: view.measures,
        ),
    ),
    rows=rows,
    kinds=(str,),
    identity=(INDICATOR,),
    one=one,
)
blueprint = register_collection(COLLECTION)
