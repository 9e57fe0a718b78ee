"""Settles all cells of several States at once, from their records as columns of numbers. Pure.

The rules are those of ``lanes``, by the present version of the methodology alone. A cell is one
State and one commitment; ``explain`` gives the reasons for a standing.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

import numpy as np

from tracker.assessment.vocabulary import Confidence
from tracker.gap.column_lanes import (
    NAMES,
    Lanes,
    Votes,
    lanes_on,
    last_known,
    newest_by_lane,
    of_basis,
    settled_in,
    taken,
)
from tracker.gap.columns import (
    ANSWERS,
    CONFIDENCES,
    LANES,
    NONE,
    STATUSES,
    TIERS,
    Flags,
    Gathered,
    Numbers,
    Packed,
    Table,
    join_tables,
)
from tracker.gap.facts import Applicability, CommitmentFact, LaneName, ScoringParams, Standing
from tracker.gap.history import has_baseline
from tracker.gap.lanes import applicability_of, earlier_day, seen_level
from tracker.gap.methodology import CONTESTED_SPREAD, MANY_STREAMS, STRONG_TIERS, VALUE
from tracker.gap.scoring import divergence_of, gap_of
from tracker.registry.membership import is_before
from tracker.registry.vocabulary import MembershipStatus

_APPLICABILITIES = tuple(Applicability)
_STRONG = np.array([tier in STRONG_TIERS for tier in TIERS])
_PARTY, _SIGNED = (
    STATUSES.index(each) for each in (MembershipStatus.PARTY, MembershipStatus.SIGNED)
)
_HIGH, _MEDIUM, _LOW = (
    CONFIDENCES.index(each) for each in (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
)
_HIGHEST = max(VALUE)
T = TypeVar("T")


class StateRecords(NamedTuple):
    """The packed records of one State, and since when it is a member; None: an observer."""

    packed: Packed
    joined: date | None


def settle_states(
    states: Sequence[StateRecords], known: Mapping[int, CommitmentFact], reading: ScoringParams
) -> Iterator[dict[str, Standing]]:
    """For each State in order, its standings by reference, without the records behind them.

    Raises ValueError for a version of the methodology other than the present one.
    """
    if not (reading.rules.families_vote and reading.rules.ceilings):
        raise ValueError("only the present version of the methodology settles columns")
    ids = sorted(known)
    if not ids:
        yield from ({} for _ in states)
        return
    places = {commitment_id: place for place, commitment_id in enumerate(ids)}
    found = join_tables([each.packed for each in states], places, reading.as_of, reading.known_by)
    cells = _standings(found, states, [known[each] for each in ids], reading)
    references = [known[each].reference for each in ids]
    order = sorted(range(len(ids)), key=lambda place: references[place])
    for first in range(0, len(cells), len(ids)):
        yield {references[place]: cells[first + place] for place in order}


def _standings(
    found: Gathered,
    states: Sequence[StateRecords],
    commitments: Sequence[CommitmentFact],
    reading: ScoringParams,
) -> list[Standing]:
    cells = len(states) * len(commitments)
    today = reading.as_of.toordinal()
    lanes = lanes_on(found.tables, np.full(cells, today, np.int32), reading)
    level, basis = settled_in(lanes, reading)
    last, last_on = last_known(found.tables, lanes, basis, today, reading)
    newest = newest_by_lane(found.tables, lanes)
    applicability = _applicability(found.tables["memberships"], states, commitments, reading)
    moves = np.tile(np.array([has_baseline(each) for each in commitments]), len(states))
    moves &= applicability == _APPLICABILITIES.index(Applicability.APPLIES)
    reports = found.tables["reports"].column
    columns = {
        "applicability": applicability,
        "reported": lanes.levels[LaneName.REPORTED],
        "answer": taken(reports["code"], lanes.report),
        "reason": taken(reports["reason"], lanes.report),
        "evidenced": lanes.levels[LaneName.EVIDENCED],
        "assessed": lanes.levels[LaneName.ASSESSED],
        "settled": level,
        "basis": basis,
        "contested": _contested(lanes.votes, cells),
        "disputed": _disputed(found, lanes),
        "confidence": _confidence(found.tables["assessments"], lanes, basis),
        "regressed": _regressed(found.tables, level, reading),
        "newest_on": np.maximum.reduce(list(newest.values())),
        "settled_on": of_basis(newest, basis),
        "last_known": last,
        "last_known_on": last_on,
        "baseline": _baseline(found.tables, moves, commitments, reading),
        "moves": moves,
    }
    return list(_objects(columns, lanes.votes, found.texts))


def _applicability(
    memberships: Table,
    states: Sequence[StateRecords],
    commitments: Sequence[CommitmentFact],
    reading: ScoringParams,
) -> Numbers:
    """What the rule says of each commitment, then what is known of membership in its treaty."""
    rows = {
        joined: [
            _APPLICABILITIES.index(applicability_of(each, (), reading, joined=joined))
            for each in commitments
        ]
        for joined in (None, date.max)  # a member by the day, and one that joins later
    }
    early = [date.max if is_before(reading.as_of, each.joined) else None for each in states]
    found = np.array([rows[joined] for joined in early], np.int32).ravel()
    status = np.full(len(found), NONE, np.int32)
    deciding = memberships.column["status"] != _SIGNED
    status[memberships.cell[deciding]] = memberships.column["status"][deciding]
    unknown = found == _APPLICABILITIES.index(Applicability.MEMBERSHIP_UNKNOWN)
    applies = _APPLICABILITIES.index(Applicability.APPLIES)
    not_applicable = _APPLICABILITIES.index(Applicability.NOT_APPLICABLE)
    found[unknown & (status == _PARTY)] = applies
    found[unknown & (status != _PARTY) & (status != NONE)] = not_applicable
    return found


def _contested(votes: Votes, cells: int) -> Flags:
    lowest, highest = np.full(cells, _HIGHEST, np.int32), np.zeros(cells, np.int32)
    np.minimum.at(lowest, votes.cell, votes.level)
    np.maximum.at(highest, votes.cell, votes.level)
    spread: Flags = highest - lowest >= CONTESTED_SPREAD
    return spread


def _confidence(assessments: Table, lanes: Lanes, basis: Numbers) -> Numbers:
    """The reviewer's own, that of the votes, or low for a State's word on itself."""
    cells = len(basis)
    votes = np.bincount(lanes.votes.cell, minlength=cells)
    best = np.full(cells, len(TIERS) - 1, np.int32)
    np.minimum.at(best, lanes.votes.cell, lanes.votes.tier)
    firm = np.where(votes > 1, _MEDIUM, np.where(_STRONG[best], _MEDIUM, _LOW))
    firm = np.where(votes >= MANY_STREAMS, _HIGH, firm)
    lowered = _contested(lanes.votes, cells)
    firm = np.where(lowered, np.where(firm == _HIGH, _MEDIUM, _LOW), firm)
    own = taken(assessments.column["code"], lanes.assessment)
    found = np.where(basis == NAMES.index(LaneName.REPORTED), _LOW, NONE)
    found = np.where(basis == NAMES.index(LaneName.EVIDENCED), firm, found)
    return np.where(basis == NAMES.index(LaneName.ASSESSED), own, found).astype(np.int32)


def _regressed(tables: Mapping[str, Table], level: Numbers, reading: ScoringParams) -> Flags:
    day = np.full(len(level), earlier_day(reading).toordinal(), np.int32)
    before, _ = settled_in(lanes_on(tables, day, reading), reading)
    regressed: Flags = (level >= 0) & (level < _HIGHEST) & (level < before)
    return regressed


def _baseline(
    tables: Mapping[str, Table],
    moves: Flags,
    commitments: Sequence[CommitmentFact],
    reading: ScoringParams,
) -> Numbers:
    adopted = np.array([each.adopted_on.toordinal() for each in commitments], np.int32)
    days = np.tile(adopted, len(moves) // max(len(adopted), 1))
    level, _ = settled_in(lanes_on(tables, days, reading), reading)
    return np.where(moves, level, NONE)


def _disputed(found: Gathered, lanes: Lanes) -> Flags:
    """Cells in which a record that counts is contested by the latest answer of some side."""
    disputed = np.zeros(len(lanes.report), np.bool_)
    rows = found.answers
    if not len(rows):
        return disputed
    ordered = rows[np.lexsort((np.arange(len(rows)), *rows[:, 3::-1].T))]
    last = np.append((ordered[1:, :4] != ordered[:-1, :4]).any(axis=1), True)
    contested = ordered[last & (ordered[:, 4] == 1)]
    counting = np.concatenate(
        [
            _counting(0, found.tables["reports"], lanes.report[lanes.report >= 0]),
            _counting(1, found.tables["evidence"], lanes.votes.rows),
            _counting(2, found.tables["assessments"], lanes.assessment[lanes.assessment >= 0]),
        ]
    )
    hit = np.isin(_keys(contested[:, 0], contested[:, 1], contested[:, 2]), counting)
    disputed[contested[hit, 0]] = True
    return disputed


def _counting(lane: int, table: Table, places: Numbers) -> np.typing.NDArray[np.int64]:
    cell = table.cell[places]
    return _keys(cell, np.full(len(cell), lane, np.int32), table.fact[places])


def _keys(cell: Numbers, lane: Numbers, fact: Numbers) -> np.typing.NDArray[np.int64]:
    """One number for a record in a lane of a cell."""
    return (cell.astype(np.int64) * len(LANES) + lane) * 2**31 + fact


# Objects ------------------------------------------------------------------------------------------


def _objects(
    columns: Mapping[str, Numbers | Flags], votes: Votes, texts: Sequence[str]
) -> Iterator[Standing]:
    """A standing for each cell; cells that say the same share one."""
    rows = np.stack([each.astype(np.int32) for each in columns.values()], axis=1)
    keys = np.ascontiguousarray(rows).view(f"V{rows.shape[1] * 4}").ravel().tolist()
    bounds = np.searchsorted(votes.cell, np.arange(len(rows) + 1)).tolist()
    names = [texts[voice] for voice in votes.voice.tolist()]
    made: dict[tuple[bytes, tuple[str, ...]], Standing] = {}
    for place, key in enumerate(keys):
        voices = tuple(sorted(names[bounds[place] : bounds[place + 1]]))
        standing = made.get((key, voices))
        if standing is None:
            row = dict(zip(columns, rows[place].tolist(), strict=True))
            standing = made[key, voices] = _standing(row, voices, texts)
        yield standing


def _standing(row: Mapping[str, int], voices: tuple[str, ...], texts: Sequence[str]) -> Standing:
    applicability = _APPLICABILITIES[row["applicability"]]
    applies = applicability is Applicability.APPLIES
    reported, evidenced, assessed, settled = (
        _known(row[name]) for name in ("reported", "evidenced", "assessed", "settled")
    )
    seen = seen_level(assessed, evidenced)
    return Standing(
        applicability=applicability,
        reported=reported,
        reported_answer=_one_of(ANSWERS, row["answer"]),
        reported_reason=_one_of(texts, row["reason"]),
        evidenced=evidenced,
        assessed=assessed,
        settled=settled,
        basis=_one_of(NAMES, row["basis"]),
        contested=bool(row["contested"]),
        disputed=bool(row["disputed"]),
        confidence=_one_of(CONFIDENCES, row["confidence"]),
        regressed=bool(row["regressed"]),
        gap=gap_of(settled) if applies else None,
        divergence=divergence_of(reported, seen) if applies else None,
        newest_on=_day(row["newest_on"]),
        voices=voices,
        settled_on=_day(row["settled_on"]),
        last_known=_known(row["last_known"]),
        last_known_on=_day(row["last_known_on"]),
        baseline=_known(row["baseline"]),
        has_baseline=bool(row["moves"]),
    )


def _known(number: int) -> int | None:
    return None if number == NONE else number


def _one_of(words: Sequence[T], place: int) -> T | None:
    return None if place == NONE else words[place]


def _day(ordinal: int) -> date | None:
    return None if ordinal == NONE else date.fromordinal(ordinal)
