"""Reads an uploaded workbook of a report: first a plan, then the confirmed changes.

The plan lists by row what would be created or changed, what was changed online meanwhile, and what
is invalid. Nothing is written while anything is refused. Online changes are never overwritten.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask_babel import gettext as _

from tracker.accounts.actor import Actor
from tracker.core.errors import Conflict, Invalid
from tracker.exchange.parsing.workbooks import WorkbookSheet, read_workbook
from tracker.exchange.refusals import Refusal
from tracker.exchange.sheets import UnreadableFile
from tracker.exchange.workbooks import records_sheet, report_workbook
from tracker.exchange.workbooks.layout import Layout, code_of
from tracker.exchange.workbooks.records_upload import FactChange, KnownPlan, plan_known
from tracker.exchange.workbooks.report_workbook import FORMAT, SIGNATURE, digest
from tracker.exchange.workbooks.sheet_reader import SheetReading
from tracker.policy.permission_map import require
from tracker.policy.permissions import Permission
from tracker.registry.queries.commitments import register
from tracker.reporting.conflicts import ReportClosed, Saved
from tracker.reporting.drafts import EMPTY_ENTRY, EntryDraft
from tracker.reporting.editing import save_entry
from tracker.reporting.entries import RecordResponse, values_of
from tracker.reporting.vocabulary import Answer
from tracker.review.lifecycle import OPEN
from tracker.schema.drafts import Origin
from tracker.workspace.report_editor import Line, ReportEditor, report_editor


@dataclass(frozen=True, slots=True)
class RowChange:
    """The change of one row. ``before`` None: there is no entry yet.

    ``taken_over`` names the last report where the row repeats it word for word.
    """

    row: int
    before: EntryDraft | None
    after: EntryDraft
    taken_over: str | None


@dataclass(frozen=True, slots=True)
class RowConflict:
    """A row whose entry was changed online since the download, with both texts."""

    row: int
    stored: Saved
    offered: EntryDraft


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """The planned changes of a report. ``digest`` identifies them for confirmation."""

    report: str
    origin: Origin
    created: tuple[RowChange, ...] = ()
    changed: tuple[RowChange, ...] = ()
    left: int = 0
    conflicts: tuple[RowConflict, ...] = ()
    refused: tuple[Refusal, ...] = ()
    known: KnownPlan = KnownPlan()
    acts: tuple["EntryAct", ...] = ()

    @property
    def digest(self) -> str:
        """A hash of everything that would be written."""
        acts = [(act.draft.cells(), act.version, act.facts) for act in self.acts]
        return hashlib.sha256(repr((self.report, acts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class EntryAct:
    """One entry to save. ``facts`` None leaves the answers about known records unchanged."""

    draft: EntryDraft
    version: int
    facts: tuple[RecordResponse, ...] | None


class PlanChanged(Conflict):
    """The workbook would no longer do what was confirmed. ``plan`` is the new plan."""

    def __init__(self, plan: UploadPlan) -> None:
        super().__init__("the report has changed since the preview")
        self.plan = plan


def _nothing() -> None:
    """Hold no lock."""


def plan_upload(
    actor: Actor,
    reference: str,
    name: str,
    content: bytes,
    *,
    let_go: Callable[[], None] = _nothing,
) -> UploadPlan:
    """Plan the upload of the workbook. Writes nothing. Raises NotFound or ReportClosed.

    ``let_go`` is called before the workbook is read, which may take seconds: callers release the
    write lock there.
    """
    require(actor, Permission.WORKSPACE_SEE)
    origin = Origin(name, hashlib.sha256(content).hexdigest())
    layouts = (report_workbook.layout(), records_sheet.layout())
    let_go()
    sheets, unusable = _sheets(content, layouts)
    desk = report_editor(actor, reference)
    if desk.report.status not in OPEN:
        raise ReportClosed(desk.report.status)
    try:
        if unusable is not None:
            raise unusable
        _check(sheets, desk, layouts)
    except UnreadableFile as fault:
        refusal = Refusal(name, fault.row, None, "", fault.reason)
        return UploadPlan(reference, origin, refused=(refusal,))
    read = [_reading(name, sheets[layout.name], layout) for layout in layouts]
    if faults := tuple(each for each in read if isinstance(each, Refusal)):
        return UploadPlan(reference, origin, refused=faults)
    report, known = (each for each in read if isinstance(each, SheetReading))
    return _whole(_Planning(desk, report, origin).plan(), desk, known)


def _sheets(
    content: bytes, layouts: Sequence[Layout]
) -> tuple[Mapping[str, WorkbookSheet], UnreadableFile | None]:
    """Our sheets in the workbook, or why there are none."""
    try:
        names = frozenset({SIGNATURE, *(each.name for each in layouts)})
        return read_workbook(content, names), None
    except UnreadableFile as fault:
        return {}, fault


def _reading(name: str, sheet: WorkbookSheet, layout: Layout) -> SheetReading | Refusal:
    """The sheet, or why its columns cannot be identified."""
    try:
        return SheetReading(name, sheet, layout)
    except UnreadableFile as fault:
        return Refusal(f"{name}, {layout.name}", fault.row, None, "", fault.reason)


def _whole(plan: UploadPlan, desk: ReportEditor, reading: SheetReading) -> UploadPlan:
    """The plan including the sheet of known records, with totals of both."""
    known = plan_known(desk, reading)
    refused = (*plan.refused, *sorted(reading.refused, key=lambda each: each.row or 0))
    changes = {change.after.commitment: change for change in (*plan.created, *plan.changed)}
    said: dict[str, list[FactChange]] = {}
    for change in known.changes:
        said.setdefault(change.commitment, []).append(change)
    touched = [line for line in desk.lines if line.card.reference in {*changes, *said}]
    # An entry that shared its text comes first: it becomes its own before the other changes.
    touched.sort(key=lambda line: not (line.entry and line.entry.repeats))
    acts = [
        _act(line, changes.get(line.card.reference), said.get(line.card.reference, ()))
        for line in touched
    ]
    return replace(plan, known=known, refused=refused, acts=tuple(acts))


def _act(line: Line, change: RowChange | None, said: Sequence[FactChange]) -> EntryAct:
    """The entry that the rows of both sheets give."""
    kept = line.entry.saved.draft if line.entry else None
    blank = replace(EMPTY_ENTRY, commitment=line.card.reference)
    answers = {**records_sheet.answers_of(line), **{each.record: each.after for each in said}}
    facts = tuple(answer for _record, answer in sorted(answers.items()) if answer is not None)
    return EntryAct(
        change.after if change else kept or blank, line.version, facts if said else None
    )


def carry_out_upload(
    actor: Actor,
    reference: str,
    name: str,
    content: bytes,
    *,
    digest: str,
    let_go: Callable[[], None] = _nothing,
) -> UploadPlan:
    """Write the confirmed changes in the current transaction.

    Raises PlanChanged where the workbook would by now do something else, Invalid where any of it
    is refused.
    """
    require(actor, Permission.WORKSPACE_SEE)
    plan = plan_upload(actor, reference, name, content, let_go=let_go)
    if plan.refused:
        raise Invalid({"workbook": [str(refusal) for refusal in plan.refused]})
    if plan.digest != digest:
        raise PlanChanged(plan)
    for act in plan.acts:
        save_entry(actor, reference, act.draft, version=act.version, facts=act.facts)
    return plan


def _check(
    sheets: Mapping[str, WorkbookSheet], desk: ReportEditor, layouts: Sequence[Layout]
) -> None:
    """Raise UnreadableFile unless it is this report's complete workbook in the current format."""
    if SIGNATURE not in sheets:
        raise UnreadableFile(_("the file must be a workbook that you downloaded from this report"))
    signed = {row[0]: row[1] for row in sheets[SIGNATURE].rows if len(row) > 1}
    if signed.get("format") != FORMAT:
        raise UnreadableFile(
            _("this workbook has an older format; download it again and copy your texts into it")
        )
    if signed.get("report") != desk.report.reference:
        raise UnreadableFile(
            _(
                "this workbook belongs to the report %(other)s, not to %(own)s",
                other=signed.get("report", "")[:40],
                own=desk.report.reference,
            )
        )
    for layout in layouts:
        if layout.name not in sheets:
            raise UnreadableFile(
                _("the workbook must have a sheet with the name %(name)s", name=layout.name)
            )


