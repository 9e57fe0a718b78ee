"""The worked example of the methodology as facts, computed by the actual rules. Pure.

The records are invented and name no state. The page of the methodology prints what comes out, so
that prose, page and code cannot tell three different stories.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.aggregate import state_score
from tracker.gap.explain import Explanation, explain
from tracker.gap.facts import (
    NO_FACTS,
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    Publication,
    ReportFact,
    ScoringParams,
    Standing,
)
from tracker.gap.figures import PillarScore
from tracker.gap.lanes import settle
from tracker.gap.uncertainty import Sensitivity, sensitivity
from tracker.registry.vocabulary import CommitmentKind, MembershipStatus, Pillar
from tracker.reporting.vocabulary import Answer

AS_OF = date(2021, 11, 22)
READING = ScoringParams(as_of=AS_OF, known_by=AS_OF)
_PUBLIC = Publication(datetime(2021, 1, 1, tzinfo=UTC))

FIRST = CommitmentFact(
    reference="X-1",
    pillar=Pillar.PROSECUTION,
    kind=CommitmentKind.COMMITMENT,
    addressed_to_states=True,
    adopted_on=date(2010, 7, 30),
    same_as="X-1",
)
SECOND = replace(FIRST, reference="X-2", same_as="X-2")
THIRD = replace(FIRST, reference="X-3")  # asks the same as the first

PARTY = EvidenceFact(
    reference="a",
    stream="indicator:party",
    level=4,
    polarity=Polarity.SUPPORTS,
    tier=Tier.A,
    effective_on=date(2005, 6, 1),
    publication=_PUBLIC,
    membership=MembershipStatus.PARTY,
)
INDEX = EvidenceFact(
    reference="b",
    stream="indicator:index",
    level=2,
    polarity=Polarity.SUPPORTS,
    tier=Tier.B,
    effective_on=date(2013, 12, 31),
    publication=_PUBLIC,
)
ACTION = EvidenceFact(
    reference="c",
    stream="organisation:one",
    level=1,
    polarity=Polarity.CONTRADICTS,
    tier=Tier.C,
    effective_on=date(2020, 3, 10),
    publication=_PUBLIC,
)
REPORT = ReportFact(
    reference="d",
    answer=Answer.LEVEL,
    level=3,
    reason=None,
    effective_on=date(2020, 12, 31),
    publication=_PUBLIC,
)
FACTS = CellFacts(reports=(REPORT,), evidence=(PARTY, INDEX, ACTION))


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """The first cell explained, and its pillar with two and three commitments.

    ``firmness`` is that of the two: how far other rules would move the gap.
    """

    cell: Explanation
    two: PillarScore
    three: PillarScore
    firmness: Sensitivity | None


def worked_example() -> WorkedExample:
    """The example, computed by the current rules."""
    return WorkedExample(
        cell=explain(FIRST, FACTS, READING),
        two=_pillar((FIRST, FACTS), (SECOND, NO_FACTS)),
        three=_pillar((FIRST, FACTS), (SECOND, NO_FACTS), (THIRD, FACTS)),
        firmness=sensitivity(_settled((FIRST, FACTS), (SECOND, NO_FACTS)), READING),
    )


def _pillar(*cells: tuple[CommitmentFact, CellFacts]) -> PillarScore:
    score = state_score(_settled(*cells), READING)
    return next(pillar for pillar in score.pillars if pillar.pillar is FIRST.pillar)


def _settled(
    *cells: tuple[CommitmentFact, CellFacts],
) -> list[tuple[CommitmentFact, Standing]]:
    return [(commitment, settle(commitment, facts, READING)) for commitment, facts in cells]
