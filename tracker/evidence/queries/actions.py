"""Public views of logged actions.

The only way from an action to a page. An organisation whose name is withheld is not in the view
at all, so that nothing that renders it can show or join it back.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import case, or_, select
from sqlalchemy.orm import selectinload

from tracker.accounts.models import Organisation
from tracker.core import clock
from tracker.core.db import db, plain_rows
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.evidence.withholding import names_itself
from tracker.registry.keyset import Place, newest_first_ids, rows_at
from tracker.registry.models import Commitment, State
from tracker.review.publication import Ending
from tracker.review.versions import of_family, root_of
from tracker.review.visibility import begun_at, public_at

# Beyond this many, naming the records costs more than reading all that were withdrawn.
MOST_NAMED = 50


class Bearing(NamedTuple):
    """An action's effect on a commitment. ``level`` is None if it shows none."""

    commitment: str
    polarity: str
    level: int | None


class CitationView(NamedTuple):
    """A source of an action or reply. ``tier`` may be None only for a reply.

    Called like a SourceView, so that pages show both alike.
    """

    title: str
    publisher: str
    url: str | None
    archived_url: str | None
    tier: str | None
    language: str
    current_on: date | None
    current_precision: str | None


class ActionView(NamedTuple):
    """The public view of a logged action.

    ``organisation`` and ``organisation_id``, its public id, are None where the name is withheld;
    ``published_on`` is then only known to the month (its first day), and ``survivor_led`` is None
    unless the organisation lets it be known. One that was ``withdrawn`` says no more than that.
    ``sources`` begins with the strongest, whose tier its vote weighs. ``began_on`` is None for an
    act of one day.
    """

    reference: str
    iso3: str
    organisation: str | None
    organisation_id: str | None
    survivor_led: bool | None
    kind: str
    title: str
    account: str
    stage: str | None
    language: str
    effective_on: date
    effective_precision: str
    began_on: date | None
    began_precision: str | None
    published_on: date
    published_precision: str
    sources: tuple[CitationView, ...]
    bearings: tuple[Bearing, ...]
    withdrawn: bool = False

    @property
    def source(self) -> CitationView:
        """Its strongest source."""
        return self.sources[0]

    def bearing_on(self, commitment: str) -> Bearing | None:
        """Its effect on a commitment, or None."""
        return next((one for one in self.bearings if one.commitment == commitment), None)


_NOT_SHOWN = 4  # columns of the query that come before those of the view


def actions(references: Iterable[str]) -> dict[str, ActionView]:
    """The actions with these references that were ever published."""
    wanted = tuple(references)
    if not wanted:
        return {}
    query = _action_query().where(Action.reference.in_(wanted), Action.published_at.is_not(None))
    return {view.reference: view for view in _action_views(query)}


def actions_of_state(
    iso3: str,
    as_of: date,
    known_by: date,
    commitment: str | None = None,
    *,
    after: date | None = None,
) -> tuple[ActionView, ...]:
    """Actions of a State at the two dates, newest first, optionally on one commitment.

    ``after`` leaves those that count from a later day than this alone.
    """
    query = (
        _action_query()
        .where(
            State.iso3 == iso3,
            begun_at(Action.effective_on, Action.effective_precision, as_of),
            public_at(Action, known_by),
        )
        .order_by(Action.effective_on.desc(), Action.reference.desc())
    )
    if commitment is not None:
        bearing = select(ActionCommitment.action_id).join(ActionCommitment.commitment)
        query = query.where(Action.id.in_(bearing.where(Commitment.reference == commitment)))
    if after is not None:
        query = query.where(Action.effective_on > after)
    return tuple(_action_views(query))


def action_under_review(reference: str) -> ActionView | None:
    """An unpublished action as readers would see it if it were published today."""
    query = _action_query().where(Action.reference == reference)
    return next(iter(_action_views(query)), None)


def action_steps(
    clauses: Sequence[Any], *, as_of: date, after: Place | None = None, step: int
) -> Iterator[list[ActionView]]:
    """Actions that match the conditions, newest first, in non-empty batches."""
    for places in newest_first_ids(Action, clauses, as_of=as_of, after=after, step=step):
        yield _views_of(rows_at(_action_query(), Action, places))


def bearing_steps(
    clauses: Sequence[Any], *, as_of: date, step: int
) -> Iterator[list[tuple[str, Bearing]]]:
    """Links to commitments of matching actions, with the action's reference, in batches."""
    for places in newest_first_ids(Action, clauses, as_of=as_of, after=None, step=step):
        bearings = _bearings([row.id for row in places])
        yield [(row.reference, one) for row in places for one in bearings.get(row.id, ())]


def _action_query() -> Any:
    # A withheld name does not even leave the database.
    shown = Action.name_withheld.is_(False)
    led_shown = or_(shown, Action.survivor_led_shown)
    return (
        select(
            Action.id,
            Action.name_withheld,
            Action.published_at,
            Action.ended_at,
            # What follows is in the order of ``ActionView``.
            Action.reference,
            State.iso3,
            case((shown, Organisation.name)).label("name"),
            case((shown, Organisation.public_id)).label("public_id"),
            case((led_shown, Organisation.survivor_led)).label("survivor_led"),
            Action.kind,
            Action.title,
            Action.account,
            Action.stage,
            Action.language,
            Action.effective_on,
            Action.effective_precision,
            Action.began_on,
            Action.began_precision,
        )
        .join(Action.organisation)
        .join(Action.state)
    )


