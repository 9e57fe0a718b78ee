"""Where compared States differ: commitments side by side, widest differences first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.facts import Applicability, Standing
from tracker.gap.snapshot import CommitmentLine

FEWEST = 2  # States with current information, without which nothing is compared


@dataclass(frozen=True, slots=True)
class Difference:
    """One commitment with the standing of each State, in the order of the columns."""

    line: CommitmentLine
    standings: tuple[Standing, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that are known now."""
        return tuple(one.settled for one in self.standings if one.settled is not None)

    @property
    def width(self) -> int | None:
        """How many levels lie between the States; None where fewer than two are known now."""
        return max(self.levels) - min(self.levels) if len(self.levels) >= FEWEST else None


@dataclass(frozen=True, slots=True)
class Differences:
    """Commitments that apply to a compared State, sorted by what can be said of them.

    ``differing`` have the widest differences first; ``alike`` are equal in all that is known now;
    ``not_comparable`` counts those with current information about one State or none.
    """

    differing: tuple[Difference, ...]
    alike: tuple[Difference, ...]
    not_comparable: int
    voices: int
    newest_year: int | None

    @property
    def compared(self) -> int:
        """Commitments with current information about at least two of the States."""
        return len(self.differing) + len(self.alike)


def differences(scope: Scope, states: Sequence[str]) -> Differences:
    """The commitments in scope of these States."""
    rows = [scope.picture.standings[iso3] for iso3 in states]
    found = [
        Difference(line, tuple(row[line.reference] for row in rows)) for line in scope.commitments
    ]
    applying = [one for one in found if any(_applies(each) for each in one.standings)]
    known = [one for one in applying if one.width is not None]
    differing = sorted((one for one in known if one.width), key=_order)
    cells = [cell for one in known for cell in one.standings if cell.settled is not None]
    years = [cell.settled_on.year for cell in cells if cell.settled_on is not None]
    return Differences(
        differing=tuple(differing),
        alike=tuple(one for one in known if not one.width),
        not_comparable=len(applying) - len(known),
        voices=len({voice for cell in cells for voice in cell.voices}),
        newest_year=max(years, default=None),
    )


def _applies(standing: Standing) -> bool:
    return standing.applicability is Applicability.APPLIES


def _order(one: Difference) -> tuple[int, str]:
    return -(one.width or 0), one.line.reference
