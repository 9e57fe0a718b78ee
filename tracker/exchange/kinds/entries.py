"""Files of a report: each row is its entry on one commitment.

What a file does not name stays. What is not asked of the state in this report is refused.
"""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from tracker.accounts.actor import Actor
from tracker.core import formats
from tracker.core.errors import Invalid
from tracker.exchange.specification import Fault, Kind, Known, Specification
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.policy.predicates import Subject
from tracker.reporting.conflicts import ReportClosed
from tracker.reporting.drafts import EntryDraft
from tracker.reporting.editing import save_entry
from tracker.reporting.entries import values_of
from tracker.review.lifecycle import OPEN
from tracker.schema.drafts import Changes, Origin, compare
from tracker.workspace.report_editor import Line, ReportEditor, report_editor

SPECIFICATION = Specification(
    "report_entries", _l("The answer of a report on one commitment"), EntryDraft
)


def kind_for(actor: Actor, reference: str) -> Kind[EntryDraft]:
    """The entries of one report. Raises NotFound, or ReportClosed if it is no draft."""
    require(actor, Permission.WORKSPACE_SEE)
    desk = _writable(actor, reference)
    asked = {line.card.reference for line in desk.lines}

    def faults(draft: EntryDraft, known: Known) -> Iterator[Fault]:
        if draft.commitment not in asked and draft.key in known["commitments"]:
            yield "commitment", _("a commitment of this report")
        try:
            values_of(draft, desk.report.iso3)
        except Invalid as fault:
            for name, reasons in fault.errors.items():
                yield name, formats.listed_apart(reasons)

    def put(
        actor: Actor, drafts: Sequence[EntryDraft], *, origin: Origin | None = None
    ) -> Changes[EntryDraft]:
        return put_entries(actor, reference, drafts, origin=origin)

    return Kind(SPECIFICATION, lambda: _answered_entries(desk), put, faults)


def put_entries(
    actor: Actor, reference: str, drafts: Sequence[EntryDraft], *, origin: Origin | None = None
) -> Changes[EntryDraft]:
    """Save new and changed entries, like typed ones."""
    require(actor, Permission.WORKSPACE_SEE)
    desk = _writable(actor, reference)
    changes = compare(_answered_entries(desk), drafts)
    lines = {line.card.reference: line for line in desk.lines}
    written = [*changes.created, *(new for _old, new in changes.changed)]
    # An entry that shared its text comes first: it becomes its own before the other changes.
    written.sort(key=lambda draft: not _repeats(lines[draft.commitment]))
    for draft in written:
        save_entry(actor, reference, draft, version=lines[draft.commitment].version)
    return changes


def _writable(actor: Actor, reference: str) -> ReportEditor:
    desk = report_editor(actor, reference)
    require(actor, Permission.REPORT_DRAFT, Subject(state=desk.report.iso3))
    if desk.report.status not in OPEN:
        raise ReportClosed(desk.report.status)
    return desk


def _answered_entries(desk: ReportEditor) -> dict[tuple[str, ...], EntryDraft]:
    """The entries that are not empty, by commitment."""
    entries = (line.entry.saved.draft for line in desk.lines if line.entry)
    return {draft.key: draft for draft in entries if not draft.is_blank}


def _repeats(line: Line) -> bool:
    return bool(line.entry and line.entry.repeats)
