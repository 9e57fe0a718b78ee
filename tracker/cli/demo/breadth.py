"""Invented records in number, so that lists, maps and means have something to show. Pure.

Drawn with a fixed seed from a few traits of each state: the same commitments and day give the same
records. States that a story leaves nearly or wholly empty are not drawn for.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random

from tracker.assessment.vocabulary import Confidence
from tracker.cli.demo.inventions import GROUPS, Act, Entry, Inventions, Report, Value, Verdict
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.reporting.vocabulary import Answer, Consultation

SEED = 2021
YEARS = 12
HIGHEST = 4


@dataclass(frozen=True, slots=True)
class Traits:
    """How an invented state is drawn: share of commitments it reports on, its level, its optimism.

    ``level`` is where its levels gather, 0 to 4; ``optimism`` is added to what it says of itself.
    """

    reports_on: float
    level: int
    optimism: int = 0


TRAITS = {
    "XCJ": Traits(0.85, 3),
    "XEX": Traits(0.90, 3),
    "XFC": Traits(0.70, 1, optimism=2),
    "XFG": Traits(0.45, 2, optimism=1),
    "XHY": Traits(0.40, 2),
    "XIV": Traits(0.25, 1),
    "XLG": Traits(0.95, 4, optimism=-1),
    "XOB": Traits(0.30, 2),
    "XPD": Traits(0.10, 1),
    "XRV": Traits(0.75, 0, optimism=1),
}
TREATIES = ("OPSC-PARTY", "C029-PARTY", "C182-PARTY", "P029-PARTY")
POLICIES = ("3P-PREVENTION", "3P-PROTECTION", "3P-PROSECUTION")


def breadth(commitments: Sequence[str], *, told: Collection[tuple[str, str]]) -> Inventions:
    """Records about the given commitments for every state that has traits, cells ``told`` apart."""
    drawn = Inventions()
    for state, traits in TRAITS.items():
        draw = Random(f"{SEED} {state}")  # noqa: S311 - invented records need no secrecy
        pool = [reference for reference in commitments if (state, reference) not in told]
        drawn += Inventions(
            values=_values(draw, state, traits),
            reports=_reports(draw, state, traits, pool),
            acts=_acts(draw, state, traits, pool),
            verdicts=_verdicts(draw, state, traits, pool),
        )
    return drawn


def _near(draw: Random, level: int) -> int:
    """A level at or beside the given one, on the scale."""
    return min(HIGHEST, max(0, level + draw.choice((-1, 0, 0, 0, 1))))


def _values(draw: Random, state: str, traits: Traits) -> tuple[Value, ...]:
    """Yearly values of policy indicators, and treaties joined on some day."""
    yearly = [
        Value(state, policy, str(_near(draw, traits.level) + 1), 12 * year + 23)
        for policy in POLICIES
        for year in range(YEARS)
        if draw.random() < 0.8
    ]
    joined = [
        Value(state, treaty, "party", draw.randrange(30, 250), "demo-gazette")
        for treaty in TREATIES
        if draw.random() < 0.5
    ]
    return (*yearly, *joined)


def _reports(
    draw: Random, state: str, traits: Traits, commitments: Sequence[str]
) -> tuple[Report, ...]:
    count = round(len(commitments) * traits.reports_on)
    return tuple(
        Report(
            state,
            months,
            tuple(
                _entry(draw, reference, traits)
                for reference in sorted(draw.sample(commitments, count))
            ),
        )
        for months in (29, 17)
    )


def _entry(draw: Random, reference: str, traits: Traits) -> Entry:
    if draw.random() < 0.08:
        return Entry(
            reference, answer=Answer.NOT_ASSESSED, reason="No figures were collected this year."
        )
    level = _near(draw, min(HIGHEST, max(0, traits.level + traits.optimism)))
    return Entry(reference, level, survivors=draw.choice(tuple(Consultation)))


def _acts(draw: Random, state: str, traits: Traits, commitments: Sequence[str]) -> tuple[Act, ...]:
    return tuple(
        Act(
            state,
            reference,
            _near(draw, traits.level),
            draw.randrange(2, 90),
            draw.choice(GROUPS),
            draw.choice((Polarity.SUPPORTS, Polarity.SUPPORTS, Polarity.CONTRADICTS)),
            draw.choice(tuple(ActionKind)),
        )
        for reference in sorted(draw.sample(commitments, 12))
    )


def _verdicts(
    draw: Random, state: str, traits: Traits, commitments: Sequence[str]
) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            state,
            reference,
            _near(draw, traits.level),
            draw.randrange(1, 14),
            draw.choice(tuple(Confidence)),
        )
        for reference in sorted(draw.sample(commitments, 6))
    )
