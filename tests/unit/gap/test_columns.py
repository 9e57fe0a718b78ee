"""Columns of numbers settle as the rules do on the records, whatever these are and on any day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tests.unit.gap.build import commitment
from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import Polarity, Stance, Tier
from tracker.gap.column_settler import StateRecords, settle_states
from tracker.gap.columns import decode, encode, pack
from tracker.gap.facts import (
    ALL_LANES,
    ALL_TIERS,
    STATE_SIDE,
    AnswerFact,
    AssessmentFact,
    CellFacts,
    EvidenceFact,
    MembershipFact,
    Publication,
    ReportFact,
    ScoringParams,
)
from tracker.gap.lanes import settle
from tracker.gap.methodology import RULES
from tracker.registry.vocabulary import CommitmentKind, MembershipStatus
from tracker.reporting.vocabulary import Answer

FIRST, LAST = date(2006, 1, 1), date(2026, 12, 31)
COMMITMENTS = {
    9: commitment("X-1", adopted_on="2010-02-28"),
    4: commitment("X-2", adopted_on="2015-07-30"),
    7: commitment(
        "X-3", kind=CommitmentKind.TREATY_OBLIGATION, treaty="T", adopted_on="2008-01-31"
    ),
    2: commitment("X-4", kind=CommitmentKind.RECOMMENDATION, adopted_on="2012-12-31"),
    5: commitment("X-5", addressed_to_states=False),
    6: commitment("X-6", treaty="T", adopted_on="2021-11-22"),
}


class Records:
    """Random records of one State; few days and streams, so that records meet each other."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.number = 0
        days = (LAST - FIRST).days
        self.days = [FIRST + timedelta(chance.randrange(days)) for _ in range(9)]
        self.days += [date(2016, 2, 29), date(2014, 1, 31), date(2019, 2, 28)]
        self.speaks: dict[str, int | None] = {}

    def day(self) -> date:
        return self.chance.choice(self.days)

    def publication(self) -> Publication:
        began = datetime.combine(self.day(), datetime.min.time(), UTC) + timedelta(
            hours=self.chance.randrange(24)
        )
        ended = (
            began + timedelta(self.chance.randrange(900)) if self.chance.random() < 0.2 else None
        )
        return Publication(began, ended)

    def reference(self) -> str:
        self.number += 1
        return f"{self.chance.choice('ABC')}{self.number:03}"

    def level(self, chance_of_none: float = 0.2) -> int | None:
        return None if self.chance.random() < chance_of_none else self.chance.randrange(5)

    def report(self) -> ReportFact:
        answer = self.chance.choice([Answer.LEVEL, Answer.LEVEL, *Answer])
        return ReportFact(
            self.reference(),
            answer,
            self.chance.randrange(5) if answer is Answer.LEVEL else None,
            self.chance.choice([None, "a reason", "another"]),
            self.day(),
            self.publication(),
        )

    def assessment(self) -> AssessmentFact:
        return AssessmentFact(
            self.reference(),
            self.chance.randrange(5),
            self.chance.choice(list(Confidence)),
            self.day(),
            self.publication(),
        )

    def value(self) -> EvidenceFact:
        family = self.chance.choice("FGH")
        stream = f"indicator:{self.chance.choice('abc')}"
        speaks = self.speaks.setdefault(stream, self.chance.choice([None, 12, 36, 60]))
        status = self.chance.choice(list(MembershipStatus)) if stream == "indicator:a" else None
        return EvidenceFact(
            self.reference(),
            stream,
            self.level(),
            Polarity.SUPPORTS,
            self.chance.choice(list(Tier)),
            self.day(),
            self.publication(),
            membership=status,
            family=family,
            speaks=speaks,
            ceiling=self.chance.randrange(1, 5),
        )

    def action(self) -> EvidenceFact:
        return EvidenceFact(
            self.reference(),
            self.chance.choice(["organisation:one", "organisation:two", "withheld:1"]),
            self.level(),
            self.chance.choice([Polarity.SUPPORTS, Polarity.CONTRADICTS, Polarity.CONTEXT]),
            self.chance.choice(list(Tier)),
            self.day(),
            self.publication(),
            survivor_led=self.chance.random() < 0.4,
            speaks=self.chance.choice([None, 24, 36, 60]),
        )

    def membership(self) -> MembershipFact:
        status = self.chance.choice(list(MembershipStatus))
        return MembershipFact(self.reference(), status, self.day(), self.publication())

    def cells(self) -> dict[int, CellFacts]:
        """Cells that share records of evidence, memberships and reports, as real ones do."""
        values = [self.value() for _ in range(8)]
        memberships = tuple(self.membership() for _ in range(self.chance.randrange(4)))
        return {
            key: self._cell(values, memberships if fact.treaty else ())
            for key, fact in COMMITMENTS.items()
            if self.chance.random() < 0.85
        }

    def _cell(
        self, values: list[EvidenceFact], memberships: tuple[MembershipFact, ...]
    ) -> CellFacts:
        some = self.chance.sample(values, self.chance.randrange(6))
        evidence = (*some, *(self.action() for _ in range(self.chance.randrange(4))))
        reports = tuple(self.report() for _ in range(self.chance.randrange(4)))
        assessments = tuple(self.assessment() for _ in range(self.chance.choice([0, 0, 1, 2])))
        known = [fact.reference for fact in (*evidence, *reports, *assessments)]
        answers = tuple(
            AnswerFact(
                reference := self.reference(),
                self.chance.choice(known),
                self.chance.choice([STATE_SIDE, reference]),
                self.chance.choice(list(Stance)),
                self.publication(),
            )
            for _ in range(self.chance.randrange(4) if known else 0)
        )
        return CellFacts(reports, evidence, assessments, memberships, answers)

    def reading(self) -> ScoringParams:
        any_of = self.chance.choice
        lanes = [lane for lane in ALL_LANES if self.chance.random() < 0.6]
        return ScoringParams(
            self.day() + timedelta(any_of([-1, 0, 0, 1, 400])),
            self.day() + timedelta(any_of([0, 1, 3000])),
            lanes=tuple(any_of([list(ALL_LANES), lanes])),
            tiers=any_of([ALL_TIERS, frozenset(self.chance.sample(list(Tier), 2))]),
            survivor_led=self.chance.random() < 0.1,
            include_recommendations=self.chance.random() < 0.3,
            any_age=self.chance.random() < 0.2,
            current_only=self.chance.random() < 0.2,
        )


