"""Computes how far two independent reviewers agree on the same cells.

Cohen's kappa with quadratic weights: two levels that lie further apart weigh as the square of their
distance, and what chance alone would give is taken off (Cohen 1968, Psychological Bulletin 70:213).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from tracker.assessment.models import Assessment, SecondRating
from tracker.core.db import db

ENOUGH = 30  # cells rated twice; no figure is given for fewer

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two reviewers agreed: ``cells`` rated twice of ``assessed``, ``same`` alike.

    ``kappa`` is 1 where all pairs are alike, 0 where they are as chance would have them; None for
    too few cells, and where everybody gave one level only, which no chance can be taken off.
    """

    cells: int
    assessed: int
    same: int
    kappa: float | None


def agreement() -> Agreement:
    """Agreement over cells whose first rating is public. The last two ratings of each count."""
    query = (
        select(Assessment.state_id, Assessment.commitment_id, Assessment.level, SecondRating.level)
        .join(SecondRating, SecondRating.assessment_id == Assessment.id)
        .where(Assessment.published_at.is_not(None), Assessment.ended_at.is_(None))
        .order_by(Assessment.id)
    )
    pairs = {(row[0], row[1]): (row[2], row[3]) for row in db.session.execute(query)}
    cells = select(Assessment.state_id, Assessment.commitment_id).where(
        Assessment.published_at.is_not(None), Assessment.ended_at.is_(None)
    )
    assessed = db.session.scalar(select(func.count()).select_from(cells.distinct().subquery())) or 0
    return compute_agreement(tuple(pairs.values()), assessed=assessed)


def compute_agreement(pairs: Sequence[Pair], *, assessed: int) -> Agreement:
    """The agreement of these pairs. There is no kappa for fewer than ENOUGH pairs."""
    return Agreement(
        cells=len(pairs),
        assessed=assessed,
        same=sum(one == other for one, other in pairs),
        kappa=weighted_kappa(pairs) if len(pairs) >= ENOUGH else None,
    )


def weighted_kappa(pairs: Sequence[Pair]) -> float | None:
    """Weighted kappa: 1 − observed disagreement ÷ disagreement by chance. None if chance gives 0.

    Kept in whole numbers until the last division: n·Σ(a−b)² over Σ_aΣ_b n_a n_b (a−b)².
    """
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = len(pairs) * sum((one - other) ** 2 for one, other in pairs)
    by_chance = sum(
        first[one] * second[other] * (one - other) ** 2 for one in first for other in second
    )
    return 1 - seen / by_chance if by_chance else None
