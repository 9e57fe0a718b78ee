"""What search may read of logged acts: the same public view as pages, whole and at once.

A withheld name does not leave the database, and an act of which any version was withdrawn is not
there at all.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, select

from tracker.accounts.models import Organisation
from tracker.core.db import db
from tracker.evidence.models import Action
from tracker.evidence.queries.actions import withdrawn
from tracker.registry.models import State


@dataclass(frozen=True, slots=True)
class ActionText:
    """The words of a published act; the organisation's are None where the name is withheld."""

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


def action_texts() -> tuple[ActionText, ...]:
    """Every act ever published and never withdrawn, the newest act first; one query or two."""
    shown = Action.name_withheld.is_(False)
    query = (
        select(
            Action.reference,
            State.iso3,
            Action.title,
            Action.account,
            Action.language,
            case((shown, Organisation.name)).label("name"),
            case((shown, Organisation.public_id)).label("public_id"),
            Action.effective_on,
            Action.effective_precision,
            Action.published_at,
            Action.ended_at,
        )
        .join(Action.organisation)
        .join(Action.state)
        .where(Action.published_at.is_not(None))
        .order_by(Action.effective_on.desc(), Action.reference.desc())
    )
    rows = db.session.execute(query).all()
    gone = withdrawn(rows)  # type: ignore[arg-type]
    return tuple(
        ActionText(
            reference=row.reference,
            iso3=row.iso3,
            title=row.title,
            account=row.account,
            language=row.language,
            organisation=row.name,
            organisation_id=row.public_id,
            effective_on=row.effective_on,
            effective_precision=row.effective_precision,
            public_from=row.published_at.date(),
            public_until=row.ended_at.date() if row.ended_at else None,
        )
        for row in rows
        if row.reference not in gone
    )
