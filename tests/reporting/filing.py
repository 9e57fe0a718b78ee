"""Reports brought to where a test wants them, by the acts of those who may."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from tests.reporting.people import AUTHORITY, DRAFTER, REVIEWER
from tracker.core.db import db
from tracker.reporting import editing, transitions
from tracker.reporting.drafts import EntryDraft, ReportDraft
from tracker.reporting.models import Report
from tracker.reporting.vocabulary import Consultation
from tracker.review.lifecycle import Status

PERIOD = (date(2021, 1, 1), date(2024, 12, 31))
# A cycle as a file brings it.
CYCLE = {
    "code": "ROUND",
    "title": "An invented round",
    "statement": "What was done.",
    "instruments": "PLAN",
    "scope": "all_members",
    "first_period_start": "2021-01-01",
    "first_period_end": "2024-12-31",
    "first_due_on": "2025-03-31",
}


def frame(title: str = "An invented report", **more: Any) -> ReportDraft:
    given = {
        "period_start": PERIOD[0],
        "period_end": PERIOD[1],
        "survivors": Consultation.CONSULTED,
        "survivors_how": "An invented association read the draft.",
    }
    return ReportDraft(title=title, **{**given, **more})


def entry(reference: str = "PLAN-01", level: int | None = 2, **more: str) -> EntryDraft:
    """A finished entry with a level, or whatever else the test says."""
    given = {"commitment": reference, "level": None if level is None else str(level)}
    if level:
        given["measures_taken"] = "An invented law was adopted."
    return EntryDraft.parse({**given, **more})


def begun(*entries: EntryDraft, due_id: int | None = None, **more: Any) -> Report:
    draft = frame(**more)
    # Extra reports under way are told apart by their titles.
    while due_id is None and _is_under_way(draft.title):
        draft = replace(draft, title=f"{draft.title} again")
    report = editing.start_report(DRAFTER, "XAA", draft, due_id=due_id)
    for each in entries:
        editing.save_entry(DRAFTER, report.reference, each, version=0)
    return report


def _is_under_way(title: str) -> bool:
    ended = (Status.PUBLISHED, Status.SUPERSEDED, Status.WITHDRAWN, Status.DISCARDED)
    query = select(Report).where(Report.title == title, Report.status.not_in(ended))
    return db.session.scalar(query) is not None


def cleared(*entries: EntryDraft, **more: Any) -> Report:
    return transitions.clear(AUTHORITY, begun(*(entries or (entry(),)), **more).reference)


def submitted(*entries: EntryDraft, **more: Any) -> Report:
    return transitions.submit(AUTHORITY, cleared(*entries, **more).reference)


def published(*entries: EntryDraft, **more: Any) -> Report:
    return transitions.publish(REVIEWER, submitted(*entries, **more).reference)


def returned(*entries: EntryDraft, **more: Any) -> Report:
    reference = submitted(*entries, **more).reference
    return transitions.return_(REVIEWER, reference, reason="The level rests on no measure.")


def withdrawn(*entries: EntryDraft, **more: Any) -> Report:
    reference = published(*entries, **more).reference
    return transitions.withdraw(AUTHORITY, reference, reason="It named the wrong year.")


def superseded(*entries: EntryDraft, **more: Any) -> Report:
    old = published(*entries, **more)
    published(*entries, **more)
    return old


def discarded(*entries: EntryDraft, **more: Any) -> Report:
    return transitions.discard(DRAFTER, begun(*(entries or (entry(),)), **more).reference)


AT = {
    Status.DRAFT: lambda: begun(entry()),
    Status.CLEARED: cleared,
    Status.SUBMITTED: submitted,
    Status.PUBLISHED: published,
    Status.RETURNED: returned,
    Status.WITHDRAWN: withdrawn,
    Status.SUPERSEDED: superseded,
    Status.DISCARDED: discarded,
}
