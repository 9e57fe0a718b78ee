"""Deletes readers' texts after the times in `docs/safeguarding.md`."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import update

from tracker.accounts.actor import Actor
from tracker.accounts.conditional_update import compare_and_set
from tracker.core import clock
from tracker.feedback.models import FeedbackReport
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission

ADDRESSES = timedelta(days=30)
WORDS = timedelta(days=365)


def forget(actor: Actor) -> Mapping[str, int]:
    """Delete addresses and texts of answered reports. Returns how many of each kind."""
    require(actor, Permission.EXPIRED_FORGET)
    now = clock.now()
    emptied = {"problem": "", "proposal": "", "source": "", "answer": ""}
    return {
        "addresses of readers who reported something": compare_and_set(
            update(FeedbackReport)
            .where(FeedbackReport.closed_at < now - ADDRESSES, FeedbackReport.email != "")
            .values(email="")
        ),
        "words of answered reports": compare_and_set(
            update(FeedbackReport)
            .where(FeedbackReport.closed_at < now - WORDS, FeedbackReport.problem != "")
            .values(emptied)
        ),
    }
