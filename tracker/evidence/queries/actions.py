"""Public views of logged acts: what any reader may see of them.

The only way from an action to a page. An organisation whose name is withheld is not in the view
at all, so that nothing that renders it can show or join it back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, or_, select
from sqlalchemy.orm import selectinload

from tracker.accounts.models import Organisation
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence.models import Action, ActionCommitment, Citation
from tracker.evidence.withholding import names_itself
from tracker.registry.models import Commitment, State
from tracker.review.publication import Ending
from tracker.review.versions import of_family, root_of
from tracker.review.visibility import begun_at, public_at

# Beyond this many, naming the records costs more than reading all that were withdrawn.
MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Bearing:
    """How an action bears on a commitment; ``level`` None where it shows none."""

    commitment: str
    polarity: str
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationView:
    """A source named with an action or a reply; ``tier`` None only where a reply names it.

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


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """A logged act of a state as the public sees it.

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
        """The strongest of its sources."""
        return self.sources[0]

    def bearing_on(self, commitment: str) -> Bearing | None:
        """How it bears on one commitment; None if it does not."""
        return next((one for one in self.bearings if one.commitment == commitment), None)


def actions(references: Iterable[str]) -> dict[str, ActionView]:
    """The acts of these references that were ever published."""
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
    """What was logged of a state at the two dates, newest first; of one commitment if named.

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
    """An act that is not public, as readers would see it if it became so today."""
    query = _action_query().where(Action.reference == reference)
    return next(iter(_action_views(query)), None)


def _action_query() -> Any:
    # A withheld name does not even leave the database.
    shown = Action.name_withheld.is_(False)
    led_shown = or_(shown, Action.survivor_led_shown)
    return (
        select(
            Action,
            State.iso3,
            case((shown, Organisation.name)).label("name"),
            case((shown, Organisation.public_id)).label("public_id"),
            case((led_shown, Organisation.survivor_led)).label("survivor_led"),
        )
        .join(Action.organisation)
        .join(Action.state)
        .options(selectinload(Action.citations))
    )


def _action_views(query: Any) -> list[ActionView]:
    rows = db.session.execute(query).all()
    bearings = _bearings([row.Action.id for row in rows])
    views = [_action_view(row, bearings.get(row.Action.id, ())) for row in rows]
    gone = withdrawn(row.Action for row in rows)
    telling = names_withheld_name(row.Action for row in rows)
    return [
        _emptied(view)
        if view.reference in gone
        else _without_words(view)
        if view.reference in telling
        else view
        for view in views
    ]


def names_withheld_name(rows: Iterable[Action]) -> frozenset[str]:
    """Earlier versions in whose words the name stands that a later version withholds."""
    return frozenset(
        row.reference
        for row in rows
        if row.name_withheld
        and row.ended_at is not None
        and names_itself(row, row.organisation.name)
    )


def withdrawn(rows: Iterable[Action]) -> frozenset[str]:
    """Those of which some version was withdrawn: none of their versions is shown any more.

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
    """An earlier version whose words would tell a withheld name: its facts alone."""
    return replace(
        view,
        title=_("An earlier version of this action"),
        account=_("The text is not shown because it named an organisation whose name is withheld."),
        sources=(_without_address(view.source, _("Not shown, like the text")),),
    )


def _without_address(source: CitationView, title: str) -> CitationView:
    return replace(
        source,
        title=title,
        publisher=_("not shown"),
        url=None,
        archived_url=None,
        current_on=None,
        current_precision=None,
    )


def _emptied(view: ActionView) -> ActionView:
    """A withdrawn act: that it was there, of which state, and what it weighed."""
    source = _without_address(view.source, _("Withdrawn with the record"))
    return replace(
        view,
        title=_("A withdrawn action"),
        account=_("The organisation withdrew this action. The text is no longer shown."),
        organisation=None,
        organisation_id=None,
        survivor_led=None,
        sources=(source,),
        withdrawn=True,
    )


def _action_view(found: Any, bearings: tuple[Bearing, ...]) -> ActionView:
    row: Action = found.Action
    published_on, precision = _published(row)
    return ActionView(
        reference=row.reference,
        iso3=found.iso3,
        organisation=found.name,
        organisation_id=found.public_id,
        survivor_led=found.survivor_led,
        kind=row.kind,
        title=row.title,
        account=row.account,
        stage=row.stage,
        language=row.language,
        effective_on=row.effective_on,
        effective_precision=row.effective_precision,
        began_on=row.began_on,
        began_precision=row.began_precision,
        published_on=published_on,
        published_precision=precision,
        sources=tuple(citation_view(one) for one in row.citations),
        bearings=bearings,
    )


def citation_view(row: Citation) -> CitationView:
    """What a page shows of a source that was named with a record."""
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


def _published(row: Action) -> tuple[date, str]:
    began: datetime = row.published_at or clock.now()
    # The day of a withheld submission could be matched with who was seen on that day.
    return (began.date().replace(day=1), "month") if row.name_withheld else (began.date(), "day")


def _bearings(action_ids: list[int]) -> dict[int, tuple[Bearing, ...]]:
    if not action_ids:
        return {}
    query = (
        select(
            ActionCommitment.action_id,
            ActionCommitment.polarity,
            ActionCommitment.level,
            Commitment.reference,
        )
        .join(ActionCommitment.commitment)
        .where(ActionCommitment.action_id.in_(action_ids))
        .order_by(Commitment.reference)
    )
    found: dict[int, tuple[Bearing, ...]] = {}
    for row in db.session.execute(query):
        one = Bearing(row.reference, row.polarity, row.level)
        found[row.action_id] = (*found.get(row.action_id, ()), one)
    return found
