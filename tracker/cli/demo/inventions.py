"""What is invented, as frozen values: who speaks, and what they are made to say. Pure.

Nothing told in this package ever happened. Dates are given in months before the day on which the
demonstration is made, so that what is fresh, stale or regressed looks so on that day.
"""

from dataclasses import dataclass

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.reporting.vocabulary import Answer, Consultation


@dataclass(frozen=True, slots=True)
class Group:
    """An invented organisation; ``public_id`` is fixed, for a demonstration is the same again."""

    public_id: str
    name: str
    survivor_led: bool
    source: str


SURVIVORS = Group(
    "demo-survivors", "Survivors’ Circle (invented organisation)", True, "demo-survivors"
)
WATCH = Group("demo-watch", "Rights Watchers (invented organisation)", False, "demo-watch")
PRESS = Group("demo-readers", "Newspaper Readers (invented organisation)", False, "demo-press")
GROUPS = (SURVIVORS, WATCH, PRESS)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a real indicator for an invented state, counting from ``months`` ago."""

    state: str
    indicator: str
    value: str
    months: int
    source: str = "demo-index"


@dataclass(frozen=True, slots=True)
class Entry:
    """What an invented report says of one commitment."""

    commitment: str
    level: int | None = None
    answer: Answer = Answer.LEVEL
    reason: str | None = None
    survivors: Consultation = Consultation.NOT_STATED


@dataclass(frozen=True, slots=True)
class Report:
    """An invented progress report on the year that ended ``months`` ago."""

    state: str
    months: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An invented act of an invented state, logged by an invented organisation."""

    state: str
    commitment: str
    level: int | None
    months: int
    by: Group = WATCH
    polarity: Polarity = Polarity.SUPPORTS
    kind: ActionKind = ActionKind.POLICY
    name_withheld: bool = False
    withdrawn: str | None = None  # why it was withdrawn again; None: it stands


@dataclass(frozen=True, slots=True)
class Verdict:
    """An invented reviewer's level for one cell."""

    state: str
    commitment: str
    level: int
    months: int
    confidence: Confidence = Confidence.MEDIUM


@dataclass(frozen=True, slots=True)
class Inventions:
    """Everything that is invented, in the order in which it is written."""

    values: tuple[Value, ...] = ()
    corrections: tuple[Value, ...] = ()  # of values above: the same place, another value
    reports: tuple[Report, ...] = ()
    acts: tuple[Act, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    def __add__(self, other: "Inventions") -> "Inventions":
        return Inventions(
            self.values + other.values,
            self.corrections + other.corrections,
            self.reports + other.reports,
            self.acts + other.acts,
            self.verdicts + other.verdicts,
        )
