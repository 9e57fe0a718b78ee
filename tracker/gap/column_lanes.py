"""What speaks in the lanes of many cells at once, from columns of numbers. Pure.

The rules are those of ``lane_levels``, ``voices`` and ``history``, written for arrays.
``tests/gap/test_columns.py`` compares both on random records.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tracker.gap.columns import LANES, NONE, STATUSES, TIERS, Flags, Numbers, Table
from tracker.gap.facts import ALL_LANES, LaneName, ScoringParams
from tracker.gap.methodology import TIER_WEIGHT
from tracker.registry.vocabulary import MembershipStatus

NAMES = tuple(LaneName)
_WEIGHTS = np.array([TIER_WEIGHT[tier] for tier in TIERS], np.int32)
_NOT_PARTY = STATUSES.index(MembershipStatus.NOT_PARTY)
_SIGNED = STATUSES.index(MembershipStatus.SIGNED)


class Votes(NamedTuple):
    """One row for each vote, by cell and rising level; ``rows`` are all records behind votes."""

    cell: Numbers
    level: Numbers
    tier: Numbers
    effective: Numbers
    voice: Numbers
    rows: Numbers  # places in the table of evidence


class Lanes(NamedTuple):
    """By cell, what speaks on a day: places in the tables of reports and assessments, or none."""

    report: Numbers
    votes: Votes
    assessment: Numbers
    levels: Mapping[LaneName, Numbers]


# Steps --------------------------------------------------------------------------------------------


def _ends(groups: Numbers) -> Flags:
    """Where the last of each run of equal numbers is."""
    if not len(groups):
        return np.empty(0, np.bool_)
    return np.append(groups[1:] != groups[:-1], True)


def _starts(groups: Numbers) -> Flags:
    """Where the first of each run of equal numbers is."""
    if not len(groups):
        return np.empty(0, np.bool_)
    return np.append(True, groups[1:] != groups[:-1])


def _counting(table: Table, day: Numbers, params: ScoringParams) -> Flags:
    """Which records speak on a day, which may differ from cell to cell."""
    then = day[table.cell]
    speaking: Flags = table.column["effective"] <= then
    if params.records_lapse:
        speaking &= table.column["until"] >= then
    return speaking


def _latest(table: Table, among: Flags, cells: int) -> Numbers:
    """By cell, the place of the latest of the chosen records."""
    found = np.full(cells, NONE, np.int32)
    places = np.flatnonzero(among)
    found[table.cell[places]] = places  # The last of a cell takes the place of those before it.
    return found


def taken(numbers: Numbers, places: Numbers) -> Numbers:
    """The number at each place; none where the place is none."""
    if not len(numbers):
        return np.full(len(places), NONE, np.int32)
    return np.where(places >= 0, numbers[places], NONE)


def _groups(table: Table) -> Numbers:
    """The number of each record's stream within its voice and cell, in rising order."""
    keys = (table.cell, table.column["family"], table.column["stream"])
    changes = np.zeros(len(table.cell), np.bool_)
    for key in keys:
        changes |= _starts(key)
    return np.cumsum(changes, dtype=np.int32)


def _chosen(table: Table, params: ScoringParams) -> Flags:
    """Records of evidence that the reader's choices let speak, with a level or without."""
    chosen = table.column["votes"] == 1
    if len(params.tiers) < len(TIERS):
        tiers = np.array([tier in params.tiers for tier in TIERS])
        chosen &= tiers[table.column["tier"]]
    if params.survivor_led:
        chosen &= table.column["survivor_led"] == 1
    return chosen


def _votes(table: Table, day: Numbers, params: ScoringParams) -> Votes:
    """The votes of the voices: of each the lower median of its streams' latest levels."""
    column = table.column
    silences = column["family"] >= 0
    among = _chosen(table, params) & _counting(table, day, params)
    places = np.flatnonzero(among & (silences | (column["level"] >= 0))).astype(np.int32)
    group = _groups(table)
    places = _with_signatures(table, places, group)
    level = np.minimum(column["level"][places], column["ceiling"][places])
    places, level = places[level >= 0], level[level >= 0]
    cell, voice = table.cell[places], column["voice"][places]
    ranks = np.lexsort((level, voice, cell))
    places, level, cell, voice = places[ranks], level[ranks], cell[ranks], voice[ranks]
    starts = np.flatnonzero(_starts(cell) | _starts(voice))
    if not len(starts):
        empty = np.empty(0, np.int32)
        return Votes(empty, empty, empty, empty, empty, empty)
    sizes = np.diff(np.append(starts, len(cell)))
    middle = starts + (sizes - 1) // 2
    votes = Votes(
        cell[starts],
        level[middle],
        np.minimum.reduceat(column["tier"][places], starts),
        np.maximum.reduceat(column["effective"][places], starts),
        voice[starts],
        places,
    )
    rising = np.lexsort((votes.level, votes.cell))
    return Votes(
        votes.cell[rising],
        votes.level[rising],
        votes.tier[rising],
        votes.effective[rising],
        votes.voice[rising],
        votes.rows,
    )


def _with_signatures(table: Table, places: Numbers, group: Numbers) -> Numbers:
    """The latest record of each stream; a signature in the stead of a later "not a party"."""
    last = places[_ends(group[places])]
    membership = table.column["membership"]
    if not (membership[last] == _NOT_PARTY).any():
        return last
    signed = places[membership[places] == _SIGNED]
    signed = signed[_ends(group[signed])]
    by_group = np.full(int(group[-1]) + 1, NONE, np.int32)
    by_group[group[signed]] = signed
    instead = by_group[group[last]]
    return np.where((membership[last] == _NOT_PARTY) & (instead >= 0), instead, last)


