"""Every State's figures under both versions of the methodology, for a page and a file."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.core import collation
from tracker.exchange.downloads.csv_stream import Cell
from tracker.gap.facts import ScoringParams
from tracker.gap.figures import Score
from tracker.gap.methodology import RULES, rounded
from tracker.gap.scoring import FigureStanding
from tracker.gap.snapshot import Snapshot, StateLine, load_snapshot

FIRST, SECOND = RULES["1"], RULES["2"]
# Columns of the file; ``_1`` and ``_2`` name the version of the rules.
COLUMNS = (
    *("as_of", "known_by", "state", "name", "region", "regional_group"),
    *("progress_1", "gap_1", "coverage_1", "figure_1"),
    *("progress_2", "gap_2", "coverage_2", "figure_2"),
    *("known_now", "dated", "never_known", "gap_once", "year", "voices", "concentration"),
)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One state under version 1 and under version 2."""

    line: StateLine
    first: Score
    second: Score

    @property
    def known_now(self) -> float | None:
        """The share of applicable weight with current information, or None."""
        return self.second.coverage

    @property
    def dated(self) -> float | None:
        """The share with only a last known level."""
        exact = self.second.once.exact_known
        now = self.second.exact.coverage
        return None if exact is None or now is None else float(exact - now)

    @property
    def never_known(self) -> float | None:
        """The share that never had a level."""
        exact = self.second.once.exact_known
        return None if exact is None else float(1 - exact)


@dataclass(frozen=True, slots=True)
class VersionTable:
    """The rows in order, and the number of member States by grade."""

    rows: tuple[VersionRow, ...]
    first: Mapping[FigureStanding, int]
    second: Mapping[FigureStanding, int]
    group: VersionRow | None  # all rows as one group, of no single state


def progress(score: Score) -> float | None:
    """1 − gap. None without a gap."""
    return None if score.gap is None else 1 - score.gap


def version_table(
    reading: ScoringParams, filters: Mapping[str, str], *, sort: str, language: str
) -> VersionTable:
    """Every State that was a member on the day, under both versions.

    ``reading`` says everything but the version and the age of records.
    """
    one, two = (
        load_snapshot(replace(reading, rules=rules, any_age=False, current_only=False))
        for rules in (FIRST, SECOND)
    )
    chosen = [iso3 for iso3 in two.members if _belongs(two.states[iso3], filters)]
    rows = [_row(iso3, one, two) for iso3 in chosen]
    rows.sort(key=lambda row: collation.sort_key(row.line.names[language], language))
    if sort in SORTS and sort != "name":
        rows.sort(key=lambda row: _descending(SORTS[sort](row)))
    return VersionTable(
        rows=tuple(rows),
        first=Counter(row.first.figure for row in rows),
        second=Counter(row.second.figure for row in rows),
        group=(VersionRow(rows[0].line, one.group(chosen), two.group(chosen)) if rows else None),
    )


def _row(iso3: str, one: Snapshot, two: Snapshot) -> VersionRow:
    return VersionRow(two.states[iso3], one.state(iso3), two.state(iso3))


def _belongs(line: StateLine, filters: Mapping[str, str]) -> bool:
    return filters.get("region", line.region) == line.region and (
        filters.get("group", line.group) == line.group
    )


def _descending(value: float | None) -> tuple[bool, float]:
    """Sort key: largest first, rows without a value last."""
    return (value is None, -(value or 0.0))


SORTS: dict[str, Callable[[VersionRow], float | None]] = {
    "name": lambda _row: None,
    "first": lambda row: progress(row.first),
    "second": lambda row: progress(row.second),
    "known": lambda row: row.known_now,
    "dated": lambda row: row.dated,
    "never": lambda row: row.never_known,
}


def file_rows(
    table: VersionTable, reading: ScoringParams, language: str
) -> Iterator[tuple[Cell, ...]]:
    """The rows of the file in page order. Shares and gaps are numbers from 0 to 1."""
    for row in table.rows:
        yield (
            *(reading.as_of, reading.known_by, row.line.iso3, row.line.names[language]),
            *(row.line.region, row.line.group),
            *_figures(row.first),
            *_figures(row.second),
            *(rounded(row.known_now), rounded(row.dated), rounded(row.never_known)),
            *(rounded(row.second.once.gap), row.second.once.year, row.second.breadth.voices),
            rounded(row.second.breadth.concentration),
        )


def _figures(score: Score) -> tuple[Cell, ...]:
    return (
        rounded(progress(score)),
        rounded(score.gap),
        rounded(score.coverage),
        score.figure,
    )
