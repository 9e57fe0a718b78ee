"""Lists on the pages of States, with their order and pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.core import collation
from tracker.core.errors import BadParameter
from tracker.core.record_texts import record_text
from tracker.gap.facts import Applicability, Standing
from tracker.gap.figures import PillarScore, Score
from tracker.gap.methodology import PILLARS
from tracker.gap.scoring import FigureStanding
from tracker.gap.snapshot import CommitmentLine, Snapshot, StateLine
from tracker.registry.queries.states import Choices
from tracker.registry.vocabulary import Pillar
from tracker.reporting.queries import ReportView
from tracker.search.commitments import search_commitments

STATE_SORTS = ("name", "coverage", "gap")
CELL_SORTS = ("place", "gap", "newest")
KNOWN = ("known", "dated", "unknown", "contested", "disputed", "apart")
ON_A_PAGE = 25  # so that a page is at most six screens of a phone


# All states ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StateRow:
    """A State in the list. ``report`` is None without one."""

    line: StateLine
    score: Score
    report: ReportView | None


@dataclass(frozen=True, slots=True)
class StateListing:
    """States in order. ``apart``: those whose gap cannot be ranked."""

    rows: tuple[StateRow, ...]
    apart: tuple[StateRow, ...]
    standings: Mapping[FigureStanding, int]  # of all rows

    @property
    def total(self) -> int:
        """The number of listed States."""
        return len(self.rows) + len(self.apart)


def state_listing(
    seen: Snapshot,
    *,
    filters: Mapping[str, str],
    called: frozenset[str] | None,
    reports: Mapping[str, ReportView],
    sort: str,
    language: str,
) -> StateListing:
    """The States of a region, group or name. ``called`` None: no name was given."""
    rows = [
        StateRow(line, seen.state(iso3), reports.get(iso3))
        for iso3, line in seen.states.items()
        if _belongs(line, filters) and (called is None or iso3 in called)
    ]
    rows.sort(key=lambda row: collation.sort_key(row.line.names[language], language))
    standings = Counter(row.score.figure for row in rows)
    if sort == "coverage":
        rows.sort(key=lambda row: -(row.score.coverage or 0.0))
    if sort != "gap":
        return StateListing(tuple(rows), (), standings)
    # An order among figures of which too little is known would be an order of our ignorance.
    apart = [row for row in rows if row.score.figure is FigureStanding.INSUFFICIENT]
    ordered = [row for row in rows if row.score.figure is not FigureStanding.INSUFFICIENT]
    ordered.sort(key=lambda row: -(row.score.gap or 0.0))
    return StateListing(tuple(ordered), tuple(apart), standings)


def _belongs(line: StateLine, filters: Mapping[str, str]) -> bool:
    return filters.get("region", line.region) == line.region and (
        filters.get("group", line.group) == line.group
    )


# The commitments of one state ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CellRow:
    """A commitment with the State's standing."""

    line: CommitmentLine
    standing: Standing

    @property
    def has_information(self) -> bool:
        """Whether any lane has a level or answer."""
        standing = self.standing
        levels = (standing.reported, standing.evidenced, standing.assessed)
        return levels != (None, None, None) or standing.reported_answer is not None

    @property
    def is_informed(self) -> bool:
        """Whether the commitment counts and has current or earlier information."""
        return _applies(self) and not _is_unknown(self)


@dataclass(frozen=True, slots=True)
class PillarCells:
    """The commitments of one pillar on a page of the list."""

    pillar: Pillar
    score: PillarScore
    rows: tuple[CellRow, ...]

    @property
    def informed(self) -> tuple[CellRow, ...]:
        """Rows with current or earlier information."""
        return tuple(row for row in self.rows if row.is_informed)

    @property
    def uninformed(self) -> tuple[CellRow, ...]:
        """The other rows, which show little more than the title."""
        return tuple(row for row in self.rows if not row.is_informed)


