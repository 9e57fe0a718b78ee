"""Unfinished reports of the demonstration: two cycles, and a report with every status.

All of it goes through the services, in the name of the invented people, so that histories, due
dates and queues are what they would be.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.accounts.actor import OPERATOR, Actor
from tracker.cli.demo import accounts
from tracker.cli.demo.desks import hand_over
from tracker.cli.demo.stories import SILENT_STATE, TOLD
from tracker.core import clock
from tracker.gap import commitment_facts
from tracker.policy.predicates import Role
from tracker.registry.vocabulary import COUNTED_KINDS
from tracker.reporting import cycles, editing, transitions
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.drafts import EntryDraft, ReportDraft
from tracker.reporting.obligations import obligations
from tracker.reporting.vocabulary import Consultation, Scope
from tracker.review.lifecycle import Status

OVERDUE, COMING = "DEMO-APPRAISAL", "DEMO-REVIEW"
SINCE_DUE, UNTIL_DUE = timedelta(days=20), timedelta(days=12)
ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Filed:
    """A report and its target status. If ``cycle`` is None, it is an extra one, ``years`` ago."""

    state: str
    status: Status
    cycle: str | None = None
    years: int = 1


# The draft that the authority is asked to approve, with a figure that the State gives itself.
ON_THE_DESK = Filed("XEX", Status.DRAFT, OVERDUE)
FIGURE_OF, OFFICIAL_FIGURE = "GPA-2010-08", "TIP-PARTY=party@2012-05"
# Every status on the desk of the state that has accounts; of others what reviewers see.
FILED = (
    ON_THE_DESK,
    Filed("XEX", Status.RETURNED, COMING),
    Filed("XEX", Status.CLEARED, years=2),
    Filed("XEX", Status.SUBMITTED, years=3),
    Filed("XEX", Status.SUPERSEDED, years=4),
    Filed("XEX", Status.PUBLISHED, years=4),
    Filed("XEX", Status.WITHDRAWN, years=5),
    Filed("XFC", Status.PUBLISHED, OVERDUE),
    Filed("XRV", Status.SUBMITTED, OVERDUE),
    Filed("XCJ", Status.PUBLISHED, COMING),
    Filed("XFG", Status.SUBMITTED, COMING),
)
INSTRUMENTS = {OVERDUE: "GPA-2010", COMING: "PD-2021"}


def file_reports() -> tuple[str, ...]:
    """Define the cycles and file every report. Returns lines to print."""
    today = clock.today()
    for code, due_on in ((OVERDUE, today - SINCE_DUE), (COMING, today + UNTIL_DUE)):
        cycles.define_cycle(OPERATOR, _cycle(code, due_on))
    for each in FILED:
        _file(each, today)
    return (f"2 cycles and {len(FILED)} reports under way, one at every status",)


def _cycle(code: str, due_on: date) -> CycleDraft:
    listed = ("XEX", "XFC", "XRV", SILENT_STATE) if code == OVERDUE else ()
    start, end = _year(due_on, 1)
    return CycleDraft(
        code=code,
        title=f"Invented {'appraisal' if code == OVERDUE else 'review'}, {end.year}",
        statement="An invented cycle: what was done in the year before.",
        instruments=(INSTRUMENTS[code],),
        scope=Scope.LISTED if listed else Scope.ALL_MEMBERS,
        regional_group=None,
        states=listed,
        first_period_start=start,
        first_period_end=end,
        first_due_on=due_on,
        every_months=None,
        last_due_on=None,
    )


def _year(day: date, years: int) -> tuple[date, date]:
    """The calendar year this many years before the day's."""
    year = day.year - years
    return date(year, 1, 1), date(year, 12, 31)


def _file(filed: Filed, today: date) -> None:
    drafter, authority = _side(filed.state)
    owed = obligations(today, today, cycle=filed.cycle, states=[filed.state]) if filed.cycle else ()
    start, end = (owed[0].period_start, owed[0].period_end) if owed else _year(today, filed.years)
    frame = ReportDraft(
        title=f"Invented progress report on {end.year}",
        period_start=start,
        period_end=end,
        survivors=Consultation.CONSULTED,
        survivors_how="An invented association of survivors read the draft.",
    )
    due_id = owed[0].due_id if owed else None
    reference = editing.start_report(drafter, filed.state, frame, due_id=due_id).reference
    for draft in _entries(filed):
        editing.save_entry(drafter, reference, draft, version=0)
    _move(authority, reference, filed.status)
    if filed == ON_THE_DESK:
        hand_over(drafter, authority, reference)


def _side(state: str) -> tuple[Actor, Actor]:
    """Focal point and authority: those with accounts, or unnamed ones of another State."""
    if state == accounts.STATE:
        return accounts.actor(Role.FOCAL_POINT), accounts.actor(Role.VALIDATING_AUTHORITY)
    drafter, authority = (
        Actor(f"demo-{role}-{state}", frozenset({role}), frozenset({state}))
        for role in (Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY)
    )
    return drafter, authority


def _entries(filed: Filed) -> list[EntryDraft]:
    """Some of the requested commitments, except those that a story uses."""
    prefix = f"{INSTRUMENTS[filed.cycle or OVERDUE]}-"
    facts = commitment_facts.commitments(clock.today()).values()
    names = sorted(
        fact.reference
        for fact in facts
        if fact.reference.startswith(prefix)
        and fact.addressed_to_states
        and fact.kind in COUNTED_KINDS
        and (filed.state, fact.reference) not in TOLD
    )
    texts = {
        "measures_taken": "Measures invented for demonstration.",
        "challenges": "Difficulties invented for demonstration.",
        "sources": "Invented gazette 12, https://example.org/gazette",
    }
    levels = {name: str(level) for level, name in enumerate(names[:ENTRIES], 1)}
    figures = {}
    if filed == ON_THE_DESK:
        levels[FIGURE_OF] = "4"
        figures[FIGURE_OF] = {"indicator_values": OFFICIAL_FIGURE}
    return [
        EntryDraft.parse({"commitment": name, "level": level, **figures.get(name, {}), **texts})
        for name, level in levels.items()
    ]


def _move(authority: Actor, reference: str, to: Status) -> None:
    """Move the report to its target status. Superseding happens with its successor."""
    reviewer = accounts.actor(Role.REVIEWER)
    if to is Status.DRAFT:
        return
    transitions.clear(authority, reference)
    if to is Status.CLEARED:
        return
    transitions.submit(authority, reference)
    if to is Status.RETURNED:
        transitions.return_(reviewer, reference, reason="Invented: the second entry names no law.")
    elif to is not Status.SUBMITTED:
        transitions.publish(reviewer, reference)
    if to is Status.WITHDRAWN:
        transitions.withdraw(authority, reference, reason="Invented: it told of another year.")
