"""Answers above the results of a search for a State with a topic, or a theme.

For a state: its commitments on the topic with their status, and the list of all of them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for

from tracker.core.record_texts import record_text
from tracker.gap.facts import Applicability, Standing
from tracker.gap.snapshot import CommitmentLine, Snapshot, load_snapshot
from tracker.search.results import Results
from tracker.search.topics import TopicAnswer
from tracker.web.core.query_params import PageParams

SHOWN = 5  # commitments of one answer
SHOWN_EACH = 3  # where there are several answers
SHORT = 20  # commitments that are put in the order of what is known
_CURRENT, _DATED, _NONE, _APART = range(4)
_LIST = "state_tabs.commitments"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A commitment. ``standing`` is None without a single State."""

    line: CommitmentLine
    standing: Standing | None
    address: str


@dataclass(frozen=True, slots=True)
class MoreLink:
    """A list of everything on the topic. ``name`` None: all commitments of the State."""

    name: str | None
    address: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The best commitments on a topic, their number, and links to lists."""

    iso3: str | None
    topic: str | None  # None: no theme was named
    rows: tuple[AnswerRow, ...]
    total: int
    known: int  # with current information
    dated: int  # with older information alone
    lists: tuple[MoreLink, ...]


def answers_of(results: Results, asked: PageParams) -> tuple[Answer, ...]:
    """The answers of a search with figures, read only if needed."""
    if not results.answers:
        return ()
    seen = load_snapshot(asked.reading)
    most = SHOWN if len(results.answers) == 1 else SHOWN_EACH
    found = (_answer(one, results, asked, seen, most) for one in results.answers)
    return tuple(one for one in found if one.lists)


def commitments_of(answer: TopicAnswer, asked: PageParams, seen: Snapshot) -> list[AnswerRow]:
    """Every public commitment of an answer, best first."""
    known = [seen.commitments[ref] for ref in answer.commitments if ref in seen.commitments]
    if answer.iso3 is None:
        return [AnswerRow(line, None, _commitment(line, asked)) for line in known]
    cells = seen.standings.get(answer.iso3, {})
    rows = [
        AnswerRow(line, cells[line.reference], _cell(answer.iso3, line, asked))
        for line in known
        if line.reference in cells
    ]
    # All of a short list is on the topic; what is known comes first.
    return sorted(rows, key=_place) if len(rows) <= SHORT else rows


def _place(row: AnswerRow) -> int:
    """The sort position of a row: current, older, none, not counting."""
    cell = row.standing
    if cell is None or cell.applicability is not Applicability.APPLIES:
        return _APART
    if cell.is_dated:
        return _DATED
    levels = (cell.reported, cell.evidenced, cell.assessed)
    return _NONE if levels == (None, None, None) and cell.reported_answer is None else _CURRENT


def _answer(
    answer: TopicAnswer, results: Results, asked: PageParams, seen: Snapshot, most: int
) -> Answer:
    rows = commitments_of(answer, asked, seen)
    # Of no state: the commitments are among the results already.
    shown = rows[: most if answer.iso3 or not results.counts else 0]
    names = [record_text(results.themes[code]) for code in answer.themes]
    return Answer(
        iso3=answer.iso3,
        topic=" · ".join(names) or None,
        rows=tuple(shown),
        total=len(rows),
        known=sum(_place(row) == _CURRENT for row in rows),
        dated=sum(_place(row) == _DATED for row in rows),
        lists=tuple(_lists(answer, results, asked, rows)),
    )


def _lists(
    answer: TopicAnswer, results: Results, asked: PageParams, rows: Iterable[AnswerRow]
) -> Iterator[MoreLink]:
    if answer.iso3 is None:
        for code in answer.themes:
            address = _address("commitments.index", asked, theme=code)
            yield MoreLink(record_text(results.themes[code]), address)
        return
    for code in answer.themes:
        address = _address(_LIST, asked, iso3=answer.iso3, theme=code)
        yield MoreLink(record_text(results.themes[code]), address)
    instruments = {row.line.instrument for row in rows}
    if not answer.themes and len(instruments) == 1:
        (code,) = instruments
        address = _address(_LIST, asked, iso3=answer.iso3, instrument=code)
        yield MoreLink(code, address)
    elif not answer.themes:
        yield MoreLink(None, _address(_LIST, asked, iso3=answer.iso3))


def _cell(iso3: str, line: CommitmentLine, asked: PageParams) -> str:
    return _address("states.cell", asked, iso3=iso3, reference=line.reference)


def _commitment(line: CommitmentLine, asked: PageParams) -> str:
    return _address("commitments.commitment", asked, reference=line.reference)


def _address(endpoint: str, asked: PageParams, **values: str) -> str:
    """The address of a page at the same reading."""
    every: dict[str, Any] = {**values, **asked.carried()}
    return url_for(endpoint, **every)
