"""Many invented records, so that lists, maps and means have content. Pure.

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
MONTHS = 72  # actions happened at most so long ago: six years
ACTIONS = 20  # of each state
VERDICTS = 8
WITHHELD = 0.05  # share of actions without the name of the organisation
# Each round of reports covers more of what a state reports on.
COVERAGE = (0.35, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Traits:
    """How records of an invented State are drawn: reporting share, level and optimism.

    ``level`` is where its levels gather today, 0 to 4; ``optimism`` is added to what it says of
    itself; ``trend`` is how much its level rose over the six years; ``rounds`` are the rounds of
    the reporting cycle in which it reported.
    """

    reports_on: float
    level: int
    optimism: int = 0
    trend: int = 0
    rounds: tuple[int, ...] = (0, 1, 2)


TRAITS = {
    "XAN": Traits(0.65, 3, trend=1),
    "XBL": Traits(0.35, 1, optimism=1, rounds=(1, 2)),
    "XCJ": Traits(0.85, 3, trend=1),
    "XDG": Traits(0.55, 2, rounds=(0, 2)),
    "XEX": Traits(0.90, 3, trend=2),
    "XFC": Traits(0.70, 1, optimism=2),
    "XFG": Traits(0.45, 2, optimism=1, rounds=(0, 1)),
    "XHY": Traits(0.40, 2),
    "XIV": Traits(0.25, 1, trend=-2, rounds=(0, 1)),
    "XJN": Traits(0.80, 3, optimism=-1),
    "XLG": Traits(0.95, 4, optimism=-1, trend=1),
    "XMF": Traits(0.50, 2, trend=1),
    "XNV": Traits(0.30, 0, optimism=2, rounds=(1,)),
    "XOB": Traits(0.30, 2),
    "XPD": Traits(0.10, 1, rounds=()),
    "XQS": Traits(0.60, 3, trend=-1),
    "XRV": Traits(0.75, 0, optimism=1),
    "XTR": Traits(0.40, 1, trend=1, rounds=(2,)),
    "XUR": Traits(0.70, 2, optimism=1),
    "XWM": Traits(0.85, 4, trend=1),
    "XYD": Traits(0.20, 2, rounds=(0,)),
    "XZP": Traits(0.45, 3, trend=2, rounds=(1, 2)),
}
TREATIES = ("OPSC-PARTY", "C029-PARTY", "C182-PARTY", "P029-PARTY")
# Where an action of some types is also on record.
SECOND_SOURCES = {
    ActionKind.LAW: "demo-gazette",
    ActionKind.POLICY: "demo-gazette",
    ActionKind.BUDGET: "demo-gazette",
    ActionKind.INSTITUTION: "demo-gazette",
    ActionKind.COURT_RULING: "demo-court",
    ActionKind.ENFORCEMENT: "demo-press",
    ActionKind.REVERSAL: "demo-press",
}
POLICIES = ("3P-PREVENTION", "3P-PROTECTION", "3P-PROSECUTION")


def breadth(commitments: Sequence[str], *, except_for: Collection[tuple[str, str]]) -> Inventions:
    """Records on the commitments for every State with traits, but those of ``except_for``."""
    drawn = Inventions()
    for state, traits in TRAITS.items():
        draw = Random(f"{SEED} {state}")  # noqa: S311 - invented records need no secrecy
        pool = [reference for reference in commitments if (state, reference) not in except_for]
        drawn += Inventions(
            values=_values(draw, state, traits),
            reports=_reports(draw, state, traits, pool),
            acts=_acts(draw, state, traits, pool),
            verdicts=_verdicts(draw, state, traits, pool),
        )
    return drawn


def _near(draw: Random, level: int) -> int:
    """A random level at or beside the given one."""
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
    """One report for each round in which the State took part. About one in three is late."""
    return tuple(
        Report(
            state,
            months,
            _entries(draw, traits, commitments, number),
            round=number,
            days_late=draw.choice((-40, -9, 0, 0, 35, 120)),
        )
        for number, months in enumerate((71, 47, 23))
        if number in traits.rounds
    )


def _entries(
    draw: Random, traits: Traits, commitments: Sequence[str], number: int
) -> tuple[Entry, ...]:
    count = round(len(commitments) * traits.reports_on * COVERAGE[number])
    steps = len(COVERAGE) - 1
    level = traits.level - round(traits.trend * (steps - number) / steps)
    return tuple(
        _entry(draw, reference, level + traits.optimism)
        for reference in sorted(draw.sample(commitments, count))
    )


def _entry(draw: Random, reference: str, level: int) -> Entry:
    if draw.random() < 0.08:
        return Entry(
            reference, answer=Answer.NOT_ASSESSED, reason="No figures were collected this year."
        )
    near = _near(draw, min(HIGHEST, max(0, level)))
    return Entry(reference, near, survivors=draw.choice(tuple(Consultation)))


def _acts(draw: Random, state: str, traits: Traits, commitments: Sequence[str]) -> tuple[Act, ...]:
    references = sorted(draw.sample(commitments, min(ACTIONS, len(commitments))))
    return tuple(_act(draw, state, traits, reference) for reference in references)


def _act(draw: Random, state: str, traits: Traits, reference: str) -> Act:
    kind = draw.choice(tuple(ActionKind))
    polarity = draw.choice((Polarity.SUPPORTS, Polarity.SUPPORTS, Polarity.CONTRADICTS))
    if kind is ActionKind.REVERSAL:
        polarity = Polarity.CONTRADICTS
    return Act(
        state,
        reference,
        _near(draw, traits.level if polarity is Polarity.SUPPORTS else traits.level - 1),
        draw.randrange(1, MONTHS),
        draw.choice(GROUPS),
        polarity,
        kind,
        name_withheld=draw.random() < WITHHELD,
        second_source=SECOND_SOURCES.get(kind) if draw.random() < 0.6 else None,
    )


def _verdicts(
    draw: Random, state: str, traits: Traits, commitments: Sequence[str]
) -> tuple[Verdict, ...]:
    return tuple(
        Verdict(
            state,
            reference,
            _near(draw, traits.level),
            draw.randrange(1, 30),
            draw.choice(tuple(Confidence)),
        )
        for reference in sorted(draw.sample(commitments, VERDICTS))
    )
