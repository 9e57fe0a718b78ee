"""Publishes assessments after the State's time to reply. A timer calls it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from tracker.accounts.actor import Actor
from tracker.assessment.models import Assessment
from tracker.audit import trail
from tracker.core.db import db
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.review import publication
from tracker.review.hiding import hidden_now


def publish_due(actor: Actor, day: date) -> tuple[str, ...]:
    """Publish assessments whose last day for a reply has passed. Returns their references.

    Run twice it publishes nothing twice. Which have no such day were never to wait.
    """
    require(actor, Permission.ASSESSMENTS_PUBLISH)
    query = (
        select(Assessment)
        .where(
            Assessment.published_at.is_(None),
            Assessment.reply_until < day,
            ~hidden_now(Assessment),
        )
        .options(selectinload(Assessment.state), selectinload(Assessment.commitment))
        .order_by(Assessment.reply_until, Assessment.id)
        .with_for_update(of=Assessment)
    )
    due = list(db.session.scalars(query))
    if due:
        publication.publish(due)
    for each in due:
        subject = f"assessment:{each.reference}"
        content = {"state": each.state.iso3, "commitment": each.commitment.reference}
        trail.record(actor, "assessment:assessment:published", subject, content)
    return tuple(each.reference for each in due)
