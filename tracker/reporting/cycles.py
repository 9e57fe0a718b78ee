"""Reporting cycles and their due dates. Updates never change filed reports.

A due date is never changed or deleted: where a cycle moves it, it is dropped and another made, so
that an earlier day can be shown by what was known then.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import held
from tracker.audit import trail
from tracker.core import clock, formats
from tracker.core.db import db
from tracker.core.errors import Invalid, NotFound
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.membership import is_before
from tracker.registry.models import Instrument, State
from tracker.registry.vocabulary import RegionalGroup, StateStatus
from tracker.reporting.cycle_drafts import CycleDraft
from tracker.reporting.due_status import ReportingPeriod, reporting_periods
from tracker.reporting.models import DueDate, Report, ReportingCycle
from tracker.reporting.search_texts import reports_of_cycles
from tracker.reporting.vocabulary import Scope
from tracker.review import publication
from tracker.schema.drafts import Changes, Key, Origin, compare, differences, spell

PLAIN = (
    *("title", "statement", "scope", "regional_group", "first_period_start"),
    *("first_period_end", "first_due_on", "every_months", "last_due_on"),
)
Owed = tuple[int, date]  # state id, last day of the period


@dataclass(frozen=True, slots=True)
class Regenerated:
    """The result of updating due dates. ``kept`` have a report."""

    created: int
    moved: int
    dropped: int
    kept: int


NOTHING_DONE = Regenerated(0, 0, 0, 0)


def put_cycles(
    actor: Actor, drafts: Sequence[CycleDraft], *, origin: Origin | None = None
) -> Changes[CycleDraft]:
    """Create or change cycles and update their due dates.

    Raises Invalid for one that was archived: it is history, and another is defined in its place.
    """
    require(actor, Permission.CYCLES_MAINTAIN)
    rows = {row.code: row for row in every_cycle()}
    changes = compare({(code,): draft_of(row) for code, row in rows.items()}, drafts)
    if not changes:
        return changes
    for draft in (*changes.created, *(new for _old, new in changes.changed)):
        _put(rows.get(draft.code) or ReportingCycle(code=draft.code), draft)
    # Search finds reports by the title of their cycle.
    renamed = [rows[new.code].id for old, new in changes.changed if old.title != new.title]
    publication.touch_public(texts=reports_of_cycles(renamed) if renamed else ())
    content = {
        "created": [spell(draft.key) for draft in changes.created],
        "changed": {spell(new.key): differences(old, new) for old, new in changes.changed},
    }
    if origin is not None:
        content |= {"file": origin.name, "sha256": origin.sha256}
    subject = f"file:{origin.name}" if origin else "reporting:cycles"
    trail.record(actor, "reporting:cycles:put", subject[:100], content)
    return changes


def define_cycle(actor: Actor, draft: CycleDraft) -> Regenerated:
    """Create a cycle with its due dates. Raises Invalid if the code is taken."""
    require(actor, Permission.CYCLES_MAINTAIN)
    if any(row.code == draft.code for row in every_cycle()):
        raise Invalid({"code": [_("another cycle already has this code")]})
    cycle = ReportingCycle(code=draft.code)
    done = _put(cycle, draft)
    return _audit(actor, "reporting:cycle:defined", cycle, done, {"cycle": draft.cells()})


def change_cycle(actor: Actor, draft: CycleDraft) -> Regenerated:
    """Change a cycle and update its due dates. Raises NotFound.

    If nothing differs, nothing is written or audited.
    """
    require(actor, Permission.CYCLES_MAINTAIN)
    cycle = cycle_of(draft.code)
    changed = differences(draft_of(cycle), draft)
    if not changed:
        return Regenerated(0, 0, 0, len(_answered(cycle)))
    done = _put(cycle, draft)
    return _audit(actor, "reporting:cycle:changed", cycle, done, {"changed": changed})


def archive_cycle(actor: Actor, code: str) -> Regenerated:
    """End a cycle. Past due dates stay, future ones are cancelled."""
    require(actor, Permission.CYCLES_MAINTAIN)
    cycle = held(cycle_of(code))
    if cycle.archived_at is not None:
        return NOTHING_DONE
    cycle.archived_at = clock.now()
    done = _regenerate(cycle)
    return _audit(actor, "reporting:cycle:archived", cycle, done)


def regenerate(actor: Actor, code: str) -> Regenerated:
    """Update a cycle's due dates, for example after a State joined a group."""
    require(actor, Permission.CYCLES_MAINTAIN)
    cycle = held(cycle_of(code))
    done = _regenerate(cycle)
    if not (done.created or done.moved or done.dropped):
        return done
    return _audit(actor, "reporting:due-dates:regenerated", cycle, done)


def cycle_of(code: str) -> ReportingCycle:
    """The cycle with this code. Raises NotFound."""
    cycle = db.session.scalar(select(ReportingCycle).where(ReportingCycle.code == code))
    if cycle is None:
        raise NotFound("cycle", code)
    return cycle


def load_existing_drafts() -> dict[Key, CycleDraft]:
    """Every cycle as a draft, by key."""
    return {(row.code,): draft_of(row) for row in every_cycle()}


def draft_of(cycle: ReportingCycle) -> CycleDraft:
    """A cycle as a draft."""
    values = {name: getattr(cycle, name) for name in PLAIN}
    values["scope"] = Scope(cycle.scope)
    values["regional_group"] = RegionalGroup(cycle.regional_group) if cycle.regional_group else None
    return CycleDraft(
        code=cycle.code,
        instruments=tuple(each.code for each in cycle.instruments),
        states=tuple(each.iso3 for each in cycle.listed_states),
        **values,
    )


