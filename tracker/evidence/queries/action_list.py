"""The public list of actions with filters and pages, and its organisations.

Whatever concerns an organisation is asked of what is shown of it: a withheld name narrows nothing,
so no list gives it away by what it leaves out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from tracker.accounts.models import Organisation
from tracker.core import clock, collation
from tracker.core.cache import Cache
from tracker.core.db import db
from tracker.core.errors import NotFound
from tracker.core.paging import Stretch, stretch
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.evidence.queries import actions as queries_actions
from tracker.evidence.queries.actions import ActionView, Bearing
from tracker.evidence.vocabulary import Tier
from tracker.registry.filters import Narrow, commitments_in, narrowed, states_in
from tracker.registry.keyset import newest_first_ids
from tracker.review.revisions import cached, dated_revision
from tracker.review.visibility import begun_at, public_at

ON_A_PAGE = 50
AT_A_TIME = 1_000  # actions that one query of a file asks for


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list with the total number of actions."""

    actions: tuple[ActionView, ...]
    total: int
    number: int

    @property
    def pages(self) -> int:
        """The number of pages; 1 if there is nothing."""
        return max(1, -(-self.total // ON_A_PAGE))


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation that is named in public."""

    public_id: str
    name: str
    survivor_led: bool


@dataclass(frozen=True, slots=True)
class CountedOrganisation(NamedOrganisation):
    """The same with the number of its actions."""

    actions: int


# The lists of organisations of a few days; each page of actions shows one.
_NAMED: Cache[tuple[NamedOrganisation, ...]] = Cache(8)
_NUMBERS: Cache[int] = Cache(2_000)


def _bearing(narrow: Narrow) -> Narrow:
    """Turn a condition on an action's commitments into one on the action."""
    return lambda code: Action.id.in_(select(ActionCommitment.action_id).where(narrow(code)))


_NARROWING: dict[str, Narrow] = {
    **states_in(Action.state_id),
    **{
        name: _bearing(narrow)
        for name, narrow in commitments_in(ActionCommitment.commitment_id).items()
    },
    "polarity": _bearing(lambda code: ActionCommitment.polarity == code),
    "kind": lambda code: Action.kind == code,
    "action": lambda code: Action.reference == code,
    "organisation": lambda code: and_(
        Action.name_withheld.is_(False),
        Action.organisation_id.in_(select(Organisation.id).where(Organisation.public_id == code)),
    ),
}


@dataclass(frozen=True, slots=True)
class ActionQuery:
    """Which actions to select: two dates, source tiers, and filters."""

    filters: Mapping[str, str]
    as_of: date
    known_by: date
    tiers: frozenset[Tier] = frozenset(Tier)
    survivor_led: bool = False

    def clauses(self, *, moment: datetime | None = None) -> list[Any]:
        """The query as SQL conditions. ``moment`` as in ``public_at``."""
        chosen = narrowing(self.filters, tiers=self.tiers, survivor_led=self.survivor_led)
        return [*_counting(self.as_of, self.known_by, moment), *chosen]


def listed(asked: ActionQuery, *, page: int) -> Page:
    """A page of the actions that count at the two dates, newest first."""
    total = number_of(asked)
    found = _placed(asked, stretch(total, page, ON_A_PAGE))
    views = queries_actions.actions(found)
    return Page(tuple(views[reference] for reference in found), total, page)


def _placed(asked: ActionQuery, rows: Stretch | None) -> tuple[str, ...]:
    # A page that there is not, such as page 0, is for the door to refuse.
    if rows is None:
        return ()
    found = _found(asked, size=rows.size, start=rows.start, oldest_first=rows.reverse)
    return found[::-1] if rows.reverse else found


def number_of(asked: ActionQuery) -> int:
    """The number of actions. Counted once for each public change."""
    key = (
        *("number of actions", asked.as_of, asked.known_by),
        *(asked.tiers, asked.survivor_led, tuple(sorted(asked.filters.items()))),
    )
    return cached(_NUMBERS, key, dated_revision(), lambda: _counted(asked))


def _counted(asked: ActionQuery) -> int:
    query = select(func.count()).select_from(Action).where(*asked.clauses())
    return db.session.scalar(query) or 0


def number_of_bearings(asked: ActionQuery) -> int:
    """The number of their links to commitments."""
    return _beside(ActionCommitment, ActionCommitment.action_id, asked)


def number_of_sources(asked: ActionQuery) -> int:
    """The number of their sources."""
    return _beside(Citation, Citation.action_id, asked)


def _beside(model: type[Any], action_id: Any, asked: ActionQuery) -> int:
    within = select(Action.id).where(*asked.clauses())
    query = select(func.count()).select_from(model).where(action_id.in_(within))
    return db.session.scalar(query) or 0


def every(asked: ActionQuery, *, step: int = AT_A_TIME) -> Iterator[ActionView]:
    """All of them, read in batches."""
    for some in queries_actions.action_steps(asked.clauses(moment=clock.now()), step=step):
        yield from some


def every_bearing(asked: ActionQuery, *, step: int = AT_A_TIME) -> Iterator[tuple[str, Bearing]]:
    """All their links to commitments with the action's reference, in the same order."""
    for some in queries_actions.bearing_steps(asked.clauses(moment=clock.now()), step=step):
        yield from some


def references(asked: ActionQuery, *, step: int = AT_A_TIME) -> Iterator[str]:
    """The references of all of them, in the same order."""
    clauses = asked.clauses(moment=clock.now())
    for some in newest_first_ids(Action, clauses, after=None, step=step):
        yield from (row.reference for row in some)


def _found(
    asked: ActionQuery, *, size: int, start: int, oldest_first: bool = False
) -> tuple[str, ...]:
    order = (Action.effective_on, Action.reference)
    query = (
        select(Action.reference)
        .where(*asked.clauses())
        .order_by(*(order if oldest_first else (each.desc() for each in order)))
        .limit(size)
        .offset(start)
    )
    return tuple(db.session.scalars(query))


def narrowing(
    filters: Mapping[str, str], *, tiers: frozenset[Tier], survivor_led: bool
) -> list[Any]:
    """The reader's filters as SQL conditions on actions."""
    clauses = [*narrowed(_NARROWING, filters), *_of_sources(tiers)]
    return [*clauses, *_of_survivors()] if survivor_led else clauses


def named(as_of: date, known_by: date) -> tuple[NamedOrganisation, ...]:
    """Organisations named with an action that counts at the two dates, by name."""
    found = cached(
        _NAMED,
        ("named organisations", as_of, known_by),
        dated_revision(),
        lambda: _named(as_of, known_by),
    )
    return tuple(collation.by_name(found, lambda one: one.name))


def _named(as_of: date, known_by: date) -> tuple[NamedOrganisation, ...]:
    # Whether there is one is asked of each organisation: their actions are not read.
    has_one = exists().where(
        Action.organisation_id == Organisation.id,
        Action.name_withheld.is_(False),
        *_counting(as_of, known_by),
    )
    query = select(*_TOLD).where(has_one).order_by(Organisation.public_id)
    return tuple(NamedOrganisation(*row) for row in db.session.execute(query))


_TOLD = (Organisation.public_id, Organisation.name, Organisation.survivor_led)


def counted(as_of: date, known_by: date) -> tuple[CountedOrganisation, ...]:
    """The same organisations by name, with the number of their actions."""
    rows = db.session.execute(_counted_query(as_of, known_by))
    found = [CountedOrganisation(*row) for row in rows]
    return tuple(collation.by_name(found, lambda one: one.name))


def _counted_query(as_of: date, known_by: date) -> Any:
    return (
        select(*_TOLD, func.count().label("actions"))
        .join(Action, Action.organisation_id == Organisation.id)
        .where(Action.name_withheld.is_(False), *_counting(as_of, known_by))
        .group_by(Organisation.id)
        .order_by(Organisation.public_id)
    )


def named_organisation(public_id: str, as_of: date, known_by: date) -> CountedOrganisation:
    """One of these organisations. Raises NotFound for any other, existing or not."""
    query = _counted_query(as_of, known_by).where(Organisation.public_id == public_id)
    row = db.session.execute(query).first()
    if row is None:
        raise NotFound("organisation", public_id)
    return CountedOrganisation(*row)


def _counting(
    as_of: date, known_by: date, moment: datetime | None = None
) -> tuple[ColumnElement[bool], ...]:
    begun = begun_at(Action.effective_on, Action.effective_precision, as_of)
    return begun, public_at(Action, known_by, moment=moment)


def _of_sources(tiers: frozenset[Tier]) -> list[Any]:
    """A condition on the tier of the strongest source, which gives an action its weight."""
    if tiers == frozenset(Tier):
        return []
    strongest = select(Citation.action_id).where(
        Citation.position == 1, Citation.tier.in_(sorted(tiers))
    )
    return [Action.id.in_(strongest)]


def _of_survivors() -> list[Any]:
    led = select(Organisation.id).where(Organisation.survivor_led)
    shown = or_(Action.name_withheld.is_(False), Action.survivor_led_shown)
    return [shown, Action.organisation_id.in_(led)]
