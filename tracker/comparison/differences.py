"""Lists commitments side by side where columns differ, largest differences first. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.comparison.state_rows import CellSource, StateRow
from tracker.gap.facts import Applicability, Standing
from tracker.gap.snapshot import CommitmentLine

FEWEST = 2  # columns with current information, without which nothing is compared
GENERAL = 10  # commitments on which one record says nothing specific about any of them


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """The standing of one column, with its source if other evidence settles it."""

    standing: Standing
    source: CellSource | None

    @property
    def level(self) -> int | None:
        """The current level of an applicable commitment. None if there is none."""
        return self.standing.settled if _applies(self.standing) else None

    @property
    def year(self) -> int | None:
        """The year of the newest record behind the level."""
        on = self.standing.settled_on
        return on.year if on is not None and self.level is not None else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One commitment with the cell of each column, in column order."""

    line: CommitmentLine
    cells: tuple[ComparedCell, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The current levels."""
        return tuple(cell.level for cell in self.cells if cell.level is not None)

    @property
    def width(self) -> int | None:
        """How many levels lie between the columns. None if fewer than two are known."""
        return max(self.levels) - min(self.levels) if len(self.levels) >= FEWEST else None

    @property
    def is_judged_alike(self) -> bool:
        """Whether the same indicators give every known level."""
        judged = {
            cell.source.indicators if cell.source else frozenset()
            for cell in self.cells
            if cell.level is not None
        }
        return len(judged) == 1 and judged != {frozenset()}

    @property
    def titles(self) -> tuple[str, ...]:
        """The common sources of all known levels. Empty if they differ."""
        found = {
            cell.source.titles if cell.source else ()
            for cell in self.cells
            if cell.level is not None
        }
        return next(iter(found)) if len(found) == 1 and self.is_judged_alike else ()


@dataclass(frozen=True, slots=True)
class SharedSource:
    """The source on which columns are most often judged alike.

    ``is_general`` where one of its records settles so many commitments that it is specific to none.
    """

    title: str
    year: int | None
    commitments: int
    is_general: bool


@dataclass(frozen=True, slots=True)
class Differences:
    """Commitments that apply to a compared column, sorted by what we know.

    ``differing`` have the widest differences first; ``alike`` are equal in all that is known now;
    ``incomparable`` have current information about one column or none. ``same_source`` counts the
    compared commitments on which all columns are judged by the same indicators.
    """

    differing: tuple[Difference, ...]
    alike: tuple[Difference, ...]
    incomparable: tuple[Difference, ...]
    voices: int
    newest_year: int | None
    same_source: int
    shared: SharedSource | None

    @property
    def compared(self) -> int:
        """Commitments with current information on at least two columns."""
        return len(self.differing) + len(self.alike)

    @property
    def all(self) -> tuple[Difference, ...]:
        """All commitments: different ones, equal ones, then those not comparable."""
        return (*self.differing, *self.alike, *self.incomparable)


def differences(scope: Scope, rows: Sequence[StateRow]) -> Differences:
    """Compare the commitments in scope between these rows."""
    found = [
        Difference(line, tuple(_cell(row, line.reference) for row in rows))
        for line in scope.commitments
    ]
    applying = [one for one in found if any(_applies(each.standing) for each in one.cells)]
    known = [one for one in applying if one.width is not None]
    judged_alike = [one for one in known if one.is_judged_alike]
    cells = [cell for one in known for cell in one.cells if cell.level is not None]
    return Differences(
        differing=tuple(sorted((one for one in known if one.width), key=_order)),
        alike=tuple(one for one in known if not one.width),
        incomparable=tuple(one for one in applying if one.width is None),
        voices=len({voice for cell in cells for voice in cell.standing.voices}),
        newest_year=max((cell.year for cell in cells if cell.year), default=None),
        same_source=len(judged_alike),
        shared=_shared(judged_alike, rows),
    )


def _cell(row: StateRow, reference: str) -> ComparedCell:
    return ComparedCell(row.standings[reference], row.sources.get(reference))


def _applies(standing: Standing) -> bool:
    return standing.applicability is Applicability.APPLIES


def _order(one: Difference) -> tuple[int, str]:
    return -(one.width or 0), one.line.reference


def _shared(judged: Sequence[Difference], rows: Sequence[StateRow]) -> SharedSource | None:
    """The source of most commitments that are judged alike. None without any."""
    by_title: dict[str, list[Difference]] = {}
    for one in judged:
        if len(one.titles) == 1:
            by_title.setdefault(one.titles[0], []).append(one)
    if not by_title:
        return None
    title = max(by_title, key=lambda name: (len(by_title[name]), name))
    cells = [cell for one in by_title[title] for cell in one.cells if cell.level is not None]
    records = {record for cell in cells if cell.source for record in cell.source.records}
    return SharedSource(
        title=title,
        year=max((cell.year for cell in cells if cell.year), default=None),
        commitments=len(by_title[title]),
        is_general=any(_uses(row.sources, records) >= GENERAL for row in rows),
    )


def _uses(sources: Mapping[str, CellSource], records: set[str]) -> int:
    """For how many commitments the most used of these records counts."""
    used = Counter(record for one in sources.values() for record in one.records & records)
    return max(used.values(), default=0)
