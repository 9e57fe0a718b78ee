"""The records of a State's cells as columns of numbers, to settle many at once. Pure.

``pack`` turns the facts of one State into tables of numbers and ``encode`` these into bytes for the
database; ``join_tables`` joins the tables of several States, at a reading. A day is its ordinal, a
missing level is ``NONE``, a day that never comes is ``NEVER``. Facts are in the order in which one
is later than another, so that the last of some is the latest.
"""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Stance, Tier
from tracker.gap.facts import (
    AnswerFact,
    AssessmentFact,
    CellFacts,
    EvidenceFact,
    MembershipFact,
    Publication,
    ReportFact,
    ScoringParams,
)
from tracker.gap.methodology import REGRESSED_MONTHS, months_after
from tracker.gap.records import order
from tracker.gap.validity import counts_until
from tracker.registry.vocabulary import MembershipStatus
from tracker.reporting.vocabulary import Answer

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
NONE = -1
NEVER = 2**30
ANSWERS, CONFIDENCES, TIERS = tuple(Answer), tuple(Confidence), tuple(Tier)
STATUSES = tuple(MembershipStatus)
_LAPSING = ScoringParams(date.min, date.min)  # whether records lapse is decided when they are read
_LAYOUT = 1  # raised when the tables change: what was encoded before is then packed anew

# What every fact begins with: its days, and the days on which cells turn because of it.
DAYS = ("effective", "began", "ended", "until", "later", "ends_later")
TABLES: Mapping[str, tuple[str, ...]] = {
    "reports": (*DAYS, "level", "code", "reason"),
    "assessments": (*DAYS, "level", "code", "reason"),
    "evidence": (
        *DAYS,
        *("level", "ceiling", "votes", "tier", "survivor_led"),
        *("family", "stream", "voice", "membership"),
    ),
    "memberships": (*DAYS, "status"),
}
LANES = ("reports", "evidence", "assessments")


class Packed(NamedTuple):
    """The records of one State.

    By table, a row of numbers for each fact, and the pairs of a commitment and a fact that bears
    on it. A row of ``answers`` is commitment, lane, fact, side, whether it contests, began, ended.
    """

    facts: Mapping[str, Numbers]
    uses: Mapping[str, Numbers]
    answers: Numbers
    texts: Sequence[str]


class _Texts(dict[str, int]):
    """Texts by their place; a new one is added when it is asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = place = len(self)
        return place


def pack(cells: Mapping[int, CellFacts]) -> Packed:
    """The facts of one State's cells, by the row id of their commitments."""
    texts = _Texts()
    facts, uses, places = {}, {}, {}
    for table in TABLES:
        found = {id(fact): fact for cell in cells.values() for fact in getattr(cell, table)}
        ordered: list[Any] = sorted(found.values(), key=order)
        places[table] = {id(fact): place for place, fact in enumerate(ordered)}
        rows = [(*_days(fact), *_ROWS[table](fact, texts)) for fact in ordered]
        facts[table] = np.array(rows, np.int32).reshape(-1, len(TABLES[table]))
        pairs = [
            (key, places[table][id(fact)])
            for key, cell in cells.items()
            for fact in getattr(cell, table)
        ]
        uses[table] = _sorted(np.array(pairs, np.int32).reshape(-1, 2), table, facts[table])
    rows = [row for key, cell in cells.items() for row in _answers(key, cell, places, texts)]
    return Packed(facts, uses, np.array(rows, np.int32).reshape(-1, 7), tuple(texts))


def _sorted(pairs: Numbers, table: str, facts: Numbers) -> Numbers:
    """By commitment, for evidence by its stream, then by the order of the facts."""
    keys = [pairs[:, 1]]
    if table == "evidence":
        names = TABLES[table]
        keys += [facts[pairs[:, 1], names.index(name)] for name in ("stream", "family")]
    return pairs[np.lexsort((*keys, pairs[:, 0]))]


