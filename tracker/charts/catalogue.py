"""Every chart by its name; built once for each public revision, reading and set of parameters.

Page, JSON and CSV ask here, so that the three cannot differ.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

from tracker.charts.builders.compare import compare
from tracker.charts.builders.decisions import time_to_decision
from tracker.charts.builders.heatmap import heatmap
from tracker.charts.builders.index import index_3p
from tracker.charts.builders.indicators import indicator_latest, indicator_values
from tracker.charts.builders.joined import joined_index
from tracker.charts.builders.known import known
from tracker.charts.builders.lanes import lanes
from tracker.charts.builders.levels import (
    commitment_levels,
    commitment_map,
    commitments_by_level,
)
from tracker.charts.builders.participation import consultation, survivor_led
from tracker.charts.builders.pillars import pillars, state_pillars
from tracker.charts.builders.question import Question
from tracker.charts.builders.regions import regions
from tracker.charts.builders.silence import due_reports, silence
from tracker.charts.builders.spread import spread
from tracker.charts.builders.timeline import state_timeline
from tracker.charts.builders.treaties import ratifications, recent
from tracker.charts.builders.trend import trend
from tracker.charts.builders.world import gap_map
from tracker.charts.chart import Chart
from tracker.charts.scope import scope
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.gap.facts import ScoringParams
from tracker.labels import charts
from tracker.review.publication import revision

KEPT_CHARTS = 200
# What a reader may choose of how to look, by chart.
OPTIONS = {"heatmap": ("show",), "trend": ("since", "split")}

BUILDERS: dict[str, Callable[[Question], Chart]] = {
    "known": known,
    "map": gap_map,
    "pillars": pillars,
    "commitments-by-level": commitments_by_level,
    "ratifications": ratifications,
    "index-3p": index_3p,
    "recent-acts": recent,
    "state-pillars": state_pillars,
    "state-timeline": state_timeline,
    "commitment-levels": commitment_levels,
    "commitment-map": commitment_map,
    "compare": compare,
    "heatmap": heatmap,
    "lanes": lanes,
    "regions": regions,
    "spread": spread,
    "trend": trend,
    "indicator-values": indicator_values,
    "indicator-latest": indicator_latest,
    "time-to-decision": time_to_decision,
    "consultation": consultation,
    "survivor-led": survivor_led,
    "joined-index": joined_index,
    "silence": silence,
    "due-reports": due_reports,
}

_kept: OrderedDict[tuple[object, ...], Chart] = OrderedDict()
_lock = Lock()


def chart(
    name: str,
    reading: ScoringParams,
    *,
    filters: Mapping[str, str] | None = None,
    state: str | None = None,
    commitment: str | None = None,
    states: Sequence[str] = (),
    indicator: str | None = None,
    options: Mapping[str, str] | None = None,
) -> Chart:
    """The chart of that name; raises NotFound for an unknown name or thing, BadParameter."""
    if name not in BUILDERS:
        raise NotFound("chart", name)
    given = {"state": state, "commitment": commitment, "indicator": indicator}
    parameters = {key: text for key, text in given.items() if text}
    if states:
        parameters["states"] = ",".join(states)
    parameters |= filters or {}
    heeded = {key: text for key, text in (options or {}).items() if key in OPTIONS.get(name, ())}
    parameters |= heeded
    key = (db.engine, revision(), reading, charts.language(), name, *parameters.items())
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    made = BUILDERS[name](
        Question(
            scope=scope(reading, filters or {}),
            state=state,
            commitment=commitment,
            states=tuple(states),
            indicator=indicator,
            options=heeded,
            parameters=parameters,
        )
    )
    _keep(key, made)
    return made


def _keep(key: tuple[object, ...], made: Chart) -> None:
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT_CHARTS:
            _kept.popitem(last=False)
