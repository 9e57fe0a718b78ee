"""The second worked example of the methodology: expiry, families, ceilings, movement. Pure.

The records are invented and name no state. The page of the methodology prints what the rules make
of them, and the tests of version 2 use the same facts.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from tracker.evidence.vocabulary import Polarity, Tier
from tracker.gap.explain import Explanation, explain
from tracker.gap.facts import (
    CellFacts,
    CommitmentFact,
    EvidenceFact,
    Publication,
    ScoringParams,
    Standing,
)
from tracker.gap.lanes import settle
from tracker.registry.vocabulary import CommitmentKind, Pillar

TODAY = date(2026, 11, 29)
EARLIER_DAY = date(2016, 6, 30)
READING = ScoringParams(as_of=TODAY, known_by=TODAY)

COMMITMENT = CommitmentFact(
    reference="X-4",
    pillar=Pillar.PROTECTION,
    kind=CommitmentKind.COMMITMENT,
    addressed_to_states=True,
    adopted_on=date(2010, 7, 30),
    same_as="X-4",
)


def _value(stream: str, level: int, tier: Tier, effective_on: date, family: str) -> EvidenceFact:
    return EvidenceFact(
        reference=f"{stream} {effective_on.year}",
        stream=f"indicator:{stream}",
        level=level,
        polarity=Polarity.SUPPORTS,
        tier=tier,
        effective_on=effective_on,
        publication=Publication(datetime(2021, 1, 1, tzinfo=UTC)),
        family=family,
        speaks=60,
    )


LAW = replace(
    _value("law", 4, Tier.A, date(2012, 5, 1), "official"),
    speaks=None,
    ceiling=3,
)
INDEX = _value("index", 1, Tier.B, date(2013, 12, 31), "F")
IN_LAW = replace(_value("in_law", 4, Tier.C, date(2023, 12, 31), "G"), ceiling=3)
SEEN = _value("seen", 1, Tier.C, date(2023, 12, 31), "G")
EARLIER_EDITION = _value("index", 1, Tier.B, date(2009, 12, 31), "F")

RECORDS = (LAW, INDEX, IN_LAW, SEEN)
FACTS = CellFacts(evidence=RECORDS)


@dataclass(frozen=True, slots=True)
class SecondExample:
    """The cell today, earlier, at adoption, and with other settings."""

    today: Explanation
    earlier: Explanation
    adoption: Standing
    with_earlier_edition: Standing  # had the index an edition before adoption
    any_age: Explanation


def second_example() -> SecondExample:
    """The example, computed by the current rules."""
    edition = CellFacts(evidence=(*RECORDS, EARLIER_EDITION))
    return SecondExample(
        today=explain(COMMITMENT, FACTS, READING),
        earlier=explain(COMMITMENT, FACTS, replace(READING, as_of=EARLIER_DAY)),
        adoption=settle(COMMITMENT, FACTS, replace(READING, as_of=COMMITMENT.adopted_on)),
        with_earlier_edition=settle(COMMITMENT, edition, READING),
        any_age=explain(COMMITMENT, FACTS, replace(READING, any_age=True)),
    )
