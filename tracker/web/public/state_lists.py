"""What the pages of states list, in which order: lines over a picture, without a figure of
their own.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.core import collation
from tracker.core.errors import BadParameter
from tracker.gap.facts import Applicability, Standing
from tracker.gap.figures import PillarScore, Score
from tracker.gap.methodology import PILLARS
from tracker.gap.scoring import FigureStanding
from tracker.gap.snapshot import CommitmentLine, Snapshot, StateLine
from tracker.registry.queries.states import Choices
from tracker.registry.vocabulary import Pillar
from tracker.reporting.queries import ReportView
from tracker.text.fuzzy_search import Index

STATE_SORTS = ("name", "coverage", "gap")
CELL_SORTS = ("place", "gap", "newest")
KNOWN = ("known", "unknown", "contested", "disputed")


# All states ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StateRow:
    """A state in the list; ``report`` None where none was filed."""

    line: StateLine
    score: Score
    report: ReportView | None


@dataclass(frozen=True, slots=True)
class StateListing:
    """States in the order asked for; ``apart`` are those whose gap cannot be put in an order."""

    rows: tuple[StateRow, ...]
    apart: tuple[StateRow, ...]
    standings: Mapping[FigureStanding, int]  # of all rows

    @property
    def total(self) -> int:
        """How many states are listed."""
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
    """The states of a region, group or name; ``called`` None where no name was asked for."""
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
    """A commitment and where the state stands on it."""

    line: CommitmentLine
    standing: Standing

    @property
    def has_information(self) -> bool:
        """Whether any lane holds a level or an answer."""
        standing = self.standing
        levels = (standing.reported, standing.evidenced, standing.assessed)
        return levels != (None, None, None) or standing.reported_answer is not None


@dataclass(frozen=True, slots=True)
class PillarCells:
    """The applicable commitments of a pillar: those with any record, and those without."""

    pillar: Pillar
    score: PillarScore
    told: tuple[CellRow, ...]
    untold: tuple[CellRow, ...]


@dataclass(frozen=True, slots=True)
class StateCells:
    """What a state's page lists. ``apart`` holds what does not count, by the reason."""

    pillars: tuple[PillarCells, ...]
    apart: Mapping[Applicability, tuple[CellRow, ...]]
    shown: int

    @property
    def untold(self) -> int:
        """How many of the listed commitments nobody has said anything about."""
        return sum(len(pillar.untold) for pillar in self.pillars)


def state_cells(
    seen: Snapshot,
    iso3: str,
    *,
    filters: Mapping[str, str],
    text: str | None,
    known: str | None,
    sort: str,
) -> StateCells:
    """The cells of one state by pillar, narrowed and in the order asked for."""
    rows = [CellRow(line, seen.standings[iso3][ref]) for ref, line in seen.commitments.items()]
    chosen = _chosen(seen, filters, text)
    listed = [row for row in rows if row.line.reference in chosen]
    applying = _ordered([row for row in listed if _applies(row)], sort)
    pillars = tuple(
        _pillar(seen.state(iso3).pillars[place], applying, known)
        for place, pillar in enumerate(PILLARS)
        if filters.get("pillar", pillar) == pillar
    )
    return StateCells(
        pillars=pillars,
        apart={
            reason: tuple(row for row in listed if row.standing.applicability is reason)
            for reason in Applicability
            if reason is not Applicability.APPLIES
        },
        shown=sum(len(pillar.told) + len(pillar.untold) for pillar in pillars),
    )


def check_choices(filters: Mapping[str, str], choices: Choices) -> None:
    """Raise BadParameter for a theme or an instrument that does not exist."""
    for name, allowed in (("instrument", choices.instruments), ("theme", choices.themes)):
        if name in filters and filters[name] not in allowed:
            raise BadParameter(name, filters[name][:40], sorted(allowed))


def _chosen(seen: Snapshot, filters: Mapping[str, str], text: str | None) -> set[str]:
    """References that the filters and the search leave."""
    chosen = {
        reference
        for reference, line in seen.commitments.items()
        if filters.get("pillar", line.fact.pillar) == line.fact.pillar
        and filters.get("instrument", line.instrument) == line.instrument
        and ("theme" not in filters or filters["theme"] in line.themes)
    }
    return chosen if text is None else chosen & _found(seen, text)


def _found(seen: Snapshot, text: str) -> set[str]:
    index = Index({ref: (line.title, ref) for ref, line in seen.commitments.items()})
    return set(index.find(index.understand(text)))


def _applies(row: CellRow) -> bool:
    return row.standing.applicability is Applicability.APPLIES


def _ordered(rows: list[CellRow], sort: str) -> list[CellRow]:
    """Rows by place in their texts, by gap (widest first) or by newest record; unknown last."""
    keys: dict[str, Callable[[CellRow], tuple[bool, float]]] = {
        "gap": lambda row: (row.standing.gap is None, -(row.standing.gap or 0.0)),
        "newest": lambda row: (
            row.standing.newest_on is None,
            -(row.standing.newest_on or date.min).toordinal(),
        ),
    }
    return sorted(rows, key=keys[sort]) if sort in keys else rows


def _pillar(score: PillarScore, applying: Iterable[CellRow], known: str | None) -> PillarCells:
    within = [row for row in applying if row.line.fact.pillar is score.pillar]
    told = [row for row in within if row.has_information]
    untold = [row for row in within if not row.has_information]
    if known == "contested":
        told = [row for row in told if row.standing.contested]
    elif known == "disputed":
        told = [row for row in told if row.standing.disputed]
    return PillarCells(
        pillar=score.pillar,
        score=score,
        told=() if known == "unknown" else tuple(told),
        untold=tuple(untold) if known in (None, "unknown") else (),
    )