def _median(votes: Votes, cells: int) -> Numbers:
    """By cell, the weighted lower median of its votes."""
    found = np.full(cells, NONE, np.int32)
    if not len(votes.cell):
        return found
    weight = _WEIGHTS[votes.tier]
    starts = np.flatnonzero(_starts(votes.cell))
    sizes = np.diff(np.append(starts, len(votes.cell)))
    total = np.repeat(np.add.reduceat(weight, starts), sizes)
    sums = np.cumsum(weight)
    reached = sums - np.repeat(sums[starts] - weight[starts], sizes)
    enough = np.flatnonzero(2 * reached >= total)
    first = enough[_starts(votes.cell[enough])]
    found[votes.cell[first]] = votes.level[first]
    return found


def lanes_on(tables: Mapping[str, Table], day: Numbers, params: ScoringParams) -> Lanes:
    """What speaks on a day, which may differ from cell to cell."""
    cells = len(day)
    reports, assessments = tables["reports"], tables["assessments"]
    report = _latest(reports, _counting(reports, day, params), cells)
    assessment = _latest(assessments, _counting(assessments, day, params), cells)
    votes = _votes(tables["evidence"], day, params)
    levels = {
        LaneName.REPORTED: taken(reports.column["level"], report),
        LaneName.EVIDENCED: _median(votes, cells),
        LaneName.ASSESSED: taken(assessments.column["level"], assessment),
    }
    return Lanes(report, votes, assessment, levels)


def settled_in(lanes: Lanes, params: ScoringParams) -> tuple[Numbers, Numbers]:
    """By cell, the settled level and the place of its basis among the lanes."""
    level = np.full_like(lanes.report, NONE)
    basis = np.full_like(lanes.report, NONE)
    for lane in reversed(ALL_LANES):
        if lane in params.lanes:
            known = lanes.levels[lane] >= 0
            level = np.where(known, lanes.levels[lane], level)
            basis = np.where(known, NAMES.index(lane), basis)
    return level, basis


def newest_by_lane(tables: Mapping[str, Table], lanes: Lanes) -> dict[LaneName, Numbers]:
    """By lane and cell, when the newest record that counts was effective."""
    seen = np.full_like(lanes.report, NONE)
    np.maximum.at(seen, lanes.votes.cell, lanes.votes.effective)
    return {
        LaneName.REPORTED: taken(tables["reports"].column["effective"], lanes.report),
        LaneName.EVIDENCED: seen,
        LaneName.ASSESSED: taken(tables["assessments"].column["effective"], lanes.assessment),
    }


def of_basis(by_lane: Mapping[LaneName, Numbers], basis: Numbers) -> Numbers:
    """By cell, the number of the lane that settles it."""
    found = np.full_like(basis, NONE)
    for place, lane in enumerate(NAMES):
        found = np.where(basis == place, by_lane[lane], found)
    return found


# What was last known ------------------------------------------------------------------------------


def last_known(
    tables: Mapping[str, Table], lanes: Lanes, basis: Numbers, day: int, params: ScoringParams
) -> tuple[Numbers, Numbers]:
    """By cell, the level that it last had where it has none, and of which day that was."""
    level, on = np.full_like(basis, NONE), np.full_like(basis, NONE)
    if not params.records_lapse or params.current_only:
        return level, on
    asked = (basis == NONE) & _has_only_lapsed(tables, lanes, day, params)
    before = np.where(asked, day, NONE).astype(np.int32)
    while asked.any():
        tables = {name: tables[name].where(asked[tables[name].cell]) for name in LANES}
        before = _day_before(tables, before)
        asked = before > NONE
        then = lanes_on(tables, before, params)
        found, lane = settled_in(then, params)
        here = asked & (found >= 0)
        level = np.where(here, found, level)
        on = np.where(here, of_basis(newest_by_lane(tables, then), lane), on)
        asked &= ~here
        before = np.where(asked, before, NONE)
    return level, on


def _day_before(tables: Mapping[str, Table], before: Numbers) -> Numbers:
    """By cell, the last day before another after which a record begins or ceases to speak."""
    found = np.full_like(before, NONE)
    for name in LANES:
        table = tables[name]
        for days in (table.column["effective"] - 1, table.column["until"]):
            earlier = days < before[table.cell]
            np.maximum.at(found, table.cell[earlier], days[earlier])
    return found


def _has_only_lapsed(
    tables: Mapping[str, Table], lanes: Lanes, day: int, params: ScoringParams
) -> Flags:
    """Cells in which a chosen lane is silent and has records that no longer count."""
    cells = len(lanes.report)
    found = np.zeros(cells, np.bool_)
    for lane, name, latest in (
        (LaneName.REPORTED, "reports", lanes.report),
        (LaneName.ASSESSED, "assessments", lanes.assessment),
    ):
        if lane in params.lanes:
            held = np.zeros(cells, np.bool_)
            held[tables[name].cell] = True
            found |= held & (latest == NONE)
    if LaneName.EVIDENCED in params.lanes:
        held = np.zeros(cells, np.bool_)
        held[_lapsed_cells(tables["evidence"], day, params)] = True
        held[lanes.votes.cell] = False
        found |= held
    return found


def _lapsed_cells(table: Table, day: int, params: ScoringParams) -> Numbers:
    """Cells with a stream that spoke of a level once and of which nothing speaks any more."""
    if not len(table.cell):
        return table.cell
    group, chosen = _groups(table), _chosen(table, params)
    lapsed = table.column["until"] < day
    speaks = np.zeros(int(group[-1]) + 1, np.bool_)
    speaks[group[chosen & ~lapsed]] = True
    return table.cell[chosen & lapsed & (table.column["level"] >= 0) & ~speaks[group]]
