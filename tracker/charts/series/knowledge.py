"""How many applicable cells are known now or were known once, and from whom. Pure."""

from collections import Counter
from dataclasses import dataclass

from tracker.charts.scope import Scope
from tracker.gap.facts import Applicability, LaneName, Standing
from tracker.gap.methodology import PILLARS
from tracker.gap.snapshot import CellsOfState
from tracker.registry.vocabulary import Pillar


@dataclass(frozen=True, slots=True)
class Known:
    """Numbers of applicable cells. ``pillar`` is None for all pillars together.

    ``seen`` counts cells with current evidence or an assessment, ``only_reported`` those where
    only the state reports. The two make up what is known; the rest is unknown. ``dated`` counts
    the unknown cells with a last known level. ``not_applicable`` and the two after it count cells
    that do not apply, or are not known to. ``newest_year`` is the year of the newest record that
    counts, None without one.
    """

    pillar: Pillar | None
    seen: int
    only_reported: int
    unknown: int
    not_applicable: int
    membership_unknown: int
    not_yet_due: int
    dated: int = 0
    newest_year: int | None = None

    @property
    def applicable(self) -> int:
        """Cells of commitments that apply to the state."""
        return self.seen + self.only_reported + self.unknown

    @property
    def known(self) -> int:
        """Applicable cells with information."""
        return self.seen + self.only_reported


def knowledge(scope: Scope) -> list[Known]:
    """One row for each pillar in scope, then one for all."""
    counts: dict[Pillar, Counter[str]] = {pillar: Counter() for pillar in PILLARS}
    newest: dict[Pillar, int] = {}
    for iso3 in scope.states:
        found, years = scope.count(iso3, _of_state)
        for pillar, numbers in found.items():
            counts[pillar].update(numbers)
        for pillar, year in years.items():
            newest[pillar] = max(year, newest.get(pillar, 0))
    rows = [
        _known(pillar, counts[pillar], newest.get(pillar)) for pillar in PILLARS if counts[pillar]
    ]
    return [
        *rows,
        _known(None, sum(counts.values(), Counter()), max(newest.values(), default=None)),
    ]


def _of_state(cells: CellsOfState) -> tuple[dict[Pillar, Counter[str]], dict[Pillar, int]]:
    """By pillar, the numbers of one state's cells and the year of its newest record."""
    counts: dict[Pillar, Counter[str]] = {}
    newest: dict[Pillar, int] = {}
    for commitment, standing in cells:
        if standing.applicability is Applicability.OUT_OF_SCOPE:
            continue
        pillar = commitment.pillar
        numbers = counts.setdefault(pillar, Counter())
        numbers[_sort(standing)] += 1
        if standing.is_dated:
            numbers["dated"] += 1
        if standing.newest_on is not None:
            newest[pillar] = max(standing.newest_on.year, newest.get(pillar, 0))
    return counts, newest


def _sort(standing: Standing) -> str:
    if standing.applicability is not Applicability.APPLIES:
        return standing.applicability.value
    if standing.basis is None:
        return "unknown"
    return "only_reported" if standing.basis is LaneName.REPORTED else "seen"


def _known(pillar: Pillar | None, counts: Counter[str], newest_year: int | None) -> Known:
    return Known(
        pillar=pillar,
        seen=counts["seen"],
        only_reported=counts["only_reported"],
        unknown=counts["unknown"],
        not_applicable=(
            counts[Applicability.NOT_APPLICABLE] + counts[Applicability.NOT_YET_MEMBER]
        ),
        membership_unknown=counts[Applicability.MEMBERSHIP_UNKNOWN],
        not_yet_due=counts[Applicability.NOT_YET_DUE],
        dated=counts["dated"],
        newest_year=newest_year,
    )


def reporting_states(scope: Scope) -> int:
    """How many States in scope have reported on any commitment in scope."""
    return sum(scope.count(iso3, _has_answered) for iso3 in scope.states)


def _has_answered(cells: CellsOfState) -> bool:
    return any(standing.reported_answer is not None for _, standing in cells)