@pytest.mark.parametrize("seed", range(60))
def test_columns_settle_every_cell_as_the_rules_do(seed: int) -> None:
    """Six commitments of several States, at several readings each; not one cell may differ."""
    records = Records(Random(seed))  # noqa: S311 - the same in every run
    states = [(records.cells(), records.chance.choice([None, records.day()])) for _ in range(4)]
    packed = []
    for cells, joined in states:
        content = decode(encode(pack(cells)))
        assert content is not None
        packed.append(StateRecords(content, joined))
    for _ in range(6):
        params = records.reading()
        settled = settle_states(packed, COMMITMENTS, params)
        for (cells, joined), found in zip(states, settled, strict=True):
            for key, fact in COMMITMENTS.items():
                seen = settle(fact, cells.get(key, CellFacts()), params, joined=joined)
                assert found[fact.reference] == seen.without_records(), (params, fact.reference)


def test_states_without_any_record_are_settled() -> None:
    """A State of which nothing is known has every cell, and none has a level."""
    params = ScoringParams(LAST, LAST)
    (found,) = settle_states([StateRecords(pack({}), None)], COMMITMENTS, params)
    for fact in COMMITMENTS.values():
        assert found[fact.reference] == settle(fact, CellFacts(), params)


def test_columns_refuse_rules_that_they_do_not_know() -> None:
    """Version 1 of the methodology is settled from the records alone."""
    params = replace(ScoringParams(LAST, LAST), rules=RULES["1"])
    with pytest.raises(ValueError, match="version"):
        list(settle_states([], COMMITMENTS, params))
