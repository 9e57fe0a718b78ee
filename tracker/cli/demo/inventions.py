"""Invented records as frozen values: who says what. Pure.

Nothing in this package ever happened. Dates are months before the day on which the demonstration is
made, so that records look recent or old on that day.
"""

from dataclasses import dataclass

from tracker.assessment.vocabulary import Confidence
from tracker.evidence.vocabulary import ActionKind, Polarity
from tracker.reporting.vocabulary import Answer, Consultation


@dataclass(frozen=True, slots=True)
class Group:
    """An invented organisation. ``public_id`` is fixed, so that every demonstration is the same."""

    public_id: str
    name: str
    survivor_led: bool
    source: str


SURVIVORS = Group(
    "demo-survivors", "Survivors’ Circle (invented organisation)", True, "demo-survivors"
)
WATCH = Group("demo-watch", "Rights Watchers (invented organisation)", False, "demo-watch")
PRESS = Group("demo-readers", "Newspaper Readers (invented organisation)", False, "demo-press")
OTHERS = tuple(
    Group(f"demo-{code}", f"{name} (invented organisation)", survivor_led, f"demo-{code}")
    for code, name, survivor_led in (
        ("open-door", "Open Door Survivors", True),
        ("own-voice", "In Our Own Voice", True),
        ("after-work", "Survivors of Forced Work United", True),
        ("new-thread", "New Thread Survivor Network", True),
        ("court-notes", "Court Notes Collective", False),
        ("harbour", "Harbour and Fishing Workers’ Help", False),
        ("child-first", "Children First Alliance", False),
        ("budget-lens", "Budget Lens", False),
        ("fair-field", "Fair Field Monitors", False),
    )
)
GROUPS = (SURVIVORS, WATCH, PRESS, *OTHERS)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a real indicator for an invented State, dated ``months`` ago."""

    state: str
    indicator: str
    value: str
    months: int
    source: str = "demo-index"


@dataclass(frozen=True, slots=True)
class Entry:
    """An invented entry of a report on one commitment."""

    commitment: str
    level: int | None = None
    answer: Answer = Answer.LEVEL
    reason: str | None = None
    survivors: Consultation = Consultation.NOT_STATED


@dataclass(frozen=True, slots=True)
class Report:
    """An invented progress report on the year that ended ``months`` ago.

    ``round`` counts the rounds of the regular cycle from 0; the period is then that of the round,
    and ``days_late`` says when the report was sent: days after the due date, negative before it.
    None is a report outside a cycle.
    """

    state: str
    months: int
    entries: tuple[Entry, ...]
    round: int | None = None
    days_late: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """An invented action of an invented State, logged by an invented organisation."""

    state: str
    commitment: str
    level: int | None
    months: int
    by: Group = WATCH
    polarity: Polarity = Polarity.SUPPORTS
    kind: ActionKind = ActionKind.POLICY
    name_withheld: bool = False
    second_source: str | None = None  # code of a source beside that of the organisation
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
    """All invented records, in the order of writing."""

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