def _days(fact: Any) -> tuple[int, ...]:
    until = counts_until(fact, _LAPSING)
    began, ended = _publication(fact.publication)
    return (
        fact.effective_on.toordinal(),
        began,
        ended,
        NEVER if until is None else until.toordinal(),
        months_after(fact.effective_on, REGRESSED_MONTHS).toordinal(),
        NEVER if until is None else _after(until),
    )


def _after(until: date) -> int:
    """When a cell may turn because the record ceased to count 24 months before."""
    return months_after(date.fromordinal(until.toordinal() + 1), REGRESSED_MONTHS).toordinal()


def _publication(publication: Publication) -> tuple[int, int]:
    ended = publication.ended
    return (
        publication.began.date().toordinal(),
        NEVER if ended is None else ended.date().toordinal(),
    )


def _level(level: int | None) -> int:
    return NONE if level is None else level


def _report(fact: ReportFact, texts: _Texts) -> tuple[int, ...]:
    reason = NONE if fact.reason is None else texts[fact.reason]
    return _level(fact.level), ANSWERS.index(fact.answer), reason


def _assessment(fact: AssessmentFact, _texts: _Texts) -> tuple[int, ...]:
    return fact.level, CONFIDENCES.index(fact.confidence), NONE


def _evidence(fact: EvidenceFact, texts: _Texts) -> tuple[int, ...]:
    family = None if fact.family is None else texts[f"family:{fact.family}"]
    stream = texts[fact.stream]
    return (
        _level(fact.level),
        fact.ceiling,
        int(fact.polarity is not Polarity.CONTEXT),
        TIERS.index(fact.tier),
        int(fact.survivor_led),
        NONE if family is None else family,
        stream,
        stream if family is None else family,
        NONE if fact.membership is None else STATUSES.index(fact.membership),
    )


def _membership(fact: MembershipFact, _texts: _Texts) -> tuple[int, ...]:
    return (STATUSES.index(fact.status),)


_ROWS: Mapping[str, Any] = {
    "reports": _report,
    "assessments": _assessment,
    "evidence": _evidence,
    "memberships": _membership,
}


def _answers(
    key: int, cell: CellFacts, places: Mapping[str, Mapping[int, int]], texts: _Texts
) -> Iterable[tuple[int, ...]]:
    """The answers to records of a cell, in the order in which one takes another's place."""
    for answer in sorted(cell.answers, key=_order):
        for lane, table in enumerate(LANES):
            for fact in getattr(cell, table):
                if fact.reference == answer.record:
                    yield (
                        *(key, lane, places[table][id(fact)], texts[answer.side]),
                        int(answer.stance is Stance.CONTEST),
                        *_publication(answer.publication),
                    )


def _order(answer: AnswerFact) -> tuple[object, str]:
    return answer.publication.began, answer.reference


# Bytes --------------------------------------------------------------------------------------------


def encode(packed: Packed) -> bytes:
    """The tables as compressed bytes, with their sizes and texts before them."""
    tables = [*packed.facts.values(), *packed.uses.values(), packed.answers]
    head = json.dumps([_LAYOUT, [table.shape for table in tables], list(packed.texts)])
    body = b"".join(table.astype("<i4").tobytes() for table in tables)
    return zlib.compress(head.encode() + b"\n" + body, 1)


def decode(content: bytes) -> Packed | None:
    """What ``encode`` made bytes of; None where an earlier layout did."""
    raw = zlib.decompress(content)
    start = raw.index(b"\n") + 1
    layout, shapes, texts = json.loads(raw[:start])
    if layout != _LAYOUT:
        return None
    numbers: Numbers = np.frombuffer(raw, "<i4", offset=start)
    tables = []
    for rows, columns in shapes:
        tables.append(numbers[: rows * columns].reshape(rows, columns))
        numbers = numbers[rows * columns :]
    number = len(TABLES)
    return Packed(
        dict(zip(TABLES, tables, strict=False)),
        dict(zip(TABLES, tables[number:], strict=False)),
        tables[-1],
        texts,
    )


# Many States --------------------------------------------------------------------------------------


