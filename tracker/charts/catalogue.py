"""Every chart by name. A chart is cached by reading and parameters until records change.

Page, JSON and CSV ask here, so that the three cannot differ.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence

from tracker.charts.builders.compare import compare
from tracker.charts.builders.decisions import time_to_decision
from tracker.charts.builders.heatmap import heatmap
from tracker.charts.builders.index import index_3p
from tracker.charts.builders.indicator_of_state import indicator_of_state
from tracker.charts.builders.indicators import indicator_latest, indicator_values
from tracker.charts.builders.joined import joined_index
from tracker.charts.builders.known import known
from tracker.charts.builders.lanes import lanes
from tracker.charts.builders.levels import (
    commitment_levels,
    commitment_map,
    commitments_by_level,
)
from tracker.charts.builders.movement import (
    commitment_movement,
    movement,
    state_movement,
    thread_movement,
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
from tracker.core.cache import Cache
from tracker.core.errors import NotFound
from tracker.gap.facts import ScoringParams
from tracker.labels import charts
from tracker.registry.queries.states import state_ids
from tracker.review.publishable import REGISTRY, SHARED, part_of_state
from tracker.review.revisions import cached, dated_revision, revised_parts

CHARTS: Cache[Chart] = Cache(400)
OF_ONE_STATE = frozenset(
    {"indicator-of-state", "state-movement", "state-pillars", "state-timeline"}
)
# What a reader may choose of how to look, by chart.
OPTIONS = {"heatmap": ("show", "sort"), "trend": ("since", "split")}

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
    "indicator-of-state": indicator_of_state,
    "time-to-decision": time_to_decision,
    "consultation": consultation,
    "survivor-led": survivor_led,
    "joined-index": joined_index,
    "movement": movement,
    "state-movement": state_movement,
    "commitment-movement": commitment_movement,
    "thread-movement": thread_movement,
    "silence": silence,
    "due-reports": due_reports,
}


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
    """The chart of that name. Raises NotFound for unknown names, or BadParameter."""
    if name not in BUILDERS:
        raise NotFound("chart", name)
    given = {"state": state, "commitment": commitment, "indicator": indicator}
    parameters = {key: text for key, text in given.items() if text}
    if states:
        parameters["states"] = ",".join(states)
    parameters |= filters or {}
    heeded = {key: text for key, text in (options or {}).items() if key in OPTIONS.get(name, ())}
    parameters |= heeded
    question = Question(
        scope=scope(reading, filters or {}, only=state if name in OF_ONE_STATE else None),
        state=state,
        commitment=commitment,
        states=tuple(states),
        indicator=indicator,
        options=heeded,
        parameters=parameters,
    )
    key = (name, reading, charts.language(), *parameters.items())
    return cached(CHARTS, key, _version(name, state), lambda: BUILDERS[name](question))


def _version(name: str, state: str | None) -> Hashable:
    """The revisions that a chart depends on: of one State's records, or of everything."""
    state_id = state_ids().get(state or "") if name in OF_ONE_STATE else None
    if state_id is None:
        return dated_revision()
    return revised_parts(REGISTRY, SHARED, part_of_state(state_id))