def _action_views(query: Any) -> list[ActionView]:
    return _views_of(plain_rows(query))


def _views_of(rows: Sequence[Any]) -> list[ActionView]:
    ids = [row.id for row in rows]
    citations, bearings = _citations(ids), _bearings(ids)
    views = [_action_view(row, citations.get(row.id, ()), bearings.get(row.id, ())) for row in rows]
    ended = [row for row in rows if row.ended_at is not None]
    if not ended:
        return views
    gone, telling = withdrawn(ended), names_withheld_name(ended)
    return [
        _emptied(view)
        if view.reference in gone
        else _without_words(view)
        if view.reference in telling
        else view
        for view in views
    ]


def names_withheld_name(rows: Iterable[Any]) -> frozenset[str]:
    """Earlier versions whose text contains a name that a later version withholds."""
    ids = [row.id for row in rows if row.name_withheld and row.ended_at is not None]
    if not ids:
        return frozenset()
    query = (
        select(Action)
        .where(Action.id.in_(ids))
        .options(selectinload(Action.citations), selectinload(Action.organisation))
    )
    return frozenset(
        row.reference
        for row in db.session.scalars(query)
        if names_itself(row, row.organisation.name)
    )


def withdrawn(rows: Iterable[Any]) -> frozenset[str]:
    """Actions with a withdrawn version. None of their versions is shown any more.

    Not even for an earlier day: what they weighed in the figures of that day stays, their content
    is taken back at once.
    """
    ended = {row.reference for row in rows if row.ended_at is not None}
    if not ended:
        return frozenset()
    query = select(Action.reference).where(Action.ended_as == Ending.WITHDRAWN)
    asked = {root_of(reference) for reference in ended}
    if len(asked) <= MOST_NAMED:
        query = query.where(or_(*(of_family(Action.reference, root) for root in asked)))
    roots = {root_of(reference) for reference in db.session.scalars(query)}
    return frozenset(reference for reference in ended if root_of(reference) in roots)


def _without_words(view: ActionView) -> ActionView:
    """An earlier version without its texts, because they contain a withheld name."""
    return view._replace(
        title=_("An earlier version of this action"),
        account=_("The text is not shown because it named an organisation whose name is withheld."),
        sources=(_without_address(view.source, _("Not shown, like the text")),),
    )


def _without_address(source: CitationView, title: str) -> CitationView:
    return source._replace(
        title=title,
        publisher=_("not shown"),
        url=None,
        archived_url=None,
        current_on=None,
        current_precision=None,
    )


def _emptied(view: ActionView) -> ActionView:
    """A withdrawn action: only that it existed, its State, and its weight."""
    source = _without_address(view.source, _("Withdrawn with the record"))
    return view._replace(
        title=_("A withdrawn action"),
        account=_("The organisation withdrew this action. The text is no longer shown."),
        organisation=None,
        organisation_id=None,
        survivor_led=None,
        sources=(source,),
        withdrawn=True,
    )


def _action_view(
    row: Any, citations: Sequence[CitationView], bearings: Sequence[Bearing]
) -> ActionView:
    published_on, precision = _published(row.published_at, row.name_withheld)
    beside = (published_on, precision, tuple(citations), tuple(bearings), False)
    return ActionView._make((*row[_NOT_SHOWN:], *beside))


def citation_view(row: Any) -> CitationView:
    """The public view of a source."""
    return CitationView(
        title=row.title,
        publisher=row.publisher,
        url=row.url,
        archived_url=row.archived_url,
        tier=row.tier,
        language=row.language,
        current_on=row.published_on,
        current_precision=row.published_precision,
    )


def _published(published_at: datetime | None, withheld: bool) -> tuple[date, str]:
    day = (published_at or clock.now()).date()
    # The day of a withheld submission could be matched with who was seen on that day.
    return (day.replace(day=1), "month") if withheld else (day, "day")


def _citations(action_ids: Sequence[int]) -> dict[int, list[CitationView]]:
    """The sources of each action, strongest first."""
    found: dict[int, list[CitationView]] = {}
    if not action_ids:
        return found
    query = (
        select(
            Citation.action_id,
            Citation.title,
            Citation.publisher,
            Citation.url,
            Citation.archived_url,
            Citation.tier,
            Citation.language,
            Citation.published_on,
            Citation.published_precision,
        )
        .where(Citation.action_id.in_(action_ids))
        .order_by(Citation.action_id, Citation.position)
    )
    for action_id, *shown in plain_rows(query):
        found.setdefault(action_id, []).append(CitationView(*shown))
    return found


def _bearings(action_ids: Sequence[int]) -> dict[int, list[Bearing]]:
    """The effects of each action, by reference of the commitment."""
    found: dict[int, list[Bearing]] = {}
    if not action_ids:
        return found
    query = (
        select(
            ActionCommitment.action_id,
            Commitment.reference,
            ActionCommitment.polarity,
            ActionCommitment.level,
        )
        .join(ActionCommitment.commitment)
        .where(ActionCommitment.action_id.in_(action_ids))
        .order_by(Commitment.reference)
    )
    for action_id, *one in plain_rows(query):
        found.setdefault(action_id, []).append(Bearing(*one))
    return found
