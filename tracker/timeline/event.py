"""Events of the timeline and its filters. Withheld names never get here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tracker.evidence.vocabulary import Tier
from tracker.gap.facts import ALL_LANES, ALL_TIERS, LaneName, ScoringParams


class RecordKind(StrEnum):
    """The kind of record, which readers filter as ``kind``."""

    REPORT = "report"
    ACTION = "action"
    ASSESSMENT = "assessment"
    REPLY = "reply"
    TREATY = "treaty"
    REGISTRY = "registry"
    DECISION = "decision"


class EventKind(StrEnum):
    """The kind of event."""

    SENT = "sent"  # a report that was due went to the reviewers
    PUBLISHED = "published"
    CORRECTED = "corrected"  # published in the place of an earlier version
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"  # words of the registry, in place
    RETURNED = "returned"  # by a reviewer
    DECLINED = "declined"


class RelatedRecord(StrEnum):
    """The kind of registry link, in ``detail``. None: a commitment itself."""

    RELATION = "relation"  # of one passage to another
    MEASURE = "measure"  # of an indicator to a passage


# Which lane a record speaks in; the others speak in none and are left out where a lane is asked.
LANES: Mapping[LaneName, frozenset[RecordKind]] = {
    LaneName.REPORTED: frozenset({RecordKind.REPORT}),
    LaneName.EVIDENCED: frozenset({RecordKind.ACTION, RecordKind.TREATY}),
    LaneName.ASSESSED: frozenset({RecordKind.ASSESSMENT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One public event.

    ``day`` is the day of the event, or the first of the month if ``precision`` is "month".
    ``effective`` is the record's own date, if any. ``title`` is None if the record has none or its
    text is no longer shown (``gone``). ``about`` is the code of its subject: a commitment, an
    indicator, an instrument or the answered record. ``detail`` is a code that depends on the kind:
    act, level, stance, cycle, link or ground. ``due`` is the due date of a submitted report,
    ``number`` the number of events that are shown together.
    """

    kind: RecordKind
    what: EventKind
    key: str
    day: date
    precision: str
    effective: date | None = None
    effective_precision: str | None = None
    iso3: str | None = None
    reference: str | None = None
    title: str | None = None
    language: str | None = None
    organisation: str | None = None
    organisation_id: str | None = None
    survivor_led: bool | None = None
    detail: str | None = None
    about: str | None = None
    about_title: str | None = None
    due: date | None = None
    number: int | None = None
    gone: bool = False

    @property
    def place(self) -> "Place":
        """Its position in the timeline."""
        return Place(self.day, self.effective or self.day, self.key)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in the timeline: public day, own date, key."""

    day: date
    effective: date
    key: str


@dataclass(frozen=True, slots=True)
class Window:
    """Events that became known in a period, for e-mails.

    A record whose name is withheld becomes known in letters when its month is over.
    """

    after: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class TimelineQuery:
    """Which part of the timeline: two dates, settings, and filters."""

    as_of: date
    known_by: date
    filters: Mapping[str, str] = field(default_factory=dict, hash=False)
    lanes: tuple[LaneName, ...] = ALL_LANES
    tiers: frozenset[Tier] = ALL_TIERS
    survivor_led: bool = False
    window: Window | None = None

    @property
    def sorts(self) -> frozenset[RecordKind]:
        """The kinds of records that may match."""
        found = frozenset(RecordKind)
        if self.lanes != ALL_LANES:
            found = frozenset().union(*(LANES[lane] for lane in self.lanes))
        if self.tiers != ALL_TIERS:
            found &= {RecordKind.ACTION, RecordKind.TREATY}
        if "organisation" in self.filters or self.survivor_led:
            found &= {RecordKind.ACTION, RecordKind.REPLY}
        chosen = self.filters.get("kind")
        return found & {RecordKind(chosen)} if chosen else found


def parse_timeline_query(reading: ScoringParams, filters: Mapping[str, str]) -> TimelineQuery:
    """The query in an address."""
    return TimelineQuery(
        as_of=reading.as_of,
        known_by=reading.known_by,
        filters=filters,
        lanes=reading.lanes,
        tiers=reading.tiers,
        survivor_led=reading.survivor_led,
    )
