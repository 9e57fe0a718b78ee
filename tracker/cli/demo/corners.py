"""Rare events of the demonstration: a redaction, a broken link, a conflict of interest.

All of it goes through the services, in the name of invented people or of the operator.
"""

from datetime import timedelta

from sqlalchemy import select

from tracker.accounts.actor import OPERATOR
from tracker.cli.demo.stories import CONTESTED, REDACTED
from tracker.cli.demo.submitting import SECOND
from tracker.core import clock
from tracker.core.db import db
from tracker.evidence import link_schedule, review_decisions
from tracker.evidence.models import Action, ActionCommitment
from tracker.evidence.redaction import redact
from tracker.linkcheck.vocabulary import Answer, Outcome
from tracker.registry.models import Commitment
from tracker.review.models import Submission

CHECKED_DAYS_AGO = (40, 8)


def fill_corners() -> tuple[str, ...]:
    """Create each of them once. Returns lines to print."""
    _check_links()
    redact(
        OPERATOR,
        _action_about(REDACTED).reference,
        reason="Somebody could be recognised in the account. (Invented)",
    )
    _declare_conflict()
    return ("a redaction, a broken link and a conflict of interest",)


def _action_about(cell: tuple[str, str]) -> Action:
    """The first public action on a commitment of a State."""
    query = (
        select(Action)
        .where(Action.state.has(iso3=cell[0]), Action.published_at.is_not(None))
        .where(
            Action.bearings.any(ActionCommitment.commitment.has(Commitment.reference == cell[1]))
        )
        .order_by(Action.reference)
    )
    return db.session.scalars(query.limit(1)).one()


def _check_links() -> None:
    """Record one address as gone twice in a row, and the others as working."""
    broken = _action_about(CONTESTED).citations[0].url
    for days in CHECKED_DAYS_AGO:
        at = clock.now() - timedelta(days=days)
        outcomes = [
            Outcome(url, Answer.GONE, "404", at)
            if url == broken
            else Outcome(url, Answer.ALIVE, "200", at)
            for url in link_schedule.addresses()
            if url.startswith("https://example.org/")
        ]
        link_schedule.store_outcomes(OPERATOR, outcomes)


def _declare_conflict() -> None:
    """The second reviewer declares a conflict about an action that waits."""
    query = select(Submission.reference).where(Submission.unclassified.is_(True))
    review_decisions.recuse(SECOND, db.session.scalars(query.limit(1)).one())
