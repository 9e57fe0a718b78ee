"""Who is reminded of which report, and when. The rule is pure.

A due date without a report causes an e-mail 30 and 7 days before, on the day, and 14 and 45 days
after. Later it is in a monthly list. Only people who speak for the State receive them, and only
kinds that they did not turn off.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from tracker.accounts.actor import Actor
from tracker.accounts.mail import preferences, queue
from tracker.accounts.models import Membership, UserAccount
from tracker.core.db import db
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Role
from tracker.reporting import reminder_letters as letters
from tracker.reporting.obligations import Obligation, obligations, round_code

# Days from the due date, on which a reminder is due.
STEPS = (-30, -7, 0, 14, 45)
# A reminder that was missed is left out when the next is nearer than this many days.
NEAR = 3
STATE_SIDE = (Role.FOCAL_POINT, Role.VALIDATING_AUTHORITY)


@dataclass(frozen=True, slots=True)
class Written:
    """The result of one run for a due date, or for a monthly list (without a step)."""

    kind: str
    about: str
    step: int | None
    readers: int


def step_on(due_on: date, day: date) -> int | None:
    """The reminder for a day, unless it was sent. None if there is none.

    It is the latest that is due, so a day on which the timer did not run is made up for, yet
    never with two letters, nor right before the next one. After the last step there is none.
    """
    away = (day - due_on).days
    if not STEPS[0] <= away <= STEPS[-1]:
        return None
    step = max(each for each in STEPS if each <= away)
    to_next = min((each - away for each in STEPS if each > away), default=NEAR)
    return step if step == away or to_next >= NEAR else None


def is_in_list(due_on: date, day: date) -> bool:
    """Whether the list of the day's month includes a due date.

    It does if the last reminder had passed when the month began: no list follows a reminder.
    """
    return (day.replace(day=1) - due_on).days > STEPS[-1]


def remind(actor: Actor, day: date) -> tuple[Written, ...]:
    """Queue every e-mail that is due on the day and was not sent before."""
    require(actor, Permission.MAIL_SEND)
    readers = speakers()
    owed = [each for each in obligations(day, day, states=readers) if each.submitted_on is None]
    done = [_remind_of(each, readers[each.iso3], day) for each in owed]
    done.append(_list(owed, readers, day))
    return tuple(each for each in done if each is not None and each.readers)


def speakers(states: Iterable[str] | None = None) -> Mapping[str, Sequence[UserAccount]]:
    """Users with open accounts who hold either role of a State, by State."""
    query = (
        select(Membership.state, UserAccount)
        .join(Membership.user)
        .where(
            Membership.role.in_(STATE_SIDE),
            Membership.ended_at.is_(None),
            UserAccount.disabled_at.is_(None),
        )
        .order_by(Membership.state, UserAccount.id)
        .distinct()
    )
    if states is not None:
        query = query.where(Membership.state.in_(tuple(states)))
    found: dict[str, list[UserAccount]] = defaultdict(list)
    for iso3, user in db.session.execute(query):
        if iso3 is not None:
            found[iso3].append(user)
    return dict(found)


def _remind_of(owed: Obligation, readers: Sequence[UserAccount], day: date) -> Written | None:
    step = step_on(owed.due_on, day)
    if step is None:
        return None
    on = owed.due_on + timedelta(days=step)
    written = [
        queue.enqueue(letters.reminder(user, owed, step=step, on=on, today=day))
        for user in readers
        if preferences.wants(user, letters.REMINDER)
    ]
    about = f"{owed.iso3} {round_code(owed.cycle, owed.period_end)}"
    return Written(letters.REMINDER, about, step, sum(written))


def _list(
    owed: Sequence[Obligation], readers: Mapping[str, Sequence[UserAccount]], day: date
) -> Written:
    """One e-mail for each user, about all their States."""
    overdue: dict[UserAccount, list[Obligation]] = defaultdict(list)
    for each in sorted(owed, key=lambda one: (one.due_on, one.iso3, one.cycle)):
        if is_in_list(each.due_on, day):
            for user in readers[each.iso3]:
                overdue[user].append(each)
    month = day.replace(day=1)
    written = [
        queue.enqueue(letters.digest(user, found, month=month))
        for user, found in overdue.items()
        if preferences.wants(user, letters.DIGEST)
    ]
    return Written(letters.DIGEST, f"{month:%Y-%m}", None, sum(written))