@dataclass(frozen=True, slots=True)
class StateCells:
    """A page of a State's commitments by pillar.

    ``total`` counts all that the filters leave, ``unknown`` those of them without any information.
    ``apart`` counts what does not count for the state, by the reason.
    """

    pillars: tuple[PillarCells, ...]
    apart: Mapping[Applicability, int]
    total: int
    unknown: int
    page: int

    @property
    def pages(self) -> int:
        """The number of pages; 1 if there is nothing."""
        return max(1, -(-self.total // ON_A_PAGE))

    @property
    def shown(self) -> int:
        """The number of commitments on this page."""
        return sum(len(pillar.rows) for pillar in self.pillars)


def state_cells(
    seen: Snapshot,
    iso3: str,
    *,
    filters: Mapping[str, str],
    text: str | None,
    known: str | None,
    sort: str,
    page: int = 1,
) -> StateCells:
    """A page of one State's cells by pillar, filtered and sorted."""
    rows = [CellRow(line, seen.standings[iso3][ref]) for ref, line in seen.commitments.items()]
    chosen = _chosen(seen, filters, text)
    listed = [row for row in rows if row.line.reference in chosen]
    kept = [row for row in listed if _KEEPS[known](row)]
    ordered = [
        row
        for pillar in PILLARS
        for row in _ordered([row for row in kept if row.line.fact.pillar is pillar], sort)
    ]
    start = (page - 1) * ON_A_PAGE
    shown = ordered[start : start + ON_A_PAGE]
    return StateCells(
        pillars=tuple(_pillars(seen.state(iso3), shown)),
        apart={
            reason: number
            for reason in Applicability
            if reason is not Applicability.APPLIES
            and (number := sum(row.standing.applicability is reason for row in listed))
        },
        total=len(ordered),
        unknown=sum(_is_unknown(row) for row in ordered),
        page=page,
    )


def _pillars(score: Score, rows: Iterable[CellRow]) -> Iterable[PillarCells]:
    by_pillar: dict[Pillar, list[CellRow]] = {}
    for row in rows:
        by_pillar.setdefault(row.line.fact.pillar, []).append(row)
    for part in score.pillars:
        if part.pillar in by_pillar:
            yield PillarCells(part.pillar, part, tuple(by_pillar[part.pillar]))


def check_choices(filters: Mapping[str, str], choices: Choices) -> None:
    """Raise BadParameter for an unknown theme or instrument."""
    for name, allowed in (("instrument", choices.instruments), ("theme", choices.themes)):
        if name in filters and filters[name] not in allowed:
            raise BadParameter(name, filters[name][:40], sorted(allowed))


def _chosen(seen: Snapshot, filters: Mapping[str, str], text: str | None) -> set[str]:
    """References that match the filters and the search."""
    chosen = {
        reference
        for reference, line in seen.commitments.items()
        if filters.get("pillar", line.fact.pillar) == line.fact.pillar
        and filters.get("instrument", line.instrument) == line.instrument
        and ("theme" not in filters or filters["theme"] in line.themes)
    }
    return chosen if text is None else chosen & _found(seen, text)


def _found(seen: Snapshot, text: str) -> set[str]:
    """Commitments by English or translated title, or by reference."""
    search = search_commitments(text)
    return {
        reference
        for reference, line in seen.commitments.items()
        if search.is_in(line.title, record_text(line.title), reference)
    }


def _applies(row: CellRow) -> bool:
    return row.standing.applicability is Applicability.APPLIES


def _is_unknown(row: CellRow) -> bool:
    return _applies(row) and not row.has_information and not row.standing.is_dated


# What each choice of the list keeps; None is no choice.
_KEEPS: Mapping[str | None, Callable[[CellRow], bool]] = {
    None: _applies,
    "known": lambda row: _applies(row) and row.has_information,
    "dated": lambda row: _applies(row) and row.standing.is_dated,
    "unknown": _is_unknown,
    "contested": lambda row: _applies(row) and row.standing.contested,
    "disputed": lambda row: _applies(row) and row.standing.disputed,
    "apart": lambda row: not _applies(row),
}


def _ordered(rows: list[CellRow], sort: str) -> list[CellRow]:
    """Rows by position, by gap (widest first) or by newest record; unknown last."""
    keys: dict[str, Callable[[CellRow], tuple[bool, float]]] = {
        "gap": lambda row: (row.standing.gap is None, -(row.standing.gap or 0.0)),
        "newest": lambda row: (
            row.standing.newest_on is None,
            -(row.standing.newest_on or date.min).toordinal(),
        ),
    }
    return sorted(rows, key=keys[sort]) if sort in keys else rows
