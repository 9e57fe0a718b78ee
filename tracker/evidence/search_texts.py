"""The texts of public actions for the search index: the same view as pages.

Withheld names stay in the database. An action with a withdrawn version is left out.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, or_, select

from tracker.accounts.models import Organisation
from tracker.core.db import db
from tracker.evidence.models import Action
from tracker.evidence.queries.actions import names_withheld_name, withdrawn
from tracker.registry.models import State
from tracker.review.versions import of_family
from tracker.review.visibility import begun_at, public_at


@dataclass(frozen=True, slots=True)
class ActionText:
    """The texts of a published action. The organisation is None if its name is withheld."""

    id: int
    reference: str
    iso3: str
    title: str
    account: str
    language: str
    organisation: str | None
    organisation_id: str | None
    effective_on: date
    effective_precision: str
    public_from: date
    public_until: date | None


def published_actions(after: int, most: int) -> Sequence[int]:
    """Ids of actions that were ever published, in batches by id."""
    query = select(Action.id).where(Action.id > after, Action.published_at.is_not(None))
    return db.session.scalars(query.order_by(Action.id).limit(most)).all()


def versions_of_actions(references: Iterable[str]) -> Sequence[int]:
    """Ids of all versions of these actions, because versions affect each other."""
    clauses = [of_family(Action.reference, each) for each in references]
    return db.session.scalars(select(Action.id).where(or_(*clauses))).all() if clauses else []


def action_texts(
    ids: Collection[int] = (), *, references: Collection[str] = ()
) -> tuple[ActionText, ...]:
    """The actions with these ids or references that were published and never withdrawn."""
    shown = Action.name_withheld.is_(False)
    query = (
        select(
            Action,
            State.iso3,
            case((shown, Organisation.name)).label("name"),
            case((shown, Organisation.public_id)).label("public_id"),
        )
        .join(Action.organisation)
        .join(Action.state)
        .where(Action.published_at.is_not(None))
        .where(Action.id.in_(ids) if ids else Action.reference.in_(references))
    )
    rows = db.session.execute(query).all()
    gone = withdrawn(row.Action for row in rows)
    gone |= names_withheld_name(row.Action for row in rows)
    return tuple(
        ActionText(
            id=row.Action.id,
            reference=row.Action.reference,
            iso3=row.iso3,
            title=row.Action.title,
            account=row.Action.account,
            language=row.Action.language,
            organisation=row.name,
            organisation_id=row.public_id,
            effective_on=row.Action.effective_on,
            effective_precision=row.Action.effective_precision,
            public_from=row.Action.published_at.date(),
            public_until=row.Action.ended_at.date() if row.Action.ended_at else None,
        )
        for row in rows
        if row.Action.reference not in gone
    )


@dataclass(frozen=True, slots=True)
class OrganisationText:
    """An organisation that is named with an action."""

    id: int
    public_id: str
    name: str


def organisation_texts(ids: Collection[int]) -> tuple[OrganisationText, ...]:
    """Those of these organisations that are named with a published action."""
    query = select(Organisation.id, Organisation.public_id, Organisation.name)
    rows = db.session.execute(query.where(Organisation.id.in_(ids))).all()
    named = _with_named_act([row.id for row in rows], ())
    return tuple(OrganisationText(*row) for row in rows if row.id in named)


def organisations_seen(
    public_ids: Collection[str], as_of: date, known_by: date
) -> Mapping[str, str]:
    """Names by public id of organisations named with an action at the two dates."""
    query = select(Organisation.id, Organisation.public_id, Organisation.name)
    rows = db.session.execute(query.where(Organisation.public_id.in_(public_ids))).all()
    at_the_dates = (
        begun_at(Action.effective_on, Action.effective_precision, as_of),
        public_at(Action, known_by),
    )
    named = _with_named_act([row.id for row in rows], at_the_dates)
    return {row.public_id: row.name for row in rows if row.id in named}


def _with_named_act(ids: Sequence[int], clauses: Iterable[ColumnElement[bool]]) -> frozenset[int]:
    """Organisations named with an action that was never withdrawn.

    Most have one that is public now. Of the others every act is read: a version may have been
    withdrawn later, and with it the whole act.
    """
    if not ids:
        return frozenset()
    acts = (Action.published_at.is_not(None), Action.name_withheld.is_(False), *clauses)
    present = select(Action.id).where(
        Action.organisation_id == Organisation.id, Action.ended_at.is_(None), *acts
    )
    having = select(Organisation.id).where(Organisation.id.in_(ids), present.exists())
    found = set(db.session.scalars(having))
    left = [each for each in ids if each not in found]
    if left:
        query = select(Action.organisation_id, Action.reference, Action.ended_at)
        rows = db.session.execute(query.where(Action.organisation_id.in_(left), *acts)).all()
        gone = withdrawn(rows)
        found |= {row.organisation_id for row in rows if row.reference not in gone}
    return frozenset(found)


def organisations_called(public_ids: Collection[str]) -> Sequence[int]:
    """Ids of the organisations with these public ids."""
    query = select(Organisation.id).where(Organisation.public_id.in_(public_ids))
    return db.session.scalars(query).all()


def published_organisations(after: int, most: int) -> Sequence[int]:
    """Ids of organisations, in batches by id."""
    query = select(Organisation.id).where(Organisation.id > after)
    return db.session.scalars(query.order_by(Organisation.id).limit(most)).all()


def named_actions_of(organisation: int) -> Sequence[int]:
    """Ids of the published actions that name an organisation."""
    query = select(Action.id).where(
        Action.organisation_id == organisation,
        Action.published_at.is_not(None),
        Action.name_withheld.is_(False),
    )
    return db.session.scalars(query).all()
