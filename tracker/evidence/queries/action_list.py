"""The public list of actions with filters and pages, and its organisations.

Whatever concerns an organisation is asked of what is shown of it: a withheld name narrows nothing,
so no list gives it away by what it leaves out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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


_BEARINGS: dict[str, Narrow] = {
    **commitments_in(ActionCommitment.commitment_id),
    "polarity": lambda code: ActionCommitment.polarity == code,
}
"""Filters by commitment and effect."""


def _found_first(narrow: Narrow) -> Narrow:
    """Find the links to commitments first, then their actions: for filters few actions match."""
    return lambda code: Action.id.in_(select(ActionCommitment.action_id).where(narrow(code)))


def _asked_of_each(narrow: Narrow) -> Narrow:
    """Check each action in the order of the list: for filters that many actions match."""
    return lambda code: exists().where(ActionCommitment.action_id == Action.id, narrow(code))


_NARROWING: dict[str, Narrow] = {
    **states_in(Action.state_id),
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

    def clauses(self) -> list[Any]:
        """The query as SQL conditions."""
        return [_begun(self.as_of), *self.known()]

    def known(self, *, moment: datetime | None = None, in_order: bool = False) -> list[Any]:
        """The same without the condition on ``as_of``. ``moment`` as in ``public_at``.

        ``in_order``: the rows are read in the order of the list, in batches.
        """
        bearing = _asked_of_each if in_order and _are_many(self) else _found_first
        chosen = narrowed({name: bearing(one) for name, one in _BEARINGS.items()}, self.filters)
        return [
            public_at(Action, self.known_by, moment=moment),
            *chosen,
            *narrowed(_NARROWING, self.filters),
            *_of_sources(self.tiers),
            *(_of_survivors() if self.survivor_led else ()),
        ]


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


def _are_many(asked: ActionQuery) -> bool:
    """Whether checking each action in turn is faster than sorting all matching actions.

    If one in ten matches, ten are checked for each that is shown. A check takes about a fifth of
    the time of a look-up by id.
    """
    if not asked.filters.keys() & _BEARINGS.keys():
        return False
    fitting, all_of_them = number_of(asked), number_of(replace(asked, filters={}))
    return fitting * fitting > ON_A_PAGE // 5 * all_of_them


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
    clauses = asked.known(moment=clock.now(), in_order=True)
    for some in queries_actions.action_steps(clauses, as_of=asked.as_of, step=step):
        yield from some


def every_bearing(asked: ActionQuery, *, step: int = AT_A_TIME) -> Iterator[tuple[str, Bearing]]:
    """All their links to commitments with the action's reference, in the same order."""
    clauses = asked.known(moment=clock.now(), in_order=True)
    for some in queries_actions.bearing_steps(clauses, as_of=asked.as_of, step=step):
        yield from some


def references(asked: ActionQuery, *, step: int = AT_A_TIME) -> Iterator[str]:
    """The references of all of them, in the same order."""
    clauses = asked.known(moment=clock.now(), in_order=True)
    for some in newest_first_ids(Action, clauses, as_of=asked.as_of, after=None, step=step):
        yield from (row.reference for row in some)


def _found(
    asked: ActionQuery, *, size: int, start: int, oldest_first: bool = False
) -> tuple[str, ...]:
    order = (Action.effective_on, Action.reference)
    query = (
        select(Action.reference)
        .where(_begun(asked.as_of), *asked.known(in_order=True))
        .order_by(*(order if oldest_first else (each.desc() for each in order)))
        .limit(size)
        .offset(start)
    )
    return tuple(db.session.scalars(query))


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


def _counting(as_of: date, known_by: date) -> tuple[ColumnElement[bool], ...]:
    return _begun(as_of), public_at(Action, known_by)


def _begun(as_of: date) -> ColumnElement[bool]:
    return begun_at(Action.effective_on, Action.effective_precision, as_of)


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