def every_cycle() -> Sequence[ReportingCycle]:
    """Every cycle with instruments and listed States, by code, archived ones included."""
    query = select(ReportingCycle).order_by(ReportingCycle.code)
    return db.session.scalars(
        query.options(
            selectinload(ReportingCycle.instruments), selectinload(ReportingCycle.listed_states)
        )
    ).all()


def _write(cycle: ReportingCycle, draft: CycleDraft) -> None:
    if cycle.archived_at is not None:
        raise Invalid({"code": [_("this cycle has ended; create a new one")]})
    for name in PLAIN:
        setattr(cycle, name, getattr(draft, name))
    cycle.instruments = _instruments(draft.instruments)
    cycle.listed_states = _states(draft.states)
    db.session.add(cycle)
    db.session.flush()


def _put(cycle: ReportingCycle, draft: CycleDraft) -> Regenerated:
    _write(cycle, draft)
    return _regenerate(cycle)


def _regenerate(cycle: ReportingCycle) -> Regenerated:
    """Update due dates. One with a report is left unchanged."""
    wanted = _wanted(cycle)
    present = {(due.state_id, due.period_end): due for due in _present(cycle)}
    answered = _answered(cycle)
    now, moved, dropped = clock.now(), 0, 0
    for key, due in present.items():
        plan = wanted.get(key)
        if due.id in answered or _is(due, plan) or _is_history(cycle, due):
            wanted.pop(key, None)
            continue
        due.dropped_at = now
        moved, dropped = moved + (plan is not None), dropped + (plan is None)
    db.session.flush()
    for (state_id, _period_end), plan in wanted.items():
        db.session.add(_due(cycle, state_id, plan))
    db.session.flush()
    return Regenerated(len(wanted) - moved, moved, dropped, len(answered))


def _is(due: DueDate, plan: ReportingPeriod | None) -> bool:
    return plan is not None and (due.period_start, due.due_on) == (plan.period_start, plan.due_on)


def _is_history(cycle: ReportingCycle, due: DueDate) -> bool:
    """Whether the due date had passed before the cycle was archived, so that it stays."""
    return cycle.archived_at is not None and due.due_on < cycle.archived_at.date()


def _wanted(cycle: ReportingCycle) -> dict[Owed, ReportingPeriod]:
    if cycle.archived_at is not None:
        return {}
    first = ReportingPeriod(cycle.first_period_start, cycle.first_period_end, cycle.first_due_on)
    planned = tuple(
        reporting_periods(first, every_months=cycle.every_months, last_due_on=cycle.last_due_on)
    )
    return {
        (state.id, each.period_end): each
        for state in _asked_states(cycle)
        for each in planned
        # A report on a period before membership is refused; of an observer this says nothing.
        if not is_before(each.period_end, state.member_from)
    }


def _asked_states(cycle: ReportingCycle) -> Sequence[State]:
    """The States of a cycle, sorted by code."""
    query = select(State).order_by(State.iso3)
    match Scope(cycle.scope):
        case Scope.ALL_MEMBERS:
            query = query.where(State.status == StateStatus.MEMBER)
        case Scope.REGIONAL_GROUP:
            query = query.where(State.regional_group == cycle.regional_group)
        case Scope.LISTED:
            return cycle.listed_states
    return db.session.scalars(query).all()


def _present(cycle: ReportingCycle) -> Sequence[DueDate]:
    query = select(DueDate).where(DueDate.cycle_id == cycle.id, DueDate.dropped_at.is_(None))
    return db.session.scalars(query).all()


def _answered(cycle: ReportingCycle) -> frozenset[int]:
    """Due dates that have a report, open or filed."""
    query = (
        select(DueDate.id)
        .join(Report, Report.due_id == DueDate.id)
        .where(DueDate.cycle_id == cycle.id, DueDate.dropped_at.is_(None))
    )
    return frozenset(db.session.scalars(query))


def _due(cycle: ReportingCycle, state_id: int, plan: ReportingPeriod) -> DueDate:
    return DueDate(
        cycle_id=cycle.id,
        state_id=state_id,
        period_start=plan.period_start,
        period_end=plan.period_end,
        due_on=plan.due_on,
        made_at=clock.now(),
    )


def _instruments(codes: Sequence[str]) -> list[Instrument]:
    query = select(Instrument).where(Instrument.code.in_(codes)).order_by(Instrument.code)
    found = {each.code: each for each in db.session.scalars(query)}
    _all_found("instruments", codes, found)
    return list(found.values())


def _states(codes: Sequence[str]) -> list[State]:
    query = select(State).where(State.iso3.in_(codes)).order_by(State.iso3)
    found = {each.iso3: each for each in db.session.scalars(query)}
    _all_found("states", codes, found)
    return list(found.values())


def _all_found(field: str, asked: Sequence[str], found: Mapping[str, object]) -> None:
    missing = [code for code in asked if code not in found]
    if missing:
        raise Invalid(
            {field: [_("these codes do not exist: %(codes)s", codes=formats.listed(missing))]}
        )


def _audit(
    actor: Actor,
    verb: str,
    cycle: ReportingCycle,
    done: Regenerated,
    more: Mapping[str, object] = MappingProxyType({}),
) -> Regenerated:
    publication.touch_public()
    content = {**more, "created": done.created, "moved": done.moved, "dropped": done.dropped}
    trail.record(actor, verb, f"cycle:{cycle.code}", content)
    return done