class _Planning:
    """Plans the rows of the sheet Report one by one."""

    def __init__(self, desk: ReportEditor, reading: SheetReading, origin: Origin) -> None:
        self._desk = desk
        self._reading = reading
        self._origin = origin
        self._lines = {line.card.reference: line for line in desk.lines}

    def plan(self) -> UploadPlan:
        """The plan of this sheet."""
        created, changed, conflicts, left = [], [], [], 0
        for row, cells in self._reading.rows():
            match self._row(row, cells):
                case RowChange(before=None) as made:
                    created.append(made)
                case RowChange() as made:
                    changed.append(made)
                case RowConflict() as met:
                    conflicts.append(met)
                case True:
                    left += 1
        return UploadPlan(
            self._desk.report.reference,
            self._origin,
            tuple(created),
            tuple(changed),
            left,
            tuple(conflicts),
            tuple(sorted(self._reading.refused, key=lambda each: each.row or 0)),
        )

    def _row(self, row: int, cells: Mapping[str, str]) -> RowChange | RowConflict | bool:
        """The change of a row. True: no change; False: refused."""
        line, draft = self._line(row, cells), self._draft(row, cells)
        written_over = self._reading.written_over(row, cells)
        if line is None or draft is None or written_over is None:
            return False
        stored = line.entry.saved if line.entry else None
        now = digest(stored.draft if stored else None)
        if digest(draft) in (now, written_over):
            # As it stands, or not touched since it was downloaded.
            return True
        if stored is not None and now != written_over:
            return RowConflict(row, stored, draft)
        if not self._has_known_values(row, draft, cells):
            return False
        said = stored.draft if stored and not stored.draft.is_blank else None
        taken_over = line.prefill and line.prefill.draft == draft
        return RowChange(
            row,
            said,
            draft,
            line.prefill.report if line.prefill and taken_over else None,
        )

    def _line(self, row: int, cells: Mapping[str, str]) -> Line | None:
        if self._reading.is_repeated(row, cells, "commitment"):
            return None
        reference = cells["commitment"]
        if reference in self._lines:
            return self._lines[reference]
        if reference in register().cards:
            reason = _("a commitment of this report")
        else:
            reason = _("the reference of a commitment")
        self._reading.refuse(row, "commitment", reference, reason)
        return None

    def _draft(self, row: int, cells: Mapping[str, str]) -> EntryDraft | None:
        if self._reading.is_overlong(row, cells):
            return None
        given = {name: text for name, text in cells.items() if name != "version"}
        code = code_of(given.pop("answer"))
        is_level = code.isdigit() and code.isascii()
        given |= {"answer": Answer.LEVEL if is_level else code, "level": code if is_level else ""}
        given["survivors"] = code_of(given["survivors"])
        try:
            return EntryDraft.parse(given)
        except Invalid as fault:
            self._reading.refuse_fields(row, cells, fault)
            return None

    def _has_known_values(self, row: int, draft: EntryDraft, cells: Mapping[str, str]) -> bool:
        try:
            values_of(draft, self._desk.report.iso3)
        except Invalid as fault:
            self._reading.refuse_fields(row, cells, fault)
            return False
        return True
