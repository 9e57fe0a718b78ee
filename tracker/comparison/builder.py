"""Builds a comparison: the same figures for each column, with their uncertainty. Reads only.

Sides are compared at one reading, or one State on several days as known on the same day. Columns
keep the requested order.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from tracker.charts.scope import Scope
from tracker.charts.series.compared import FEWEST, MOST, sides
from tracker.comparison.state_rows import StateRow, state_row
from tracker.core.errors import BadParameter
from tracker.gap.aggregate import state_score
from tracker.gap.facts import Applicability, CommitmentFact, ScoringParams, Standing
from tracker.gap.figures import Score
from tracker.gap.uncertainty import Sensitivity, sensitivity


@dataclass(frozen=True, slots=True)
class StatusCount:
    """Numbers of applicable cells by the basis of their level, and of disagreements."""

    applicable: int
    evidenced: int
    assessed: int
    reported: int
    unknown: int
    contested: int
    claims_more: int
    claims_less: int
    both: int  # the state and others both say a level


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One column: a side, or a single State on a day.

    ``day`` is None unless days are compared; ``firmness`` is None where there is no gap. ``row``
    has the cells of a single State; None for a region or group.
    """

    code: str
    day: date | None
    states: tuple[str, ...]
    score: Score
    firmness: Sensitivity | None
    settled: StatusCount
    row: StateRow | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The columns, and whether they are days of one State."""

    columns: tuple[ComparedSide, ...]
    of_days: bool

    @property
    def rows(self) -> tuple[StateRow, ...]:
        """The cells of each column. Empty if a region or group is among them."""
        found = [column.row for column in self.columns]
        return tuple(row for row in found if row is not None) if all(found) else ()


def comparison(scope: Scope, codes: Sequence[str], days: Sequence[date]) -> Comparison:
    """Compare two to eight sides, or one State on two to eight days. Raises BadParameter."""
    if days:
        return Comparison(_on_days(scope, codes, days), of_days=True)
    return Comparison(
        tuple(
            ComparedSide(
                code=side.code,
                day=None,
                states=side.states,
                score=side.score,
                firmness=scope.picture.sensitivity(side.states, scope.chosen),
                settled=_settled(_cells(scope, side.states)),
                row=state_row(side.code, scope.picture.reading) if side.is_state else None,
            )
            for side in sides(scope, codes)
        ),
        of_days=False,
    )


def _on_days(scope: Scope, codes: Sequence[str], days: Sequence[date]) -> tuple[ComparedSide, ...]:
    if len(codes) != 1 or codes[0] not in scope.picture.states:
        raise BadParameter("states", ",".join(codes)[:80], _("one State, whose days are compared"))
    if not FEWEST <= len(set(days)) == len(days) <= MOST:
        wanted = _("%(fewest)s to %(most)s different days", fewest=FEWEST, most=MOST)
        raise BadParameter("dates", ",".join(day.isoformat() for day in days)[:80], wanted)
    return tuple(_on_day(scope, codes[0], day) for day in days)


def _on_day(scope: Scope, iso3: str, day: date) -> ComparedSide:
    """One State from its records alone, without a snapshot of all States."""
    reading: ScoringParams = replace(scope.picture.reading, as_of=day)
    row = state_row(iso3, reading)
    cells: list[tuple[CommitmentFact, Standing]] = [
        (scope.picture.commitments[reference].fact, row.standings[reference])
        for reference in scope.references
    ]
    return ComparedSide(
        code=iso3,
        day=day,
        states=(iso3,),
        score=state_score(cells, reading),
        firmness=sensitivity(cells, reading),
        settled=_settled(cell for _fact, cell in cells),
        row=row,
    )


def _cells(scope: Scope, states: Iterable[str]) -> Iterable[Standing]:
    for iso3 in states:
        row = scope.picture.standings[iso3]
        yield from (row[reference] for reference in scope.references)


def _settled(standings: Iterable[Standing]) -> StatusCount:
    cells = [cell for cell in standings if cell.applicability is Applicability.APPLIES]
    bases = Counter(str(cell.basis) for cell in cells if cell.gap is not None)
    apart = [cell.divergence for cell in cells if cell.divergence is not None]
    return StatusCount(
        applicable=len(cells),
        evidenced=bases["evidenced"],
        assessed=bases["assessed"],
        reported=bases["reported"],
        unknown=len(cells) - bases.total(),
        contested=sum(cell.contested for cell in cells),
        claims_more=sum(divergence > 0 for divergence in apart),
        claims_less=sum(divergence < 0 for divergence in apart),
        both=len(apart),
    )