class Table(NamedTuple):
    """The uses of one table over several States: their cells in order, and each fact's numbers."""

    cell: Numbers
    fact: Numbers
    column: Mapping[str, Numbers]

    def where(self, chosen: Flags) -> "Table":
        """The chosen uses alone."""
        column = {name: numbers[chosen] for name, numbers in self.column.items()}
        return Table(self.cell[chosen], self.fact[chosen], column)


class Gathered(NamedTuple):
    """The public records of several States at a reading; a cell is State times commitment.

    A row of ``answers`` is cell, lane, fact, side and whether it contests.
    """

    tables: Mapping[str, Table]
    answers: Numbers
    texts: Sequence[str]


def join_tables(
    states: Sequence[Packed], places: Mapping[int, int], as_of: date, known_by: date
) -> Gathered:
    """What was public and effective on the days; ``places`` of commitments by their row id."""
    day, known = as_of.toordinal(), known_by.toordinal()
    column = np.full(max(places, default=0) + 2, NONE, np.int32)
    column[list(places)] = list(places.values())
    parts: dict[str, list[Table]] = {name: [] for name in TABLES}
    answers, texts = [], list[str]()
    firsts = dict.fromkeys(TABLES, 0)
    for place, packed in enumerate(states):
        first = place * len(places)
        for name in TABLES:
            parts[name].append(
                _of_state(packed, name, column, first, firsts[name], len(texts), day, known)
            )
        answers.append(_answers_of(packed, column, first, firsts, len(texts), known))
        for name in TABLES:
            firsts[name] += len(packed.facts[name])
        texts.extend(packed.texts)
    tables = {name: _joined(name, tables) for name, tables in parts.items()}
    rows = np.concatenate([*answers, np.empty((0, 5), np.int32)])
    return Gathered(tables, rows, texts)


_TEXTS = frozenset({"reason", "family", "stream", "voice"})


def _of_state(
    packed: Packed,
    name: str,
    column: Numbers,
    first: int,
    first_fact: int,
    first_text: int,
    day: int,
    known: int,
) -> Table:
    facts = dict(zip(TABLES[name], packed.facts[name].T, strict=True))
    public = (facts["effective"] <= day) & (facts["began"] <= known) & (facts["ended"] > known)
    pairs = packed.uses[name]
    cells = _looked_up(column, pairs[:, 0])
    keep = public[pairs[:, 1]] & (cells >= 0)
    used = pairs[keep, 1]
    columns = {}
    for label, numbers in facts.items():
        taken = numbers[used]
        columns[label] = (
            np.where(taken < 0, taken, taken + first_text) if label in _TEXTS else taken
        )
    return Table(cells[keep] + np.int32(first), used + np.int32(first_fact), columns)


def _looked_up(column: Numbers, keys: Numbers) -> Numbers:
    """The place of each commitment; none for one that is not known."""
    return column[np.minimum(keys, len(column) - 1)]


def _answers_of(
    packed: Packed,
    column: Numbers,
    first: int,
    firsts: Mapping[str, int],
    first_text: int,
    known: int,
) -> Numbers:
    rows = packed.answers
    cells = _looked_up(column, rows[:, 0])
    keep = (rows[:, 5] <= known) & (rows[:, 6] > known) & (cells >= 0)
    offsets = np.array([firsts[name] for name in LANES], np.int32)
    lane = rows[keep, 1]
    return np.stack(
        [
            cells[keep] + np.int32(first),
            lane,
            rows[keep, 2] + offsets[lane],
            rows[keep, 3] + np.int32(first_text),
            rows[keep, 4],
        ],
        axis=1,
    )


def _joined(name: str, parts: Sequence[Table]) -> Table:
    empty = np.empty(0, np.int32)
    return Table(
        np.concatenate([empty, *(part.cell for part in parts)]),
        np.concatenate([empty, *(part.fact for part in parts)]),
        {
            label: np.concatenate([empty, *(part.column[label] for part in parts)])
            for label in TABLES[name]
        },
    )
