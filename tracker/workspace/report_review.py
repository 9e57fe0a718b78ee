"""The model of a report under review: its entries with the published records.

It shows the submitted report beside the State's last public report, the current lanes and the
published evidence. Organisations with withheld names are not included.
"""

from dataclasses import dataclass

from tracker.accounts.actor import Actor
from tracker.gap.facts import Standing
from tracker.gap.snapshot import load_snapshot
from tracker.gap.standing import default_params
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.reporting.drafts import unfinished
from tracker.reporting.queries_private import LastPublishedAnswer, last_published_answers
from tracker.reporting.report_detail import EntryPage, ReportPage, report_under_review
from tracker.reporting.review_decisions import assignee
from tracker.review.assignment import Assignee
from tracker.workspace.published_records import Known, published_about


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One entry with its context.

    ``earlier`` is the State's last public answer, or None. ``standing`` is None for a retired
    commitment. ``odd`` names what a reader of the entry would miss.
    """

    entry: EntryPage
    standing: Standing | None
    earlier: LastPublishedAnswer | None
    known: tuple[Known, ...]
    odd: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportReview:
    """A report under review, line by line."""

    report: ReportPage
    lines: tuple[ReviewLine, ...]
    hands: Assignee


# As far apart as votes that count as contested (methodology); a reviewer looks there first.
FAR = 2
NO_SOURCE, FAR_FROM_EVIDENCE, MOVED = "no_source", "far_from_evidence", "moved"


def report_review(actor: Actor, reference: str) -> ReportReview:
    """The report with all known records. Raises NotFound."""
    require(actor, Permission.REVIEW_QUEUE_SEE)
    report = report_under_review(actor, reference)
    cells = load_snapshot(default_params()).standings.get(report.iso3, {})
    said, known = last_published_answers(report.iso3), published_about(report.iso3)
    lines = []
    for entry in report.entries:
        name = entry.passage.reference
        earlier = said.get(name)
        # Once it is public the report is itself the last word; it is not its own predecessor.
        earlier = earlier if earlier and earlier.report != reference else None
        cell = cells.get(name)
        odd = _odd(entry, cell, earlier)
        lines.append(ReviewLine(entry, cell, earlier, tuple(known.get(name, ())), odd))
    return ReportReview(report, tuple(lines), assignee(actor, reference))


def _odd(
    entry: EntryPage, cell: Standing | None, earlier: LastPublishedAnswer | None
) -> tuple[str, ...]:
    """What deserves a second look, without being wrong."""
    level, found = entry.draft.level, []
    if not entry.draft.sources and not unfinished(entry.draft):
        found.append(NO_SOURCE)
    if _differ(level, cell.evidenced if cell else None):
        found.append(FAR_FROM_EVIDENCE)
    if _differ(level, earlier.draft.level if earlier else None):
        found.append(MOVED)
    return tuple(found)


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and abs(one - other) >= FAR
