"""Cycles and the due dates they make. Regenerating never touches what was filed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from tracker import clock
from tracker.accounts.actor import Actor
from tracker.audit import trail
from tracker.db import db
from tracker.errors import Invalid, NotFound
from tracker.policy.grants import require
from tracker.policy.permissions import Permission
from tracker.registry.models import Instrument, State
from tracker.registry.vocabulary import StateStatus
from tracker.reporting.drafts import CycleDraft
from tracker.reporting.models import DueDate, Report, ReportingCycle
from tracker.reporting.punctuality import Round, rounds
from tracker.reporting.vocabulary import Scope
from tracker.review.publication import registry_changed


@dataclass(frozen=True, slots=True)
class Regenerated:
    """What making the due dates anew did; ``kept`` answers of reports stay as they are."""

    created: int
    moved: int
    removed: int
    kept: int


def put_cycle(actor: Actor, draft: CycleDraft) -> tuple[ReportingCycle, Regenerated]:
    """Define a cycle, or change it, and bring its due dates in line."""
    require(actor, Permission.CYCLES_MAINTAIN)
    cycle = db.session.scalar(select(ReportingCycle).where(ReportingCycle.code == draft.code))
    before = _told(cycle) if cycle else None
    cycle = cycle or ReportingCycle(code=draft.code)
    for name in ("title", "statement", "scope", "regional_group", "first_period_start"):
        setattr(cycle, name, getattr(draft, name))
    for name in ("first_period_end", "first_due_on", "every_months", "last_due_on"):
        setattr(cycle, name, getattr(draft, name))
    cycle.instruments = _instruments(draft.instruments)
    cycle.listed_states = _states(draft.states)
    db.session.add(cycle)
    db.session.flush()
    done = _regenerate(cycle)
    verb = "reporting:cycle:changed" if before else "reporting:cycle:defined"
    trail.record(actor, verb, f"cycle:{cycle.code}", {"before": before, "after": _told(cycle)})
    registry_changed()
    return cycle, done


def archive_cycle(actor: Actor, code: str) -> ReportingCycle:
    """End a cycle: its reports stay, and what nobody has answered is no longer due."""
    require(actor, Permission.CYCLES_MAINTAIN)
    cycle = cycle_of(code)
    cycle.archived_at = clock.now()
    _regenerate(cycle)
    trail.record(actor, "reporting:cycle:archived", f"cycle:{code}", {})
    registry_changed()
    return cycle


def regenerate(actor: Actor, code: str) -> Regenerated:
    """Make a cycle's due dates anew, as after a state joined a group."""
    require(actor, Permission.CYCLES_MAINTAIN)
    cycle = cycle_of(code)
    done = _regenerate(cycle)
    trail.record(
        actor,
        "reporting:due-dates:regenerated",
        f"cycle:{code}",
        {"created": done.created, "moved": done.moved, "removed": done.removed},
    )
    registry_changed()
    return done


def cycle_of(code: str) -> ReportingCycle:
    """The cycle of a code; raises NotFound."""
    cycle = db.session.scalar(select(ReportingCycle).where(ReportingCycle.code == code))
    if cycle is None:
        raise NotFound("cycle", code)
    return cycle


def asked_states(cycle: ReportingCycle) -> list[int]:
    """Row ids of the states that a cycle asks, in the order of their codes."""
    query = select(State.id).order_by(State.iso3)
    match Scope(cycle.scope):
        case Scope.ALL_MEMBERS:
            query = query.where(State.status == StateStatus.MEMBER)
        case Scope.REGIONAL_GROUP:
            query = query.where(State.regional_group == cycle.regional_group)
        case Scope.LISTED:
            return [state.id for state in cycle.listed_states]
    return list(db.session.scalars(query))


def _regenerate(cycle: ReportingCycle) -> Regenerated:
    """Bring due dates in line with the cycle; one that a report answers is never moved or lost."""
    wanted = {(state, each.period_end): each for state, each in _wanted(cycle)}
    existing = {(due.state_id, due.period_end): due for due in _due_dates(cycle)}
    answered = set(
        db.session.scalars(select(Report.due_id).where(Report.due_id.is_not(None)).distinct())
    )
    created = moved = removed = kept = 0
    for key, due in existing.items():
        plan = wanted.get(key)
        if due.id in answered:
            kept += 1
        elif plan is None:
            db.session.delete(due)
            removed += 1
        elif (due.due_on, due.period_start) != (plan.due_on, plan.period_start):
            due.due_on, due.period_start = plan.due_on, plan.period_start
            moved += 1
    for (state_id, period_end), plan in wanted.items():
        if (state_id, period_end) not in existing:
            db.session.add(_due(cycle.id, state_id, plan))
            created += 1
    db.session.flush()
    return Regenerated(created, moved, removed, kept)


def _wanted(cycle: ReportingCycle) -> Iterable[tuple[int, Round]]:
    if cycle.archived_at is not None:
        return ()
    first = Round(cycle.first_period_start, cycle.first_period_end, cycle.first_due_on)
    planned = tuple(rounds(first, every_months=cycle.every_months, last_due_on=cycle.last_due_on))
    return ((state_id, each) for state_id in asked_states(cycle) for each in planned)


def _due_dates(cycle: ReportingCycle) -> Sequence[DueDate]:
    return db.session.scalars(select(DueDate).where(DueDate.cycle_id == cycle.id)).all()


def _due(cycle_id: int, state_id: int, plan: Round) -> DueDate:
    return DueDate(
        cycle_id=cycle_id,
        state_id=state_id,
        period_start=plan.period_start,
        period_end=plan.period_end,
        due_on=plan.due_on,
    )


def _instruments(codes: Sequence[str]) -> list[Instrument]:
    found = db.session.scalars(select(Instrument).where(Instrument.code.in_(codes))).all()
    _all_found("instruments", codes, {each.code for each in found})
    return list(found)


def _states(codes: Sequence[str]) -> list[State]:
    found = db.session.scalars(select(State).where(State.iso3.in_(codes))).all()
    _all_found("states", codes, {each.iso3 for each in found})
    return list(found)


def _all_found(field: str, asked: Sequence[str], found: set[str]) -> None:
    missing = [code for code in asked if code not in found]
    if missing:
        raise Invalid({field: [_("unknown: %(codes)s", codes=", ".join(missing))]})


def _told(cycle: ReportingCycle) -> dict[str, object]:
    """What the audit trail keeps of a cycle."""

    def spelled(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "title": cycle.title,
        "scope": cycle.scope,
        "instruments": [instrument.code for instrument in cycle.instruments],
        "first_due_on": spelled(cycle.first_due_on),
        "every_months": cycle.every_months,
        "last_due_on": spelled(cycle.last_due_on),
    }
